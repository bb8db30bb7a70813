"""The conversation in a terminal: plain text, numbered choices, 80 columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.channels.lines import WIDTH, columns, fold
from bot.delivery import Letter
from bot.desk import Desk, Update
from bot.message import Choice, File, Incoming, Text
from bot.store import StoreUnavailable
from bot.wording import sentence

CHANNEL = "terminal"
PERSON = "local"

#: A path typed or dropped into the window is no longer than this.
LONGEST_PATH = 1_000


def converse(
    messages: Iterable[str], show: Callable[[str], None], desk: Desk, today: Callable[[], date]
) -> None:
    """Greet, then answer message after message until they end or the person leaves."""
    _hand_out(desk, show, lambda: (desk.take,), "")
    for text in _said(messages):
        update = Update(PERSON, incoming(text), today())
        _hand_out(desk, show, lambda: _in_turn(desk, update), "\n")  # noqa: B023 - called at once
    show(fold(sentence("terminal.goodbye" if desk.is_filling(PERSON) else "terminal.bye")))


def _in_turn(desk: Desk, update: Update) -> Iterable[Callable[[], tuple[Letter, ...]]]:
    """Take a message in; give what makes its letters, piece by piece."""
    return [piece.letters for piece in desk.keep(update).in_turn()]


def _hand_out(
    desk: Desk,
    show: Callable[[str], None],
    get: Callable[[], Iterable[Callable[[], tuple[Letter, ...]]]],
    end: str,
) -> None:
    try:
        for make in get():
            if letters := make():
                show(page(letters) + end)
                desk.confirm(letters)
    except StoreUnavailable:
        show(fold(sentence("desk.later")) + end)


def incoming(text: str) -> Incoming:
    """Return a file where a text is its path, as it is typed or dropped into the window; else the text."""
    typed = text.strip().strip("'\"").removeprefix("file://").replace("\\ ", " ")
    if "\n" in typed or len(typed) > LONGEST_PATH or not Path(typed).suffix:
        return Text(text)
    place = Path(typed)
    try:
        place = place.expanduser()
        is_there = place.is_file()
    except (OSError, RuntimeError, ValueError):
        return Text(text)
    if is_there or (place.is_absolute() and len(place.parts) > 2):
        return File(place.name, str(place) if is_there else "")
    return Text(text)


def page(letters: Sequence[Letter]) -> str:
    """Return letters as they are shown, a blank line between."""
    return "\n\n".join(_shown(letter) for letter in letters)


def _said(messages: Iterable[str]) -> Iterator[str]:
    leave = set(sentence("terminal.leave").split())
    yield "/start"
    for text in messages:
        if text.strip() in leave:
            return
        if text.strip():
            yield text


def _shown(letter: Letter) -> str:
    parts = [fold(letter.text)]
    parts += [f"  {place}" for place in letter.files]
    numbered = [each for each in letter.choices if each.number and not _is_listed(letter, each)]
    words = [choice.label for choice in letter.choices if not choice.number]
    if numbered:
        parts.append(_numbered(numbered))
    if words:
        parts.append(fold(sentence("terminal.words", words=" · ".join(words))))
    if {sentence("button.send_file"), sentence("button.from_start")} & set(words):
        parts.append(fold(sentence("terminal.send_file")))
    return "\n".join(parts)


def _is_listed(letter: Letter, choice: Choice) -> bool:
    """True when the text itself has a line with the number of a choice (review page, drafts)."""
    return f"\n{choice.number}. " in letter.text


def _numbered(choices: Sequence[Choice]) -> str:
    """Return choices one a line when few, side by side when many."""
    cells = [f"[{choice.number}] {choice.label}" for choice in choices]
    width = max(map(columns, cells)) + 2
    across = 1 if len(cells) <= 9 else max(1, (WIDTH - 2) // width)
    rows = [cells[at : at + across] for at in range(0, len(cells), across)]
    return "\n".join(
        "  " + "".join(cell + " " * (width - columns(cell)) for cell in row).rstrip()
        for row in rows
    )
