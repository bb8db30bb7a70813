"""Whose rule a question means, by the kinds of schools and the levels it names."""

from collections.abc import Mapping

from knowledge.notice import Audience
from knowledge.thought import Found

#: Schools a question can name, and so be asked for.
_NAMED: Mapping[str, Audience] = {
    "direct-school": "direct_school",
    "district-school": "school",
    "each-school": "school",
}
_LEVEL_WORDS = frozenset({"region-level", "school-level", "max-three", "one-to-three", *_NAMED})
_SIGNS = ("直属", "代管"), ("区域", "区里", "区级", "区县"), ("学校", "每校", "各校")


def audience_named(item: Found) -> Audience | None:
    """Give the kind of school a question names, where it names one and says nothing of others."""
    if item.segment.is_negated or names_several(item):
        return None
    return next((_NAMED[c] for c in item.concepts if c in _NAMED), None)


def names_several(item: Found) -> bool:
    """Whether all levels are asked for, each: 名额学校、区域、直属各多少."""
    text = item.segment.text.replace("直属学校", "直属").replace("代管学校", "代管")
    named = sum(any(sign in text for sign in signs) for signs in _SIGNS)
    return "each" in item.segment.cues and named > 1


def names_level(item: Found) -> bool:
    """Whether a question says whose quota it means; else it is that of who is asking."""
    said = any(sign in item.segment.text for sign in "区县校属代")
    return said or bool(item.concepts.keys() & _LEVEL_WORDS)
