"""The pictures, charts and drawings of a Word file: each gets its number written on it."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import join, normpath

from lxml import etree

from forms.document.headings import OURS
from forms.intake.grid import Thing, marked
from forms.intake.safe import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
NAME = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BOX = f"{W}txbxContent"
PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
#: Attributes this program writes on what it numbers; no file has them.
NUMBER, TABLE_NUMBER = "shenbao-thing", "shenbao-table"
RELATIONS = "word/_rels/document.xml.rels"
DECODED = (".png", ".jpg", ".jpeg", ".webp")


def pictures_of(package: Package, body: etree._Element) -> list[Thing]:
    """Give what stands in the frames of a body, and write the numbers on the frames."""
    things: list[Thing] = []
    targets = targets_of(package)
    for frame in body.iter(*PICTURES):
        found = list(held(frame, targets))
        frame.set(NUMBER, "".join(marked(len(things) + place) for place in range(len(found))))
        things += found
    return things


def held(frame: etree._Element, targets: dict[str, str]) -> Iterator[Thing]:
    """Give the pictures of a frame; a chart, a shape or another program's object as what it is."""
    if next(frame.iter(CHART), None) is not None:
        yield Thing("chart")
        return
    named = next(frame.iter(NAME), None)
    name = named.get("name", "") if named is not None else ""
    places = [targets.get(one.get(f"{OFFICE}embed", ""), "") for one in frame.iter(f"{A}blip")]
    places += [targets.get(one.get(f"{OFFICE}id", ""), "") for one in frame.iter(f"{V}imagedata")]
    for place in places:
        if PurePosixPath(place).suffix.lower() in DECODED:
            digest = name.removeprefix(OURS) if name.startswith(OURS) else ""
            yield Thing("picture", place, digest=digest)
        else:
            yield Thing("drawing")
    if not places and next(frame.iter(BOX), None) is None:  # the words of a box are read as words
        yield Thing("drawing")


def targets_of(package: Package) -> dict[str, str]:
    """Give the part that each relation of the main part leads to; what lies outside the file leads nowhere."""
    root = package.xml(RELATIONS)
    if root is None:
        return {}
    return {
        str(one.get("Id")): normpath(join("word", str(one.get("Target")))).lstrip("/")
        for one in root
        if isinstance(one.tag, str) and one.get("TargetMode") != "External"
    }
