"""Moving about in a form: begin, back, stop, go on, begin again, another draft."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.state import State
from bot.talk.copying import sources
from bot.talk.correcting import correcting, correcting_told, tell_choices
from bot.talk.importing import opening_choices
from bot.talk.lateness import late, with_purposes
from bot.talk.naming import draft_name, form_named
from bot.talk.page import page_nod
from bot.talk.prompting import current_question, home_choices, is_page_in_front, prompt, stale
from bot.talk.receiving import remark_lines, reviewer_name, standing_text
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey, review
from forms.form import FormName

#: So many drafts are listed, the one touched last first.
MOST_LISTED = 9
_TIDYING = ("rename_draft", "delete_draft")


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


def begin(scene: Scene, edition: str, name: FormName, *, is_practice: bool = False) -> Turn:
    """Open a new draft and put its first question."""
    draft = scene.world.drafts.new(edition, name)
    return _begun(scene, scene.world.drafts.mark(draft, is_practice=True) if is_practice else draft)


def _begun(scene: Scene, draft: Draft, before: str = "") -> Turn:
    form = scene.form(draft)
    lead = sentence("filling.begin", title=form.title, attachment=form.attachment)
    lead = "\n".join(filter(None, (before, lead)))
    if draft.is_practice:
        lead = "\n".join((lead, sentence("practice.begin")))
    return open_draft(scene, draft, lead)


def restart(scene: Scene, move: Move) -> Turn:
    """Open a new draft of the same form; the one before stays among the drafts."""
    draft = scene.draft()
    edition, name = (
        (draft.edition, draft.form) if draft and not move.args else form_named(scene, move)
    )
    if draft and not draft.answers and (draft.edition, draft.form) == (edition, name):
        return _begun(scene, draft)  # nothing stands in it: one is enough
    kept = sentence("filling.other_kept", name=draft_name(scene, draft)) if draft else ""
    return _begun(scene, scene.world.drafts.new(edition, name), kept)


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
    ids = [each.id for each in scene.path(draft)]
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
    ways = home_choices(scene.with_state(state))
    if draft:
        move_on = Choice("move_on", sentence("button.move_on"))
        ways = (*ways, Choice(f"share:{draft.id}", sentence("button.share")), move_on)
    return Turn(state, (Say(sentence(code), choices=ways),))


def drafts(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """List the drafts, the one touched last first."""
    found = scene.world.drafts.all()[:MOST_LISTED]
    ways = [Choice(name, sentence(f"button.{name}")) for name in _TIDYING if found]
    ways += [Choice("restore_draft", sentence("button.restore_draft"))] * bool(
        scene.world.drafts.discarded()
    )
    if not found:
        say = Say(sentence("drafts.none"), choices=(*home_choices(scene), *ways))
        return Turn(scene.state, (say,))
    lines = [sentence("drafts.heading")]
    choices = []
    for number, draft in enumerate(found, 1):
        name = draft_name(scene, draft)
        lines.append(sentence("drafts.line", number=number, name=name, left=_left(scene, draft)))
        change = correcting(scene, draft)
        if change:
            lines.append(correcting_told(change))
            ways = [*tell_choices(change, name), *ways]
        choices.append(Choice(f"open:{draft.id}", name, number))
    lines.append(sentence("drafts.how"))
    last = Choice("restart", sentence("button.restart"))
    return Turn(scene.state, (Say("\n".join(lines), choices=(*choices, *ways, last)),))


def open_chosen(scene: Scene, move: Move) -> Turn:
    """Open the draft that was chosen from the list."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return stale(scene, move)
    return open_draft(scene, draft, sentence("filling.goes_on", name=draft_name(scene, draft)))


def open_draft(scene: Scene, draft: Draft, lead: str, *, anew: bool = False) -> Turn:
    """Make a draft the open one and put what stands in it; `anew` offers a new one beside it."""
    state = _taken_up(scene, replace(_put_away(scene.state), draft=draft.id), draft)
    over = late(scene, draft)
    remarks, ways = _asked_back(scene, draft)
    lead = "\n".join((lead, *over, *remarks))
    if not draft.answers and draft.form == "application":
        here = scene.with_state(state)
        say = _opening(here, prompt(here), lead)
    else:
        say = prompt(scene.with_state(state), lead)
    if ways:
        twice = {way.id for way in ways}
        rest = tuple(each for each in say.choices if each.id not in twice)
        say = replace(say, choices=(*ways, *rest))
    if over:
        say = with_purposes(say, draft)
    if anew:
        other = Choice(f"restart:{draft.edition}:{draft.form}", sentence("button.restart"))
        say = replace(say, choices=(*say.choices, other))
    return Turn(state, (say,))


def _asked_back(scene: Scene, draft: Draft) -> tuple[tuple[str, ...], tuple[Choice, ...]]:
    """Return why a draft was sent back, a line each, and the ways to its cells; nothing for others."""
    case = scene.world.submissions.of_draft(draft.id) if draft.form == "application" else None
    if case is None or case.standing != "returned":
        return (), ()
    lines, ways = remark_lines(scene, case)
    if not lines:
        return (), ()
    return (sentence("filling.sent_back", who=reviewer_name(case.region)), lines), ways


def _taken_up(scene: Scene, state: State, draft: Draft) -> State:
    """Return the state with the list or long text in front that was put away half done."""
    if state.paused[:1] != (draft.id,):
        return state
    _, listing, former, *pieces = state.paused
    found = (each for each in scene.path(draft) if each.id == listing)
    if not any(journey.is_given(draft.answers, each) for each in found):
        return state
    return replace(state, listing=listing, former=former, pieces=tuple(map(int, pieces)), paused=())


def _opening(scene: Scene, first: Say, lead: str) -> Say:
    """Ask for what is written already, with the first question for those who have nothing."""
    options = tuple(choice for choice in first.choices if choice.number)
    rest = tuple(choice for choice in first.choices if choice.id.startswith("stop:"))
    brief = "\n".join((lead, sentence("import.opening")))
    has_older = bool(sources(scene, "application"))
    older = (Choice("copy", sentence("button.copy")),) if has_older else ()
    choices = (*options, *opening_choices()[:2], *older, *opening_choices()[2:], *rest)
    return replace(first, text=f"{brief}\n\n{first.text}", choices=choices, brief=brief)


def _left(scene: Scene, draft: Draft) -> str:
    case = scene.world.submissions.of_draft(draft.id) if draft.form == "application" else None
    if case is not None and case.standing != "withdrawn":
        return standing_text(case)
    path = scene.path(draft)
    question = journey.next_question(path, draft.answers)
    if question is None:
        return sentence("drafts.whole")
    place = journey.place(path, question)
    form, rules = scene.form(draft), scene.rules(draft)
    missing, unasked = (
        len(of(form, draft.answers, rules)) for of in (review.missing, review.unasked)
    )
    code = "drafts.left" if missing else "drafts.left_unasked"
    facts = {"number": place.number, "total": place.total, "missing": missing, "unasked": unasked}
    return sentence(code, facts)


def _put_away(state: State) -> State:
    if state.draft and state.listing:
        pieces = map(str, state.pieces)
        state = replace(state, paused=(state.draft, state.listing, state.former, *pieces))
    kept = replace(state, draft="", change="", listing="", reviewing=False, doubt="")
    return replace(kept, proposal=None)
