"""A long text over several messages: added to, counted, taken back, and what goes to the 附页."""

from dataclasses import replace

from bot.message import Say
from bot.state import State
from bot.talk.counting import beyond_by_part, closing, count, extra_key, unclear_sentences
from bot.talk.prompting import current_question, prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import journey
from forms.characters import length
from forms.form import Question

#: A message this long that ends inside a sentence was cut by the sender's program, not by a person.
CUT_LENGTH = 4000
_ENDS = tuple("。！？!?；;…”’」』）)》.：:")
#: How much of the end of a cell shows where the limit falls, and of a piece what was taken back.
LONGEST_SHOWN = 40


def add(scene: Scene, draft: Draft, question: Question, text: str) -> Turn:
    """Keep a message as the next piece of the long text; the first one takes the place of what stood there."""
    before = str(journey.take(draft.answers, question.path) or "")
    state = replace(scene.state, change="", listing=question.id, doubt="")
    unclear: tuple[str, ...] = ()
    if scene.state.listing != question.id:
        state = replace(state, pieces=(0,), former=before)
        whole = text
        unclear = () if before else unclear_sentences(scene, draft, question)
    elif before and before[_last(scene) :].strip() == text.strip():
        return Turn(state, (prompt(scene.with_state(state), sentence("writing.same")),))
    else:
        state = replace(state, pieces=(*state.pieces, len(before)))
        whole = before + between(before, _last(scene)) + text
    scene.world.drafts.save(draft, journey.put(scene.form(draft), draft.answers, question, whole))
    say = prompt(scene.with_state(state))
    text, brief = ("\n".join((told, *unclear)) for told in (say.text, say.brief or ""))
    return Turn(state, (replace(say, text=text, brief=brief),))


def undo(scene: Scene, move: Move) -> Turn:
    """Take the last message back; with the first one goes all of it, and what stood before returns."""
    draft, question = _written(scene, move)
    if draft is None or question is None or not scene.state.pieces:
        return _nothing_written(scene, "writing.nothing_to_undo")
    text = str(journey.take(draft.answers, question.path) or "")
    start, pieces = _last(scene), scene.state.pieces[:-1]
    taken = text[start:].strip("\n")
    left = text[:start].rstrip("\n") if pieces else scene.state.former
    state = replace(scene.state, pieces=pieces)
    if left:
        answers = journey.put(scene.form(draft), draft.answers, question, left)
    else:
        answers = {key: each for key, each in draft.answers.items() if key != question.path}
        state = replace(state, listing="")
    scene.world.drafts.save(draft, answers)
    begin = " ".join(taken[:LONGEST_SHOWN].split())
    lead = sentence("writing.undone", begin=begin, count=length(taken))
    return Turn(state, (prompt(scene.with_state(state), lead),))


def end(scene: Scene, draft: Draft, question: Question) -> Turn:
    """End the long text and go on; what is too long goes to the 附页."""
    state = replace(scene.state, listing="", change="")
    if count(scene, draft, question).over:
        state = with_extra(state, draft, question)
    lead = closing(scene, draft, question)
    return Turn(state, (prompt(scene.with_state(state), lead),))


def extra(scene: Scene, move: Move) -> Turn:
    """Let what is too long go to the 附页, and go on."""
    draft, question = _in_front(scene, move)
    if draft is None or question is None:
        return _nothing_written(scene, "stale.button")
    return end(scene, draft, question)


def with_extra(state: State, draft: Draft, question: Question) -> State:
    """Return the state that knows what lies beyond this limit goes to the 附页."""
    return replace(state, extra=tuple(dict.fromkeys((*state.extra, extra_key(draft, question)))))


def beyond(scene: Scene, move: Move) -> Turn:
    """Show where the limit falls, and all that comes after it."""
    draft, question = _in_front(scene, move)
    if draft is None or question is None:
        return _nothing_written(scene, "stale.button")
    told = [
        sentence(
            "writing.beyond",
            label=part.label,
            end=part.kept.rstrip()[-LONGEST_SHOWN:],
            count=length(part.rest),
            rest=part.rest.strip("\n"),
        )
        for part in beyond_by_part(scene, draft, question)
    ]
    if not told:
        return Turn(scene.state, (prompt(scene, sentence("writing.within")),))
    moved = sum(length(part.rest) for part in beyond_by_part(scene, draft, question))
    over = count(scene, draft, question).over
    if moved > over:
        told.append(sentence("writing.whole_sentences", count=moved, over=over))
    return Turn(scene.state, (Say("\n\n".join(told)), prompt(scene)))


def shorten(scene: Scene, move: Move) -> Turn:
    """Give the whole text back for copying; what is sent next takes its place."""
    draft, question = _in_front(scene, move)
    if draft is None or question is None:
        return _nothing_written(scene, "stale.button")
    text = str(journey.take(draft.answers, question.path) or "")
    state = replace(scene.state, change=question.id, listing="", doubt="")
    return Turn(state, (Say(text), prompt(scene.with_state(state), sentence("writing.shorten"))))


def _written(scene: Scene, move: Move) -> tuple[Draft | None, Question | None]:
    """Return the long text being written, which the button (if it was one) belongs to."""
    draft, question = _in_front(scene, move)
    is_written = question is not None and scene.state.listing == question.id
    return (draft, question) if is_written else (None, None)


def _in_front(scene: Scene, move: Move) -> tuple[Draft | None, Question | None]:
    """Return the long text being written or changed, which the button (if it was one) belongs to."""
    draft = scene.draft()
    question = current_question(scene, draft) if draft else None
    if draft is None or question is None:
        return None, None
    if question.id not in (scene.state.listing, scene.state.change):
        return None, None
    is_other = bool(move.args) and (draft.id, question.id) != move.args[:2]
    return (None, None) if is_other or question.kind != "long_text" else (draft, question)


def _nothing_written(scene: Scene, code: str) -> Turn:
    return Turn(scene.state, (prompt(scene, sentence(code)),))


def _last(scene: Scene) -> int:
    return scene.state.pieces[-1] if scene.state.pieces else 0


def between(before: str, start: int) -> str:
    """Return what parts two messages: a new line, and nothing where a program cut a long one."""
    is_cut = len(before) - start >= CUT_LENGTH and not before.endswith(_ENDS)
    return "" if is_cut else "\n"
