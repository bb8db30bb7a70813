"""Moving about in a form: begin, back, stop, go on, begin again, another draft."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.state import State
from bot.talk.filling import stale
from bot.talk.page import page_nod
from bot.talk.prompting import current_question, home_choices, is_page_in_front, prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.form import FormName

FORM_NAMES: tuple[FormName, ...] = ("liaison", "application", "summary")


def fill(scene: Scene, move: Move) -> Turn:
    """Begin a form, or go on with the one that is not finished."""
    edition, name = form_named(scene, move)
    if not scene.world.form(edition, name).questions:
        return Turn(
            scene.state, (Say(sentence("form.nothing_to_ask"), choices=home_choices(scene)),)
        )
    for draft in scene.world.drafts.all():
        if (draft.edition, draft.form) == (edition, name):
            lead = sentence("filling.goes_on", name=draft_name(scene, draft))
            return open_draft(scene, draft, lead, anew=True)
    return begin(scene, edition, name)


def begin(scene: Scene, edition: str, name: FormName) -> Turn:
    """Open a new draft and put its first question."""
    draft = scene.world.drafts.new(edition, name)
    form = scene.world.form(edition, name)
    heading = sentence("filling.begin", title=form.title, attachment=form.attachment)
    return open_draft(scene, draft, "\n".join((heading, *_late(scene, draft), "")))


def restart(scene: Scene, move: Move) -> Turn:
    """Open a new draft of the same form; the one before stays among the drafts."""
    draft = scene.draft()
    if draft and not move.args:
        return begin(scene, draft.edition, draft.form)
    return begin(scene, *form_named(scene, move))


def resume(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Go on with the open draft, or with the one touched last."""
    drafts = scene.world.drafts.all()
    draft = scene.draft() or (drafts[0] if drafts else None)
    if draft is None:
        return Turn(scene.state, (Say(sentence("drafts.none"), choices=home_choices(scene)),))
    if scene.state.draft == draft.id:
        state = replace(scene.state, change="", doubt="", reviewing=False)
        return Turn(state, (prompt(scene.with_state(state)),))
    return open_draft(scene, draft, sentence("filling.goes_on", name=draft_name(scene, draft)))


def explain(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Put the question that stands again, with its hint and example."""
    return Turn(scene.state, (prompt(scene, sentence("filling.explained")),))


def nod(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Put what stands again after a thanks or a yes that answers nothing; the page is not repeated."""
    draft = scene.draft()
    if draft and is_page_in_front(scene, draft):
        return Turn(scene.state, (page_nod(draft, current_question(scene, draft)),))
    return Turn(scene.state, (prompt(scene),))


def back(scene: Scene, move: Move) -> Turn:
    """Go to the question before the one that stands; its answer stays until a new one comes."""
    draft = scene.draft()
    if draft is None:
        return Turn(scene.state, (prompt(scene),))
    question = current_question(scene, draft)
    if move.args and (question is None or (draft.id, question.id) != move.args[:2]):
        return stale(scene, move)
    ids = [each.id for each in journey.path(scene.form(draft), draft.answers, scene.rules(draft))]
    at = ids.index(question.id) if question and not scene.state.reviewing else len(ids)
    if at == 0:
        return Turn(scene.state, (prompt(scene, sentence("filling.first")),))
    state = replace(scene.state, change=ids[at - 1], listing="", reviewing=False, doubt="")
    return Turn(state, (prompt(scene.with_state(state)),))


def stop(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Put the draft away; nothing is lost."""
    draft = scene.draft()
    state = _put_away(scene.state)
    code = "filling.stopped" if draft else "home.nothing_open"
    return Turn(state, (Say(sentence(code), choices=home_choices(scene.with_state(state))),))


def drafts(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """List the drafts, the one touched last first."""
    found = scene.world.drafts.all()[:9]
    if not found:
        return Turn(scene.state, (Say(sentence("drafts.none"), choices=home_choices(scene)),))
    lines = [sentence("drafts.heading")]
    choices = []
    for number, draft in enumerate(found, 1):
        name = draft_name(scene, draft)
        lines.append(sentence("drafts.line", number=number, name=name, left=_left(scene, draft)))
        choices.append(Choice(f"open:{draft.id}", name, number))
    last = Choice("restart", sentence("button.restart"))
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, last)),))


def open_chosen(scene: Scene, move: Move) -> Turn:
    """Open the draft that was chosen from the list."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return stale(scene, move)
    return open_draft(scene, draft, sentence("filling.goes_on", name=draft_name(scene, draft)))


def open_draft(scene: Scene, draft: Draft, lead: str, *, anew: bool = False) -> Turn:
    """Make a draft the open one and put what stands in it; `anew` offers a new one beside it."""
    state = replace(_put_away(scene.state), draft=draft.id)
    say = prompt(scene.with_state(state), lead)
    if anew:
        other = Choice(f"restart:{draft.edition}:{draft.form}", sentence("button.restart"))
        say = replace(say, choices=(*say.choices, other))
    return Turn(state, (say,))


def form_named(scene: Scene, move: Move) -> tuple[str, FormName]:
    """Return the edition and form a move names; the newest edition, 附件2, where it does not."""
    edition = move.arg(0) if move.arg(0) in scene.world.editions else scene.world.editions[-1]
    return edition, next((name for name in FORM_NAMES if name == move.arg(1)), "application")


def draft_name(scene: Scene, draft: Draft) -> str:
    """Return how a draft is called in a list: edition, form, and its title or unit."""
    form = scene.form(draft)
    what = next(
        (
            str(draft.answers[key])
            for key in ("case_title", "name", "unit")
            if draft.answers.get(key)
        ),
        "",
    )
    code = "drafts.name" if what else "drafts.nameless"
    return sentence(code, edition=draft.edition, form=form.file_label, what=what[:20])


def _left(scene: Scene, draft: Draft) -> str:
    question = journey.next_question(scene.form(draft), draft.answers, scene.rules(draft))
    if question is None:
        return sentence("drafts.whole")
    place = journey.place(scene.form(draft), draft.answers, question, scene.rules(draft))
    return sentence("drafts.left", number=place.number, total=place.total)


def _late(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """Say that the last day is over, before any work is done for nothing."""
    handing = scene.world.handing(draft.edition, draft.form, "")
    if handing.deadline is None or scene.today <= handing.deadline:
        return ()
    return (sentence("filling.late", day=handing.facts["day"]),)


def _put_away(state: State) -> State:
    return replace(state, draft="", change="", listing="", reviewing=False, doubt="")
