"""How a printed label is known again in a file: without blanks and colons, in one width."""

import unicodedata
from collections.abc import Mapping

# Invisible first characters: of a line that goes on from the row before, and of somebody's own line that
# reads like a label of the form. Cleaning an answer takes both out again.
CONTINUED_MARK, TEXT_MARK = "\u2060", "\u200b"
CAPTION_MARK = TEXT_MARK * 2  # of the words under a picture and over a table
#: What the name of a picture in a Word file begins with, where this program put it in.
OURS = "shenbao-"
SECTIONS = (
    "problem",
    "approach",
    "approach_idea",
    "approach_method",
    "approach_strategy",
    "outcomes",
)


def bare_label(text: str) -> str:
    """Give a label for comparing: one width, no blanks, no colons."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and char != ":")


def short(label: str) -> str:
    """Give a heading without the explanation in brackets after it, for comparing."""
    bare = bare_label(label)
    start = bare.find("(", 1)
    return bare[:start] if start > 0 else bare


def section_of(labels: Mapping[str, str], text: str) -> str:
    """Give the section whose heading `text` is (with or without its explanation); empty for none."""
    bare = bare_label(text)
    for key in SECTIONS:
        head = short(labels[key])
        rest = bare.removeprefix(head)
        if bare.startswith(head) and (not rest or (rest.startswith("(") and rest.endswith(")"))):
            return key
    return ""


def is_like_label(labels: Mapping[str, str], text: str) -> bool:
    """Whether a line of somebody's text could be taken for a label of the form."""
    bare = bare_label(text)
    heads = [labels[key] for key in ("notes_head", "extra_page")]
    return bool(section_of(labels, text)) or bare.startswith(tuple(map(bare_label, heads)))
