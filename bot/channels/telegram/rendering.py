"""Letters -> what is posted in a chat: texts with buttons, pictures, papers. Pure.

Words are split before they are marked up, so no mark is ever cut. Everything a person or a notice
wrote is escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TypeAlias

from bot.channels.telegram.buttons import Rows, rows_of, untold
from bot.channels.telegram.pieces import LONGEST_TEXT, split, units
from bot.delivery import Letter
from bot.wording import sentence, with_sources

#: An album holds from 2 to 10 pictures or papers.
MOST_IN_ALBUM = 10

#: What is shown as a picture; everything else is handed over as a paper.
PICTURES = frozenset({".png", ".jpg", ".jpeg"})


@dataclass(frozen=True, slots=True)
class Words:
    """A message: its text as HTML, the same without marks, and its buttons."""

    html: str
    plain: str
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures shown together, at most ten."""

    places: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents handed over together, at most ten."""

    places: tuple[Path, ...]


Post: TypeAlias = Words | Pictures | Papers


def posts_of(letter: Letter, lead: str = "") -> tuple[Post, ...]:
    """Return what a letter is posted as, in order, with `lead` before its words."""
    pictures = [place for place in letter.files if place.suffix.lower() in PICTURES]
    papers = [place for place in letter.files if place not in pictures]
    text = "\n\n".join(filter(None, (lead, _told(letter))))
    return (
        *_texts(text, [with_sources("", [each])[1:] for each in letter.quotes], letter),
        *(Pictures(group) for group in _albums(pictures)),
        *(Papers(group) for group in _albums(papers)),
    )


def _told(letter: Letter) -> str:
    """Return the words of a letter, and in lines what its buttons are too small for."""
    lines = [
        sentence("telegram.choice", number=each.number, label=each.label)
        if each.number
        else sentence("telegram.word", label=each.label)
        for each in untold(letter.choices, letter.words)
    ]
    return "\n".join([letter.words, *lines])


def _texts(text: str, quotes: Sequence[str], letter: Letter) -> tuple[Words, ...]:
    """Return messages: one where all fits, else the words in pieces and then the clauses."""
    rows = rows_of(letter.choices)
    whole = "\n".join([text, *quotes])
    if units(whole) <= LONGEST_TEXT:
        parts = [(whole, "\n".join([escape(text, quote=False), _quoted(quotes)]).rstrip("\n"))]
    else:
        parts = [(piece, escape(piece, quote=False)) for piece in split(text)]
        pieces = [piece for quote in quotes for piece in split(quote)]
        parts += [(piece, _quoted([piece])) for piece in pieces]
    return tuple(
        Words(html, plain, rows if place == len(parts) - 1 else ())
        for place, (plain, html) in enumerate(parts)
    )


def _quoted(quotes: Sequence[str]) -> str:
    """Return clauses as one block that opens at a tap."""
    if not quotes:
        return ""
    inside = escape("\n".join(quotes), quote=False)
    return f"<blockquote expandable>{inside}</blockquote>"


def _albums(places: Sequence[Path]) -> list[tuple[Path, ...]]:
    return [tuple(places[at : at + MOST_IN_ALBUM]) for at in range(0, len(places), MOST_IN_ALBUM)]
