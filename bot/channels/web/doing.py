"""What is done on a page of the desk goes to the conversation, and is told and carried on on that page."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.showing import shown
from bot.channels.web.talking import LONGEST_ID, Guest, Here, answered, hand, own_form
from bot.message import Incoming, Tap, Text

router = APIRouter()

LONGEST_WRITTEN = 1000
#: The pages things are done on: the desk, one case of it, the centre's.
AT = r"^/(desk(/[0-9]{1,10})?|centre(/[a-z]{1,12})?)(\?[A-Za-z0-9_.+%=&-]*)?$"
#: Choices that lead to what the page shows anyway, to other pages, or to forms of one's own.
AWAY = frozenset(
    {"inbox", "regions", "help", "roster", "cases", "case", "resume", "entries"}
    | {"fill", "blank", "notice", "drafts"}
)


class Act(BaseModel):
    """One thing done on a page of the desk, which is then shown again with what was told.

    A choice, with what is written beside it (under a `heading`, where there is one); or words alone,
    where the last thing told asks for them. `at` is the page.
    """

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    choice: Annotated[str, Field(max_length=200)] = ""
    text: Annotated[str, Field(max_length=LONGEST_WRITTEN)] = ""
    heading: Annotated[str, Field(max_length=200)] = ""
    at: Annotated[str, Field(pattern=AT, max_length=600)] = "/desk"

    @property
    def incoming(self) -> Incoming:
        """What the conversation takes in; a choice of a page that is always there is of no turn."""
        heading = " ".join(self.heading.split())
        words = "\n".join(filter(None, (heading, self.text.strip())))
        if not self.choice:
            return Text(words)
        return Tap(self.choice if "@" in self.choice else f"{self.choice}@0", words)


@router.post("/desk")
def act(site: Here, guest: Guest, deed: Annotated[Act, Form()]) -> Response:
    """Do one thing, as a tap or a message in the conversation does it."""
    own_form(site, guest, deed.token)
    if not guest.key:
        raise HTTPException(403)
    row = hand(site, guest, deed.incoming, f"{deed.id}:desk")
    place = f"{deed.at}{'&' if '?' in deed.at else '?'}told={row}#told"
    return answered(site, guest, RedirectResponse(place, 303))


def frame(site: Here, guest: Guest, at: str = "/desk", told: int = 0) -> dict[str, object]:
    """Return what every page of the desk has; `told` is the row of the first reply to what was done."""
    return {
        "token": guest.token,
        "fresh": secrets.token_hex(8),
        "at": at,
        "told": _told(site, guest, told) if told and guest.key else None,
    }


def _told(site: Here, guest: Guest, row: int) -> dict[str, object]:
    """Return the replies from a row on, and the choices that still stand; a page itself needs none back."""
    sight = site.window.look(guest.key, site.today(), after=row - 1)
    values = shown(site, guest, sight)
    choices = [each for each in sight.offered if each.id.split(":")[0].split("@")[0] not in AWAY]
    return {
        "bubbles": values["bubbles"],
        "choices": choices,
        "asks": sight.asks,
        "asks_file": sight.asks_file,
    }
