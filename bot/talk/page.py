"""The review page: every answer with its number, what is missing, and the ways on."""

from bot.message import Choice, Say
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import review
from forms.form import Question

#: A longer answer is cut on the page; the whole of it is shown when it is changed.
LONGEST_SHOWN = 60


def review_page(scene: Scene, draft: Draft, question: Question | None, lead: str = "") -> Say:
    """Return the page; `question` is the one that stands, None when all were put."""
    form = scene.form(draft)
    lines = review.lines(form, draft.answers, scene.rules(draft))
    missing = [line.label for line in lines if line.state == "missing"]
    heading = sentence("review.heading", edition=draft.edition, form=form.file_label)
    parts = [lead, heading]
    parts += [_line(number, line) for number, line in enumerate(lines, 1)]
    if missing:
        parts.append(sentence("review.missing", count=len(missing), labels="、".join(missing)))
    way_on = "review.way_on" if question else "review.way_on_whole"
    parts.append(sentence(way_on, label=example_label(scene, draft)))
    changes = [
        Choice(
            f"change:{draft.id}:{line.question.id}",
            sentence("button.change", label=line.label),
            number,
        )
        for number, line in enumerate(lines, 1)
    ]
    ways = _ways(draft, *(("resume",) if question else ()), "finish", "stop")
    return Say("\n".join(filter(None, parts)), choices=(*changes, *ways))


def page_nod(draft: Draft, question: Question | None) -> Say:
    """Return the one line that answers a thanks while the page lies in front."""
    told = sentence("review.nod" if question else "review.nod_whole")
    names = (*(("resume",) if question else ()), "finish", "check", "stop")
    return Say(told, choices=_ways(draft, *names))


def example_label(scene: Scene, draft: Draft) -> str:
    """Return the label of an answer of this form, to show how a change is asked for."""
    lines = review.lines(scene.form(draft), draft.answers, scene.rules(draft))
    title = (line.label for line in lines if line.question.id == "case_title")
    return next(title, lines[0].label)


def _ways(draft: Draft, *names: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"{name}:{draft.id}", sentence(f"button.{name}")) for name in names)


def _line(number: int, line: review.Line) -> str:
    shown = line.shown
    if "\n" in shown or len(shown) > LONGEST_SHOWN:
        shown = _shortened(shown)
    if not shown:
        shown = sentence(f"review.state.{line.state}")
    return sentence("review.line", number=number, label=line.label, shown=shown)


def _shortened(shown: str) -> str:
    """Return rows one below the other; another long text by its beginning and its length."""
    if len(shown) <= LONGEST_SHOWN * 6 and all(
        len(row) < LONGEST_SHOWN for row in shown.split("\n")
    ):
        return "\n" + "\n".join(f"   {row}" for row in shown.split("\n"))
    begin = " ".join(shown[:LONGEST_SHOWN].split())
    return sentence("review.long", begin=begin, count=len("".join(shown.split())))
