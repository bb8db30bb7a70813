"""The application form as one sheet: every cell's text, what stays in it, what goes to the 附页."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from forms.characters import length
from forms.document.cells import Cells, cells, grid
from forms.document.headings import TEXT_MARK, is_like_label
from forms.document.overflow import allowances, cut
from forms.document.words import word
from forms.exhibit import PARTS as EXHIBIT_PARTS
from forms.exhibit import Exhibit
from forms.form import Answers, Form

MEMBER_ROWS = 3  # Source: 附件2 of 2025, three blank rows of 工作组成员
OUTCOME_ROWS = 10  # Source: 附件2 of both editions, rows 1 to 10 of 三
PARTS = ("approach_idea", "approach_method", "approach_strategy")
BLANK_STARTS = ("\u3000", " ", "\t")


class Numbered(Protocol):
    """Whatever has a place and a number on the 附页."""

    @property
    def part(self) -> str:
        """The part of the form it goes with."""

    @property
    def is_picture(self) -> bool:
        """True for a picture, False for a table."""


AnyExhibit = TypeVar("AnyExhibit", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a long text; `indented` when the page adds the two blanks of a new one."""

    text: str
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the text under it, and pictures and tables after it; `key` is the answer's name."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What the application form prints, ready for any format."""

    form: Form
    cells: Cells
    sections: tuple[Section, ...]
    extras: tuple[Section, ...]
    members: tuple[tuple[str, ...], ...]
    outcomes: tuple[tuple[str, ...], ...]


def page(
    form: Form, answers: Answers, limits: Mapping[str, int], exhibits: Sequence[Exhibit] = ()
) -> Page:
    """Give the page of these answers; sections longer than `limits` go on in the 附页, with `exhibits`.

    `limits` has `problem` and `approach` (the three parts together); a missing one is no limit.
    """
    found = cells("application", answers)
    cuts = divided(found, limits)
    marker = form.labels["see_extra_page"]
    sections = [Section("approach", form.labels["approach"])]
    for key, (kept, rest) in cuts.items():
        shown = kept + marker if rest else kept
        sections.append(Section(key, form.labels[key], paragraphs(form, shown)))
    sections.insert(0, sections.pop(1))
    return Page(
        form,
        found,
        tuple(sections),
        extras(form, cuts, captioned(exhibits)),
        padded(grid("members", found), MEMBER_ROWS, 3),
        padded(grid("outcomes", found), OUTCOME_ROWS, 3),
    )


def divided(found: Cells, limits: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    """Long answer -> (what its cell holds, the rest)."""
    parts = [found.get(key, "") for key in PARTS]
    lengths = [length(part) for part in parts]
    most = allowances(lengths, limits.get("approach", sum(lengths)))
    problem = found.get("problem", "")
    cuts = {"problem": cut(problem, limits.get("problem", len(problem)))}
    for key, part, limit in zip(PARTS, parts, most, strict=True):
        cuts[key] = cut(part, limit)
    return cuts


def paragraphs(form: Form, text: str, *, continues: bool = False) -> tuple[Paragraph, ...]:
    """Give the lines of `text`; one that brings its own blanks, or goes on from a cell, is not indented."""
    return tuple(
        Paragraph(
            TEXT_MARK + line if is_like_label(form.labels, line) else line,
            not line.startswith(BLANK_STARTS) and not (continues and place == 0),
        )
        for place, line in enumerate(text.split("\n"))
    )


def extras(
    form: Form, cuts: Mapping[str, tuple[str, str]], exhibits: Sequence[Exhibit]
) -> tuple[Section, ...]:
    """Give the parts of the 附页: what a cell could not hold, then pictures and tables."""
    found = []
    for key in EXHIBIT_PARTS:
        kept, rest = cuts.get(key, ("", ""))
        own = tuple(each for each in exhibits if each.part == key)
        if rest or own:
            heading = extra_heading(form, key, continued=bool(rest))
            words = paragraphs(form, rest, continues=not kept.endswith("\n")) if rest else ()
            found.append(Section(key, heading, words, own))
    return tuple(found)


def captioned(exhibits: Sequence[Exhibit]) -> tuple[Exhibit, ...]:
    """Give the exhibits in the order of the page, each with its number before its caption: 图1, 表1."""
    return tuple(
        replace(one, caption=f"{name}\u3000{one.caption}".rstrip())
        for name, one in numbered(exhibits)
    )


def numbered(exhibits: Iterable[AnyExhibit]) -> list[tuple[str, AnyExhibit]]:
    """Give the exhibits in the order of the page, each with its number: 图1, 图2, 表1."""
    counts = {True: 0, False: 0}
    found = []
    for one in sorted(exhibits, key=lambda each: EXHIBIT_PARTS.index(each.part)):
        counts[one.is_picture] += 1
        name = word("figure" if one.is_picture else "table")
        found.append((f"{name}{counts[one.is_picture]}", one))
    return found


def extra_heading(form: Form, key: str, *, continued: bool = True) -> str:
    """Give the head of a 附页, such as 附页：一、问题描述（续）."""
    more = form.labels["continued"] if continued else ""
    return f"{form.labels['extra_page']}{part_heading(form, key)}{more}"


def part_heading(form: Form, key: str) -> str:
    """Give the heading of a part without its explanation; the empty one is the form as a whole."""
    labels = form.labels
    if not key:
        return word("exhibits")
    if key == "problem":
        return labels["problem_short"]
    return labels["outcomes_short"] if key == "outcomes" else labels["approach_short"] + labels[key]


def padded(rows: list[tuple[str, ...]], least: int, width: int) -> tuple[tuple[str, ...], ...]:
    """`rows` with blank rows after them, so that there are at least `least`."""
    return (*rows, *[("",) * width] * (least - len(rows)))
