"""The centre's pages: every region with its figures, and who did what."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.channels.web.doing import frame
from bot.channels.web.looks import render
from bot.channels.web.reviewing import Word
from bot.channels.web.talking import Guest, Here, Row, answered
from bot.overview import LINES, audit, overview

router = APIRouter()


@router.get("/centre")
def regions(site: Here, guest: Guest, edition: Word = "", told: Row = 0) -> Response:
    """Every region: how many cases in each state, papers, quotas, schools without anything."""
    with site.window.scene(guest.key, site.today()) as scene:
        found = overview(scene, edition) if scene else None
    if found is None:
        return answered(site, guest, RedirectResponse("/sign-in", 303))
    at = f"/centre?edition={found.edition}"
    values = {**frame(site, guest, at, told), "found": found}
    return answered(site, guest, render(site, values, "centre.html"))


@router.get("/centre/audit")
def deeds(site: Here, guest: Guest, before: Row = 0) -> Response:
    """Who did what to which thing, the newest first."""
    with site.window.scene(guest.key, site.today()) as scene:
        lines = audit(scene, before) if scene else None
    if lines is None:
        return answered(site, guest, RedirectResponse("/sign-in", 303))
    older = lines[-1].id if len(lines) == LINES else 0
    values = {**frame(site, guest), "lines": lines, "older": older}
    return answered(site, guest, render(site, values, "audit.html"))
