"""Files people send: kept until the desk has read them, and not a moment longer."""

import secrets
import shutil
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import RedirectResponse

from bot.channels.web.talking import LONGEST_ID, Guest, Here, answered, now, own_form, take
from bot.message import File
from forms.characters import one_line

router = APIRouter()

_LONGEST_NAME = 120
_CHUNK = 1024 * 1024


@router.post("/file")
def send_file(
    site: Here,
    guest: Guest,
    file: UploadFile,
    token: Annotated[str, Form(max_length=100)],
    id: Annotated[str, Form(min_length=8, max_length=LONGEST_ID)],  # noqa: A002
    after: Annotated[int, Form(ge=0, lt=2**31)] = 0,
    piece: Annotated[bool, Form()] = False,
) -> Response:
    """Take a file in; what it is and whether it may be opened is for the intake to say."""
    own_form(site, guest, token)
    name = one_line(file.filename or "")[-_LONGEST_NAME:]
    folder = site.uploads / secrets.token_hex(8)
    folder.mkdir(parents=True)
    try:
        place = folder / f"file{Path(name).suffix[:10]}"
        with place.open("wb") as kept:
            shutil.copyfileobj(file.file, kept, _CHUNK)
        known = take(site, guest, File(name or place.name, str(place)), id)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if piece:
        return now(site, known, after)
    return answered(site, known, RedirectResponse("/#end", 303))
