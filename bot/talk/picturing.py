"""Pictures for the 附页: sent in the chat, put to a part of the form, listed, named, moved, taken away."""

from collections.abc import Sequence
from dataclasses import replace

from bot.exhibits import MOST, Shown
from bot.message import Choice, Say
from bot.talk.page import unplaced
from bot.talk.prompting import home_choices, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms.document.page import numbered, part_heading
from forms.exhibit import PARTS
from forms.intake.receipt import Receipt

#: What is offered for one picture in front.
_DEEDS = ("picture_name", "picture_move", "picture_delete", "pictures")


def receive(scene: Scene, receipt: Receipt, words: str) -> Turn:
    """Take a picture in and ask which part of the form it goes with."""
    draft = _form(scene)
    if scene.state.proposal is not None:
        return Turn(scene.state, (prompt(scene, sentence("import.choose_first")),))
    if draft is None:
        code = "picture.other_form" if scene.draft() else "picture.no_form"
        say = prompt(scene, sentence(code)) if scene.draft() else _at_home(scene, code)
        return Turn(scene.state, (say,))
    if len(scene.world.exhibits.of(draft.id)) >= MOST:
        return Turn(scene.state, (prompt(scene, sentence("picture.full", limit=MOST)),))
    caption = words.strip()
    found = [replace(one, caption=caption) for one in receipt.exhibits]
    scene.world.exhibits.wait(found, adds=True)
    return Turn(scene.state, (where(scene, draft),))


def where(scene: Scene, draft: Draft, code: str = "picture.where") -> Say:
    """Return the question to which part the pictures that wait belong; `code` names its sentence."""
    waiting = scene.world.exhibits.waiting()
    places = _places(scene, draft, f"picture_put:{draft.id}")
    leave_out = Choice("picture_leave", sentence("button.picture_leave"), len(places) + 1)
    text = sentence(code, count=len(waiting))
    lines = [f"{choice.number}. {choice.label}" for choice in places]
    return Say("\n".join((text, *lines)), choices=(*places, leave_out))


def put(scene: Scene, move: Move) -> Turn:
    """Put the pictures that wait to the part that was chosen, and go on where the form stands."""
    draft = _form(scene)
    waiting = scene.world.exhibits.waiting()
    if draft is None or draft.id != move.arg(0) or not waiting or not move.arg(1).isdecimal():
        return stale(scene, move)
    part = PARTS[min(int(move.arg(1)), len(PARTS) - 1)]
    sent = frozenset(one.digest for one in waiting)
    count = scene.world.exhibits.keep(draft.id, part)
    if not count:
        return _there_already(scene, draft, sent, move.arg(1))
    facts: dict[str, str | int] = {"count": count, "part": part_heading(scene.form(draft), part)}
    say = prompt(scene, sentence("picture.kept", facts))
    ways = [Choice(f"pictures:{draft.id}", sentence("button.pictures"))]
    if count == 1:
        newest = scene.world.exhibits.of(draft.id)[-1]
        here = f"picture_name:{draft.id}:{newest.id}"
        ways.insert(0, Choice(here, sentence("button.picture_name")))
    return Turn(scene.state, (replace(say, choices=(*say.choices, *ways)),))


def _there_already(scene: Scene, draft: Draft, sent: frozenset[str], place: str) -> Turn:
    """Say where what was sent again lies, and offer to take it to the place that was chosen."""
    form, part = scene.form(draft), PARTS[min(int(place), len(PARTS) - 1)]
    known = [one for one in scene.world.exhibits.of(draft.id) if one.digest in sent]
    parts = "”“".join(dict.fromkeys(part_heading(form, one.part) for one in known))
    say = prompt(scene, sentence("picture.there_already", part=parts))
    ways = [
        Choice(
            f"picture_move:{draft.id}:{one.id}:{place}",
            sentence("button.picture_here", part=part_heading(form, part)),
        )
        for one in known[:1]
        if one.part != part
    ]
    return Turn(scene.state, (replace(say, choices=(*ways, *say.choices)),))


