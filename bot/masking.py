"""A question as somebody typed it -> as it may be kept: no names, numbers or addresses of persons."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "words" / "masking.zh-CN.yaml"
LONGEST_KEPT = 200

_MAIL = re.compile(r"[A-Za-z0-9._%+-]*@[A-Za-z0-9.-]*")
#: A word of Latin letters with a digit in it: an account, a plate, a number of a paper.
_ACCOUNT = re.compile(r"[A-Za-z_-]*\d[A-Za-z\d_-]*")
_HAN = r"\u4e00-\u9fff\u3400-\u4dbf"


def masked(text: str) -> str:
    """Give a question without names, mail addresses and digits, at most `LONGEST_KEPT` long.

    The number of a paper (附件1, 表3) stays: it tells what is asked, and is nobody's.

    >>> masked("附件3要盖章吗，我的学号3")
    '附件3要盖章吗,我的学号0'
    >>> masked("我叫徐玉兰，电话13812345678，申报表几号交")
    '我叫某某,电话0,申报表几号交'
    """
    words = _words()
    plain = " ".join(unicodedata.normalize("NFKC", text[: LONGEST_KEPT * 2]).split())
    plain = _MAIL.sub(words["mail"], plain)
    for pattern in _names():
        plain = pattern.sub(lambda found: found.group(1) + words["name"], plain)
    pieces = re.split(rf"((?:{words['papers']}) ?[1-3](?![A-Za-z]*\d))", plain)
    pieces[::2] = map(_without_numbers, pieces[::2])  # between them stand the papers
    plain = "".join(pieces)
    return "".join(sign for sign in plain if sign.isprintable())[:LONGEST_KEPT]


def _without_numbers(text: str) -> str:
    words = _words()
    text = "".join("0" if sign.isdigit() else sign for sign in text)
    text = _ACCOUNT.sub(words["number"], text)
    return re.sub(f"[{words['numerals']}]{{5,}}", words["number"], text)


@cache
def _words() -> dict[str, str]:
    """Every list of the file as one alternative of a pattern; texts as they are."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(_FILE.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    return {
        key: _either(value) if isinstance(value, list) else str(value) for key, value in raw.items()
    }


def _either(words: Iterable[object]) -> str:
    return "|".join(sorted((re.escape(str(word)) for word in words), key=len, reverse=True))


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    words = _words()
    return (
        re.compile(rf"((?:{words['names']})[:\s]*)[{_HAN}·]{{1,4}}"),
        re.compile(
            rf"({words['selves']})[{words['surnames']}](?:(?!{words['not_in_names']})[{_HAN}]){{0,2}}?(?={words['after']}|[^{_HAN}]|$)"
        ),
    )
