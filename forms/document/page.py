"""The application form as one sheet: every cell's text, what stays in it, what goes to the 附页."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.characters import length
from forms.document.cells import Cells, cells, grid
from forms.document.headings import TEXT_MARK, is_like_label
from forms.document.overflow import allowances, cut
from forms.form import Answers, Form

MEMBER_ROWS = 3  # Source: 附件2 of 2025, three blank rows of 工作组成员
OUTCOME_ROWS = 10  # Source: 附件2 of both editions, rows 1 to 10 of 三
PARTS = ("approach_idea", "approach_method", "approach_strategy")
BLANK_STARTS = ("\u3000", " ", "\t")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a long text; `indented` when the page adds the two blanks of a new one."""

    text: str
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it; `key` is the answer's name, empty for a bare heading."""

    key: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What the application form prints, ready for any format."""

    form: Form
    cells: Cells
    sections: tuple[Section, ...]
    extras: tuple[Section, ...]
    members: tuple[tuple[str, ...], ...]
    outcomes: tuple[tuple[str, ...], ...]


def page(form: Form, answers: Answers, limits: Mapping[str, int]) -> Page:
    """Give the page of these answers; sections longer than `limits` go on in the 附页.

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
    extras = [
        Section(
            key, extra_heading(form, key), paragraphs(form, rest, continues=not kept.endswith("\n"))
        )
        for key, (kept, rest) in cuts.items()
        if rest
    ]
    return Page(
        form,
        found,
        tuple(sections),
        tuple(extras),
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


def extra_heading(form: Form, key: str) -> str:
    """Give the head of a 附页, such as 附页：一、问题描述（续）."""
    labels = form.labels
    own = labels["problem_short"] if key == "problem" else labels["approach_short"] + labels[key]
    return f"{labels['extra_page']}{own}{labels['continued']}"


def padded(rows: list[tuple[str, ...]], least: int, width: int) -> tuple[tuple[str, ...], ...]:
    """`rows` with blank rows after them, so that there are at least `least`."""
    return (*rows, *[("",) * width] * (least - len(rows)))
