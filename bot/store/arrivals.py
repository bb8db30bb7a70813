"""What a worker handed over, written down before its next step: a few bytes a letter, in a file.

The outbox is told with the next message; the file outlives the worker until then, however it ends (only
a power cut takes back what the disk did not get). Whoever takes up what a worker left looks here first.
"""

import os
import struct
import threading
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote

from bot.store.worker import Worker, is_gone

#: A file is written anew, without what the outbox knows by now, when it is longer than this.
LONGEST_BYTES = 64 * 1024
#: What nobody needs any more goes after so long: whoever looks into it now has done so by then.
KEPT_S = 3600.0
_ROW = struct.Struct("<q")


class Arrivals:
    """The file of one worker, and the looking up in those of others. Thread-safe."""

    def __init__(self, folder: Path | None, worker: Worker) -> None:
        """Be ready to write into a folder; without one nothing is written, and nothing found."""
        self._folder = folder
        self._place = _place(folder, worker.name) if folder else None
        self._lock = threading.Lock()
        self._file: int | None = None
        self._size = 0
        self._open: set[int] = set()
        self._ended: dict[str, frozenset[int]] = {}

    def note(self, rows: Collection[int]) -> bool:
        """Write rows down; False where that cannot be done, and the outbox is to be told at once."""
        with self._lock:
            if self._place is None:
                return False
            try:
                if self._file is None:
                    self._file = _opened(self._place)
                written = os.write(self._file, _packed(rows))
            except OSError:
                return False
            self._size += written
            self._open.update(rows)
            return written == len(rows) * _ROW.size

    def forget(self, rows: Collection[int]) -> None:
        """Let rows go that the outbox knows of."""
        with self._lock:
            self._open.difference_update(rows)
            if self._size > LONGEST_BYTES:
                with suppress(OSError):
                    self._rewrite()

    def holds(self, worker: str, row: int) -> bool:
        """True when a worker, living or not, noted that a row arrived."""
        if self._folder is None:
            return False
        if worker not in self._ended:
            is_over = is_gone(worker)
            rows = _read(_place(self._folder, worker))
            if not is_over:
                return row in rows
            self._ended[worker] = rows
        return row in self._ended[worker]

    def sweep(self, holders: Collection[str]) -> None:
        """Drop old files of workers that are gone and hold none of the letters under way."""
        if self._folder is None:
            return
        for place in self._folder.glob("*.*"):
            worker = unquote(place.stem)
            with suppress(OSError):
                is_old = time.time() - place.stat().st_mtime > KEPT_S
                if is_old and worker not in holders and is_gone(worker):
                    place.unlink()

    def close(self, *, is_told: bool) -> None:
        """Write no more; the file goes when the outbox was told of all in it."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None
            if self._place is not None and is_told:
                with suppress(OSError):
                    self._place.unlink()
            self._place = None

    def _rewrite(self) -> None:
        """Put a file of what is still open in the place of this one, whole or not at all."""
        assert self._place is not None  # noqa: S101 - something was written
        new, rows = self._place.with_suffix(".new"), _packed(self._open)
        new.write_bytes(rows)
        if self._file is not None:
            os.close(self._file)  # opened again with the next row
            self._file = None
        new.replace(self._place)
        self._size = len(rows)


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


def _opened(place: Path) -> int:
    place.parent.mkdir(parents=True, exist_ok=True)
    return os.open(place, _FLAGS, 0o600)


def _place(folder: Path, worker: str) -> Path:
    """Return the file of a worker, which is called by its name."""
    return folder / f"{quote(worker, safe='')}.rows"


def _packed(rows: Collection[int]) -> bytes:
    return b"".join(map(_ROW.pack, rows))


def _read(place: Path) -> frozenset[int]:
    try:
        found = place.read_bytes()
    except OSError:
        return frozenset()
    whole = len(found) - len(found) % _ROW.size
    return frozenset(row for (row,) in _ROW.iter_unpack(found[:whole]))
