"""Templates -> pages: every word through `sentence`, every value escaped."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.web.guards import LONGEST_UPLOAD
from bot.channels.web.site import Site
from bot.wording import sentence

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def _version() -> str:
    """Return what changes when any of the static files does, so that browsers may keep them."""
    content = b"".join(place.read_bytes() for place in sorted(STATIC.iterdir()))
    return hashlib.sha256(content).hexdigest()[:10]


_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
#: A page measures a file before it goes up; the form around it takes a little room too.
_ROOM = 64 * 1024
_TEMPLATES.globals.update(say=sentence, version=_version(), most=LONGEST_UPLOAD - _ROOM)


def render(
    site: Site, values: Mapping[str, object], template: str, status: int = 200
) -> HTMLResponse:
    """Return a page; every one of the sample says that it is made up, and on which day."""
    sample = site.today() if site.is_sample else None
    text = _TEMPLATES.get_template(template).render(values, sample=sample)
    return HTMLResponse(text, status)
