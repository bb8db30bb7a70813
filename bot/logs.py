"""Log lines a machine can read: one JSON object each, of ids, codes and durations only.

What a person is called, wrote or dials, and what opens a door, stands in no line, whoever logs and
whatever goes wrong. So a line is not what somebody passed to `logging`, but what is known to be
harmless in it: of our own loggers (`shenbao.*`) the event as it stands in the code and the FIELDS
given as `extra`, with what `trace` tells of an `error`; of all others only who logged, where, and the kind of the error. The place names the
line of code that would have said more.

    _LOG.info("message", extra={"channel": "web", "person": 7, "ms": 3.1})

A sentence to the operator, made by `sentence` of settings alone, is told with `is_sentence`.
"""

import logging
import re
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import TextIO

from pythonjsonlogger.json import JsonFormatter

from bot.tracing import trace

OURS = "shenbao"

#: What may be told of a message, a letter or a worker.
FIELDS = (
    "channel", "person", "update", "row", "task", "kind", "draft", "outcome", "status", "code", "reason", "count",
    "attempts", "ms", "seconds", "worker", "workers", "port", "tables", "free_megabytes",
)  # fmt: skip

_EVENT = re.compile(r"[a-z][a-z -]{0,60}")
_TRACE = re.compile(r"[A-Za-z0-9_./<> :-]{1,600}")
_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,60}")
#: What has the shape of a phone or of a key, in whatever field it was passed.
_SECRET = re.compile(r"(?<!\d)1\d{10}(?!\d)|[\w-]*:[\w-]{30,}")


class Line(JsonFormatter):
    """A record as one line of JSON."""

    converter = staticmethod(time.gmtime)

    def add_fields(
        self,
        log_data: dict[str, object],
        record: logging.LogRecord,
        message_dict: dict[str, object],  # noqa: ARG002 - what was passed is not what is told
    ) -> None:
        """Put in what may be told."""
        log_data["time"] = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{record.msecs:03.0f}Z"
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["process"] = record.process
        if is_ours(record):
            is_sentence = record.__dict__.get("is_sentence") is True
            log_data["event"] = record.msg if is_sentence else _known(_EVENT, record.msg)
            given = ((name, record.__dict__.get(name)) for name in FIELDS)
            log_data.update({name: _harmless(value) for name, value in given if value is not None})
        else:
            log_data["at"] = f"{'/'.join(Path(record.pathname).parts[-3:])}:{record.lineno}"
        told = record.__dict__.get("error")
        if record.exc_info and record.exc_info[1] is not None:
            told = trace(record.exc_info[1])
        if told is not None:
            log_data["error"] = _SECRET.sub("#", _known(_TRACE, told))

    def formatException(self, ei: object) -> str:  # noqa: N802, ARG002 - the name of the base class
        """Return nothing: a traceback quotes what was being worked on."""
        return ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802, ARG002 - the name of the base class
        """Return nothing, for the same reason."""
        return ""


class Guard(logging.Filter):
    """Lets through what is ours, and of others what is at least a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True for what may become a line; the values behind its message are dropped here."""
        record.args = None
        return is_ours(record) or record.levelno >= logging.WARNING


def is_ours(record: logging.LogRecord) -> bool:
    """True for a record of the assistant's own loggers."""
    return f"{record.name}.".startswith(f"{OURS}.")


def line_handler(stream: TextIO) -> logging.Handler:
    """Return a handler that writes lines to a stream."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line())
    handler.addFilter(Guard())
    return handler


def set_up_logs(level: str = "info", stream: TextIO | None = None) -> None:
    """Send every logger of this process through the one handler, errors nobody caught included."""
    logging.basicConfig(
        handlers=[line_handler(stream or sys.stderr)], level=logging.WARNING, force=True
    )
    logging.getLogger(OURS).setLevel(level.upper())
    logging.raiseExceptions = False  # its own complaint would print what was passed
    sys.excepthook = _crashed
    threading.excepthook = _thread_crashed


def _crashed(kind: type[BaseException], error: BaseException, tree: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(OURS).critical("crashed", exc_info=(kind, error, tree))


def _thread_crashed(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_value is not None:
        _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)


def _known(shape: re.Pattern[str], given: object) -> str:
    return given if isinstance(given, str) and shape.fullmatch(given) else "?"


def _harmless(value: object) -> str | int | float | bool:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, int) and not _SECRET.fullmatch(str(value)):
        return value
    return _SECRET.sub("#", _known(_CODE, value))
