"""Replies -> letters: documents are made here, outside the transaction, and written to disk."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.message import Choice, Reply, Say, Send
from bot.store import Parcel
from bot.wording import with_sources
from knowledge.notice import Citation


@dataclass(frozen=True, slots=True)
class Letter:
    """What a channel hands to one person: text with its sources, choices, files on disk.

    `text` ends with the clauses in `quotes`; `words` is what comes before them, for a channel that
    shows clauses in a way of its own. `role`: what the person is from now
    on, where it changed. `waited`: it is older than the message it comes with.
    """

    row: int
    to: str
    text: str
    choices: tuple[Choice, ...] = ()
    files: tuple[Path, ...] = ()
    quotes: tuple[Citation, ...] = ()
    role: str = ""
    waited: bool = False

    @property
    def words(self) -> str:
        """The text without its sources."""
        return self.text.removesuffix(with_sources("", self.quotes))


#: Makes the documents of a reply: file name -> bytes, or a large one as a file to be moved.
Make = Callable[[Send], Mapping[str, bytes | Path]]


class Delivery:
    """Turns parcels into letters; files stand under `folder`/<person>/<draft>/."""

    def __init__(self, folder: Path, make: Make) -> None:
        self._folder = folder
        self._make = make

    def letter(self, parcel: Parcel) -> Letter:
        """Return what goes out for a parcel; whatever making a document raises comes through."""
        reply: Reply = parcel.reply
        if isinstance(reply, Say):
            text = with_sources(reply.text, reply.quotes)
            return Letter(
                parcel.row,
                parcel.to,
                text,
                reply.choices,
                quotes=reply.quotes,
                role=reply.role,
                waited=parcel.waited,
            )
        folder = self._folder / str(parcel.person_id) / (reply.draft or "blank")
        files = _write(folder.absolute(), self._make(reply))
        return Letter(parcel.row, parcel.to, reply.text, files=files, waited=parcel.waited)

    def forget(self, person: int) -> None:
        """Take the files of a person away."""
        shutil.rmtree(self._folder / str(person), ignore_errors=True)


def _write(folder: Path, documents: Mapping[str, bytes | Path]) -> tuple[Path, ...]:
    """Write files whole or not at all; a file of the same name is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in documents.items():
        place = folder / Path(name).name
        part = place.with_name(f".{place.name[:40]}.part")
        if isinstance(content, Path):
            shutil.move(content, part)
        else:
            part.write_bytes(content)
        part.replace(place)
        written.append(place)
    return tuple(written)
