"""The review page: every answer with its number, what is missing, and the ways on."""

from collections.abc import Iterator, Sequence

from bot.message import Choice, Say
from bot.talk import looked_over
from bot.talk.correcting import correcting, correcting_told, submit_again, tell_choices
from bot.talk.scene import Scene
from bot.talk.shortening import shortened
from bot.wording import sentence
from bot.world import Draft
from forms import review
from forms.form import Question


def review_page(scene: Scene, draft: Draft, question: Question | None, lead: str = "") -> Say:
    """Return the page; `question` is the one that stands, None when all were put."""
    form = scene.form(draft)
    lines = review.lines(form, draft.answers, scene.rules(draft))
    heading = sentence("review.heading", edition=draft.edition, form=form.file_label)
    if draft.is_practice:
        heading = sentence("review.heading_practice", edition=draft.edition, form=form.file_label)
    change = correcting(scene, draft)
    changed = correcting_told(change) if change else ""
    parts = [lead, changed, heading]
    left = left_told(scene, draft)
    parts.append(left)
    found = findings_told(scene, draft)
    put_off = {each.id for each in review.unasked(form, draft.answers, scene.rules(draft))}
    for number, line in enumerate(lines, 1):
        state = "unasked" if line.question.id in put_off else line.state
        parts += [_line(number, line, state), *found.pop(line.question.id, ())]
    parts += [told for group in found.values() for told in group]
    kept, unsaid = _pictures(scene, draft)
    parts += [kept, unsaid]
    way_on = "review.way_on" if question else "review.way_on_whole"
    parts.append(sentence(way_on, label=example_label(scene, draft)))
    brief = (
        lead,
        changed,
        left,
        unsaid,
        sentence("review.brief" if question else "review.brief_whole"),
    )
    before = _ways(draft, "resume") if question else submit_again(scene, draft)
    place = [Choice(f"pictures:{draft.id}", sentence("button.picture_place"))] if unsaid else []
    ways = (*place, *before, *_ways(draft, "finish", "stop"))
    choices = (*(tell_choices(change) if change else ()), *_changes(draft, lines), *ways)
    return Say("\n".join(filter(None, parts)), (), choices, "\n".join(filter(None, brief)))


def _changes(draft: Draft, lines: Sequence[review.Line]) -> Iterator[Choice]:
    for number, line in enumerate(lines, 1):
        label = sentence("button.change", label=line.label)
        yield Choice(f"change:{draft.id}:{line.question.id}", label, number)


def left_told(scene: Scene, draft: Draft) -> str:
    """Return what is still to be filled in, or where nothing is, what was never asked; empty for neither."""
    form, rules = scene.form(draft), scene.rules(draft)
    for code, of in (("missing", review.missing), ("unasked", review.unasked)):
        labels = [review.label(question) for question in of(form, draft.answers, rules)]
        if labels:
            return sentence(f"review.{code}", count=len(labels), labels="、".join(labels))
    return ""


def _pictures(scene: Scene, draft: Draft) -> tuple[str, str]:
    """Return how many pictures and tables go on the 附页, and how many wait for their place; empty for none."""
    kept = len(scene.world.exhibits.of(draft.id)) if draft.form == "application" else 0
    waiting = unplaced(scene, draft)
    told = sentence("review.pictures", count=kept) if kept else ""
    return told, sentence("review.unplaced", count=waiting) if waiting else ""


def unplaced(scene: Scene, draft: Draft) -> int:
    """Return how many pictures were sent for this draft and wait to be told where they go."""
    is_apart = draft.form != "application" or scene.state.proposal is not None
    return 0 if is_apart else len(scene.world.exhibits.waiting())


def findings_told(scene: Scene, draft: Draft) -> dict[str, list[str]]:
    """Return what is to be looked at by the question it belongs to; what is missing is told above."""
    told: dict[str, list[str]] = {}
    for finding in looked_over.findings(scene, draft):
        if not finding.code.startswith("missing"):
            words = sentence(f"finding.{finding.code}", finding.facts)
            shown = sentence(f"review.{finding.level}", told=words)
            told.setdefault(finding.question_id, []).append(shown)
    return told


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


def _line(number: int, line: review.Line, state: str) -> str:
    shown = shortened(line.shown) or sentence(f"review.state.{state}")
    return sentence("review.line", number=number, label=line.label, shown=shown)
