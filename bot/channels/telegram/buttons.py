"""Choices -> rows of buttons that fit a phone. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.channels.telegram.pieces import shortened
from bot.message import Choice

#: A label of more characters is shortened; the message then tells the whole of it.
LONGEST_LABEL = 12

#: So many characters fit a button when so many stand in a row.
_FITS = {3: 5, 2: 8}

#: What the Bot API allows: bytes a button carries, buttons of a message.
LONGEST_DATA_BYTES = 64
MOST_BUTTONS = 100


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what is read, and what a tap on it brings back (or the address it opens)."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


def rows_of(choices: Sequence[Choice]) -> Rows:
    """Return buttons, two or three a row where they are short; the ways around stand apart."""
    fit = [each for each in choices if can_be_tapped(each)][:MOST_BUTTONS]
    groups = groupby(fit, key=lambda each: each.number > 0)
    return tuple(row for _, group in groups for row in _rows(group))


def can_be_tapped(choice: Choice) -> bool:
    """True when a choice can be carried by a button; another can still be typed."""
    return choice.id.isascii() and 0 < len(choice.id) <= LONGEST_DATA_BYTES


def untold(choices: Sequence[Choice], text: str) -> list[Choice]:
    """Return the choices whose words no button shows whole, and no line of the text either."""
    return [
        each
        for each in choices
        if (len(each.label) > LONGEST_LABEL or not can_be_tapped(each))
        and each.label not in text
        and not (each.number and f"\n{each.number}. " in f"\n{text}")
    ]


def _rows(choices: Iterable[Choice]) -> Iterator[tuple[Button, ...]]:
    row: list[Button] = []
    for choice in choices:
        button = Button(shortened(choice.label, LONGEST_LABEL), choice.id)
        if row and not _fit([*row, button]):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)


def _fit(row: Sequence[Button]) -> bool:
    limit = _FITS.get(len(row), 0)
    return all(len(button.label) <= limit for button in row)
