"""An error of the program -> what may be written down of it: kinds and places, no word of a person."""

import traceback
from pathlib import Path

_ROOT = Path(__file__).parent.parent
_MOST_PLACES = 8


def trace(error: BaseException) -> str:
    """Return the kind of an error and where it came about, the innermost place first.

    >>> trace(KeyError("13812345678"))
    'KeyError'
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]
    return " < ".join([type(error).__name__, *reversed(places[-_MOST_PLACES:])])


def _short(place: str) -> str:
    path = Path(place)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
