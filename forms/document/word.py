"""A form as a Word file: XML templates filled with escaped text, zipped so that bytes repeat."""

import re
from collections.abc import Mapping

from forms.document.cells import cells
from forms.document.columns import columns
from forms.document.envelope import pieces
from forms.document.job import Job
from forms.document.package import filled, zipped
from forms.document.page import Page
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
HEIGHTS = {  # twips that a blank form leaves for each long text
    "problem": 2600,
    "approach_idea": 3200,
    "approach_method": 2400,
    "approach_strategy": 2400,
}


def docx(job: Job) -> bytes:
    """Give 附件1 or 附件2 as a Word file; the same job gives the same bytes."""
    if job.form.name == "application":
        return packed("docx/application.xml", shared_words(job) | application_words(job.page))
    return packed("docx/columns.xml", shared_words(job) | columns_words(job))


def application_words(page: Page) -> dict[str, object]:
    """Give what the template of 附件2 prints."""
    return {"page": page, "cells": page.cells, "grid": GRID, "heights": HEIGHTS}


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
        "footer": re.split(r"(\{\w+\})", word("page")),
        "stamp": job.stamp,
        "envelope": job.envelope,
        "pieces": pieces(job.envelope),
    }


def packed(document: str, words: Mapping[str, object]) -> bytes:
    """Give the package: `document` as its main part, the rest from the shared templates."""
    parts = {"word/document.xml": document} | PARTS
    if words["stamp"]:
        parts["word/header1.xml"] = "docx/header.xml"
    return zipped((name, filled(template, words)) for name, template in parts.items())
