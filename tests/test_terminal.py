"""The terminal: 80 columns with Chinese width, numbered choices, a kind goodbye."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.lines import columns, fold
from bot.channels.terminal import page
from bot.delivery import Letter
from bot.message import Choice

ROOT = Path(__file__).parent.parent


def chat(data: Path, said: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "chat", "--data", str(data), "--today", "2025-03-01"]
    return subprocess.run(
        command,
        cwd=ROOT,
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_conversation_fits_80_columns_and_ends_kindly(tmp_path: Path) -> None:
    done = chat(tmp_path, "填申报表\n1\n苏州市示例小学\n什么时候截止\n检查\n空白表\n")
    assert done.returncode == 0
    assert done.stderr == ""
    lines = [line for line in done.stdout.split("\n") if "/" not in line]
    assert max(columns(line) for line in lines) <= 82  # a mark may hang over
    assert "[1] 区域内学校" in done.stdout
    assert "依据：" in done.stdout
    assert "草稿已保存" in done.stdout.strip().split("\n")[-1]
    assert "接着填" in chat(tmp_path, "").stdout


def test_leaving_by_word(tmp_path: Path) -> None:
    assert "草稿已保存" in chat(tmp_path, "再见\n填申报表\n").stdout


def test_ctrl_c_leaves_kindly(tmp_path: Path) -> None:
    front, back = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat", "--data", str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=back, stdout=back, stderr=back)
    os.close(back)
    seen = until(front, "您>")
    assert "填申报表" in seen
    os.write(front, "填附件1\n".encode())
    assert "第 1 步" in until(front, "您>", after="第 1 步")
    process.send_signal(signal.SIGINT)
    assert "草稿已保存" in until(front, "再见")
    assert process.wait(20) == 0
    os.close(front)


def until(front: int, mark: str, after: str = "") -> str:
    """Return what is shown until `mark` comes (after `after`)."""
    seen, end = b"", time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([front], [], [], 0.2)[0]:
            seen += os.read(front, 65536)
        text = seen.decode("utf-8", "replace")
        if mark in text[text.find(after) if after in text else len(text) :]:
            return text
    return seen.decode("utf-8", "replace")


def test_choices_listed_in_the_text_are_not_listed_twice() -> None:
    choices = (Choice("a", "改 单位", 1), Choice("b", "改 姓名", 2), Choice("c", "完成"))
    shown = page([Letter(1, "t", "请核对：\n1. 单位：甲\n2. 姓名：乙", choices)])
    assert "改 单位" not in shown
    assert "完成" in shown
    assert "[1] 改 单位" in page([Letter(1, "t", "请选", choices)])


@given(st.text(alphabet="中文，。（a1 -\n😀é", max_size=200), st.integers(10, 80))
def test_folding_loses_nothing_but_blanks(text: str, width: int) -> None:
    folded = fold(text, width)
    assert "".join(folded.split()) == "".join(text.split())
    for line in folded.split("\n"):
        assert columns(line.rstrip("，。）")) <= width + 2


def test_marks_stay_where_they_belong() -> None:
    lines = fold("（" + "中文，" * 30 + "）", 20).split("\n")
    assert not [line for line in lines if line.startswith(("，", "）"))]
    assert not [line for line in lines if line.endswith("（")]
    assert fold("联系 0512-87660108 即可", 12).split("\n")[1].startswith("0512-87660")
