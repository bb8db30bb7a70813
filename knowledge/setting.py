"""What holds for a whole message while it is answered."""

from dataclasses import dataclass
from datetime import date

from knowledge.answer import RegionRules
from knowledge.notice import Audience


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole message: editions asked about, who asks, the day, the region's rules.

    `asks` is what was asked of the time before (还有几天), for a follow-up that only names the next thing; `topics` what the last answer was about.
    """

    editions: tuple[str, ...]
    audience: Audience | None
    today: date
    rules: RegionRules
    asks: frozenset[str] = frozenset()
    topics: tuple[str, ...] = ()
