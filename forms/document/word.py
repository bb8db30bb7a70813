"""A form as a Word file: XML templates filled with escaped text, zipped so that bytes repeat."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from forms.document.breaks import INSET_POINTS, SIZE_POINTS, STOP, ZERO_WIDTH_SPACE, width
from forms.document.cells import JOINER, cells
from forms.document.columns import columns
from forms.document.envelope import pieces
from forms.document.fitting import size_cm
from forms.document.headings import CAPTION_MARK, OURS
from forms.document.job import Job
from forms.document.package import filled, zipped
from forms.document.page import Page
from forms.document.qr import EDGE_CM, SIDE_CM, qr
from forms.document.words import word

PARTS = {
    "[Content_Types].xml": "docx/content_types.xml",
    "_rels/.rels": "docx/package.rels",
    "word/_rels/document.xml.rels": "docx/document.rels",
    "word/styles.xml": "docx/styles.xml",
    "word/settings.xml": "docx/settings.xml",
    "word/footer1.xml": "docx/footer.xml",
    "docProps/core.xml": "shared/core.xml",
    "docProps/custom.xml": "shared/custom.xml",
    "customXml/item1.xml": "docx/item1.xml",
    "customXml/itemProps1.xml": "docx/itemProps1.xml",
    "customXml/_rels/item1.xml.rels": "docx/item1.rels",
}
GRID = (680, 1361, 680, 1814, 1474, 3062)  # twips; together the 16 cm between the margins
TEXT_WIDTH = sum(GRID)
#: Twips of the cells that hold numbers and addresses of the leaders; Source: 附件2, cells side by side.
TWIPS = {"phone": sum(GRID[2:4]), "email": GRID[5]}
TWIPS_PER_POINT = 20
LEAST_POINTS = 8  # what is smaller is not read on paper
EMU_PER_CM = 360_000
#: The paper is A4.
WIDTH_CM, HEIGHT_CM = 21.0, 29.7
FIRST_MEDIUM = 100  # ids of relations before it are those of the package itself
LAST_LATIN = 0x24F
WIDEST_FACE = 1.06  # a face put in for a missing one may be wider than `width` reckons
GAP = 0.3  # what programs leave between Chinese and Latin
HEIGHTS = {  # twips that a blank form leaves for each long text
    "problem": 2600,
    "approach_idea": 3200,
    "approach_method": 2400,
    "approach_strategy": 2400,
}


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture in the package: its part, the id and number it goes by, its size in EMU, its bytes."""

    part: str
    relation: str
    number: int
    width: int
    height: int
    content: bytes


def docx(job: Job) -> bytes:
    """Give 附件1 or 附件2 as a Word file; the same job gives the same bytes."""
    if job.form.name == "application":
        media = media_of(job.page)
        words = shared_words(job) | application_words(job.page) | {"media": media}
        return packed("docx/application.xml", words, media)
    return packed("docx/columns.xml", shared_words(job) | columns_words(job))


def media_of(page: Page) -> dict[str, Medium]:
    """Give the pictures of the 附页 by their digests, each as a part of the package."""
    found: dict[str, Medium] = {}
    for one in (each for section in page.extras for each in section.exhibits):
        if one.is_picture and one.digest not in found:
            width, height = size_cm(one)
            number = len(found) + 1
            found[one.digest] = Medium(
                f"media/{number}.{one.kind}",
                f"rId{number + FIRST_MEDIUM}",
                number,
                int(width * EMU_PER_CM),
                int(height * EMU_PER_CM),
                one.content,
            )
    return found


def application_words(page: Page) -> dict[str, object]:
    """Give what the template of 附件2 prints."""
    held = {
        key: held_lines(page.cells.get(f"leaders.{key}", ""), TWIPS[key])
        for key in ("phone", "email")
    }
    return {
        "page": page,
        "cells": page.cells,
        "grid": GRID,
        "heights": HEIGHTS,
        "held": held,
        "caption_mark": CAPTION_MARK,
        "ours": OURS,
        "text_width": TEXT_WIDTH,
    }


def held_lines(text: str, twips: int) -> tuple[list[str], int]:
    """Give one line an entry, and their size in half-points: a number or address never wraps inside.

    A size of 0 is the usual one; what would get smaller than `LEAST_POINTS` wraps after its stops, as large
    as its longest piece allows.
    """
    entries = [f"{entry}{JOINER}" for entry in text.split(JOINER)]
    entries[-1] = entries[-1].removesuffix(JOINER)
    points = fitting_points([line for entry in entries for line in entry.split("\n")], twips)
    if points < LEAST_POINTS:
        pieces_of = [STOP.split(entry) for entry in entries]
        entries = [ZERO_WIDTH_SPACE.join(found) for found in pieces_of]
        points = fitting_points([piece for found in pieces_of for piece in found], twips)
    return entries, 0 if points >= SIZE_POINTS else 2 * int(max(points, LEAST_POINTS))


def fitting_points(texts: Sequence[str], twips: int) -> float:
    """Give how large each of these may be to fit a cell of this width in one line."""
    longest = max(map(ems, texts), default=0)
    return (twips / TWIPS_PER_POINT - INSET_POINTS) / max(longest, 1)


def ems(line: str) -> float:
    """Give about how many ems a line takes in the widest faces a machine may put in, rather too many."""
    others = sum(ord(char) > LAST_LATIN for char in line)
    gaps = sum((ord(one) > LAST_LATIN) != (ord(two) > LAST_LATIN) for one, two in pairwise(line))
    latin = width("".join(char for char in line if ord(char) <= LAST_LATIN))
    return latin * WIDEST_FACE + others + gaps * GAP


def columns_words(job: Job) -> dict[str, object]:
    """Give what the template of 附件1 prints."""
    head = columns(job.form)
    total = sum(column.width for column in head)
    return {
        "form": job.form,
        "columns": head,
        "cells": cells(job.form.name, job.answers),
        "grid": [TEXT_WIDTH * column.width // total for column in head],
    }


def shared_words(job: Job) -> dict[str, object]:
    """Give what every part of the package may print."""
    form = job.form
    return {
        "body": word("face_body"),
        "heading": word("face_heading"),
        "labels": form.labels,
        "title": form.title,
        "title_lines": form.labels.get("title_lines", form.title).split("\n"),
        "footer": re.split(r"(\{\w+\})", job.foot(word("page"))),
        "stamp": job.stamp,
        "qr": qr(job.link, "png") if job.link else b"",
        "qr_emu": int(SIDE_CM * EMU_PER_CM),
        "qr_x_emu": int((WIDTH_CM - EDGE_CM - SIDE_CM) * EMU_PER_CM),
        "qr_y_emu": int((HEIGHT_CM - EDGE_CM - SIDE_CM) * EMU_PER_CM),
        "envelope": job.envelope,
        "pieces": pieces(job.envelope),
    }


def packed(
    document: str, words: Mapping[str, object], media: Mapping[str, Medium] = MappingProxyType({})
) -> bytes:
    """Give the package: `document` as its main part, the rest from the shared templates."""
    parts = {"word/document.xml": document} | PARTS
    if words["stamp"]:
        parts["word/header1.xml"] = "docx/header.xml"
    pictures = [(f"word/{one.part}", one.content) for one in media.values()]
    picture = words["qr"]
    if isinstance(picture, bytes) and picture:
        parts["word/_rels/footer1.xml.rels"] = "docx/footer.rels"
        pictures.append(("word/media/qr.png", picture))
    made = [(name, filled(template, {"media": {}, **words})) for name, template in parts.items()]
    return zipped([*made, *pictures])
