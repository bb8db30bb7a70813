"""The sentences of answers, by section and key, as `words/answers.zh-CN.yaml` has them."""

from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "words" / "answers.zh-CN.yaml"


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Give all sentences by section; a section of one sentence has it under ""."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    return {key: value if isinstance(value, dict) else {"": value} for key, value in raw.items()}


def say(section: str, key: str = "", **values: str | int) -> str:
    """Give one sentence, filled with its values."""
    return sentences()[section][key].format(**values)
