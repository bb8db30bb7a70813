"""Pictures and tables: found in files, made anew, printed on the 附页, read back, kept and erased."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from bot.store import Database, Unit, exhibits_of, meet
from bot.store.exhibits import WAITS, forget_waiting
from forms.document.render import render
from forms.exhibit import Exhibit, table
from forms.intake.pictures import LONGEST_SIDE, picture
from forms.intake.read import read_bytes
from forms.intake.receive import receive
from tests.filled import FORMS, LIMITS, application
from tests.pictured import drawn, inner_table, with_pictures, with_things
from tests.pictured import picture as framed_picture

FORM = FORMS["2025", "application"]
NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)


def kept(part: str, caption: str, kind: str = "PNG", wide: int = 300) -> Exhibit:
    made = picture(drawn(kind, (wide, 200)), part, caption)
    assert made is not None
    return made


EXHIBITS = (
    kept("problem", "达标率"),
    table("approach_idea", (("年级", "均分"), ("七年级", "81.2")), "两个年级"),
    kept("outcomes", "任务图", "JPEG"),
    kept("", "", wide=400),
)
#: Pictures of one size that look different.
MANY = tuple(
    made
    for number, kind in ((0, "PNG"), (1, "JPEG"), (2, "PNG"), (3, "PNG"), (5, "JPEG"))
    if (made := picture(drawn(kind, bars=number), "approach_method", f"第{number}张"))
)


def rendered(kind: str, **changed: object) -> bytes:
    answers = application(**changed)
    return render(FORM, answers, [kind], limits=LIMITS, exhibits=EXHIBITS)[0].content


def test_what_a_form_holds_is_counted_by_its_part() -> None:
    found = read_bytes("手填.docx", with_pictures())
    assert found.dropped == {
        "problem.picture": 2,
        "problem.table": 1,
        "approach_method.chart": 1,
        "approach_method.drawing": 1,
    }
    assert found.answers["problem"] == "第一段\n第二段"
    assert found.answers["approach_method"] == "乙"


def test_a_table_that_is_only_a_frame_around_words_is_read_as_words() -> None:
    data = with_things({"第一段": inner_table((("框里一句",), ("又一句",)))})
    found = read_bytes("手填.docx", data)
    assert (found.answers["problem"], dict(found.dropped)) == (
        "第一段\n框里一句\n又一句\n第二段",
        {},
    )


def test_pictures_are_handed_over_made_anew(tmp_path: Path) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(with_pictures())
    receipt = receive(place, "手填.docx")
    assert [(one.part, one.kind) for one in receipt.exhibits] == [
        ("problem", "png"),
        ("problem", "jpeg"),
        ("problem", "table"),
    ]
    assert receipt.exhibits[2].rows == (("年级", "均分"), ("七年级", "81.2"))


def test_a_picture_that_does_not_open_is_counted_as_left_behind(tmp_path: Path) -> None:
    place = tmp_path / "a.docx"
    data = with_things({"第一段": framed_picture("rId7")}).replace(drawn()[:20], b"0" * 20)
    place.write_bytes(_swapped(data, "word/media/image1.png", b"\x89PNG\r\n" + b"0" * 50))
    receipt = receive(place, "手填.docx")
    assert receipt.reading is not None
    assert (receipt.exhibits, dict(receipt.reading.dropped)) == ((), {"problem.drawing": 1})


def _swapped(data: bytes, part: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target.getvalue()


def test_nothing_but_pixels_comes_through() -> None:
    hidden = Image.Exif()
    hidden[0x9286] = "徐玉兰 13812345678"
    made = picture(drawn("JPEG", exif=hidden) + b"<script>alert(1)</script>")
    assert made is not None
    assert b"13812345678" not in made.content
    assert b"script" not in made.content
    assert picture(made.content) is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        drawn()[:200],
        drawn("GIF", mode="P"),
        drawn("BMP"),
        b"\xff\xd8\xff" + b"0" * 100,
        drawn(size=(8000, 8000), mode="1"),
    ],
    ids=["nothing", "head", "half", "gif", "bmp", "noise", "too-many-pixels"],
)
def test_what_is_no_sound_picture_is_refused(data: bytes) -> None:
    assert picture(data) is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_way_of_colour_is_kept_as_grey_or_colour(mode: str) -> None:
    made = picture(drawn("JPEG" if mode == "CMYK" else "PNG", mode=mode))
    assert made is not None
    with Image.open(io.BytesIO(made.content)) as image:
        assert (image.mode in ("L", "RGB"), image.size) == (True, (300, 200))


def test_a_big_picture_is_made_smaller_and_stands_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    made = picture(drawn("JPEG", size=(4000, 1000), exif=turned))
    assert made is not None
    assert (made.width, made.height) == (LONGEST_SIDE // 4, LONGEST_SIDE)


@pytest.mark.parametrize("answers", [{}, {"problem": "超出字数的一段。" * 200}])
def test_word_carries_them_on_the_extra_page_and_gives_them_back(
    answers: dict[str, object], tmp_path: Path
) -> None:
    place = tmp_path / "a.docx"
    place.write_bytes(rendered("docx", **answers))
    receipt = receive(place, "a.docx")
    assert receipt.reading is not None
    assert (receipt.reading.answers, receipt.reading.edits) == (application(**answers), ())
    assert [(one.part, one.caption, one.digest) for one in receipt.exhibits] == [
        (one.part, one.caption, one.digest) for one in EXHIBITS
    ]


def test_pdf_prints_them_with_numbers_under_their_part() -> None:
    pages = PdfReader(io.BytesIO(rendered("pdf"))).pages
    text = "".join("".join(page.extract_text() for page in pages).replace("\u200b", "").split())
    for words in (
        "附页：一、问题描述",
        "图1达标率",
        "表1两个年级",
        "81.2",
        "图2任务图",
        "附图和附表",
        "图3",
    ):
        assert words in text
    assert sum(len(page.images) for page in pages) == 3


def dotted() -> tuple[Exhibit, ...]:
    """Return thirteen pictures of one size that stand on one page, each with a dot of its own."""
    made = []
    for number in range(13):
        image = Image.new("RGB", (40, 12), "white")
        image.putpixel((number, 5), (0, 0, 0))
        target = io.BytesIO()
        image.save(target, "PNG")
        made.append(picture(target.getvalue(), "problem", f"第{number}张"))
    return tuple(filter(None, made))


@pytest.mark.parametrize("exhibits", [EXHIBITS, EXHIBITS[::-1], (*EXHIBITS, *MANY), dotted()])
def test_pdf_gives_them_back(exhibits: tuple[Exhibit, ...], tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    made = render(FORM, application(), ["pdf"], limits=LIMITS, exhibits=exhibits)
    place.write_bytes(made[0].content)
    receipt = receive(place, "a.pdf")
    assert receipt.reading is not None
    assert receipt.reading.edits == ()
    told = {(one.part, one.kind, one.caption, one.digest) for one in receipt.exhibits}
    assert told == {(one.part, one.kind, one.caption, one.digest) for one in exhibits}
    found = {one.digest: one for one in receipt.exhibits}
    for one in exhibits:
        assert found[one.digest].rows == one.rows
        assert not one.is_picture or looks(found[one.digest]) == looks(one)


def looks(one: Exhibit) -> tuple[tuple[int, int], bytes]:
    """Return the size of a picture and which of its pixels are dark."""
    with Image.open(io.BytesIO(one.content)) as image:
        return image.size, image.convert("L").point(lambda grey: grey // 128).tobytes()


def test_pictures_of_a_pdf_that_names_none_are_kept_without_a_part(tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    reader, writer = PdfReader(io.BytesIO(rendered("pdf"))), PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    sealed = [one for one in reader.attachment_list if one.name == "shenbao.json"]
    writer.add_attachment("shenbao.json", sealed[0].content)
    writer.write(place)
    receipt = receive(place, "a.pdf")
    assert [(one.part, one.is_picture) for one in receipt.exhibits] == [("", True)] * 3


def test_a_sheet_says_where_they_are() -> None:
    found = read_bytes("a.xlsx", rendered("xlsx"))
    assert (found.answers, found.edits, found.unread) == (application(), (), ())


def test_they_are_kept_with_the_draft_and_dropped_when_nobody_says_where(
    database: Database,
) -> None:
    with database.transaction() as transaction:
        person = meet(transaction, "test", "t1", NOW).id
        other = meet(transaction, "test", "t2", NOW).id
        mine, theirs = (Unit(transaction, who, NOW, date(2025, 3, 1)) for who in (person, other))
        draft = mine.drafts.new("2025", "application").id
        mine.exhibits.wait(EXHIBITS)
        assert (mine.exhibits.keep(draft), mine.exhibits.keep(draft)) == (4, 0)
        mine.exhibits.wait(EXHIBITS[:1])
        assert mine.exhibits.keep(draft) == 0
        assert (theirs.exhibits.of(draft), theirs.exhibits.waiting()) == ((), ())
        numbers = [one.id for one in mine.exhibits.of(draft)]
        theirs.exhibits.wait(EXHIBITS)
        forget_waiting(transaction, NOW + WAITS)
        assert len(theirs.exhibits.waiting()) == len(EXHIBITS)
        forget_waiting(transaction, NOW + WAITS + WAITS)
        assert theirs.exhibits.waiting() == ()
    assert exhibits_of(database, numbers) == {draft: list(EXHIBITS)}
