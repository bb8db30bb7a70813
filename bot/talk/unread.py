"""The texts of a file or a paste that belong to no cell of the form, as lines: a few, or all in full."""

from bot.proposal import Proposal
from bot.wording import sentence

#: So many texts without a cell are shown on the page, each so long; all of them when asked for.
MOST = 8
LONGEST = 60


def told(proposal: Proposal) -> list[str]:
    """Return the first of them, cut, and how many more there are."""
    if not proposal.unread:
        return []
    lines = [sentence("import.unread", count=len(proposal.unread))]
    lines += [f"· {_cut(text)}" for text in proposal.unread[:MOST]]
    if len(proposal.unread) > MOST:
        lines.append(sentence("import.unread_more", count=len(proposal.unread) - MOST))
    return lines


def is_cut(proposal: Proposal) -> bool:
    """Tell whether the page does not show all of them whole."""
    return len(proposal.unread) > MOST or any(_cut(text) != text for text in proposal.unread)


def told_whole(proposal: Proposal) -> str:
    """Return all of them in full."""
    lines = [sentence("import.unread_all", count=len(proposal.unread))]
    return "\n".join((*lines, *(f"· {text}" for text in proposal.unread)))


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}……"
