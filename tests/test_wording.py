"""What the assistant says: every sentence is used, its placeholders fit, its tone is kind."""

import ast
import re
import string
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml

from bot.commands import LONGEST_COMMAND, fold, read_change, read_command
from bot.wording import sentences
from forms.load import load_forms

ROOT = Path(__file__).parent.parent
WORDS = ROOT / "bot" / "words"
TEMPLATES = [*ROOT.glob("bot/**/templates/*.html")]
CODE = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("forms/**/*.py"), *ROOT.glob("knowledge/*.py")]

FORBIDDEN = ["错误", "非法", "失败", "无效", "不合法", "违规", "异常", "禁止", "你", "！！"]
_SAID = re.compile(r'say\("([a-z_.-]+)"')
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def nodes() -> Iterator[ast.AST]:
    for place in CODE:
        yield from ast.walk(ast.parse(place.read_text("utf-8")))


def literals() -> set[str]:
    """Return every string of the code and of what the templates say."""
    found = (node.value for node in nodes() if isinstance(node, ast.Constant))
    said = (code for page in TEMPLATES for code in _SAID.findall(page.read_text("utf-8")))
    return {*(value for value in found if isinstance(value, str)), *said}


def patterns() -> list[re.Pattern[str]]:
    """Return every string put together in the code, as a pattern: `button.{name}_this`."""
    joined = [node.values for node in nodes() if isinstance(node, ast.JoinedStr)]
    made = {
        "".join(re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in parts)
        for parts in joined
    }
    made |= {rf"{re.escape(code)}(.+)" for code in literals() if code.endswith(".")}
    return [re.compile(each) for each in made if "." in each.replace("(.+)", "")]


def is_used(code: str, said: set[str], joined: list[re.Pattern[str]]) -> bool:
    """A code is used when it stands in the code, or is put together there of parts that do."""
    if code in said:
        return True
    matches = [match for match in (each.fullmatch(code) for each in joined) if match]
    return any(all(is_used(part, said, joined) for part in match.groups()) for match in matches)


def test_every_sentence_is_said_somewhere() -> None:
    said, joined = literals(), patterns()
    assert [code for code in sentences() if not is_used(code, said, joined)] == []


