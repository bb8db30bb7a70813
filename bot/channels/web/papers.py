"""Files to fetch: a plain address is the right to them, for minutes and a few uses, without a cookie.

In-app browsers hand an address on to another program, which has no cookie of ours.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from bot.channels.web.looks import render
from bot.channels.web.talking import Here
from bot.store import use_ticket
from bot.wording import sentence

router = APIRouter()

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
#: Viewers fetch a file several times; nobody honest fetches it more often than this.
MOST_USES = 30
GONE = 410

Link = Annotated[str, InPath(max_length=80)]


@router.get("/f/{link}")
def pictures(site: Here, link: Link) -> Response:
    """The pages of a form as pictures, to be looked at and kept with a long press."""
    made = _documents(site, link, "png")
    names = [f"/f/{link}/{quote(name)}" for name in made]
    given = site.signer.paper(link, site.now())
    told = site.window.caption(given.row) if given else ""
    values = {"names": names, "back": "/#end", "title": told or sentence("web.pictures")}
    return render(site, values, "pictures.html")


@router.get("/f/{link}/{name}")
def paper(site: Here, link: Link, name: Annotated[str, InPath(max_length=400)]) -> Response:
    """One file."""
    format_ = PurePosixPath(name).suffix.removeprefix(".").lower()
    made = _documents(site, link, format_)
    if name not in made and format_ == "png" and len(made) > 1:
        raise HTTPException(404)
    return handed_over(made, format_, name)


def handed_over(made: Mapping[str, bytes | Path], format_: str, name: str = "") -> Response:
    """Return one of the documents that were made: the one of a name, or the first; a file goes once it was sent."""
    called = name if name in made else next(iter(made))
    shows = "inline" if format_ in ("pdf", "png", "txt") else "attachment"
    headers = {
        "Content-Disposition": f"{shows}; filename*=UTF-8''{quote(called)}",
        "Cache-Control": "private, max-age=60",
    }
    content = made[called]
    if isinstance(content, Path):
        gone = BackgroundTask(content.unlink, missing_ok=True)
        return FileResponse(content, headers=headers, media_type=KINDS[format_], background=gone)
    return Response(content, media_type=KINDS[format_], headers=headers)


def _documents(site: Here, link: str, format_: str) -> Mapping[str, bytes | Path]:
    now = site.now()
    given = site.signer.paper(link, now)
    if given is None:
        raise HTTPException(GONE)
    with site.database.transaction() as transaction:
        if not use_ticket(transaction, f"{link}.{format_}", MOST_USES, given.expires_at):
            raise HTTPException(GONE)
    made = site.window.documents(given.row, format_) if format_ in KINDS else {}
    if not made:
        raise HTTPException(404)
    return made
