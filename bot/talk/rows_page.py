"""A list as it is collected: its rows numbered, those that wait to be confirmed, and one row in front."""

from bot.message import Choice
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import journey, kinds
from forms.form import Json, Question

#: Kinds whose answer is a list of rows, sent over as many messages as it takes.
LISTS = frozenset({"people", "outcomes"})

#: So many rows get a button each; every row can be named by its number.
MOST_BUTTONS = 12

#: What can be done with the row in front, besides typing it anew.
DEEDS = ("row_delete", "row_first", "row_up", "row_down")


def is_list_in_front(scene: Scene, question: Question) -> bool:
    """True while the rows of this question are collected, confirmed or changed."""
    return question.kind in LISTS and scene.state.listing == question.id


def list_rows(scene: Scene, draft: Draft, question: Question) -> list[Json]:
    """Return the rows in front: those that wait to be confirmed, else those of the draft."""
    if is_list_in_front(scene, question) and scene.state.rows is not None:
        return list(scene.state.rows)
    value = journey.take(draft.answers, question.path)
    return list(value) if isinstance(value, list) else []


def row_shown(question: Question, row: Json) -> str:
    """Return one row as a line."""
    return " ".join(kinds.show(question, [row]).split("\n"))


def rows_told(scene: Scene, draft: Draft, question: Question) -> str:
    """Return the rows as numbered lines, and what may be done with them."""
    rows = list_rows(scene, draft, question)
    if not rows:
        return ""
    place = scene.state.row
    if is_list_in_front(scene, question) and 0 < place <= len(rows):
        shown = row_shown(question, rows[place - 1])
        return sentence("rows.one", number=place, shown=shown)
    lines = "\n".join(f"{at}. {row_shown(question, row)}" for at, row in enumerate(rows, 1))
    if scene.state.change == question.id:
        return sentence("rows.before", rows=lines, count=len(rows))
    code = "rows.waiting" if scene.state.rows is not None else "rows.now"
    return sentence(code, rows=lines, count=len(rows))


def row_choices(scene: Scene, draft: Draft, question: Question) -> tuple[Choice, ...]:
    """Return the ways with the rows in front, numbered like the rows; or those with the one row."""
    if question.id not in (scene.state.listing, scene.state.change):
        return ()
    rows = list_rows(scene, draft, question)
    here = f"{draft.id}:{question.id}"
    place = scene.state.row
    if is_list_in_front(scene, question) and 0 < place <= len(rows):
        names = [name for name in DEEDS if _is_of_use(name, place, len(rows))]
        return tuple(
            Choice(f"{name}:{here}:{place}", sentence(f"button.{name}"), number)
            for number, name in enumerate((*names, "row_leave"), 1)
        )
    buttons = [
        Choice(f"row:{here}:{at}", sentence("button.row", number=at), at)
        for at in range(1, min(len(rows), MOST_BUTTONS) + 1)
    ]
    if scene.state.rows is None:
        return tuple(buttons)
    sure = [
        Choice(f"{name}:{here}", sentence(f"button.{name}")) for name in ("rows_ok", "rows_drop")
    ]
    return (*sure, *buttons)


def _is_of_use(name: str, place: int, count: int) -> bool:
    if name == "row_delete":
        return True
    return place < count if name == "row_down" else place > 1
