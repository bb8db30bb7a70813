"""Typed words -> a command, or None when the message says anything else. Words stand in YAML."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FOLDER = Path(__file__).parent / "words"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: No command is longer than this many characters.
LONGEST_COMMAND = 30

#: Words that say what to do with a form, and need none of the others beside them.
_FORM_VERBS = ("fill", "blank", "send", "notice")
#: What may name an edition beside it: one of those in charge looks at its desk.
DESK_WORDS = frozenset(
    (
        "inbox",
        "summary",
        "package",
        "paper_case",
        "missing",
        "by_school",
        "papers",
        "gaps",
        "accept_all",
    )
)
#: Kinds of words that are no command by themselves; any other kind is one when it stands alone.
_NOT_ALONE = frozenset((*_FORM_VERBS, "self", "change", "item", "nod"))


@dataclass(frozen=True, slots=True)
class Command:
    """What a message asks for: a name, and the form, edition or role it names (else empty)."""

    name: str
    form: str = ""
    edition: str = ""
    role: str = ""


def read_command(text: str) -> Command | None:
    """Return the command a whole message is, or None.

    >>> read_command("请帮我填 2022 年的申报表")
    Command(name='fill', form='application', edition='2022', role='')
    >>> read_command("申报表怎么填") is None
    True
    """
    plain = fold(text)
    if not plain or len(plain) > LONGEST_COMMAND:
        return None
    kinds = _kinds(plain)
    return None if kinds is None else _command(kinds)


def read_change(text: str) -> str | None:
    """Return what a message wants changed ("改 案例名称" -> 案例名称), or None when it wants nothing."""
    plain = fold(text)
    if len(plain) > LONGEST_COMMAND:
        return None
    for word in sorted(_words("change"), key=len, reverse=True):
        if plain.startswith(word) and len(plain) > len(word):
            return _strip_items(plain.removeprefix(word))
    for word in sorted(_words("change"), key=len, reverse=True):
        if plain.endswith(word) and len(plain) > len(word):
            return _strip_items(plain.removesuffix(word).removeprefix("把"))
    return None


def read_edition(text: str) -> str:
    """Return the edition that is all a message names, alone or with the word for registering paper.

    >>> read_edition("2022 年的"), read_edition("登记一份2025的"), read_edition("2022年的题目")
    ('2022', '2025', '')
    """
    kinds = _kinds(fold(text)) or ()
    is_all = all(kind == "paper_case" or kind.startswith("edition.") for kind in kinds)
    return (_only(kinds, "edition") or "") if is_all else ""


def looks_asked(text: str) -> bool:
    """True when a text holds a mark of a question; it may still be a title that asks something.

    >>> looks_asked("几何教学"), looks_asked("报几个")
    (False, True)
    """
    plain = unicodedata.normalize("NFKC", text)
    for word in asking_words("spared"):
        plain = plain.replace(word, "")
    return any(mark in plain for mark in asking_words("marks"))


def may_be_title(text: str) -> bool:
    """True when a command is a word that a case may be called.

    >>> may_be_title("返回"), may_be_title("上一步")
    (True, False)
    """
    return fold(text) in set(map(fold, asking_words("titles")))


def fold(text: str) -> str:
    """Return a text without width, case, white space and punctuation.

    >>> fold("附件２，发我！")
    '附件2发我'
    """
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in wide if unicodedata.category(sign)[0] in "LN" or sign in "-~")


def _strip_items(plain: str) -> str:
    for word in _words("item"):
        plain = plain.removeprefix(word).removesuffix(word)
    return plain


def _kinds(plain: str) -> tuple[str, ...] | None:
    """Return the kinds of the words a text is made of, fillers left out; None when others are left."""
    vocabulary, longest = _vocabulary()
    found: list[str] = []
    place = 0
    while place < len(plain):
        for size in range(min(longest, len(plain) - place), 0, -1):
            kind = vocabulary.get(plain[place : place + size])
            if kind:
                found.append(kind)
                place += size
                break
        else:
            return None
    return tuple(kind for kind in found if kind != "filler")


def _command(kinds: tuple[str, ...]) -> Command | None:
    verbs = {kind for kind in kinds if "." not in kind}
    if set(kinds) <= {"nod"}:
        return Command("nod")
    form, edition, role = (_only(kinds, group) for group in ("form", "edition", "role"))
    if form is None or edition is None or role is None:
        return None
    if role:
        said = verbs == {"self"} and not form and not edition
        return Command("role", role=role) if said else None
    if len(verbs) == 1 and not verbs & _NOT_ALONE:
        name = next(iter(verbs))
        may_name = name == "restart" or (name in DESK_WORDS and not form)
        return Command(name, form, edition) if may_name or not (form or edition) else None
    if not verbs:
        return Command("form", form, edition) if form else None
    return _form_command(verbs, form, edition)


def _form_command(verbs: set[str], form: str, edition: str) -> Command | None:
    if not verbs <= set(_FORM_VERBS):
        return None
    if "notice" in verbs:
        return Command("notice", "", edition) if not form and "fill" not in verbs else None
    if "fill" in verbs:
        return Command("fill", form or "application", edition) if verbs == {"fill"} else None
    if "blank" in verbs:
        return Command("blank", form or "application", edition)
    return Command("blank", form, edition) if form else None


def _only(kinds: tuple[str, ...], group: str) -> str | None:
    """Return the one name of a group that was said; empty when none was, None when two were."""
    names = {kind.split(".", 1)[1] for kind in kinds if kind.startswith(f"{group}.")}
    if len(names) > 1:
        return None
    return next(iter(names), "")


@cache
def _words(kind: str) -> tuple[str, ...]:
    vocabulary, _ = _vocabulary()
    return tuple(word for word, found in vocabulary.items() if found == kind)


@cache
def _vocabulary() -> tuple[Mapping[str, str], int]:
    """Return word -> kind (`back`, `form.liaison`, `filler` …), and the length of the longest word."""
    vocabulary = dict(_flat(_read("commands.zh-CN.yaml")))
    return vocabulary, max(map(len, vocabulary))


@cache
def asking_words(kind: str) -> tuple[str, ...]:
    """Return the words of one kind that tell asking from writing: `marks`, `spared`, `titles`, `own`."""
    return tuple(_strings(_read("asking.zh-CN.yaml")[kind]))


def _read(name: str) -> Mapping[str, object]:
    text = (_FOLDER / name).read_text("utf-8")
    data: Mapping[str, object] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    return data


def _strings(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _flat(data: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for kind, words in data.items():
        if isinstance(words, dict):
            yield from _flat(words, f"{kind}.")
        else:
            yield from ((fold(word), f"{prefix}{kind}") for word in _strings(words))
