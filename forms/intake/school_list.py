"""What a list of schools says, as a value."""

from dataclasses import dataclass, field

from forms.errors import Fact
from forms.form import Json


@dataclass(frozen=True, slots=True)
class Listed:
    """One school of the list: its standard name, its region (empty where none is said), its row, its 简称."""

    name: str
    region: str
    row: int
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Oddity:
    """A row that gave no school: `row`, a code, and what its sentence needs.

    `twice` (name, first), `no-name`, `no-letters` (name), `too-long` (count, limit), `too-many` (limit).
    """

    row: int
    code: str
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SchoolList:
    """What a list says, in its order, and the rows to look at; `has_head` where a row names the column."""

    schools: tuple[Listed, ...]
    oddities: tuple[Oddity, ...]
    has_head: bool = False

    def as_json(self) -> dict[str, Json]:
        """Give the list as the guarded child hands it over."""
        return {
            "schools": [[one.name, one.region, one.row, one.alias] for one in self.schools],
            "oddities": [[one.row, one.code, dict(one.facts)] for one in self.oddities],
            "has_head": self.has_head,
        }


def schools_from_json(line: Json) -> SchoolList | None:
    """Give the list that `as_json` wrote; None for anything else."""
    if not isinstance(line, dict):
        return None
    schools, oddities = (rows(line.get(key)) for key in ("schools", "oddities"))
    return SchoolList(
        tuple(Listed(str(n), str(r), int(str(at)), str(a)) for n, r, at, a in schools),
        tuple(Oddity(int(str(at)), str(code), plain(facts)) for at, code, facts in oddities),
        line.get("has_head") is True,
    )


def rows(value: Json) -> list[list[Json]]:
    """Give the lists in a list."""
    return [one for one in value if isinstance(one, list)] if isinstance(value, list) else []


def plain(value: Json) -> dict[str, Fact]:
    """Give the facts of a sentence."""
    found = value.items() if isinstance(value, dict) else ()
    return {key: fact for key, fact in found if isinstance(fact, (str, int))}
