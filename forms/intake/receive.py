"""A file as it was sent in a conversation: a form that was read, a plain text, or why it is neither."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from forms.characters import clean
from forms.errors import BadFile
from forms.intake.grid import Thing
from forms.intake.read import plain_text, read_bytes
from forms.intake.reading import Reading
from forms.intake.receipt import Receipt
from forms.intake.safe import bytes_of
from forms.intake.school_list import SchoolList
from forms.intake.schools import read_schools
from forms.intake.things import counted

#: A longer text is no answer of any form.
LONGEST_TEXT = 100_000
#: How the pictures begin that can be kept, besides WEBP.
DECODED = (b"\xff\xd8\xff", b"\x89PNG\r\n")
#: What phones mark their photographs as, behind `ftyp`.
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
AVIF = (b"avif", b"avis")
TEXT_ENDINGS = ("txt", "md", "csv", "")

#: What a file begins with -> what people call such a file.
STARTS: Mapping[bytes, str] = {
    b"\xff\xd8\xff": "picture",
    b"\x89PNG\r\n": "picture",
    b"GIF8": "picture",
    b"BM": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"PK\x03\x04": "archive",
    b"PK\x05\x06": "archive",
    b"PK": "damaged",
    b"{\\rtf": "rtf",
}


def receive(path: Path, name: str, key: bytes = b"") -> Receipt:
    """Give what became of the file at `path`, which its sender calls `name`. Never raises BadFile."""
    try:
        data = bytes_of(path)
        return with_exhibits(name, read_bytes(name, data, key=key))
    except BadFile as refusal:
        if refusal.code == "no-form":
            return without_form(name, data, refusal)
        if refusal.code == "unknown-kind":
            return of_another_kind(name, data, refusal)
        return Receipt(name, code=refusal.code, facts=refusal.facts)


def with_exhibits(name: str, reading: Reading) -> Receipt:
    """Give a form with its pictures and tables; what cannot be carried over is counted as a drawing."""
    if not reading.things:
        return Receipt(name, reading=reading)
    from forms.intake.pictures import exhibits_of  # noqa: PLC0415 - loaded when a picture comes

    made = tuple(exhibits_of(reading.things, reading.read))
    things = tuple(
        placed if kept or placed.thing.kind == "chart" else replace(placed, thing=Thing("drawing"))
        for placed, kept in zip(reading.things, made, strict=True)
    )
    exhibits = tuple(filter(None, made))
    return Receipt(name, reading=replace(reading, dropped=counted(things)), exhibits=exhibits)


def without_form(name: str, data: bytes, refusal: BadFile) -> Receipt:
    """Give the text of a document that is none of our forms."""
    text = clean(plain_text(name, data)).strip()[:LONGEST_TEXT]
    if text:
        return Receipt(name, text=text, schools=school_list(name, data))
    return Receipt(name, code=refusal.code, facts=refusal.facts)


def school_list(name: str, data: bytes) -> SchoolList | None:
    """Give what a sheet or a CSV says as a list of schools; None for other files and for no school."""
    if Path(name).suffix.lower() not in (".xlsx", ".csv"):
        return None
    try:
        found = read_schools(name, data)
    except BadFile:
        return None
    return found if found.schools else None


def of_another_kind(name: str, data: bytes, refusal: BadFile) -> Receipt:
    """Give the text of a plain text file, or what else such a file is called."""
    found = called(data)
    if data.startswith(DECODED) or is_webp(data):
        from forms.intake.pictures import picture  # noqa: PLC0415 - loaded when a picture comes
        from forms.intake.scanned import scanned  # noqa: PLC0415

        made = picture(data)
        if made:
            return Receipt(name, exhibits=(made,), codes=scanned(data))
    text = "" if found else written(name, data)
    if text:
        return Receipt(name, text=text, schools=school_list(name, data))
    return Receipt(name, code=found or refusal.code, facts=refusal.facts)


def called(data: bytes) -> str:
    """Give what people call a file that begins like this; empty for what is not known."""
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in HEIC else "picture" if data[8:12] in AVIF else ""
    if is_webp(data):
        return "picture"
    return next((kind for start, kind in STARTS.items() if data.startswith(start)), "")


def is_webp(data: bytes) -> bool:
    """Whether a file begins like a WEBP picture."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def written(name: str, data: bytes) -> str:
    """Give the words of a plain text file, in the encodings Chinese computers write; empty for others."""
    if Path(name).suffix.lower().lstrip(".") not in TEXT_ENDINGS or b"\x00\x00\x00" in data:
        return ""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return clean(data.decode(encoding)).strip()[:LONGEST_TEXT]
        except UnicodeError:
            continue
    return ""
