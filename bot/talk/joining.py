"""Coming in with a code, saying which school one is from, and leaving again."""

from dataclasses import replace

from bot.commands import fold
from bot.message import Choice, Say
from bot.people import CENTRES_OWN, Redeemed, Role, School
from bot.talk import sharing
from bot.talk.handing_over import left_alone, taken_over
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from knowledge.notice import Audience

#: More than these are not shown to choose from; a name is typed instead.
MOST_SHOWN = 12


def code(scene: Scene, move: Move) -> Turn:
    """Take a code that was typed, or followed from a link; empty when it was miscopied."""
    if not move.arg(0):
        return Turn(scene.state, (prompt(scene, sentence("joining.miscopied")),))
    found = scene.world.people.redeem(move.arg(0))
    if found.outcome == "linked":
        return sharing.linked(scene, found)
    if found.outcome == "shared":
        return sharing.taken(scene, found)
    if found.role is None or found.outcome not in ("joined", "already"):
        return Turn(scene.state, (prompt(scene, sentence(f"joining.{found.outcome}")),))
    return _welcomed(scene, found, found.role)


def settle(scene: Scene, move: Move) -> Turn:
    """Take the school a teacher names, by its number in the store or its name."""
    held = _teacher(scene)
    if held is None or held.region is None:
        return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))
    schools = scene.world.people.schools(held.region)
    chosen = [each for each in schools if str(each.id) == move.arg(0)] or named(schools, move.text)
    if len(chosen) == 1 and scene.world.people.settle(chosen[0].id):
        lead = sentence("joining.settled", school=chosen[0].name)
        return Turn(scene.state, (prompt(scene, lead),))
    if not chosen:
        return _which_school(scene, schools, sentence("joining.no_such_school", name=move.text))
    return _which_school(scene, tuple(chosen), sentence("joining.several_schools"))


def leave(scene: Scene, move: Move) -> Turn:
    """Give up a role of one's own; asked once before it is done."""
    place = int(move.arg(0)) if move.arg(0).isdecimal() else -1
    roles = scene.world.me.roles
    if not 0 <= place < len(roles):
        return Turn(scene.state, (prompt(scene, sentence("stale.button")),))
    name = role_name(scene, roles[place])
    if move.arg(1) == "yes":
        scene.world.people.leave(roles[place])
        posts = left_alone(scene, roles[place])
        state = replace(scene.state, role=None)
        say = prompt(scene.with_state(state), sentence("joining.left", role=name))
        left = [role.name for role in scene.world.me.roles]
        told = replace(say, role=left[-1] if left else "teacher")
        return Turn(state, (told,), posts=posts)
    choices = (
        Choice(f"leave:{place}:yes", sentence("button.leave_yes"), 1),
        Choice("resume" if scene.draft() else "help", sentence("button.leave_no"), 2),
    )
    return Turn(scene.state, (Say(sentence("joining.leave_sure", role=name), choices=choices),))


def role_name(scene: Scene, role: Role) -> str:
    """Return how a role is called, with its place."""
    return sentence(f"role_name.{role.name}", place=place_name(scene, role.region, role.school))


def named(schools: tuple[School, ...], words: str) -> list[School]:
    """Return the schools a name may mean: the very one, or all that hold the words."""
    said = fold(words)
    exact = [school for school in schools if said and fold(school.name) == said]
    return exact or [school for school in schools if said and said in fold(school.name)]


def _welcomed(scene: Scene, found: Redeemed, role: Role) -> Turn:
    """Greet somebody in their role; a teacher is asked for the school where there is a list."""
    state = replace(scene.state, role=_audience(role))
    here = scene.with_state(state)
    lead = sentence(f"joining.{found.outcome}", role=role_name(scene, role))
    if role.name in ("liaison", "centre") and found.outcome == "joined":
        _plan(scene, role)
    held = _teacher(scene)
    if role.name == "teacher" and held and not held.school and held.region is not None:
        schools = scene.world.people.schools(held.region)
        if schools:
            return _which_school(here, schools, lead)
    lines = (lead, taken_over(scene, role), sentence(f"joining.now.{role.name}"))
    told = "\n".join(filter(None, lines))
    say = replace(prompt(here, told), role=role.name)
    if role.name == "liaison" and scene.draft() is None:
        say = replace(say, choices=_first_steps(scene))
    return Turn(state, (say,))


def _plan(scene: Scene, role: Role) -> None:
    """Remind a region (the centre: its own schools) before the last day at the centre.

    A region whose liaison has set a day of its own keeps that.
    """
    edition = scene.world.editions[-1]
    region = CENTRES_OWN if role.name == "centre" else role.region
    filed_as = "direct_school" if region == CENTRES_OWN else "region"
    last = scene.world.handing(edition, "application", filed_as).deadline
    if region is None or last is None:
        return
    if scene.world.submissions.region_day(region, edition) is None:
        scene.world.notes.plan(region, edition, last)


def _first_steps(scene: Scene) -> tuple[Choice, ...]:
    """Return what a new liaison does first: 附件1, then the teachers, then the desk."""
    edition = scene.world.editions[-1]
    ways = (f"fill:{edition}:liaison", "invite_teacher", "poster", "inbox", "help")
    labels = ("fill_liaison", "invite_teacher", "poster", "inbox", "home")
    return tuple(
        Choice(way, sentence(f"button.{label}"), number)
        for number, (way, label) in enumerate(zip(ways, labels, strict=True), 1)
    )


def _which_school(scene: Scene, schools: tuple[School, ...], lead: str) -> Turn:
    """Ask which school; a list too long to show is asked for by name."""
    shown = schools if len(schools) <= MOST_SHOWN else ()
    choices = [
        Choice(f"settle:{school.id}", school.name, number) for number, school in enumerate(shown, 1)
    ]
    later = Choice("resume" if scene.draft() else "help", sentence("button.school_later"))
    ask = sentence("joining.which_school" if shown else "joining.which_school_typed")
    state = replace(scene.state, errand=("settle", ""))
    return Turn(state, (Say(f"{lead}\n{ask}", choices=(*choices, later)),))


def _teacher(scene: Scene) -> Role | None:
    return next((role for role in scene.world.me.roles if role.name == "teacher"), None)


def _audience(role: Role) -> Audience:
    """Return as whom somebody of a role asks about the notice."""
    if role.name in ("liaison", "centre"):
        return "liaison"
    return "direct_school" if role.region == CENTRES_OWN else "school"
