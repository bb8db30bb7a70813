"""Inviting others: whom, to which place, and the code with a text to pass on."""

from dataclasses import replace
from datetime import timedelta

from bot.access import INVITING, Thing, may
from bot.codes import show_code
from bot.commands import fold
from bot.message import Choice, Reply, Say, Send
from bot.people import CENTRES_OWN, ROLE_NAMES, InvitationKind, Role, RoleName
from bot.phrases import day_text
from bot.talk.joining import MOST_SHOWN, named, role_name
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.scene import Move, Scene, Talk, Turn
from bot.wording import sentence

KEPT_DAYS, POSTER_DAYS = 14, 30
POSTER_SIZES = (50, 200, 1000)
LONGEST_NAME = 40


def invite(scene: Scene, move: Move) -> Turn:
    """Go on towards an invitation: to which role, which region, which school; then make it.

    The move's arguments are what is settled already; its text, the name of the place asked for.
    """
    role = _role_named(move.arg(0))
    if role is None:
        return overview(scene, move)
    if role == "centre":
        return _made(scene, Role("centre"))
    regions = _regions(scene, role)
    if not regions and role != "liaison":
        return _not_yours(scene)
    given = move.arg(1)
    region = int(given) if given.isdecimal() else (regions[0] if len(regions) == 1 else None)
    if role == "liaison":
        return _liaison(scene, move, int(given) if given.isdecimal() else None)
    if region is None:
        return _which_region(scene, role, regions)
    return _school(scene, move, role, region)


def inviting_to(role: RoleName) -> Talk:
    """Return the talk behind a command that names the role."""
    return lambda scene, _: invite(scene, Move("invite", (role,)))


def poster(scene: Scene, move: Move) -> Turn:
    """Make a code for many teachers; how many may use it is asked first."""
    regions = _regions(scene, "teacher")
    given = move.arg(0)
    region = int(given) if given.isdecimal() else (regions[0] if regions else None)
    if region is None:
        return _not_yours(scene)
    size = move.arg(1) or move.text
    if size.isdecimal() and 1 < int(size) <= POSTER_SIZES[-1]:
        school = next((r.school for r in scene.world.me.roles if r.name == "school"), 0)
        return _made(scene, Role("teacher", region, school), most_uses=int(size))
    choices = [
        Choice(f"poster:{region}:{size}", sentence("button.poster_size", size=size))
        for size in POSTER_SIZES
    ]
    state = replace(scene.state, errand=("poster", str(region)))
    ask = sentence("inviting.how_many", most=POSTER_SIZES[-1])
    return Turn(state, (Say(ask, choices=(*choices, _way_out(scene))),))


def add(scene: Scene, move: Move) -> Turn:
    """Take up a new region or school under the name typed, and go on with the invitation to it."""
    name = " ".join(move.text.split())[:LONGEST_NAME]
    if not name:
        return Turn(scene.state, (prompt(scene, sentence("stale.button")),))
    people = scene.world.people
    if move.arg(0) == "liaison":
        return invite(scene, Move("invite", ("liaison", str(people.add_region(name).id))))
    region = int(move.arg(1)) if move.arg(1).isdecimal() else CENTRES_OWN
    school = people.add_school(name, region)
    return invite(scene, Move("invite", (move.arg(0), str(region), str(school.id))))


def overview(scene: Scene, move: Move) -> Turn:  # noqa: ARG001
    """Say which roles one has, and what can be done with them."""
    roles = scene.world.me.roles
    if not roles:
        return Turn(scene.state, (prompt(scene, sentence("inviting.no_role")),))
    lines = [sentence("inviting.roles")]
    lines += [sentence("inviting.role", role=role_name(scene, role)) for role in roles]
    choices = [Choice(f"invite:{role}", sentence(f"button.invite_{role}")) for role in _can(scene)]
    if _regions(scene, "teacher"):
        choices.append(Choice("poster", sentence("button.poster")))
    if any(_is_over(scene, region) for region in _regions(scene, "teacher")):
        choices.append(Choice("schools", sentence("button.schools")))
    choices.append(Choice("invitations", sentence("button.invitations")))
    choices += [
        Choice(f"leave:{place}", sentence("button.leave", role=role_name(scene, role)))
        for place, role in enumerate(roles)
    ]
    numbered = [replace(choice, number=number) for number, choice in enumerate(choices, 1)]
    return Turn(scene.state, (Say("\n".join(lines), choices=(*numbered, _way_out(scene))),))


def _liaison(scene: Scene, move: Move, region: int | None) -> Turn:
    """Invite a region's liaison; the region is chosen, typed, or new."""
    if not may(scene.world.me, "invite_liaison", Thing(region=region)):
        return _not_yours(scene)
    if region is not None:
        return _made(scene, Role("liaison", region), kind="region")
    regions = scene.world.people.regions()
    said = fold(move.text)
    found = [each for each in regions if said and fold(each.name) == said]
    if found:
        return _made(scene, Role("liaison", found[0].id), kind="region")
    if said:
        return _new_one(scene, "add:liaison", move.text, ("invite", "liaison", ""))
    choices = [
        Choice(f"invite:liaison:{each.id}", each.name, number)
        for number, each in enumerate(regions[:MOST_SHOWN], 1)
    ]
    state = replace(scene.state, errand=("invite", "liaison", ""))
    ask = Say(sentence("inviting.which_region"), choices=(*choices, _way_out(scene)))
    return Turn(state, (ask,))


