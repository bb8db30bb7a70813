"""Several 负责人 with labels of their own: whose cell it is, and what has no place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forms.document.cells import Cells
from forms.document.headings import bare_label
from forms.intake.answers import people_of, unit_and_post

PERSONAL = {
    "leader_name": "name",
    "leader_unit_post": "unit_post",
    "leader_unit": "unit",
    "leader_post": "post",
    "leader_phone": "phone",
    "leader_email": "email",
}


@dataclass(slots=True)
class Leaders:
    """Collects their cells; a label that comes again begins another 负责人."""

    people: list[Cells] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    current: int = 0  # the one whose cells are being read
    is_table: bool = False  # one a row under the heads of columns: no doubt whose a cell is
    unsaid: set[tuple[int, str]] = field(default_factory=set)  # cells of nobody in particular
    doubts: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, text: str, nth: int) -> None:
        """Take a cell of a 负责人: the one whose turn it is, or the one that the label names."""
        if nth:
            self.current = nth - 1
        while len(self.people) <= self.current:
            self.people.append({})
        person = self.people[self.current]
        if name not in person or not person[name].strip():
            is_next = name in person and text.strip() and not nth and person.get("name")
            if not is_next:
                person[name] = text
                if not nth and name != "name" and text.strip() and self.is_one_of_many:
                    self.unsaid.add((self.current, name))
                return
        elif not text.strip() or bare_label(person[name]) == bare_label(text):
            return
        self.current = len(self.people)
        self.people.append({name: text})

    def settle(self, person: Cells) -> None:
        """Tell a unit and a post that 单位及职务 says otherwise."""
        both, unit = person.get("unit_post", "").strip(), person.get("unit", "").strip()
        if unit and both and not both.startswith(unit):
            self.tell(person, "unit")
            unit = ""
        said = unit_and_post(both, unit)[1]
        if said and person.get("post", said).strip() != said:
            self.tell(person, "post")

    def tell(self, person: Cells, *names: str) -> None:
        """Move cells of a 负责人 to what is left, each under the key of its label."""
        for key, name in PERSONAL.items():
            if name in names and person.get(name, "").strip():
                self.left.append((key, person.pop(name).strip()))

    @property
    def is_one_of_many(self) -> bool:
        """True where somebody was named before the one being read, and nothing but named."""
        before = self.people[: self.current]
        return any([key for key in one if one[key].strip()] == ["name"] for one in before)

    def doubt(self, at: int, one: Cells, named: Iterable[str]) -> None:
        """Mark the cells of a 负责人 that may be of another, who has no such cell."""
        for place, name in self.unsaid:
            others = (other for other in self.people if other is not one)
            is_theirs = any(
                other.get("name", "").strip() and not other.get(name, "").strip()
                for other in others
            )
            if self.people[place] is one and is_theirs:
                keys = ("unit", "post") if name == "unit_post" else (name,)
                self.doubts |= {f"leaders.{at}.{key}": "whose" for key in keys if key in named}

    @property
    def has_blocks(self) -> bool:
        """True where several 负责人 have labels of their own."""
        named = sum(bool(one.get("name", "").strip()) for one in self.people)
        return named > 1 and not self.is_table

    def finish(self) -> tuple[Cells, list[tuple[str, str]]]:
        """Give the cells, and what is left: those of somebody without a name, where another has one."""
        people = [one for one in self.people if any(text.strip() for text in one.values())]
        for one in people:
            self.settle(one)
        if any(one.get("name", "").strip() for one in people):
            for one in people:
                if not one.get("name", "").strip():
                    self.tell(one, *PERSONAL.values())
            people = [one for one in people if one.get("name", "").strip()]
        if len(people) == 1 and not {"unit", "post"} & set(people[0]):
            return {f"leaders.{name}": text for name, text in people[0].items()}, self.left
        cells: Cells = {}
        at = 0
        for block in people:
            for one in people_of(block):
                self.doubt(at, block, one)
                cells |= {f"leaders.{at}.{name}": text for name, text in one.items()}
                at += 1
        return cells, self.left
