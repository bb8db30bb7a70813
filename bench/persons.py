"""Persons who fill in the application form, message after message, and what must have come of it."""

from collections.abc import Iterator
from datetime import date

TODAY = date(2025, 3, 1)
LONG = "从监测数据出发，先弄清错因，再对症改进。" * 15

#: One form, from its first question to the page to check; {n} makes it this round's.
ROUND = (
    "区域内学校",
    "苏州市示例小学",
    "运算能力提升之{n}",
    "徐玉兰",
    "同上",
    "教师",
    "138 1234 5678",
    "xu@example.com",
    "没有",
    "陈静，教师，课堂观察与数据整理\n顾明，教研组长，命题与测评",
    "这一项填好了",
    "2024 年监测结果显示，运算能力偏弱。" * 5,
    LONG,
    LONG,
    LONG,
    "2025.3-2025.6，六年级运算错因分析，调研报告",
    "这一项填好了",
    "姑苏区",
    "数学",
    "小学",
)


def messages(rounds: int) -> Iterator[str]:
    """Give what one person says, round after round; `BEGIN` and the round make one form."""
    for number in range(1, rounds + 1):
        yield "填申报表" if number == 1 else "重新开始"
        yield from (text.format(n=number) for text in ROUND)


def whole_messages(count: int) -> list[str]:
    """Give the first `count` messages of a person."""
    found: list[str] = []
    for text in messages(count // (len(ROUND) + 1) + 1):
        found.append(text)
        if len(found) == count:
            break
    return found
