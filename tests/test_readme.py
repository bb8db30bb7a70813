"""What the READMEs say of the repository is so: the tree, the dependencies, the commands."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, main

ROOT = Path(__file__).parent.parent
PACKAGES = ("knowledge", "forms", "bot")
READMES = ("README.md", "README.zh-CN.md")

_TREE = re.compile(r"^```tree\n(.*?)^```", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"(?:\.venv/bin/|`)shenbao ([a-z]+)(?: ([a-z]+))?([^`\n]*)")
_SESSION = re.compile(r"^```text\n(.*?)^```", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)


@cache
def declared() -> frozenset[str]:
    """Names of the dependencies of pyproject.toml, to run it and to work on it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return frozenset(re.split(r"[<>=!~\[; ]", name)[0].lower() for name in names)


def tree_of(text: str) -> list[tuple[str, bool]]:
    """Every path the tree prints, and whether something is printed below it."""
    found = _TREE.search(text)
    paths: list[tuple[str, bool]] = []
    above: list[str] = []
    for line in (found[1] if found else "").splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        names = re.split(r"\s{2,}", line.strip())[0].split(" ")
        paths += [("".join(above[:depth]) + name, False) for name in names]
        above = [*above[:depth], names[0]]
    every = [path for path, _ in paths]
    return [(path, any(p != path and p.startswith(path) for p in every)) for path in every]


def missing_paths(text: str, root: Path) -> list[str]:
    """Paths of the tree that are not on disk; a folder without a file is none."""
    return [path for path, _ in tree_of(text) if not any(map(holds_something, root.glob(path)))]


def holds_something(place: Path) -> bool:
    return place.is_file() or any(each.is_file() for each in place.rglob("*"))


def unprinted_paths(text: str, root: Path) -> list[str]:
    """Files and folders on disk that no line of the tree covers."""
    tree = tree_of(text)
    return [path for path in on_disk(root) if not any(covers(path, *line) for line in tree)]


def covers(path: str, printed: str, has_more: bool) -> bool:
    if fnmatchcase(path, printed):
        return True
    return printed.endswith("/") and not has_more and path.startswith(printed)


def on_disk(root: Path) -> Iterator[str]:
    """Top-level names, and every Python file of the packages."""
    ignored = (root / ".gitignore").read_text("utf-8").split()
    for place in sorted(root.iterdir()):
        name = f"{place.name}/" if place.is_dir() else place.name
        is_ours = name not in ignored and name[0] != "." and place.name not in PACKAGES
        if is_ours and holds_something(place):
            yield name
    for package in PACKAGES:
        for place in sorted((root / package).rglob("*.py")):
            if place.name != "__init__.py":
                yield place.relative_to(root).as_posix()


def unexplained(text: str, names: frozenset[str]) -> list[str]:
    """Dependencies without one line of their own in the table."""
    lines = re.findall(r"^\| `([a-z0-9-]+)` \| [^|\s]", text, re.MULTILINE)
    return [name for name in sorted(names) if lines.count(name) != 1]


def unknown_commands(text: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Commands, subcommands and options of the text that the program does not have."""
    bad = []
    for name, second, rest in dict.fromkeys(_COMMAND.findall(text)):
        words = [name, *([second] if second and name in ("form", "knowledge") else []), "--help"]
        status: str | int | None = 1
        if name in COMMANDS:
            with pytest.raises(SystemExit) as left:
                main(words)
            status = left.value.code
        said = capsys.readouterr().out
        options = re.findall(r"--[a-z]+", rest)
        bad += [f"shenbao {name} {second}"] if status else []
        bad += [f"shenbao {name} {option}" for option in options if option not in said]
    return bad


def sessions(text: str, command: str) -> list[str]:
    """What the text shows of running a command, each with its command line first."""
    shown = [part for block in _SESSION.findall(text) for part in f"\n{block}".split("\n$ ")[1:]]
    return [part.rstrip() for part in shown if part.startswith(f".venv/bin/shenbao {command} ")]


def unknown_targets(text: str, makefile: str) -> list[str]:
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    return [name for name in _TARGET.findall(text) if name not in targets]


@pytest.mark.parametrize("name", READMES)
class TestReadme:
    @pytest.fixture
    def text(self, name: str) -> str:
        return (ROOT / name).read_text("utf-8")

    def test_prints_a_tree_that_is_on_disk(self, text: str) -> None:
        assert len(tree_of(text)) > 30
        assert missing_paths(text, ROOT) == []

    def test_leaves_nothing_out_of_the_tree(self, text: str) -> None:
        assert unprinted_paths(text, ROOT) == []

    def test_explains_every_dependency_in_one_line(self, text: str) -> None:
        assert unexplained(text, declared()) == []

    def test_names_only_dependencies_there_are(self, text: str) -> None:
        assert set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE)) == declared()

    def test_shows_only_commands_there_are(
        self, text: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert len(_COMMAND.findall(text)) > 3
        assert unknown_commands(text, capsys) == []
        assert unknown_targets(text, (ROOT / "Makefile").read_text("utf-8")) == []

    def test_holds_no_path_of_a_machine_and_no_registry(self, text: str) -> None:
        assert re.findall(r"/(?:work|tmp|home|root|Users)/|[A-Z]:\\|index-url|pypi\.", text) == []


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / READMES[0]).read_text("utf-8")


def test_both_show_the_same_sessions(readme: str) -> None:
    other = (ROOT / READMES[1]).read_text("utf-8")
    for command in ("ask", "chat"):
        assert sessions(readme, command)
        assert sessions(readme, command) == sessions(other, command)


def test_answers_are_shown_as_they_are(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    for session in sessions(readme, "ask"):
        line, _, said = session.partition("\n")
        main(shlex.split(line)[1:])
        assert capsys.readouterr().out.rstrip() == said


def test_the_conversation_is_shown_as_it_is(readme: str, tmp_path: Path) -> None:
    (session,) = sessions(readme, "chat")
    line, *shown = session.split("\n")
    typed = [each.removeprefix("您> ") for each in shown if each.startswith("您> ")]
    command = [sys.executable, "-m", "bot", *shlex.split(line)[1:], "--data", str(tmp_path)]
    done = subprocess.run(
        command,
        input="\n".join(typed),
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    said = [*done.stdout.splitlines(), *(f"您> {each}" for each in typed), "……", ""]
    assert [each for each in shown if each not in said] == []


def test_a_planted_slip_of_each_kind_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".gitignore").write_text("data/\n", "utf-8")
    for name in ("bot/desk.py", "bot/talk/asking.py", "bot/talk/filling.py", "docs/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / "empty").mkdir()
    text = "```tree\nbot/  all\n  desk.py gone.py  two\n  talk/\n    asking.py\nempty/\n```\n"
    assert missing_paths(text, tmp_path) == ["bot/gone.py", "empty/"]
    assert unprinted_paths(text, tmp_path) == ["docs/", "bot/talk/filling.py"]
    assert unexplained("| `a` | why |\n| `b` | |\n", frozenset({"a", "b", "c"})) == ["b", "c"]
    slips = "`shenbao fly`\n`shenbao form burn`\n`shenbao ask 几个 --loud`\n`shenbao ask --json`"
    assert unknown_commands(slips, capsys) == [
        "shenbao fly ",
        "shenbao form burn",
        "shenbao ask --loud",
    ]
    assert unknown_targets("`make run` or `make tea`", "run: x\n") == ["tea"]
