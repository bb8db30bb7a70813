"""The printed text of a notice, and the mail links hidden behind its addresses.

The `.txt` of a notice keeps each link as a line `mailto:…` at the end of its page. Such a line is
not printed on the paper and never a source of a fact.
"""

import re

from knowledge.notice import Link

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LINK_LINE = re.compile(r"(?m)^[^\S\n]*mailto:(?P<target>.*?)[^\S\n]*$")
# A page opens with a form feed, or (as extracted) with one space before its first word.
_PAGE_START = re.compile(r"(?m)^(?:\f| (?=\S))")


def printed(text: str) -> str:
    """The text as printed: every line and offset kept, the link lines blanked."""
    return _LINK_LINE.sub(lambda line: " " * len(line.group()), text)


def links_of(text: str) -> tuple[Link, ...]:
    """The hidden links, in file order; `shown` is inferred, empty where nothing on the page fits.

    A link belongs to the address of its page that follows the same words: the malformed targets
    begin with the words printed before the address. **Source**: READING 4.3.
    """
    starts = [0, *(mark.start() for mark in _PAGE_START.finditer(text)), len(text)]
    found = []
    for line in _LINK_LINE.finditer(text):
        page_start = max(start for start in starts if start <= line.start())
        page_end = min(start for start in starts if start > line.start())
        page = printed(text)[page_start:page_end]
        target = line.group("target")
        number = text.count("\n", 0, line.start("target")) + 1
        found.append(Link(shown=_shown(page, target), target=target, line=number))
    return tuple(found)


def address_of(link: Link) -> str:
    """The address a link's target holds, without the words stuck to it."""
    address = EMAIL.search(link.target)
    return address.group() if address else ""


def differs(link: Link) -> bool:
    """Whether a tap on the link writes to another address than the one displayed."""
    return address_of(link) != link.shown


def is_malformed(link: Link) -> bool:
    """Whether words stick to the address, so that a mail program may refuse it."""
    return address_of(link) != link.target


def _shown(page: str, target: str) -> str:
    """The displayed address of the page that stands after the words the target begins with."""
    address = EMAIL.search(target)
    lead = re.sub(r"\s", "", target[: address.start()] if address else target)
    dense = re.sub(r"\s", "", page)
    for candidate in EMAIL.finditer(dense):
        if dense[: candidate.start()].endswith(lead):
            return candidate.group()
    return ""
