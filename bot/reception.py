"""Files sent in a conversation, read by guarded child processes before their turn begins."""

import atexit
from dataclasses import replace
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from bot.message import File, Incoming
from forms.characters import clean, one_line
from forms.errors import BadFile
from forms.intake.bundle import left_out, mark_of, unpacked
from forms.intake.receipt import Receipt
from forms.intake.safe import ENDINGS
from forms.intake.worker import Worker

#: So many files are read at the same time; a child is started when the first one comes.
WORKERS = 2
LONGEST_NAME = 120
#: A zip of a region holds some hundred files; more come in several.
MOST_IN_A_ZIP = 300
#: What is looked into there: forms, and photos of their feet.
IN_A_ZIP = (*ENDINGS, "jpg", "jpeg", "png", "webp")
#: The ending of a file that cannot be read -> what is said of it.
KINDS = {
    **dict.fromkeys(("rar", "7z", "zip", "gz", "tar"), "archive"),
    **dict.fromkeys(("jpg", "jpeg", "png", "bmp", "gif", "webp", "tif", "tiff"), "picture"),
    **dict.fromkeys(("heic", "heif", "hif"), "heic"),
}


def received(incoming: Incoming) -> Incoming:
    """Return a file with what was read of it; any other message as it is. Never raises."""
    if not isinstance(incoming, File) or incoming.receipt is not None:
        return incoming
    name = one_line(clean(incoming.name))[-LONGEST_NAME:]
    if not incoming.path:
        return replace(incoming, receipt=Receipt(name, code="not-a-file"))
    if Path(name).suffix.lower() == ".zip" and Path(incoming.path).is_file():
        return replace(incoming, receipt=_opened(Path(incoming.path), name))
    return replace(incoming, receipt=_read(Path(incoming.path), name))


def _opened(path: Path, name: str) -> Receipt:
    """Return what was read of every file in a zip, and the names of those that cannot be read."""
    try:
        with TemporaryDirectory() as folder:
            found = unpacked(path, Path(folder), MOST_IN_A_ZIP, IN_A_ZIP)
            inside = [_read(one, one.name) for one in found]
            left = left_out(path, IN_A_ZIP)
            inside += [Receipt(each, code=_kind(each), mark=mark) for each, mark in left]
    except BadFile as bad:
        return Receipt(name, code=bad.code, facts={**bad.facts, "name": name})
    code = "archive" if inside else "empty-file"
    return Receipt(name, code=code, facts={"name": name}, inside=tuple(inside))


def _read(path: Path, name: str) -> Receipt:
    free = _crew()
    worker = free.get()
    try:
        return replace(worker.receive(path, name), mark=mark_of(path))
    finally:
        free.put(worker)


def _kind(name: str) -> str:
    """Return what is said of a file by its ending alone."""
    return KINDS.get(Path(name).suffix.lower().removeprefix("."), "unknown-kind")


@cache
def _crew() -> "SimpleQueue[Worker]":
    """Return the children that are free; they end with the process."""
    free: SimpleQueue[Worker] = SimpleQueue()
    for _ in range(WORKERS):
        worker = Worker()
        atexit.register(worker.close)
        free.put(worker)
    return free
