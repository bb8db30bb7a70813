"""The whole form on one page, for wide screens: every box kept by itself, checked as everywhere."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.doing import frame
from bot.channels.web.looks import render
from bot.channels.web.talking import (
    LONGEST,
    LONGEST_ID,
    Cell,
    Guest,
    Here,
    answered,
    hand,
    own_form,
)
from bot.channels.web.visitors import Visitor
from bot.message import Say, Tap
from bot.whole import whole

router = APIRouter()

#: The longest table taken: what a list may hold is said when it is read.
_MOST_CELLS = 1000


class Written(BaseModel):
    """What was written in one box: a text, or the cells of a table row by row, `width` a row."""

    token: Annotated[str, Field(max_length=100)]
    id: Annotated[str, Field(min_length=8, max_length=LONGEST_ID)]
    choice: Annotated[str, Field(pattern=r"^write:[0-9A-Za-z-]{1,60}:[0-9a-z_]{1,60}$")]
    text: Annotated[str, Field(max_length=LONGEST)] = ""
    cell: Annotated[list[Cell], Field(max_length=_MOST_CELLS)] = []
    width: Annotated[int, Field(ge=1, le=10)] = 1

    @property
    def words(self) -> str:
        """The text as it would be typed; a table as one copied from Word, empty rows left out."""
        if not self.cell:
            return self.text
        cells = [" ".join(cell.split()) for cell in self.cell]
        rows = [cells[at : at + self.width] for at in range(0, len(cells), self.width)]
        return "\n".join("\t".join(row) for row in rows if any(row))


@router.get("/form")
def form(site: Here, guest: Guest) -> Response:
    """The open form with a box for every question; back to the conversation where none is open."""
    return _page(site, guest)


@router.post("/form")
def write(site: Here, guest: Guest, written: Annotated[Written, Form()]) -> Response:
    """Keep what was written in one box, and give the page again with what is said of it."""
    own_form(site, guest, written.token)
    if not guest.key:
        raise HTTPException(403)
    tap = Tap(f"{written.choice}@0", written.words)
    row = hand(site, guest, tap, f"{written.id}:form")
    return _page(site, guest, written, site.window.told(guest.key, row))


def _page(
    site: Here, guest: Visitor, written: Written | None = None, said: Say | None = None
) -> Response:
    """Return the page; what was refused stays in its box as it was written, with the reason."""
    with site.window.scene(guest.key, site.today()) as scene:
        found = whole(scene) if scene else None
    if found is None:
        return answered(site, guest, RedirectResponse("/#end", 303))
    is_refused = said is not None and said.brief is None
    values = {
        **frame(site, guest),
        "form": found,
        "at": written.choice if written else "",
        "refused": written if is_refused else None,
        "told": (said.text if said.brief is None else said.brief) if said else "",
    }
    return answered(site, guest, render(site, values, "form.html"))
