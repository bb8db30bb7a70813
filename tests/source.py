"""A Python file of the project as the rules of `test_architecture.py` look at it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.removesuffix(".py").split("/"))

    @property
    def module(self) -> str:
        return ".".join(self.parts).removesuffix(".__init__")

    def all(self, kind: type[Node]) -> Iterator[Node]:
        """Every node of a kind."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    @cached_property
    def functions(self) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, ...]:
        return (*self.all(ast.FunctionDef), *self.all(ast.AsyncFunctionDef))

    @cached_property
    def imports(self) -> tuple[tuple[int, str], ...]:
        """Line and dotted name of all that is imported, inside functions too."""
        return tuple(self._imports())

    def _imports(self) -> Iterator[tuple[int, str]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = self.parts[: -node.level] if node.level else ()
                base = ".".join((*above, *filter(None, [node.module])))
                yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


def spread(pattern: str) -> list[str]:
    """a/{b,c}.py -> a/b.py, a/c.py."""
    before, brace, rest = pattern.partition("{")
    names, _, after = rest.partition("}")
    return [f"{before}{name}{after}" for name in names.split(",")] if brace else [pattern]


def files_of(name: str) -> list[str]:
    """The files a dotted import may mean: forms.kinds.period, or `read` of forms.kinds."""
    whole, parent = name.replace(".", "/"), name.rpartition(".")[0].replace(".", "/")
    if (ROOT / f"{whole}.py").exists():
        return [f"{whole}.py"]
    if (ROOT / whole).is_dir():
        return [f"{whole}/__init__.py"]
    return [f"{parent}.py", f"{parent}/__init__.py"]
