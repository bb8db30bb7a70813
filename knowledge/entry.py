"""One mapping of a YAML file, read key by key: every slip names its file, line and cure."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NoReturn

import yaml

from knowledge.errors import BadNotice

#: Scalars stay text, so `no`, `2022` and dates mean what the author sees.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WHOLE_NUMBER = re.compile(r"[0-9]+")
_YES, _NO = ("true", "yes"), ("false", "no", "")


def read_text(path: Path, shown: str) -> str:
    """The text of a file of the knowledge; `shown` is its name in messages."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadNotice(shown, "没有这个文件", "把文件放到这里，或改正文件名") from None
    except UnicodeDecodeError:
        raise BadNotice(shown, "文件不是 UTF-8 编码", "用 UTF-8 重新保存") from None


def read_yaml(path: Path, shown: str) -> yaml.Node:
    """The root node of a YAML file."""
    try:
        node: yaml.Node | None = yaml.compose(read_text(path, shown), Loader=_LOADER)
    except yaml.MarkedYAMLError as slip:
        mark = slip.problem_mark
        where = f"{shown}:{mark.line + 1}" if mark else shown
        what = f"YAML 写法读不懂（{slip.problem}）"
        raise BadNotice(where, what, "检查这一行和上一行的缩进、冒号和引号") from None
    except yaml.YAMLError as slip:
        what = f"YAML 写法读不懂（{slip}）"
        raise BadNotice(shown, what, "去掉文件里看不见的特殊字符") from None
    if node is None:
        raise BadNotice(shown, "文件是空的", "照 CONTRIBUTING 的样子写上内容，或删去文件")
    return node


def entries_of(node: yaml.Node, shown: str) -> tuple["Entry", ...]:
    """The mappings of a list."""
    if not isinstance(node, yaml.SequenceNode):
        raise BadNotice(_where(node, shown), "这里应是一列条目", "每条以“- ”开头")
    return tuple(Entry(item, shown) for item in node.value)


def nodes_of(node: yaml.Node, shown: str) -> tuple[yaml.Node, ...]:
    """The items of a list, unread; `entries_of` words the complaint when it is none."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(node.value)
    entries_of(node, shown)
    return ()


def _where(node: yaml.Node, shown: str) -> str:
    return f"{shown}:{node.start_mark.line + 1}"


class Entry:
    """A mapping with its place; the readers raise BadNotice on a missing or odd value."""

    def __init__(self, node: yaml.Node, shown: str) -> None:
        self.shown = shown
        self.where = _where(node, shown)
        self._nodes: dict[str, yaml.Node] = {}
        if not isinstance(node, yaml.MappingNode):
            raise BadNotice(self.where, "这里应是“键: 值”的写法", "照相邻的条目写")
        for key, value in node.value:
            if key.value in self._nodes:
                raise BadNotice(_where(key, shown), f"“{key.value}”写了两次", "只留一个")
            self._nodes[str(key.value)] = value

    def has(self, key: str) -> bool:
        """Whether the key is written."""
        return key in self._nodes

    def written(self) -> tuple[str, ...]:
        """The keys written, in order."""
        return tuple(self._nodes)

    def only(self, keys: Iterable[str]) -> None:
        """Refuses keys nobody reads: a misspelt key would be a rule silently lost."""
        allowed = tuple(keys)
        for key, node in self._nodes.items():
            if key not in allowed:
                cure = f"改成其中一个：{'、'.join(allowed)}"
                raise BadNotice(_where(node, self.shown), f"不认识的键“{key}”", cure)

    def text(self, key: str, default: str | None = None) -> str:
        """One piece of text; without a default it has to be written and not empty."""
        if key not in self._nodes and default is not None:
            return default
        node = self._node(key)
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(key, "应是一段文字", "写成“键: 文字”")
        text = str(node.value).strip()
        if not text and default is None:
            self.refuse(key, "是空的", "补上内容")
        return text

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        if key not in self._nodes and default is not None:
            return default
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(key, "应是一列文字", "写成 [甲, 乙]，或每行以“- ”开头")
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode) or not item.value.strip():
                where = _where(item, self.shown)
                raise BadNotice(where, f"“{key}”里有一项不是文字", "冒号后有空格时，整项加引号")
        return tuple(str(item.value).strip() for item in node.value)

    def number(self, key: str) -> int | None:
        """A whole number, or nothing where the key is left out."""
        if key not in self._nodes:
            return None
        text = self.text(key)
        if not _WHOLE_NUMBER.fullmatch(text):
            self.refuse(key, f"“{text}”不是整数", "写成阿拉伯数字，如 3")
        return int(text)

    def day(self, key: str) -> date:
        """A date written 2025-03-21."""
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(key, f"“{text}”不是日历上的日期", "写成 2025-03-21 这样")

    def flag(self, key: str) -> bool:
        """True or false; left out means false."""
        text = self.text(key, "").lower()
        if text not in _YES + _NO:
            self.refuse(key, f"“{text}”不是 true 或 false", "写 true 或 false")
        return text in _YES

    def entry(self, key: str) -> "Entry":
        """The mapping under a key."""
        return Entry(self._node(key), self.shown)

    def entries(self, key: str, *, required: bool = True) -> tuple["Entry", ...]:
        """The list of mappings under a key."""
        if key not in self._nodes and not required:
            return ()
        return entries_of(self._node(key), self.shown)

    def nodes(self, key: str) -> tuple[yaml.Node, ...]:
        """The items under a key, unread, so that one broken item does not hide the others."""
        node = self._node(key)
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(key, "应是一列条目", "每条以“- ”开头")
        return tuple(node.value)

    def refuse(self, key: str, what: str, cure: str) -> NoReturn:
        """Raises BadNotice for a value that cannot be used, with the line of the value."""
        raise BadNotice(_where(self._nodes[key], self.shown), f"“{key}”{what}", cure) from None

    def _node(self, key: str) -> yaml.Node:
        if key not in self._nodes:
            raise BadNotice(self.where, f"缺少“{key}”", f"补上“{key}:”这一行")
        return self._nodes[key]