def test_every_code_has_a_sentence() -> None:
    wanted = set()
    for place in ROOT.glob("bot/**/*.py"):
        for node in ast.walk(ast.parse(place.read_text("utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sentence"
            if is_call and node.args and isinstance(node.args[0], ast.Constant):
                wanted.add(node.args[0].value)
    for page in TEMPLATES:
        found = _SAID.findall(page.read_text("utf-8"))
        wanted |= {code for code in found if not code.endswith(".")}
    assert wanted - set(sentences()) == set()


def test_every_slip_finding_and_refusal_has_a_sentence() -> None:
    text = "".join(place.read_text("utf-8") for place in ROOT.glob("forms/**/*.py"))
    slips = set(re.findall(r'slip\(\s*question,\s*"([a-z-]+)"', text))
    found = set(re.findall(r'Finding\(\s*"(?:block|warn)",\s*"([a-z-]+)"', text))
    files = set(re.findall(r'refused\([\w.]+,\s*"([a-z-]+)"', text))
    for group, codes in (("slip", slips), ("finding", found), ("bad-file", files)):
        assert len(codes) > 5
        assert {f"{group}.{code}" for code in codes} - set(sentences()) == set()


def test_placeholders_are_plain_names() -> None:
    for code, text in sentences().items():
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or re.fullmatch(r"[a-z_]+", name), code
            assert not spec, code
            assert not conversion, code


def test_the_facts_of_a_slip_fill_its_sentence() -> None:
    text = "".join(place.read_text("utf-8") for place in ROOT.glob("forms/kinds/*.py"))
    given: dict[str, set[str]] = {}
    for code, rest in re.findall(r'slip\(\s*question,\s*"([a-z-]+)"([^\n]*)', text):
        given.setdefault(code, set()).update(re.findall(r"(\w+)=", rest))
    for code, facts in given.items():
        names = {name for _, name, _, _ in string.Formatter().parse(sentences()[f"slip.{code}"])}
        assert names - {None} <= {*facts, "label", "example"}, code


def test_the_tone_is_kind() -> None:
    form_words = chain.from_iterable(
        (question.ask, question.hint)
        for form in load_forms().values()
        for question in form.questions
    )
    for text in (*sentences().values(), *form_words):
        for word in FORBIDDEN:
            assert word not in text, text


def test_no_emoji() -> None:
    for text in sentences().values():
        assert not re.search("[\U0001f000-\U0001faff\u2600-\u27bf]", text), text


def test_no_figure_of_a_notice_stands_in_the_words() -> None:
    """Dates, counts, addresses and phones come from the facts, never from here."""
    for code, text in sentences().items():
        assert not re.search(r"\d{3,4}-\d{7,8}|@\w|\d月\d|劳动路|不超过 ?\d", text), code


def test_no_sentence_stands_in_python() -> None:
    """Only `Source:` lines, docstrings and comments of the conversation's code are in Chinese."""
    for place in ROOT.glob("bot/**/*.py"):
        if place.name in ("answering.py", "phrases.py"):  # its own engineer keeps it
            continue
        tree = ast.parse(place.read_text("utf-8"))
        docs = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        }
        strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        for text in strings:
            if isinstance(text, str) and text not in docs and len(text) > 3:
                assert not CHINESE.search(text), f"{place}: {text}"


def vocabulary() -> list[tuple[str, str]]:
    data = yaml.safe_load((WORDS / "commands.zh-CN.yaml").read_text("utf-8"))
    found = []
    for kind, words in data.items():
        groups = words.items() if isinstance(words, dict) else [("", words)]
        found += [(f"{kind}.{name}", str(word)) for name, group in groups for word in group]
    return found


def test_a_command_word_stands_in_one_place_only() -> None:
    seen: dict[str, str] = {}
    for kind, word in vocabulary():
        assert fold(word), f"{kind}: {word}"
        assert len(fold(word)) <= LONGEST_COMMAND
        assert seen.setdefault(fold(word), kind) == kind, f"{word}: {kind}, {seen[fold(word)]}"


@pytest.mark.parametrize(
    ("text", "name", "form", "edition"),
    [
        ("填申报表", "fill", "application", ""),
        ("我要填 2022 年的申报表！", "fill", "application", "2022"),
        ("填附件１", "fill", "liaison", ""),
        ("空白表", "blank", "application", ""),
        ("把附件2发我", "blank", "application", ""),
        ("请给我一份空白的附件三", "blank", "summary", ""),
        ("通知原文", "notice", "", ""),
        ("2022年的通知原文发我", "notice", "", "2022"),
        ("/help", "help", "", ""),
        ("好的，继续吧", "resume", "", ""),
        ("重新填一份2022申报表", "restart", "application", "2022"),
        ("附件2", "form", "application", ""),
        ("谢谢", "nod", "", ""),
    ],
)
def test_a_command_is_read(text: str, name: str, form: str, edition: str) -> None:
    command = read_command(text)
    assert command
    assert (command.name, command.form, command.edition) == (name, form, edition)


@pytest.mark.parametrize(
    "text",
    [
        "申报表怎么交",
        "什么时候截止",
        "2022年呢",
        "徐玉兰",
        "苏州市示例小学",
        "继续教育案例研究",
        "检查与反思",
        "返回课堂",
        "老师",
        "跳过这一步会怎样",
        "",
        "？",
        "填" * 100,
    ],
)
def test_anything_else_is_no_command(text: str) -> None:
    assert read_command(text) is None


def test_what_is_to_be_changed_is_read() -> None:
    assert read_change("改 案例名称") == "案例名称"
    assert read_change("把单位改一下") == "单位"
    assert read_change("第3项改一下") == "3"
    assert read_change("徐玉兰") is None
