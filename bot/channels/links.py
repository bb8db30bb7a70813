"""Deep links: what follows `?start=` on Telegram and `/at/` on the page -> what it opens, and back. Pure.

A payload is at most 64 of A-Z a-z 0-9 _ and -. `fill-2025-application`, `change-DRAFT-QUESTION` … do what a
button of that name does; any other is a code that the conversation itself knows (an invitation).
"""

import re

from bot.message import Incoming, Tap, Text

#: What a link may open by itself; a link never sends, ends or throws away anything.
OPENS = frozenset(
    {"fill", "blank", "notice", "drafts", "open", "change", "check", "help", "by_code"}
)

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def opened(payload: str) -> Incoming:
    """Return what a payload means.

    >>> opened("change-d1-case_title")
    Tap(choice='change:d1:case_title@')
    """
    name, *rest = payload.split("-")
    if not _PAYLOAD.fullmatch(payload):
        return Text("/start")
    if name in OPENS:
        return Tap(f"{':'.join((name, *rest))}@")
    return Text(f"/start {payload}")


def link(bot: str, choice: str = "") -> str:
    """Return the address that opens the chat with a bot, and there what a choice stands for."""
    payload = choice.rpartition("@")[0] or choice
    payload = payload.replace(":", "-")
    return f"https://t.me/{bot}" + (f"?start={payload}" if _PAYLOAD.fullmatch(payload) else "")
