"""What comes in from outside, made fit to be kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from bot.message import File, Incoming, Tap, Text
from bot.state import State
from forms.characters import clean

#: Longer messages are cut at the door; the longest honest answer has some 20,000 characters.
LONGEST_TEXT = 100_000
LONGEST_ID, LONGEST_KEY = 100, 200


@dataclass(frozen=True, slots=True)
class Update:
    """One message from outside: who (as the channel knows them), what, which day, and its id.

    `address` is the one the page was asked for at, where it came from the page.
    """

    person: str
    incoming: Incoming
    today: date
    id: str = ""
    address: str = ""


def at_the_door(update: Update) -> Update:
    """Return an update that can be kept: with an id, and cut where nothing honest is so long."""
    incoming = update.incoming
    if isinstance(incoming, Text):
        incoming = Text(clean(incoming.text[:LONGEST_TEXT]))
    return Update(
        person=fit(update.person, LONGEST_KEY),
        incoming=incoming,
        today=update.today,
        id=fit(update.id, LONGEST_ID) or secrets.token_hex(12),
        address=update.address,
    )


def fit(given: str, longest: int) -> str:
    """Return a key as it is, or one made of it where it cannot be kept."""
    if len(given) <= longest and clean(given) == given:
        return given
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).hexdigest()


def said_again(incoming: Incoming, state: State) -> str:
    """Return a message as it is shown again: the words of a choice, the name of a file.

    A command in letters (`/start`) was typed by a program; it is not shown.
    """
    if isinstance(incoming, Text):
        return "" if incoming.text.startswith("/") else incoming.text
    if isinstance(incoming, Tap):
        return next((each.label for each in state.offered if each.id == incoming.choice), "")
    return clean(incoming.name) if isinstance(incoming, File) else ""
