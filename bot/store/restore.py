"""A backup brought back: looked over to the last byte before anything of today is touched."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from bot.store.backup import BASE, BESIDE, CHUNK_BYTES, FORMAT, KIND, LIST, sqlite_place
from bot.store.copying import is_sound, let_go, revision_of
from bot.store.errors import StoreRefused
from bot.store.migrate import known_versions


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup says of itself: when it was made, its tables' version, its files' SHA-256."""

    place: Path
    made: str
    tables: str
    files: Mapping[str, str]


def read_backup(place: Path) -> Backup:
    """Return what a backup holds; raises StoreRefused for a broken, newer or other file."""
    try:
        with ZipFile(place) as archive:
            about = json.loads(archive.read(LIST))
        kind, form = about["kind"], int(about["format"])
        backup = Backup(place, str(about["made"]), str(about["tables"]), dict(about["files"]))
    except FileNotFoundError:
        raise StoreRefused(code="restore-missing", place=str(place)) from None
    except (OSError, BadZipFile, ZlibError, KeyError, ValueError, TypeError, RuntimeError):
        raise StoreRefused(code="restore-broken", place=str(place)) from None
    if kind != KIND or BASE not in backup.files or not all(map(_is_inside, backup.files)):
        raise StoreRefused(code="restore-broken", place=str(place))
    if form > FORMAT or backup.tables not in known_versions():
        raise StoreRefused(code="restore-newer", place=str(place), found=backup.tables)
    return backup


def database_there(url: str) -> Path | None:
    """Return the database a restore would take the place of; None where there is none."""
    place = sqlite_place(url)
    return place if place.exists() else None


def restore(backup: Backup, url: str, data: Path) -> Path | None:
    """Put a backup in the place of the database at `url` and of the files in `data`.

    The database of today is kept beside it; its copy is given. Raises StoreRefused, with nothing
    touched, for a backup that is not whole, and while a program has the database open.
    """
    place = sqlite_place(url)
    try:
        data.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".shenbao-", dir=place.parent) as folder:
            _unpack(backup, Path(folder))
            aside = _set_aside(place)
            for name in backup.files:
                if name != BASE:
                    _put(Path(folder) / name, data / name.removeprefix(BESIDE))
            _put(Path(folder) / BASE, place)
    except OSError as error:
        raise StoreRefused(code="restore-unwritable", place=str(place.parent)) from error
    return aside


def _unpack(backup: Backup, folder: Path) -> None:
    try:
        with ZipFile(backup.place) as archive:
            whole = [_take(archive, name, folder) == seen for name, seen in backup.files.items()]
    except (BadZipFile, ZlibError, KeyError, EOFError, RuntimeError):
        whole = [False]
    base = folder / BASE
    if not all(whole) or not is_sound(base) or revision_of(base) != backup.tables:
        raise StoreRefused(code="restore-broken", place=str(backup.place))


def _take(archive: ZipFile, name: str, folder: Path) -> str:
    """Unpack one file and give the SHA-256 of what came out."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with archive.open(name) as source, place.open("wb") as target:
        while chunk := source.read(CHUNK_BYTES):
            seen.update(chunk)
            target.write(chunk)
    return seen.hexdigest()


def _set_aside(place: Path) -> Path | None:
    """Keep a copy of the database of today; the name it stands under is free at no moment."""
    if not place.exists():
        return None
    if not let_go(place):
        raise StoreRefused(code="restore-in-use", place=str(place))
    for ending in ("-wal", "-shm"):  # left by a database too broken to be opened
        place.with_name(place.name + ending).unlink(missing_ok=True)
    aside = place.with_name(f"{place.name}.replaced.bak")
    shutil.copy2(place, aside)
    return aside


def _put(made: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    made.replace(place)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    is_plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name
    return name == BASE or (is_plain and ":" not in name and name.startswith(BESIDE))
