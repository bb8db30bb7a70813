"""Coming in with a code: an invitation, or a 续填码 that opens a draft without a cookie.

A link is only looked at by GET: chat programs fetch every link they show. What it does, a tap does.
"""

import secrets
from io import BytesIO
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.looks import render
from bot.channels.web.showing import resume_link
from bot.channels.web.signing import CHANNEL
from bot.channels.web.talking import (
    LONGEST_ID,
    Guest,
    Here,
    address_of,
    answered,
    hand,
    own_form,
    take,
)
from bot.codes import show_code
from bot.message import Tap, Text
from bot.store import resumed

router = APIRouter()

Code = Annotated[str, Path(max_length=40, pattern=r"^[0-9A-Za-z-]+$")]


class Entered(BaseModel):
    """A code as the form of the page sends it."""

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    code: Annotated[str, Field(min_length=1, max_length=40)]


@router.get("/c/{code}")
def invited(site: Here, guest: Guest, code: Code) -> Response:
    """What an invitation is, and the button that takes it up."""
    return answered(site, guest, render(site, _values(guest.token, code), "invited.html"))


@router.post("/c")
def take_up(site: Here, guest: Guest, entered: Annotated[Entered, Form()]) -> Response:
    """Take an invitation up: the code goes to the conversation."""
    own_form(site, guest, entered.token)
    known = take(site, guest, Text(f"/start {_plain(entered.code)}"), entered.id)
    return answered(site, known, RedirectResponse("/#end", 303))


@router.get("/r")
def resume(site: Here, guest: Guest) -> Response:
    """The 续填码 of the draft touched last, and a field for one from elsewhere."""
    code = site.window.resume_code(guest.key) if guest.key else ""
    link = resume_link(site, guest.address, code) if code else ""
    values = {**_values(guest.token, code), "link": link}
    return answered(site, guest, render(site, values, "resume.html"))


@router.get("/r.svg")
def picture(site: Here, request: Request, code: Annotated[str, Query(max_length=40)]) -> Response:
    """The link of a 续填码 as a picture for another phone's camera."""
    drawn = BytesIO()
    segno.make(resume_link(site, address_of(request), _plain(code))).save(
        drawn, kind="svg", scale=4, border=3, light="#fff"
    )
    return Response(drawn.getvalue(), media_type="image/svg+xml")


@router.get("/r/{code}")
def come_back(site: Here, guest: Guest, code: Code) -> Response:
    """What a 续填码 is, and the button that opens its draft."""
    return answered(site, guest, render(site, _values(guest.token, code), "come-back.html"))


@router.post("/r")
def open_again(site: Here, guest: Guest, entered: Annotated[Entered, Form()]) -> Response:
    """Open the draft of a 续填码: this browser goes on as its owner."""
    own_form(site, guest, entered.token)
    with site.database.transaction() as transaction:
        found = resumed(transaction, CHANNEL, _plain(entered.code), site.now())
    if found is None:
        values = {"said": "web.resume.unknown"}
        return render(site, values, "sorry.html", 404)
    known = guest if guest.key == found.key else site.visitors.enter(found.key)
    tap = Tap(f"open:{found.draft}@0")
    hand(site, known, tap, f"{entered.id}:resume")
    return answered(site, known, RedirectResponse("/#end", 303))


def _plain(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())


def _values(token: str, code: str) -> dict[str, object]:
    plain = _plain(code)
    shown = show_code(plain) if plain else ""
    return {"token": token, "code": plain, "shown": shown, "fresh": secrets.token_hex(8)}
