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
    parts.append(sentence("review.way_on" if question else "review.way_on_whole"))
    changes = [
        Choice(
            f"change:{draft.id}:{line.question.id}",
            sentence("button.change", label=line.label),
            number,
        )
        for number, line in enumerate(lines, 1)
    ]
    names = (*(("resume",) if question else ()), "finish", "stop")
    ways = [Choice(f"{name}:{draft.id}", sentence(f"button.{name}")) for name in names]
    return Say("\n".join(filter(None, parts)), choices=(*changes, *ways))


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
