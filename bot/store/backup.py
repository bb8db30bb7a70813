"""A backup: one zip file with the database, the files beside it, and a list of what must be in it."""

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.store.copying import copy_sqlite, is_sound, revision_of
from bot.store.errors import StoreRefused

KIND, FORMAT = "shenbao-backup", 1
LIST, BASE, BESIDE = "backup.json", "shenbao.db", "data/"
CHUNK_BYTES = 1 << 20
#: What SQLite says when the copy, and not the original, is in trouble.
DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR_WRITE)

#: What stands in the data folder and is made anew when it is missing.
MADE_ANEW = ("files", "logs")
NOT_KEPT = (".bak", ".part", ".lock", "-wal", "-shm", "-journal")


def write_backup(url: str, data: Path, to: Path, now: datetime) -> Path:
    """Write a backup of the database at `url` and the files in `data`, while others use them.

    `to` is a file, or a folder that gets one named by the time. A file that is there is never
    replaced. Gives the file; raises StoreRefused, and then leaves nothing behind.
    """
    place = sqlite_place(url)
    if not place.is_file():
        raise StoreRefused(code="backup-nothing", place=str(place))
    to = to.absolute()
    if to.is_dir():
        to /= f"shenbao-{now:%Y%m%d-%H%M%S}.zip"
    if to.is_relative_to(data):
        raise StoreRefused(code="backup-inside", place=str(data))
    if to.exists():
        raise StoreRefused(code="backup-there", place=str(to))
    try:
        _write(place, data, to, now)
    except OSError as error:
        raise StoreRefused(code="backup-unwritable", place=str(to)) from error
    except sqlite3.DatabaseError as error:
        code = "backup-unwritable" if error.sqlite_errorcode in DISK else "backup-unsound"
        raise StoreRefused(
            code, place=str(to if error.sqlite_errorcode in DISK else place)
        ) from error
    return to


def sqlite_place(url: str) -> Path:
    """Return the file of an SQLite database; raises StoreRefused for one that is no file."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreRefused(code="store-address", place=url.rsplit("@", 1)[-1]) from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StoreRefused(code="backup-elsewhere")
    return Path(parsed.database).absolute()


def files_beside(data: Path, base: Path) -> Iterator[Path]:
    """Give the files of the data folder a restart cannot make anew, the database left out."""
    for place in sorted(data.rglob("*")) if data.is_dir() else ():
        name = place.relative_to(data)
        is_ours = place.is_file() and not place.is_symlink() and place != base
        if is_ours and name.parts[0] not in MADE_ANEW and not place.name.endswith(NOT_KEPT):
            yield place


def _write(base: Path, data: Path, to: Path, now: datetime) -> None:
    """Make the copy and the zip under passing names, and give the zip its own when it is whole."""
    with tempfile.TemporaryDirectory(prefix=".shenbao-", dir=to.parent) as folder:
        copy, part = Path(folder) / BASE, Path(folder) / to.name
        copy_sqlite(base, copy)
        if not is_sound(copy):
            raise StoreRefused(code="backup-unsound", place=str(base))
        contents = {BASE: copy}
        contents |= {
            f"{BESIDE}{place.relative_to(data).as_posix()}": place
            for place in files_beside(data, base)
        }
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            listed = {name: _add(archive, name, place) for name, place in contents.items()}
            about = {"kind": KIND, "format": FORMAT, "tables": revision_of(copy)}
            about |= {"made": now.isoformat(timespec="seconds"), "files": listed}
            archive.writestr(LIST, json.dumps(about, ensure_ascii=False, indent=1))
        part.chmod(0o600)  # it holds names and phones
        part.rename(to)


def _add(archive: ZipFile, name: str, place: Path) -> str:
    """Add a file and give the SHA-256 of what went in."""
    seen = hashlib.sha256()
    info = ZipInfo.from_file(place, name, strict_timestamps=False)
    info.compress_type = ZIP_DEFLATED
    with place.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK_BYTES):
            seen.update(chunk)
            target.write(chunk)
    return seen.hexdigest()
