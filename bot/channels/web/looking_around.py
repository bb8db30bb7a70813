"""The sample: as whom one looks around. Only where what is served is made up."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from bot.channels.web.talking import Guest, Here, answered, own_form
from bot.sample import PEOPLE

router = APIRouter()


class Role(BaseModel):
    """As whom to go on."""

    token: Annotated[str, Field(max_length=100)]
    who: Literal["teacher", "liaison", "centre"]


@router.post("/sample")
def become(site: Here, guest: Guest, role: Annotated[Role, Form()]) -> Response:
    """Go on as one of the people of the sample."""
    if not site.is_sample:
        raise HTTPException(404)
    own_form(site, guest, role.token)
    there = "/#end" if role.who == "teacher" else "/desk"
    fresh = site.visitors.enter(PEOPLE[role.who])
    return answered(site, fresh, RedirectResponse(there, 303))
