"""What is seen -> what the templates show: bubbles, quotes, buttons, links to files."""

import secrets
from dataclasses import dataclass
from urllib.parse import quote as url_quote

from bot.channels.web.site import Site
from bot.channels.web.visitors import Visitor
from bot.codes import show_code
from bot.message import Choice, Say, Send
from bot.store import Entry
from bot.window import Sight
from bot.wording import sentence
from forms.document.filename import stem
from knowledge.notice import Citation

#: Choices without a number that lead on; the others lead aside.
MAIN = ("done:", "finish:")
#: … unless rows wait for a word: that leads on first.
FIRST = "rows_ok:"
#: What is printed comes first.
ORDER = ("pdf", "docx", "xlsx", "zip", "png", "txt")
#: So much of a quote is enough to find it in the notice.
_LONGEST_SOUGHT = 120


@dataclass(frozen=True, slots=True)
class Quote:
    """A clause a message rests on, and where the whole notice shows it."""

    notice: str
    clause: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to fetch: what kind, what it is called, and the address that is the right to it."""

    format: str
    link: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One line of the conversation as it is shown; `pictured` is what its picture shows."""

    row: int
    said: str = ""
    text: str = ""
    quotes: tuple[Quote, ...] = ()
    papers: tuple[Paper, ...] = ()
    picture: str = ""
    pictured: str = ""


def shown(site: Site, guest: Visitor, sight: Sight, *, is_wide: bool = False) -> dict[str, object]:
    """Return the values of the page's templates; a wide screen has the whole form beside them."""
    standing = _standing(sight)
    view = sight.view
    lines = view.lines if view and view.field is None and standing else ()
    changes = {line.change for line in lines}
    offered = [choice for choice in sight.offered if choice.id not in changes]
    last = sight.entries[-1].row if sight.entries else 0
    return {
        "bubbles": [_bubble(site, entry, is_standing=entry is standing) for entry in sight.entries],
        "last": last,
        "older": sight.before,
        "view": view,
        "asked": view.field if view and standing else None,
        "lines": lines,
        "whole": view.lines if view and is_wide and not lines else (),
        "options": [choice for choice in offered if choice.number],
        "ways": _ways(offered),
        "main": (FIRST,) if any(each.id.startswith(FIRST) for each in offered) else MAIN,
        "door": "account" if sight.is_more else "resume" if guest.key else "sign_in",
        "resume": _resume(site, guest, sight),
        "token": guest.token,
        "fresh": secrets.token_hex(8),
    }


def resume_link(site: Site, address: str, code: str) -> str:
    """Return the link of a 续填码, on the address that is set or the one the page was reached by."""
    return f"{site.url or address}/r/{code}"


def _resume(site: Site, guest: Visitor, sight: Sight) -> tuple[str, str] | None:
    """Return the 续填码 and its link at a stop; None elsewhere, and for who is more than a teacher."""
    is_stop = sight.view is None and any(
        each.id.split("@")[0] == "move_on" for each in sight.offered
    )
    code = site.window.resume_code(guest.key) if is_stop else ""
    return (show_code(code), resume_link(site, guest.address, code)) if code else None


def _standing(sight: Sight) -> Entry | None:
    """Return the last message where it puts what stands now: the page then shows that itself."""
    last = sight.entries[-1] if sight.entries else None
    reply = last.reply if last else None
    return last if isinstance(reply, Say) and reply.brief is not None else None


def _ways(offered: list[Choice]) -> list[Choice]:
    """Return the choices without a number, each of its words once, the last one counts."""
    by_label = {choice.label: choice for choice in offered if not choice.number}
    return list(by_label.values())


def _bubble(site: Site, entry: Entry, *, is_standing: bool) -> Bubble:
    reply = entry.reply
    if isinstance(reply, Say):
        text = reply.brief or "" if is_standing else reply.text
        return Bubble(entry.row, text=text, quotes=_quotes(reply.quotes))
    if isinstance(reply, Send):
        return _handed_over(site, entry.row, reply)
    return Bubble(entry.row, said=entry.said)


def _quotes(quotes: tuple[Citation, ...]) -> tuple[Quote, ...]:
    return tuple(
        Quote(each.notice, each.clause, "".join(each.quote.split()), notice_link(each))
        for each in quotes
    )


def notice_link(citation: Citation) -> str:
    """Return where the whole notice can be read with this quote marked."""
    sought = url_quote("".join(citation.quote.split())[:_LONGEST_SOUGHT])
    return f"/notices/{citation.notice}?quote={sought}#quoted"


def _handed_over(site: Site, row: int, send: Send) -> Bubble:
    link = f"/f/{site.signer.paper_link(row, site.now())}"
    edition, _, name = send.form.partition("/")
    form = site.library.forms.get((edition, name))
    called = url_quote(stem(form, send.answers)) if form else f"{edition}-{name}"
    formats = sorted(send.formats, key=ORDER.index)
    papers = [Paper(each, f"{link}/{called}.{each}" if each != "png" else link) for each in formats]
    picture = f"{link}/{called}_1.png" if "png" in send.formats else ""
    pictured = sentence("web.picture") if form else send.text.rstrip("：:")
    return Bubble(row, text=send.text, papers=tuple(papers), picture=picture, pictured=pictured)