def leave(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Leave the pictures that wait out."""
    scene.world.exhibits.leave()
    return Turn(scene.state, (prompt(scene, sentence("picture.left")),))


def pictures(scene: Scene, move: Move) -> Turn:
    """List the pictures and tables of the form; without any, say how one is sent."""
    draft = _form(scene)
    if draft is None or (move.arg(0) and move.arg(0) != draft.id):
        return Turn(scene.state, (_at_home(scene, "picture.no_form"),))
    if unplaced(scene, draft):
        return Turn(scene.state, (where(scene, draft),))
    found = scene.world.exhibits.of(draft.id)
    if not found:
        return Turn(scene.state, (prompt(scene, sentence("picture.how")),))
    shown = _shown(scene, draft, found)
    lines = [sentence("picture.list", count=len(found))]
    lines += [f"{at}. {line}" for at, (line, _) in enumerate(shown, 1)]
    choices = [
        Choice(f"picture:{draft.id}:{one.id}", line, at) for at, (line, one) in enumerate(shown, 1)
    ]
    choices.append(Choice("resume", sentence("button.resume")))
    return Turn(scene.state, (Say("\n".join(lines), choices=tuple(choices)),))


def picture(scene: Scene, move: Move) -> Turn:
    """Put one of them in front."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    draft, line, one = found
    names = _DEEDS if draft.is_open else ("pictures",)
    choices = tuple(
        Choice(f"{name}:{draft.id}:{one.id}", sentence(f"button.{name}"), number)
        for number, name in enumerate(names, 1)
    )
    return Turn(scene.state, (Say(sentence("picture.one", name=line), choices=choices),))


def name(scene: Scene, move: Move) -> Turn:
    """Ask for the words under a picture, or keep those that were typed."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    draft, line, one = found
    if not move.text:
        state = replace(scene.state, errand=("picture_name", draft.id, str(one.id)))
        keep = (Choice("resume", sentence("button.resume")),)
        return Turn(state, (Say(sentence("picture.ask_name", name=line), choices=keep),))
    caption = " ".join(move.text.split())
    scene.world.exhibits.change(draft.id, one.id, caption=caption)
    return Turn(scene.state, (prompt(scene, sentence("picture.named", name=caption)),))


def move_to(scene: Scene, move: Move) -> Turn:
    """Ask for another part of the form, or take the picture there."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    draft, line, one = found
    if not move.arg(2).isdecimal():
        places = _places(scene, draft, f"picture_move:{draft.id}:{one.id}")
        keep = Choice("resume", sentence("button.resume"))
        say = Say(sentence("picture.where_to", name=line), choices=(*places, keep))
        return Turn(scene.state, (say,))
    part = PARTS[min(int(move.arg(2)), len(PARTS) - 1)]
    scene.world.exhibits.change(draft.id, one.id, part=part)
    lead = sentence("picture.moved", part=part_heading(scene.form(draft), part))
    return Turn(scene.state, (prompt(scene, lead),))


def delete(scene: Scene, move: Move) -> Turn:
    """Take a picture away."""
    found = _tapped(scene, move)
    if found is None:
        return stale(scene, move)
    draft, line, one = found
    scene.world.exhibits.remove(draft.id, one.id)
    return Turn(scene.state, (prompt(scene, sentence("picture.deleted", name=line)),))


def _places(scene: Scene, draft: Draft, way: str) -> tuple[Choice, ...]:
    """Return the parts of the form as choices; Source: 附件2 三 “时间表和任务图” has no cell of its own (X50)."""
    form = scene.form(draft)
    labels = {part: form.labels.get(part, "") for part in PARTS if part}
    labels["problem"] = part_heading(form, "problem")
    labels["outcomes"] = sentence("picture.task_picture")
    return tuple(
        Choice(f"{way}:{place}", label, place + 1) for place, label in enumerate(labels.values())
    )


def _shown(scene: Scene, draft: Draft, found: Sequence[Shown]) -> list[tuple[str, Shown]]:
    """Return each with the line that names it: number, caption, part of the form."""
    form = scene.form(draft)
    return [
        (
            sentence(
                "picture.line",
                name=f"{name} {one.caption}".strip(),
                part=part_heading(form, one.part),
            ),
            one,
        )
        for name, one in numbered(found)
    ]


def _tapped(scene: Scene, move: Move) -> tuple[Draft, str, Shown] | None:
    """Return the picture a button is about, while its form lies open and it is there."""
    draft = _form(scene)
    if draft is None or draft.id != move.arg(0):
        return None
    shown = _shown(scene, draft, scene.world.exhibits.of(draft.id))
    return next(((draft, line, one) for line, one in shown if str(one.id) == move.arg(1)), None)


def _form(scene: Scene) -> Draft | None:
    """Return the open draft where it is a form with a 附页."""
    draft = scene.draft()
    return draft if draft is not None and draft.form == "application" else None


def _at_home(scene: Scene, code: str) -> Say:
    return Say(sentence(code), choices=home_choices(scene))
