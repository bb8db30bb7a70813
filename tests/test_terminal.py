"""The terminal: 80 columns with Chinese width, numbered choices, a kind goodbye."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.lines import columns, fold
from bot.channels.terminal import page
from bot.delivery import Letter
from bot.message import Choice
from tests.sent import ours

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


def test_a_file_is_sent_by_its_path(tmp_path: Path) -> None:
    place = tmp_path / "旧 表.docx"
    place.write_bytes(ours("2022", "docx", case_title="阅读能力提升"))
    shown = chat(tmp_path, f"填申报表\n发文件\n'{place}'\n全部采用\n检查\n").stdout
    assert "输入文件的路径" in shown
    assert "案例名称：阅读能力提升" in shown.replace("\n", "")
    shown = chat(tmp_path, f"{tmp_path}/没有这个.docx\n").stdout
    assert "没有找到这个文件" in shown


def test_leaving_by_word(tmp_path: Path) -> None:
    shown = chat(tmp_path, "再见\n填申报表\n").stdout
    assert "您好" in shown
    assert "第 1 步" not in shown
    assert "再见！" in shown.strip().split("\n")[-1]


def test_a_draft_is_spoken_of_only_while_one_lies_open(tmp_path: Path) -> None:
    assert "草稿" not in chat(tmp_path, "什么时候截止\n").stdout.strip().split("\n")[-1]
    assert "草稿已保存" in chat(tmp_path, "填附件1\n").stdout
    assert "草稿已保存" not in chat(tmp_path, "先停一下\n").stdout
    filled = "继续\n示例区教育局\n徐玉兰\n教研员\n13812345678\n跳过\n完成\n"
    shown = chat(tmp_path, filled).stdout
    assert "文件好了" in shown
    assert "草稿" not in shown.strip().split("\n")[-1]


UNTIL_MEMBERS = (
    "填申报表\n1\n苏州市示例小学\n运算能力提升实践\n徐玉兰\n同上\n教研组长\n13812345678\n"
    "xuyulan@example.com\n没有\n"
)
ROWS = "陈静，教师，课堂观察\n顾明，教研组长，命题\n\n陆芳，教师，测评"


@pytest.mark.parametrize(
    "strokes",
    [
        [f"{ROWS}\n"],  # a terminal without bracketed paste hands over plain lines
        [ROWS, "\n"],  # the last line has no end: Enter sends it with the others
        [f"\x1b[200~{ROWS}\x1b[201~", "\n"],
        [f"\x1b[200~{ROWS}\n\x1b[201~", "\n"],
    ],
)
def test_what_is_pasted_is_one_message(strokes: list[str], tmp_path: Path) -> None:
    assert "工作组有哪些成员" in chat(tmp_path, UNTIL_MEMBERS).stdout
    shown = type_in(tmp_path, strokes, after="读到")
    assert "读到 3 行" in shown
    assert shown.count("读到") == 1


def test_a_long_text_of_several_paragraphs_is_pasted_whole(tmp_path: Path) -> None:
    assert "第 11 步" in chat(tmp_path, f"{UNTIL_MEMBERS}跳过\n").stdout
    paragraph = "监测结果" * 400  # longer than the 4096 bytes a terminal holds for a line
    assert "已存 4800 字" in type_in(tmp_path, [f"{paragraph}\n" * 3], after="已存")
    assert "（共 4800 字）" in chat(tmp_path, "检查\n").stdout


def type_in(data: Path, strokes: list[str], after: str) -> str:
    """Return what is shown once everything was typed at a terminal and the next prompt came."""
    front, back = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat", "--data", str(data), "--today", "2025-03-01"]
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=back, stdout=back, stderr=back, env=environment
    )
    os.close(back)
    until(front, "您>")
    shown = ""
    for stroke in strokes:
        left = stroke.encode()
        while left:
            sent = os.write(front, left[:1024])
            left = left[sent:]
            shown += read_waiting(front)
        time.sleep(0.3)
    shown += until(front, "您>", after=after)
    interrupt(process)
    assert process.wait(20) == 0
    os.close(front)
    return shown


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl-C; the prompt is shown a moment before a key is waited for."""
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)


def read_waiting(front: int) -> str:
    seen = b""
    while select.select([front], [], [], 0.01)[0]:
        seen += os.read(front, 65536)
    return seen.decode("utf-8", "replace")


def test_ctrl_c_leaves_kindly(tmp_path: Path) -> None:
    front, back = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat", "--data", str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=back, stdout=back, stderr=back)
    os.close(back)
    seen = until(front, "您>")
    assert "填申报表" in seen
    os.write(front, "填附件1\n".encode())
    assert "第 1 步" in until(front, "您>", after="第 1 步")
    interrupt(process)
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
