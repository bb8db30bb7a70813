"""The few words documents print beyond what the specs say, from `words.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

WORDS_FILE = Path(__file__).with_name("words.yaml")


@cache
def words() -> Mapping[str, object]:
    """Key -> word, list of words or (for `findings`) sentences by code."""
    return dict(yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8")))


def word(key: str) -> str:
    """One word or sentence pattern."""
    return str(words()[key])


def word_list(key: str) -> tuple[str, ...]:
    """Give the words of a list, such as the head of a sheet."""
    value = words()[key]
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def sentence(code: str, facts: Mapping[str, str | int]) -> str:
    """Give the sentence of a finding, with its facts filled in."""
    patterns = words()["findings"]
    pattern = patterns[code] if isinstance(patterns, dict) else code
    return str(pattern).format_map(
        {name: str(fact) or word("unfilled") for name, fact in facts.items()}
    )