def _school(scene: Scene, move: Move, role: RoleName, region: int) -> Turn:
    """Invite to a school of a region: one's own, chosen, typed or new; or to none in particular."""
    own = next((each.school for each in scene.world.me.roles if each.name == "school"), 0)
    is_head_only = not _is_over(scene, region)
    given = str(own) if own and is_head_only else move.arg(2)
    if given.isdecimal():
        return _made(scene, Role(role, region, int(given)))
    schools = scene.world.people.schools(region)
    found = named(schools, move.text)
    if len(found) == 1 and fold(found[0].name) == fold(move.text):
        return _made(scene, Role(role, region, found[0].id))
    here = ("invite", role, str(region), "")
    if move.text and not found:
        return _new_one(scene, f"add:{role}:{region}", move.text, here)
    shown = found or (list(schools) if len(schools) <= MOST_SHOWN else [])
    choices = [
        Choice(f"invite:{role}:{region}:{each.id}", each.name, number)
        for number, each in enumerate(shown, 1)
    ]
    if move.text:
        label = sentence("button.add_named", name=move.text[:LONGEST_NAME])
        choices.append(Choice(f"add:{role}:{region}", label, says=move.text))
    elif role == "teacher":
        choices.append(Choice(f"invite:{role}:{region}:0", sentence("button.any_school")))
    state = replace(scene.state, errand=here)
    ask = sentence("inviting.which_school", place=place_name(scene, region))
    return Turn(state, (Say(ask, choices=(*choices, _way_out(scene))),))


def _new_one(scene: Scene, way: str, name: str, errand: tuple[str, ...]) -> Turn:
    """Ask before a place is taken up that nobody has named yet: it may be a slip."""
    shown = " ".join(name.split())[:LONGEST_NAME]
    choices = (Choice(way, sentence("button.add"), 1, says=shown), _way_out(scene))
    state = replace(scene.state, errand=errand)
    return Turn(state, (Say(sentence("inviting.new_one", name=shown), choices=choices),))


def _which_region(scene: Scene, role: RoleName, regions: tuple[int, ...]) -> Turn:
    choices = [
        Choice(f"invite:{role}:{region}", place_name(scene, region), number)
        for number, region in enumerate(regions, 1)
    ]
    ask = Say(sentence("inviting.which_of_mine"), choices=(*choices, _way_out(scene)))
    return Turn(scene.state, (ask,))


def _made(
    scene: Scene, role: Role, *, kind: InvitationKind = "personal", most_uses: int = 1
) -> Turn:
    """Make the invitation: a text to pass on, a picture of its link, and what it is good for."""
    kind = "poster" if most_uses > 1 else kind
    until = scene.today + timedelta(days=POSTER_DAYS if kind == "poster" else KEPT_DAYS)
    code = scene.world.people.invite(kind, role, until, most_uses).code
    links = scene.world.service.links(code)
    told = sentence(
        f"inviting.pass_on.{role.name}", role=role_name(scene, role), code=show_code(code)
    )
    replies: list[Reply] = [Say("\n".join((told, *links)))]
    if links:
        text = sentence("inviting.qr")
        replies.append(Send(text, "link/qr", ("png",), {"link": links[0]}))
    facts: dict[str, str | int] = {
        "role": role_name(scene, role),
        "until": day_text(until, None),
        "most": most_uses,
    }
    again = f"invite:{role.name}" if kind != "poster" else "poster"
    choices = (
        Choice(again, sentence("button.again")),
        Choice("invitations", sentence("button.invitations")),
        _way_out(scene),
    )
    replies.append(Say(sentence(f"inviting.made.{kind}", facts), choices=choices))
    return Turn(scene.state, tuple(replies))


def _not_yours(scene: Scene) -> Turn:
    return Turn(scene.state, (prompt(scene, sentence("people.not_yours")),))


def _can(scene: Scene) -> tuple[RoleName, ...]:
    """Return the roles the person may invite to, somewhere."""
    is_centre = scene.world.me.has("centre")
    return tuple(
        role
        for role in ROLE_NAMES
        if (_regions(scene, role) if role in ("teacher", "school") else is_centre)
    )


def _regions(scene: Scene, role: RoleName) -> tuple[int, ...]:
    """Return the regions the person may invite to a role in; the centre's own for the centre."""
    me = scene.world.me
    own = [CENTRES_OWN] if me.has("centre") else []
    own += [each.region for each in me.roles if each.region is not None]
    act = INVITING[role]
    held = {each.region: each.school for each in me.roles if each.name == "school"}
    return tuple(
        dict.fromkeys(
            region
            for region in own
            if may(me, act, Thing(region=region, school=held.get(region, 0)))
        )
    )


def _is_over(scene: Scene, region: int) -> bool:
    """True for whoever may take up schools there: its liaison, or the centre."""
    return may(scene.world.me, "add_school", Thing(region=region))


def _role_named(name: str) -> RoleName | None:
    return next((role for role in ROLE_NAMES if role == name), None)


def _way_out(scene: Scene) -> Choice:
    if scene.draft():
        return Choice("resume", sentence("button.resume"))
    return Choice("help", sentence("button.home"))
