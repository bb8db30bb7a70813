"""The desk of those in charge: a table of cases, one case beside its picture, and what is decided there.

It only shows. Whatever is done goes to the conversation as a choice, as on every channel.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.access import NotAllowed
from bot.board import ORDERS, Asked, Sheet, board, papers, sheet
from bot.channels.web.looks import render
from bot.channels.web.papers import handed_over
from bot.channels.web.talking import LONGEST_ID, Guest, Here, answered, hand, own_form
from bot.desk import Update
from bot.message import Tap

router = APIRouter()

LONGEST_REMARK = 500
_MOST = 2**31

Number = Annotated[int, Path(ge=1, lt=_MOST)]
Word = Annotated[str, Query(max_length=40)]


class Act(BaseModel):
    """One thing done at a case: a choice, with what is written beside it; then back to the page."""

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    choice: Annotated[str, Field(min_length=1, max_length=200)]
    text: Annotated[str, Field(max_length=LONGEST_REMARK)] = ""
    case: Annotated[int, Field(ge=0, lt=_MOST)] = 0


@router.get("/desk")
def table(
    site: Here,
    guest: Guest,
    region: Annotated[int | None, Query(ge=0, lt=_MOST)] = None,
    edition: Word = "",
    kind: Word = "all",
    sought: Word = "",
    order: Word = "standing",
) -> Response:
    """The cases of a region that are asked for, sorted, with what stands above them."""
    with site.window.scene(guest.key, site.today()) as scene:
        found = board(scene, Asked(region, edition, kind, sought, order)) if scene else None
    if found is None:
        return answered(site, guest, RedirectResponse("/sign-in", 303))
    values = {**frame(site, guest), "board": found, "orders": tuple(ORDERS)}
    return answered(site, guest, render(values, "desk.html"))


@router.get("/desk/{number}")
def case(
    site: Here, guest: Guest, number: Number, told: Annotated[int, Query(ge=0, lt=_MOST)] = 0
) -> Response:
    """One case with every cell beside its picture; what was just done is told above."""
    found = _sheet(site, guest, number)
    said = site.window.told(guest.key, told)
    values = {
        **frame(site, guest),
        "sheet": found,
        "told": said.text if said else "",
        "longest": LONGEST_REMARK,
    }
    return answered(site, guest, render(values, "case.html"))


@router.get("/desk/{number}/{format_}")
def document(
    site: Here, guest: Guest, number: Number, format_: Annotated[str, Path(max_length=10)]
) -> Response:
    """One of the files of a case; as a picture, its first page."""
    if format_ not in ("png", "pdf", "docx", "xlsx"):
        raise HTTPException(404)
    try:
        with site.window.scene(guest.key, site.today()) as scene:
            send = papers(scene, number, format_) if scene else None
    except NotAllowed:
        send = None
    if send is None:
        raise HTTPException(404)
    return handed_over(site.window.papers(send), format_)


@router.post("/desk")
def act(site: Here, guest: Guest, deed: Annotated[Act, Form()]) -> Response:
    """Do one thing at a case, as a tap in the conversation does it."""
    own_form(site, guest, deed.token)
    if not guest.key:
        raise HTTPException(403)
    tap = Tap(f"{deed.choice}@0", " ".join(deed.text.split()))
    row = hand(site, Update(guest.key, tap, site.today(), f"{guest.key}:{deed.id}:desk"))
    back = f"/desk/{deed.case}?told={row}#told" if deed.case else "/#end"
    return answered(site, guest, RedirectResponse(back, 303))


def _sheet(site: Here, guest: Guest, number: int) -> Sheet:
    try:
        with site.window.scene(guest.key, site.today()) as scene:
            found = sheet(scene, number) if scene else None
    except NotAllowed:
        found = None
    if found is None:
        raise HTTPException(404)
    return found


def frame(site: Here, guest: Guest) -> dict[str, object]:
    """Return what every page of the desk has."""
    day = site.today() if site.is_sample else None
    return {"sample": day, "token": guest.token, "fresh": secrets.token_hex(8)}
