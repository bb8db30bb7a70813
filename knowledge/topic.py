"""What can be asked: topics, shared by all editions, and the centre's own entries."""

from dataclasses import dataclass

from knowledge.notice import Audience, Citation

#: What falls on a day that is named.
DATE_LOOKUP = "date-lookup"
#: Topics answered from many facts at once (the stages, the comparison): no fact of their own.
COMPUTED_TOPICS = frozenset({"next-step", DATE_LOOKUP, "span", "step-beside", "whole-difference"})

#: The group of small talk: ways and no facts.
CHAT_GROUP = "chat"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that can be asked.

    `name` is a noun phrase a teacher would use (选题申报截止), `ways` are sentences people type for
    it, `group` the file it stands in. A topic with `absent` is asked often and stands in no notice:
    `absent` names what is missing, `near` lists topics that are written and lie closest. A topic
    with `by_audience` has no facts of its own: it stands for another topic for each audience. The
    value of a `headline` is told, and cited, where two whole editions are compared.
    """

    id: str
    name: str
    ways: tuple[str, ...]
    group: str
    absent: str = ""
    near: tuple[str, ...] = ()
    compare: bool = False
    headline: bool = False
    by_audience: tuple[tuple[Audience, str], ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """A question the centre answers itself, with the answer as written; `source` only where a notice says the same."""

    id: str
    question: str
    ways: tuple[str, ...]
    answer: str
    source: Citation | None = None
    origin: str = ""
