"""What reminds a region of its last day, to be passed on elsewhere."""

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
    lines += [
        sentence("passing_on.begin", link=link)
        for link in scene.world.service.opening(f"fill:{edition}:application")[:1]
    ]
    return "\n".join(lines)
