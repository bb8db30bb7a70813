"""What each cell of a form prints, as a flat map from the cell's path to its text.

The same map is made from the answers (to print) and from a file (to read), so that a file edited by
hand is compared with its envelope cell by cell.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from forms.characters import clean
from forms.form import Answers, FormName, Json

Cells: TypeAlias = dict[str, str]

JOINER = "、"
NOTHING = "—"
LIAISON = ("unit", "name", "post", "mobile", "qq")
SHORT = ("unit", "case_title")
LONG = ("problem", "approach_idea", "approach_method", "approach_strategy")
LEADER = ("name", "unit_post", "phone", "email")
MEMBER = ("name", "post", "task")
OUTCOME = ("period", "title", "form")
CASE = ("case_title", "region", "unit", "leader", "post", "category", "stage", "phone")
#: The column of 附件3 that is never shown: what tells a case, however its row is moved.
CODE = "code"
LISTS: Mapping[str, tuple[str, ...]] = {"members": MEMBER, "outcomes": OUTCOME, "rows": CASE}


def cells(form: FormName, answers: Answers) -> Cells:
    """Path of each cell that holds something -> its text; an empty cell is left out."""
    if form == "liaison":
        found = {key: text(answers.get(key)) for key in LIAISON}
    elif form == "summary":
        found = listed("rows", answers)
    else:
        found = {key: text(answers.get(key)) for key in (*SHORT, *LONG)}
        found |= leader_cells(records(answers.get("leaders")))
        found |= listed("members", answers) | listed("outcomes", answers)
    return {path: value for path, value in found.items() if value}


def leader_cells(leaders: Sequence[Mapping[str, Json]]) -> Cells:
    """Give the four cells of 负责人; two or more people share each of them.

    Source: 2025 附件2 注4 (案例“负责人”处，填报人数不得超过两人), one cell each in the form.
    """
    rows = [
        (
            entry(one, "name"),
            " ".join(filter(None, (entry(one, "unit"), entry(one, "post")))),
            entry(one, "phone"),
            entry(one, "email"),
        )
        for one in leaders
    ]
    columns = list(zip(*[row for row in rows if any(row)], strict=True))
    return {f"leaders.{key}": shared(column) for key, column in zip(LEADER, columns, strict=False)}


def shared(parts: Sequence[str]) -> str:
    """Several people's entries in one cell; a dash keeps the place of one who left it blank."""
    return JOINER.join(part or NOTHING for part in parts) if any(parts) else ""


def entry(person: Mapping[str, Json], key: str) -> str:
    """One person's entry of a shared cell: blanks and line ends around it would part the others."""
    return text(person.get(key)).strip()


def listed(key: str, answers: Answers) -> Cells:
    """Give the cells of a list, `members.0.name` and so on."""
    return {
        f"{key}.{place}.{column}": text(one.get(column))
        for place, one in enumerate(records(answers.get(key)))
        for column in LISTS[key]
    }


def grid(key: str, found: Cells) -> list[tuple[str, ...]]:
    """Give the rows of a list, as the cells hold them, gaps kept as empty rows."""
    places = [int(path.split(".")[1]) for path in found if path.startswith(f"{key}.")]
    return [
        tuple(found.get(f"{key}.{place}.{column}", "") for column in LISTS[key])
        for place in range(max(places, default=-1) + 1)
    ]


def records(value: Json) -> list[Mapping[str, Json]]:
    """Give the objects of a list of answers; anything else counts as an empty object."""
    return (
        [one if isinstance(one, dict) else {} for one in value] if isinstance(value, list) else []
    )


def text(value: Json) -> str:
    """One answer as it is printed; no answer is the empty text."""
    return "" if value is None else clean(str(value))


def bare(words: str) -> str:
    """Give a cell's text for comparing: office programs add and drop blanks at line ends."""
    return "\n".join(line.rstrip() for line in clean(words).replace("\xa0", " ").split("\n"))
