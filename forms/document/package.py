"""Zip packages (docx, xlsx) from XML templates: every text escaped, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).with_name("templates")
EPOCH = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o600 << 16


def filled(template: str, words: Mapping[str, object]) -> bytes:
    """One part: a template of `templates/` with `words` in it."""
    return environment().get_template(template).render(words).encode()


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Give a package of these parts, in this order, without the time it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = FILE_MODE
            package.writestr(part, content)
    return target.getvalue()


@cache
def environment() -> Environment:
    """Give the template engine; a name the template uses and nobody gave is an error."""
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
