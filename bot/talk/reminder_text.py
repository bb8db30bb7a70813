"""What is passed on elsewhere to a region: what reminds it of its last day, a letter, and the way to the form."""

from bot.people import CENTRES_OWN
from bot.phrases import day_text
from bot.talk.days_left import left_text
from bot.talk.scene import Scene
from bot.wording import sentence


def reminder_text(scene: Scene, region: int, edition: str) -> str:
    """Return the text with the region's own day, else the centre's, and the link to begin."""
    filed_as = "direct_school" if region == CENTRES_OWN else "region"
    own = scene.world.submissions.region_day(region, edition)
    last = own or scene.world.handing(edition, "application", filed_as).deadline
    if last is None:
        return sentence("passing_on.remind_undated")
    left = left_text(last, scene.today, is_regions=own is not None)
    code = "remind" if last >= scene.today else "remind_late"
    lines = [sentence(f"passing_on.{code}", day=day_text(last, None), left=left)]
    lines.append(way_there(scene, "begin", f"fill:{edition}:application"))
    return "\n".join(lines)


def letter_copy(scene: Scene, letter: str) -> str:
    """Return a letter that was sent, with the way to where its readers act."""
    return "\n".join((letter, way_there(scene, "act", "drafts")))


def way_there(scene: Scene, code: str, choice: str) -> str:
    """Return the link that opens what a choice stands for; where none can be made, the words to type."""
    link = next(iter(scene.world.service.opening(choice)), "")
    return sentence(f"passing_on.{code}.{'link' if link else 'words'}", link=link)
