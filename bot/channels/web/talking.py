"""The conversation: the page itself, and what is written, tapped or sent on it."""

import hashlib
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.looks import render
from bot.channels.web.showing import shown
from bot.channels.web.site import Site
from bot.channels.web.visitors import Visitor
from bot.desk import Update
from bot.message import File, Incoming, Tap, Text

router = APIRouter()

#: The longest text taken: what a table or a long answer may have, and much more.
LONGEST = 100_000
LONGEST_ID = 40
_MOST_ROWS = 2**31
#: A name of a host has at most 253 signs.
LONGEST_ADDRESS = 270


def site_of(request: Request) -> Site:
    """Return what the routes work with."""
    site: Site = request.app.state.site
    return site


def visitor_of(request: Request) -> Visitor:
    """Return who comes, and by which address of the page."""
    found = site_of(request).visitors.recognise(request)
    return replace(found, address=address_of(request))


def address_of(request: Request) -> str:
    """Return the address of the page a request came by; empty for one that no browser has."""
    address = str(request.base_url).rstrip("/")
    return address if len(address) <= LONGEST_ADDRESS else ""


Here = Annotated[Site, Depends(site_of)]
Guest = Annotated[Visitor, Depends(visitor_of)]
Cell = Annotated[str, Field(max_length=1000)]
Row = Annotated[int, Query(ge=0, lt=_MOST_ROWS)]


class Message(BaseModel):
    """One message as a form of the page sends it: a text, a choice, or the cells of a row.

    `after` is the last row the page shows, `piece` asks for what is new instead of the page,
    on a `wide` screen with the whole form.
    """

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    text: Annotated[str, Field(max_length=LONGEST)] = ""
    choice: Annotated[str, Field(max_length=200)] = ""
    cell: Annotated[list[Cell], Field(max_length=10)] = []
    after: Annotated[int, Field(ge=0, lt=_MOST_ROWS)] = 0
    piece: bool = False
    wide: bool = False

    @property
    def incoming(self) -> Incoming:
        """What the desk takes in; a row is written as a table copied from Word has it."""
        if self.choice:
            return Tap(self.choice)
        if self.cell:
            return Text("\t".join(" ".join(cell.split()) for cell in self.cell))
        return Text(self.text)


@router.get("/")
def home(site: Here, guest: Guest, before: Row = 0) -> Response:
    """The conversation so far, and what stands now."""
    sight = site.window.look(guest.key, site.today(), before=before)
    return answered(site, guest, render(site, shown(site, guest, sight), "talk.html"))


@router.get("/now")
def now(site: Here, guest: Guest, after: Row = 0, *, wide: bool = False) -> Response:
    """What came after a row, as a piece of the page."""
    sight = site.window.look(guest.key, site.today(), after=after, is_whole=wide)
    return answered(
        site, guest, render(site, shown(site, guest, sight, is_wide=wide), "piece.html")
    )


@router.post("/say")
def say(site: Here, guest: Guest, message: Annotated[Message, Form()]) -> Response:
    """Take one message in; give the page again, or the piece of it that is new."""
    own_form(site, guest, message.token)
    known = take(site, guest, message.incoming, message.id)
    if message.piece:
        return now(site, known, message.after, wide=message.wide)
    return answered(site, known, RedirectResponse("/#end", 303))


def own_form(site: Site, guest: Visitor, token: str) -> None:
    """Raise 403 for a form that did not come from a page of this visitor's browser."""
    if not site.visitors.is_own_form(guest, token):
        raise HTTPException(403)


def answered(site: Site, guest: Visitor, response: Response) -> Response:
    """Return an answer with the visitor's cookie, where it is fresh."""
    site.visitors.remember(response, guest)
    return response


def take(site: Site, guest: Visitor, incoming: Incoming, id_: str) -> Visitor:
    """Hand one message to the desk, and return the visitor, known from now on.

    The same message sent again under the same id has no effect: a double tap, a lost answer.
    """
    known = site.visitors.known(guest)
    if known.key != guest.key:
        hand(site, known, Text("/start"), "start")
    said = replace(incoming, path="") if isinstance(incoming, File) else incoming
    content = hashlib.sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:16]
    hand(site, known, incoming, f"{id_}:{content}")
    return known


def hand(site: Site, guest: Visitor, incoming: Incoming, id_: str) -> int:
    """Hand one message to the desk; its replies wait in the conversation.

    Return the row of the first; a letter that waited from before is not one of them.
    """
    id_ = f"{guest.key}:{id_}"
    update = Update(guest.key, incoming, site.today(), id_, guest.address)
    letters = site.desk.receive(update)
    row = next((letter.row for letter in letters if not letter.waited), 0)
    while site.desk.confirm(letters) and letters:  # the page shows them; more may wait behind
        letters = site.desk.take(person=update.person)
    return row
