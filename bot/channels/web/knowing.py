"""The centre's page of questions: those nobody answered, and the answers of its own."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.channels.web.doing import frame
from bot.channels.web.looks import render
from bot.channels.web.talking import Guest, Here, Row, answered
from bot.talk.known_page import known_page

router = APIRouter()


@router.get("/centre/questions")
def questions(site: Here, guest: Guest, told: Row = 0) -> Response:
    """What was asked and not answered, what waits for review, what is told to everybody."""
    with site.window.scene(guest.key, site.today()) as scene:
        found = known_page(scene) if scene else None
    if found is None:
        return answered(site, guest, RedirectResponse("/sign-in", 303))
    values = {**frame(site, guest, "/centre/questions", told), "found": found}
    return answered(site, guest, render(site, values, "questions.html"))
