"""A link to one thing in the conversation (a cell, a list): what it opens is only done by a tap."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.links import opened
from bot.channels.web.looks import render
from bot.channels.web.talking import LONGEST_ID, Guest, Here, answered, own_form, take
from bot.message import Tap

router = APIRouter()

Payload = Annotated[str, Path(max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]


class Opened(BaseModel):
    """What a link opens, as the form of the page sends it."""

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    payload: Annotated[str, Field(min_length=1, max_length=64)]


@router.get("/at/{payload}")
def ask(site: Here, guest: Guest, payload: Payload) -> Response:
    """The button that opens it; nothing is done by looking."""
    if not isinstance(opened(payload), Tap):
        raise HTTPException(404)
    values = {"token": guest.token, "payload": payload, "fresh": secrets.token_hex(8)}
    return answered(site, guest, render(site, values, "opening.html"))


@router.post("/at")
def open_it(site: Here, guest: Guest, given: Annotated[Opened, Form()]) -> Response:
    """Open it in the conversation."""
    own_form(site, guest, given.token)
    incoming = opened(given.payload)
    if not isinstance(incoming, Tap):
        raise HTTPException(404)
    known = take(site, guest, incoming, given.id)
    return answered(site, known, RedirectResponse("/#end", 303))
