"""Files, folders and zips of files -> one path a file, whatever they came in."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from forms.intake.safe import ENCRYPTED_FLAG, ENDINGS, LIMIT_BYTES, refused

LIMIT_FILES = 10_000
LIMIT_UNPACKED_BYTES = 2_000_000_000
UTF8_NAME_FLAG = 0x800


@contextmanager
def files(paths: Iterable[Path]) -> Iterator[Iterator[Path]]:
    """Give every file under `paths`; those out of zips exist until the end of the `with` block.

    A file that is not one of ours still comes, so that its refusal can be told. Iterating raises BadFile
    for a zip that cannot be opened or holds too much.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield found(paths, Path(folder))


def found(paths: Iterable[Path], folder: Path) -> Iterator[Path]:
    """Give the files under `paths` in turn, unpacking zips into `folder`."""
    for number, path in enumerate(paths):
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and is_visible(one))
            yield from found(inside, folder / str(number))
        elif path.suffix.lower() == ".zip":
            yield from unpacked(path, folder / str(number))
        else:
            yield path


def mark_of(path: Path) -> str:
    """Give what tells the content of a file from another's; nothing for an empty one or none."""
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    return marked(zlib.crc32(content), len(content))


def marked(checksum: int, size: int) -> str:
    """Give the mark of a content by its CRC-32 and its size, which a zip tells without unpacking."""
    return f"{checksum:08x}{size:x}" if size else ""


def left_out(path: Path, endings: Sequence[str] = ENDINGS) -> list[tuple[str, str]]:
    """Give name and mark of what a zip holds besides files that can be read (rar, 7z, wps, scans). Raises BadFile."""
    try:
        with zipfile.ZipFile(path) as package:
            others = (
                one for one in package.infolist() if not one.is_dir() and not is_ours(one, endings)
            )
            found = [(Path(readable(one)), marked(one.CRC, one.file_size)) for one in others]
            return [(name.name, mark) for name, mark in found if is_visible(name)]
    except (zipfile.BadZipFile, OSError) as error:
        raise refused(path.name, "damaged") from error


def unpacked(
    path: Path, folder: Path, limit_files: int = LIMIT_FILES, endings: Sequence[str] = ENDINGS
) -> Iterator[Path]:
    """Give the files of a zip that end so, each under its own name. Raises BadFile."""
    try:
        with zipfile.ZipFile(path) as package:
            members = [one for one in package.infolist() if is_ours(one, endings)]
            unpacked_bytes = sum(min(one.file_size, LIMIT_BYTES) for one in members)
            if len(members) > limit_files or unpacked_bytes > LIMIT_UNPACKED_BYTES:
                raise refused(path.name, "too-many-files", maximum=limit_files)
            for number, member in enumerate(members):
                if member.flag_bits & ENCRYPTED_FLAG:
                    raise refused(path.name, "encrypted")
                place = folder / str(number) / Path(readable(member)).name
                place.parent.mkdir(parents=True)
                with package.open(member) as source:
                    place.write_bytes(source.read(LIMIT_BYTES + 1))
                yield place
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise refused(path.name, "damaged") from error


def is_ours(member: zipfile.ZipInfo, endings: Sequence[str]) -> bool:
    """Say whether a member of a zip is a file of a kind that can be read, and not a hidden one."""
    path = Path(readable(member))
    return path.suffix.lower().lstrip(".") in endings and is_visible(path)


def readable(member: zipfile.ZipInfo) -> str:
    """Give the name of a member; zips made on Chinese Windows write names in GBK and do not say so."""
    if member.flag_bits & UTF8_NAME_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return member.filename


def is_visible(path: Path) -> bool:
    """Say whether a file in a folder is meant: not hidden, not the lock of an open document."""
    return not path.name.startswith((".", "~$"))
