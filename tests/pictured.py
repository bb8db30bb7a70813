"""Pictures, and Word files that hold pictures, tables and charts, for the tests of what is carried over."""

import io
import re
import zipfile

from PIL import Image, ImageDraw

from forms.document.render import render
from forms.intake.pictures import picture as made_anew
from tests.filled import FORMS, LIMITS, application
from tests.test_handmade import HEAD, TABLE, docx

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId7" Type="x" Target="media/image1.png"/>'
    '<Relationship Id="rId8" Type="x" Target="media/image2.jpeg"/>'
    '<Relationship Id="rId9" Type="x" Target="media/image3.emf"/></Relationships>'
)
SCORES = (("年级", "均分"), ("七年级", "81.2"))


def drawn(
    kind: str = "PNG",
    size: tuple[int, int] = (300, 200),
    mode: str = "RGB",
    *,
    bars: int = 4,
    **more: object,
) -> bytes:
    """Return a small bar chart as a picture."""
    image = Image.new(mode, size, "white")
    pen = ImageDraw.Draw(image)
    for bar in range(bars):
        pen.rectangle((20 + bar * 60, 160 - bar * 30, 60 + bar * 60, 180), fill="black")
    target = io.BytesIO()
    image.save(target, kind, **more)
    return target.getvalue()


def framed(inside: str) -> str:
    """Return a paragraph of a Word file that holds a drawing."""
    return f"<w:p><w:r><w:drawing {SPACES}>{inside}</w:drawing></w:r></w:p>"


def picture(relation: str) -> str:
    """Return a paragraph that holds a picture."""
    return framed(f'<a:graphic><a:blip r:embed="{relation}"/></a:graphic>')


def inner_table(rows: tuple[tuple[str, ...], ...] = SCORES) -> str:
    """Return a table as it stands inside a cell."""
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def with_things(after: dict[str, str]) -> bytes:
    """Return a form typed by hand that holds more than words: line of the form -> what follows it."""
    swapped = [[["13812345678" if each == "138" else each for each in c] for c in r] for r in TABLE]
    source = zipfile.ZipFile(io.BytesIO(docx(HEAD, swapped)))
    words = source.read("word/document.xml").decode()
    for line, more in after.items():
        paragraph = f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
        assert paragraph in words
        words = words.replace(paragraph, paragraph + more)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", words)
        package.writestr("word/_rels/document.xml.rels", RELATIONS)
        package.writestr("word/media/image1.png", drawn())
        package.writestr("word/media/image2.jpeg", drawn("JPEG"))
        package.writestr("word/media/image3.emf", b"\x01\x00\x00\x00emf")
    return target.getvalue()


def with_pictures() -> bytes:
    """Return a form with two pictures and a table in 一, and a chart and an old drawing in （二）."""
    chart = framed("<c:chart/>")
    return with_things(
        {
            "第一段": picture("rId7") + picture("rId8") + inner_table(),
            "乙": chart + picture("rId9"),
        }
    )


def saved_elsewhere() -> bytes:
    """Return a Word file of ours as another program leaves it: the bytes of the pictures, not our names."""
    sent = (("problem", drawn()), ("outcomes", drawn("JPEG", (500, 300))))
    found = [one for part, data in sent if (one := made_anew(data, part))]
    form = FORMS["2025", "application"]
    made = render(form, application(), ["docx"], limits=LIMITS, exhibits=found)[0].content
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as ours, zipfile.ZipFile(target, "w") as package:
        for part in ours.infolist():
            content = ours.read(part)
            if part.filename == "word/document.xml":
                content = re.sub(rb'name="shenbao-\w+"', b'name="Picture 1"', content)
            package.writestr(part, content)
    return target.getvalue()
