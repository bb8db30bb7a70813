"""The desk of those in charge: a table of cases, one case beside its picture, and what is decided there.

It only shows; what is done there is `doing`'s.
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path as FilePath
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Path, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.access import NotAllowed
from bot.board import BACKWARDS, ORDERS, Asked, Sheet, board, chart_of, papers, sheet
from bot.channels.web.doing import frame
from bot.channels.web.looks import render
from bot.channels.web.papers import handed_over
from bot.channels.web.talking import Guest, Here, Row, answered
from bot.talk.remarking import PHRASES
from bot.wording import sentence

router = APIRouter()

LONGEST_REMARK = 500
_MOST = 2**31

Number = Annotated[int, Path(ge=1, lt=_MOST)]
Word = Annotated[str, Query(max_length=40)]


#: The columns of the table -> what a tap on the head sorts by.
COLUMNS = {
    "unit": "unit",
    "case": "title",
    "leader": "leader",
    "standing": "standing",
    "came": "newest",
    "code": "code",
}


class Head(NamedTuple):
    """The head of a column: the order its link asks for, and how it is sorted by now (`aria-sort`)."""

    column: str
    order: str
    way: str


class Seen(BaseModel):
    """What somebody wants to see of a desk, and the row of what was just told."""

    region: Annotated[int | None, Field(ge=0, lt=_MOST)] = None
    edition: Annotated[str, Field(max_length=40)] = ""
    kind: Annotated[str, Field(max_length=40)] = "all"
    sought: Annotated[str, Field(max_length=40)] = ""
    order: Annotated[str, Field(max_length=40)] = "standing"
    told: Annotated[int, Field(ge=0, lt=_MOST)] = 0


@router.get("/desk")
def table(site: Here, guest: Guest, seen: Annotated[Seen, Query()]) -> Response:
    """The cases of a region that are asked for, sorted, with what stands above them."""
    asked = Asked(seen.region, seen.edition, seen.kind, seen.sought, seen.order)
    with site.window.scene(guest.key, site.today()) as scene:
        found = board(scene, asked) if scene else None
    if found is None:
        return answered(site, guest, RedirectResponse("/sign-in", 303))
    at = f"/desk?{urlencode(asdict(found.asked))}"
    values = {
        **frame(site, guest, at, seen.told),
        "board": found,
        "orders": tuple(ORDERS),
        "heads": _heads(found.asked.order),
    }
    return answered(site, guest, render(site, values, "desk.html"))


def _heads(order: str) -> tuple[Head, ...]:
    """Return the heads of the table; the one it is sorted by turns it round."""
    name = order.removesuffix(BACKWARDS)
    ways = ("ascending", "descending") if name != "newest" else ("descending", "ascending")
    way = ways[order != name]
    return tuple(
        Head(column, by + BACKWARDS if by == order else by, way if by == name else "")
        for column, by in COLUMNS.items()
    )


@router.get("/desk/{number}")
def case(site: Here, guest: Guest, number: Number, told: Row = 0) -> Response:
    """One case with every cell beside its picture; what was just done is told above."""
    found = _sheet(site, guest, number)
    values = {
        **frame(site, guest, f"/desk/{number}", told),
        "sheet": found,
        "longest": LONGEST_REMARK,
        "phrases": PHRASES,
    }
    return answered(site, guest, render(site, values, "case.html"))


@router.get("/desk/{number}/pages")
def pages(site: Here, guest: Guest, number: Number) -> Response:
    """All printed pages of a case, one below the other."""
    made = _papers(site, guest, number, "png")
    names = [f"/desk/{number}/png?page={page}" for page in range(1, len(made) + 1)]
    return render(
        site,
        {"names": names, "back": f"/desk/{number}", "title": sentence("web.pictures")},
        "pictures.html",
    )


@router.get("/desk/{number}/{format_}")
def document(
    site: Here,
    guest: Guest,
    number: Number,
    format_: Annotated[str, Path(max_length=10)],
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """One of the files of a case; as a picture, one of its pages."""
    if format_ not in ("png", "pdf", "docx", "xlsx"):
        raise HTTPException(404)
    made = _papers(site, guest, number, format_)
    if page > len(made):
        raise HTTPException(404)
    return handed_over(made, format_, tuple(made)[page - 1])


@router.get("/desk-chart")
def chart(
    site: Here,
    guest: Guest,
    region: Annotated[int | None, Query(ge=0, lt=_MOST)] = None,
    edition: Word = "",
) -> Response:
    """The picture of how a region stands; of all of them, where none is named and the centre asks."""
    with site.window.scene(guest.key, site.today()) as scene:
        send = chart_of(scene, region, edition) if scene else None
    if send is None:
        raise HTTPException(404)
    return handed_over(site.window.papers(send), "png")


def _papers(site: Here, guest: Guest, number: int, format_: str) -> Mapping[str, bytes | FilePath]:
    """Return the documents of a case; raises 404 for who may not see it."""
    try:
        with site.window.scene(guest.key, site.today()) as scene:
            send = papers(scene, number, format_) if scene else None
    except NotAllowed:
        send = None
    if send is None:
        raise HTTPException(404)
    return site.window.papers(send)


def _sheet(site: Here, guest: Guest, number: int) -> Sheet:
    try:
        with site.window.scene(guest.key, site.today(), guest.address) as scene:
            found = sheet(scene, number) if scene else None
    except NotAllowed:
        found = None
    if found is None:
        raise HTTPException(404)
    return found
