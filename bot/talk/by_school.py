"""A desk school by school: how many cases of each stand how; as lines, or drawn if many."""

from bot.message import Reply, Say
from bot.talk.centre_desk import chart_send
from bot.talk.charge import Desk, at_desk
from bot.talk.desk_page import school_lines, schools_of
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

#: More schools than these are drawn: nobody reads so many lines on a phone.
MOST_LINES = 25


@at_desk
def by_school(scene: Scene, move: Move, desk: Desk) -> Turn:  # noqa: ARG001
    """Say how the cases of each school stand; of many schools give a picture."""
    cases = scene.world.reviews.listed(*desk)
    schools = schools_of(cases)
    if not schools:
        return Turn(scene.state, (Say(sentence("desk_page.nothing"), choices=(desk.back(),)),))
    heading = sentence("desk_page.by_school", count=len(schools))
    if len(schools) <= MOST_LINES:
        told = "\n".join((heading, *school_lines(cases)))
        return Turn(scene.state, (Say(told, choices=(desk.back(),)),))
    drawn = chart_send(scene, str(desk.region), desk.edition, is_by_school=True)
    replies: tuple[Reply, ...] = (Say(heading, choices=(desk.back(),)),)
    return Turn(scene.state, (*((drawn,) if drawn else ()), *replies))
