"""The foot that is asked for: a short code and its QR on every page, and whoever scans it finds the case."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from bot.channels.links import opened
from bot.desk import Letter, Update
from bot.library import Library
from bot.message import File, Tap
from bot.reception import received
from bot.service import Service
from forms.document.qr import qr
from forms.document.render import render
from forms.intake.read import read_bytes
from forms.intake.scanned import scanned
from tests.test_package import TODAY, House

from .filled import APPLICATIONS, LIMITS, application

LINK = "https://page.example/at/by_code-HXQ28R"
MARK = "短码 HXQ-28R"


def made(kind: str, link: str) -> bytes:
    return render(APPLICATIONS[1], application(), [kind], limits=LIMITS, mark=MARK, link=link)[
        0
    ].content


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_qr_changes_nothing_that_is_read_back(kind: str) -> None:
    before, after = (read_bytes(f"a.{kind}", made(kind, link)) for link in ("", LINK))
    assert (after.answers, after.edits) == (before.answers, ())


def test_word_prints_the_very_picture_of_the_link() -> None:
    with zipfile.ZipFile(io.BytesIO(made("docx", LINK))) as package:
        assert package.read("word/media/qr.png") == qr(LINK, "png")
        assert b"media/qr.png" in package.read("word/_rels/footer1.xml.rels")
        assert b'r:embed="rId1"' in package.read("word/footer1.xml")
    with zipfile.ZipFile(io.BytesIO(made("docx", ""))) as package:
        assert "word/media/qr.png" not in package.namelist()


def test_the_page_bears_it_in_its_lower_right_corner() -> None:
    plain, marked = (Image.open(io.BytesIO(made("png", link))).convert("L") for link in ("", LINK))
    wide, high = plain.size
    corner = (int(wide * 0.81), int(high * 0.935), int(wide * 0.89), high)
    dark = [each.crop(corner).point([255] * 60 + [0] * 196).getbbox() for each in (plain, marked)]
    assert dark[0] is None
    assert dark[1] is not None


def photo(page: Image.Image, high: int, angle: float = 0, blur: float = 0.6) -> bytes:
    """Return a page as a phone sends it: on a table, turned, shrunk, not quite sharp."""
    table = Image.new("L", (page.width * 11 // 10, page.height * 108 // 100), 110)
    table.paste(page, (page.width // 20, page.height // 25))
    turned = table.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=110)
    size = (round(turned.width * high / turned.height), high)
    target = io.BytesIO()
    shrunk = turned.resize(size, Image.Resampling.LANCZOS)
    shrunk.filter(ImageFilter.GaussianBlur(blur)).save(target, "JPEG", quality=80)
    return target.getvalue()


@pytest.mark.parametrize(
    "link", [LINK, "https://shenbao.example-district.edu.cn/at/by_code-HXQ28R"]
)
@pytest.mark.parametrize("angle", [0, 4, -7, 90, 180])
def test_it_is_read_from_a_photo_of_the_whole_page(link: str, angle: float) -> None:
    page = Image.open(io.BytesIO(made("png", link))).convert("L")
    assert scanned(photo(page, 1280, angle)) == (link,)


def test_it_is_read_from_the_webp_a_phone_sends(tmp_path: Path) -> None:
    page = Image.open(io.BytesIO(photo(Image.open(io.BytesIO(made("png", LINK))), 1280)))
    page.save(tmp_path / "a.webp", quality=80)
    seen = received(File("a.webp", str(tmp_path / "a.webp")))
    assert isinstance(seen, File)
    assert seen.receipt
    assert seen.receipt.codes == (LINK,)
    assert [one.kind for one in seen.receipt.exhibits] == ["jpeg"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "heic"),
        ("IMG_1.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 40, "heic"),
        ("a.avif", b"\0\0\0\x18ftypavif" + b"\0" * 40, "picture"),
        ("a.mp4", b"\0\0\0\x18ftypisom" + b"\0" * 40, "unknown-kind"),
        ("a.webp", b"RIFF\x20\0\0\0WEBPVP8 " + b"\0" * 40, "picture"),
    ],
)
def test_other_photos_and_films_are_told_apart(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(data)
    seen = received(File(name, str(tmp_path / name)))
    assert isinstance(seen, File)
    assert seen.receipt
    assert seen.receipt.code == code


def test_a_heic_photo_is_told_what_to_do_and_makes_no_row(library: Library, tmp_path: Path) -> None:
    house = House(library, tmp_path)
    photo_ = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40
    told = sent_photo(house, "联络人甲", photo_, tmp_path, "IMG_1.HEIC")[-1].text
    assert "“IMG_1.HEIC”是 HEIC 照片" in told
    assert "转成 JPG" in told
    assert "各占一行" not in told


def test_what_is_no_picture_or_bears_no_code_says_nothing() -> None:
    page = Image.open(io.BytesIO(made("png", ""))).convert("L")
    for data in (photo(page, 1280), b"", b"\xff\xd8\xff" + b"x" * 99, made("pdf", LINK)):
        assert scanned(data) == ()


def sent_photo(
    house: House, who: str, data: bytes, folder: Path, name: str = "a.jpg"
) -> tuple[Letter, ...]:
    """Return what somebody reads who sends a file."""
    place = folder / name
    place.write_bytes(data)
    letters = house.desk.receive(Update(who, received(File(name, str(place))), TODAY))
    house.desk.confirm(letters)
    return letters


def test_a_photo_of_it_opens_the_case_and_several_each_have_their_tap(
    library: Library, tmp_path: Path
) -> None:
    house = House(library, tmp_path)
    listed = house.tap("联络人甲", "cases:1:2025:all@0")[-1]
    pages = [house.tap("联络人甲", choice.id)[-1].text for choice in listed.choices[:2]]
    codes = [re.findall(r"短码 ([A-Z0-9-]{7})", page)[0] for page in pages]
    feet = [
        photo(
            Image.open(
                io.BytesIO(made("png", LINK.replace("HXQ28R", code.replace("-", ""))))
            ).convert("L"),
            1280,
        )
        for code in codes
    ]
    shown = sent_photo(house, "联络人甲", feet[0], tmp_path)[-1]
    assert f"短码 {codes[0]}" in shown.text
    assert shown.choices[0].label == "纸质已收"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        for number, foot in enumerate(feet):
            zipped.writestr(f"{number}.jpg", foot)
    both = sent_photo(house, "联络人甲", packed.getvalue(), tmp_path, "a.zip")[-1]
    assert "照片上认出 2 份" in both.text
    assert sum(each.label.startswith("纸质已收：") for each in both.choices) == 2
    assert "纸质已收：" in house.tap("联络人甲", both.choices[1].id)[-1].text
    other = sent_photo(house, "联络人乙", feet[0], tmp_path)[-1]
    assert codes[0] not in other.text
    assert "没读出来的 1 份" in other.text
    house.close()


def test_whoever_scans_it_comes_to_the_case_and_notes_its_paper(
    library: Library, tmp_path: Path
) -> None:
    house = House(library, tmp_path)
    listed = house.say("联络人甲", "我的收件")[-1]
    every = house.tap("联络人甲", next(c.id for c in listed.choices if ":all" in c.id))[-1]
    page = house.tap("联络人甲", every.choices[0].id)[-1].text
    found = re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}", page)
    assert found is not None
    code = found[0].replace("-", "")
    (link,) = Service(url="https://page.example").opening(f"by_code:{code}")
    scanned = opened(link.rpartition("/")[2])
    assert isinstance(scanned, Tap)
    shown = house.tap("联络人甲", scanned.choice)[-1]
    assert found[0] in shown.text
    assert any("纸质" in choice.label for choice in shown.choices)
    assert found[0] in house.say("联络人甲", link)[-1].text
    for stranger in ("联络人乙", "教师丁", "路人"):
        for letter in (*house.tap(stranger, scanned.choice), *house.say(stranger, link)):
            assert found[0] not in letter.text
    assert "纸质" in house.say("联络人甲", f"收到纸质 {link}")[-1].text
    assert "纸质已收" in house.tap("联络人甲", scanned.choice)[-1].text
    house.close()


def test_the_papers_with_a_foot_bear_the_link(library: Library, tmp_path: Path) -> None:
    house = House(library, tmp_path)
    house.say("教师甲", "我的申报表")
    files = [
        file
        for letter in house.say("教师甲", "要页脚带短码的")
        for file in letter.files
        if file.suffix == ".docx"
    ]
    with zipfile.ZipFile(files[0]) as package:
        assert "word/media/qr.png" in package.namelist()
    house.close()
