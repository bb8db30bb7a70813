"""Cells of a row of 附件3 put back into the answers of its case."""

from collections.abc import Mapping, Sequence

from bot.commands import fold
from forms.answers import placed, take
from forms.document.cells import JOINER, records
from forms.form import Answers, Form, Json

#: The cells that hold one of a list. Source: 附件3 注3, 注4
LISTED = ("category", "stage")


def options_of(form: Form, key: str) -> tuple[str, ...]:
    """Return what a cell of 附件3 may hold; nothing where it is free."""
    questions = [each for each in form.questions if each.id == key and key in LISTED]
    return tuple(option.label for each in questions for option in each.options)


def with_cells(form: Form, answers: Answers, cells: Mapping[str, str]) -> dict[str, Json]:
    """Return the answers of a case with the corrected cells of its row in them."""
    kept = dict(answers)
    for key, text in cells.items():
        if key == "case_title":
            kept["case_title"] = text
        elif key == "unit":
            kept = placed(kept, str(take(kept, "certificate_unit") or "unit"), text)
        elif key in LISTED:
            options = [o for q in form.questions if q.id == key for o in q.options]
            kept[key] = next((o.id for o in options if fold(o.label) == fold(text)), text)
        elif key == "phone":
            kept = _with_phone(kept, text)
        else:
            kept = _with_leaders(kept, "name" if key == "leader" else key, text.split(JOINER))
    return kept


def _with_phone(answers: dict[str, Json], text: str) -> dict[str, Json]:
    """Return the answers with the phone that stands in 附件3; emptied it is so for every leader."""
    if text:
        return placed(answers, f"leaders.{take(answers, 'contact_leader') or '0'}.phone", text)
    for place in range(len(records(answers.get("leaders")))):
        answers = placed(answers, f"leaders.{place}.phone", "")
    return answers


def _with_leaders(answers: dict[str, Json], cell: str, texts: Sequence[str]) -> dict[str, Json]:
    """Return the answers with a cell of each leader in them: two share one cell of 附件3 (X24).

    A name that was taken out takes its leader along; of another cell only the entry goes.
    """
    leaders = answers.get("leaders")
    if cell == "name" and isinstance(leaders, list):
        answers = {**answers, "leaders": leaders[: len(texts)]}
    count = max(len(texts), len(records(answers.get("leaders"))))
    for place in range(count):
        text = texts[place].strip() if place < len(texts) else ""
        answers = placed(answers, f"leaders.{place}.{cell}", text)
    return answers
