"""What is looked at before serving: may we write, is there room, can the clock be right."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from bot.cli import Refused
from bot.wording import sentence
from knowledge.load import load

#: Below this somebody should look after the disk.
LOW_BYTES = 1_000_000_000


def look_around(data: Path, moment: datetime) -> Iterator[str]:
    """Give one sentence for each thing an operator should see to; raises Refused where none may go on."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
        free = shutil.disk_usage(data).free
    except OSError:
        raise Refused(code="unwritable", place=str(data)) from None
    if free < LOW_BYTES:
        yield sentence("cli.serve.low-room", place=str(data), megabytes=free // 1_000_000)
    newest = newest_notice()
    if moment.date() < newest:
        yield sentence("cli.serve.early-clock", today=str(moment.date()), issued=str(newest))


def newest_notice() -> date:
    """Return the day the newest notice was issued: no honest clock shows an earlier one."""
    return max(notice.issued for edition in load().editions for notice in edition.notices)
