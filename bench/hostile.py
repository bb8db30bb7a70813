"""Random and hostile messages through `Desk.receive`: every one is to be answered, none to break."""

import logging
import random
import time
from pathlib import Path

from bench.desk import LIBRARY
from bench.persons import ROUND, TODAY
from bot.delivery import Delivery
from bot.desk import Desk, Update
from bot.message import File, Incoming, Tap, Text
from bot.store import open_database
from bot.wording import sentence

SAID = (
    *ROUND,
    *(
        "填申报表",
        "填附件1",
        "填2022申报表",
        "空白表",
        "通知原文",
        "帮助",
        "检查",
        "完成",
        "先停一下",
    ),
    *(
        "继续",
        "返回",
        "跳过",
        "重新开始",
        "我的草稿",
        "改 单位",
        "改3",
        "改99",
        "1",
        "2",
        "0",
        "99",
    ),
    *(
        "/start",
        "/x",
        "什么时候截止",
        "那2022年呢",
        "有奖金吗",
        "？",
        "……",
        "　",
        "",
        "\n\n",
        "没有了",
    ),
)
_HOSTILE = (
    *(
        "\x00",
        "\ud800",
        "\u202e倒着",
        "😀" * 300,
        "%s%n%x",
        "{0.__class__}",
        "{{7*7}}",
        "${jndi:x}",
    ),
    *("'; DROP TABLE person; --", "<script>alert(1)</script>", "../../etc/passwd", "=cmd|' /C'!A0"),
    *(
        "A" * 120_000,
        "申报" * 40_000,
        "1" * 5000,
        "-" * 3000,
        "\t" * 2000,
        "\u0301" * 4000,
        "ﷺ" * 1000,
    ),
    *(
        "二〇二五年〇月〇日",
        "9" * 400 + "年",
        "13812345678" * 90,
        "@" * 900,
        "，" * 5000,
        "第一项" * 500,
    ),
)
_NAMES = (
    "set",
    "open",
    "change",
    "back",
    "send",
    "finish",
    "fill",
    "role",
    "ask",
    "more",
    "keep",
    "x",
)
ODD_TAPS = ("x@1", "@", "set:x:y:z@9999", "open:x@1", "\ud83d")
_ODD_KEYS = ("", "\x00", "x" * 400, "\ud800", "' OR 1=1")


def hostile(url: str, count: int, seed: int) -> str:
    """Send `count` messages and tell what was not as it should be."""
    logging.disable(logging.CRITICAL)
    chance = random.Random(seed)
    database = open_database(url)
    desk = Desk("hostile", LIBRARY, database, Delivery(Path("none"), lambda _: {}))
    calm, unanswered, broken = sentence("desk.calm"), 0, 0
    seen: list[str] = ["x@1"]
    slowest, begun = 0.0, time.monotonic()
    for number in range(count):
        key = chance.choice(_ODD_KEYS) if chance.random() < 0.02 else f"h{chance.randrange(40)}"
        id_ = chance.choice(
            (str(number), str(number), "", "n" * 300 + str(number), f"\x00{number}")
        )
        start = time.monotonic()
        letters = desk.receive(Update(key, _message(chance, seen), TODAY, id_))
        slowest = max(slowest, time.monotonic() - start)
        desk.confirm(letters)
        unanswered += not any(letter.text.strip() for letter in letters)
        broken += any(letter.text == calm for letter in letters)
        seen += [choice.id for letter in letters for choice in letter.choices]
        del seen[:-400]
    took = time.monotonic() - begun
    desk.close()
    database.close()
    logging.disable(logging.NOTSET)
    return (
        f"{count} messages (seed {seed}) in {took:.0f} s: unhandled 0, answered calmly after a break "
        f"{broken}, unanswered {unanswered}, slowest {slowest * 1000:.0f} ms"
    )


def _message(chance: random.Random, seen: list[str]) -> Incoming:
    way = chance.random()
    if way < 0.35:
        return Text(chance.choice(SAID))
    if way < 0.6:
        return Tap(chance.choice(seen))
    if way < 0.7:
        return Tap(_odd_tap(chance, seen))
    if way < 0.8:
        return Text(_mixed(chance))
    if way < 0.95:
        return Text("".join(chr(_sign(chance)) for _ in range(chance.randrange(1, 60))))
    return File(chance.choice(("a.docx", "\x00", "../x", "x" * 3000)), "")


def _mixed(chance: random.Random) -> str:
    return chance.choice(_HOSTILE) + chance.choice(SAID) * chance.randrange(3)


def _odd_tap(chance: random.Random, seen: list[str]) -> str:
    """Give a choice nobody offered: cut, with other arguments, or of a form of its own."""
    known = chance.choice(seen)
    odd = f"{chance.choice(_NAMES)}:{chance.choice(('x', '9' * 20, known, ''))}@{chance.randrange(99)}"
    return chance.choice(
        (known[: chance.randrange(9)], odd, known.replace(":", "::"), "@", "\ud83d")
    )


def _sign(chance: random.Random) -> int:
    return chance.choice(
        (chance.randrange(0x20), chance.randrange(0x4E00, 0x9FFF), chance.randrange(0x110000))
    )
