"""Log lines: one JSON object each, and never a name, a phone, a word or a token, whoever logs."""

import ast
import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.logs import FIELDS, line_handler
from tests.source import ROOT, Source

NAME, PHONE, TEXT = "徐玉兰", "13812345678", "运算能力偏弱"
TOKEN = "123456789:AAFcanary-canary-canary-canary-canary"
CANARIES = (NAME, PHONE, TEXT, TOKEN, "canary")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What goes through a handler that is the only one."""
    stream = io.StringIO()
    handler = line_handler(stream)
    root = logging.getLogger()
    kept, root.handlers, level = root.handlers, [handler], root.level
    root.setLevel(logging.DEBUG)
    yield stream
    root.handlers = kept
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_holds_ids_codes_and_durations(written: io.StringIO) -> None:
    log = logging.getLogger("shenbao.desk")
    log.info("message", extra={"channel": "web", "person": 7, "ms": 3.14159, "update": "w-12"})
    (line,) = lines(written)
    assert line["time"].endswith("Z")  # type: ignore[attr-defined]
    assert {name: line[name] for name in ("level", "logger", "event", "channel", "person")} == {
        "level": "info",
        "logger": "shenbao.desk",
        "event": "message",
        "channel": "web",
        "person": 7,
    }
    assert line["ms"] == 3.142


def log_carelessly(logger: logging.Logger) -> None:
    """Log as somebody does who forgot every rule."""
    url = f"https://api.telegram.org/bot{TOKEN}/sendMessage?text={TEXT}"
    logger.warning("%s wrote %s from %s", NAME, TEXT, PHONE)
    logger.warning(f"HTTP Request: POST {url}")
    logger.error({"text": TEXT})
    logger.info("HTTP Request: %s %s", "POST", url)
    logger.warning("message", extra={"person": PHONE, "code": NAME, "update": TOKEN, "text": TEXT})
    logger.warning("message", extra={"error": f"KeyError: {NAME}, {PHONE}"})
    logger.warning("message", extra={"person": int(PHONE), "code": f"x{PHONE}"[1:]})
    logger.warning("too few %s %s", TEXT)  # noqa: PLE1206 - that is the slip
    try:
        try:
            int(TEXT)
        except ValueError as error:
            raise KeyError(NAME, PHONE, TOKEN) from error
    except KeyError:
        logger.exception("could not keep %s", NAME, stack_info=True)


@pytest.mark.parametrize(
    "name",
    ["shenbao.desk", "httpx", "httpcore.http11", "aiohttp.access", "uvicorn.error", "telegram.ext",
     "sqlalchemy.engine.Engine", "asyncio", "root"],
)  # fmt: skip
def test_nothing_of_a_person_and_no_token_gets_in(written: io.StringIO, name: str) -> None:
    log_carelessly(logging.getLogger(name))
    found = lines(written)
    assert len(found) >= 7
    told = written.getvalue()
    assert [canary for canary in CANARIES if canary in told] == []
    assert any(str(line.get("error", "")).startswith("KeyError < ") for line in found)


def test_others_are_heard_from_warnings_on_and_with_their_place(written: io.StringIO) -> None:
    log_carelessly(logging.getLogger("httpx"))
    assert {line["level"] for line in lines(written)} == {"warning", "error"}
    assert all("tests/test_logs.py:" in str(line["at"]) for line in lines(written))


def test_what_nobody_caught_is_a_line_too() -> None:
    code = (
        "import threading; from bot.logs import set_up_logs; set_up_logs()\n"
        f"thread = threading.Thread(target=lambda: int({TEXT!r})); thread.start(); thread.join()\n"
        f"raise ValueError({PHONE!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in found] == ["crashed", "crashed"]
    assert [canary for canary in CANARIES if canary in done.stderr] == []


def is_told_well(call: ast.Call) -> bool:
    """True for an event that stands in the code, with known fields; or a sentence said to be one."""
    given = next((word.value for word in call.keywords if word.arg == "extra"), None)
    keys = given.keys if isinstance(given, ast.Dict) else []
    names = {key.value for key in keys if isinstance(key, ast.Constant)}
    is_plain = len(call.args) == 1 and isinstance(call.args[0], ast.Constant)
    if "is_sentence" in names:
        is_plain = ast.unparse(call.args[0]).startswith("sentence(")
    has_values = given is not None and not isinstance(given, ast.Dict)
    return is_plain and not has_values and names <= {*FIELDS, "error", "is_sentence"}


def test_our_own_code_logs_events_and_known_fields() -> None:
    slips = [
        f"{place.name}:{call.lineno}"
        for place in ROOT.glob("bot/**/*.py")
        for call in Source(str(place), place.read_text("utf-8")).all(ast.Call)
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "_LOG"
        if not is_told_well(call)
    ]
    assert slips == []


def test_a_sentence_to_the_operator_is_told(written: io.StringIO) -> None:
    logging.getLogger("shenbao.telegram").warning("已连上。", extra={"is_sentence": True})
    assert lines(written)[0]["event"] == "已连上。"
