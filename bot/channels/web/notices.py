"""The notices as issued, to be read whole; the words somebody came for are marked."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from bot.channels.lines import columns
from bot.channels.web.looks import render
from bot.channels.web.talking import Here

router = APIRouter()

#: A line of so many columns was cut by the page, not by who wrote it.
_FULL = 36
_MOST_BLANKS = 6
_ENDS = ("。", "；", "：", "）", "？", "！")
_BEGINS = ("附件", "注：", "单位（", "序号")
_HIDDEN = "mailto:"


@dataclass(frozen=True, slots=True)
class Read:
    """A notice as it is shown: title, and its text before, within and after the mark."""

    title: str
    before: str
    marked: str
    after: str


@router.get("/notices/{edition}")
def notice(
    site: Here,
    edition: Annotated[str, Path(max_length=20)],
    quote: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """Every notice of an edition, with the quote marked where it stands."""
    found = site.library.editions.get(edition)
    if found is None:
        raise HTTPException(404)
    read = [_read(each.title, each.text, quote) for each in found.notices]
    return render(site, {"name": found.name, "notices": read}, "notice.html")


def _read(title: str, text: str, quote: str) -> Read:
    """Return a notice with the first place of the quote apart, white space aside."""
    plain = flowing(text)
    letters = [re.escape(letter) for letter in quote if not letter.isspace()]
    found = re.search(r"\s*".join(letters), plain) if letters else None
    if found is None:
        return Read(title, plain, "", "")
    return Read(title, plain[: found.start()], found[0], plain[found.end() :])


def flowing(text: str) -> str:
    """Return a text with the lines a page width had cut joined again; nothing else is changed.

    What the file tells of hidden mail links is left out: nobody should write there.
    """
    lines = [line.strip() for line in text.split("\n")]
    kept = [line for line in lines if line and not line.startswith(_HIDDEN)]
    joined = kept[:1]
    for before, line in pairwise(kept):
        if _goes_on(before) and not line.startswith(_BEGINS):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _goes_on(line: str) -> bool:
    """True for a full line that ends in the middle of a sentence, and is no row of a table."""
    is_row = len(line.split()) > _MOST_BLANKS
    return columns(line) >= _FULL and not line.endswith(_ENDS) and not is_row
