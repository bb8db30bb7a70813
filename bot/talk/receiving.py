"""Who a draft would be sent to for review, and how what was sent stands."""

from datetime import date, datetime

from bot.message import Choice
from bot.people import CENTRES_OWN, Role
from bot.phrases import day_text
from bot.submissions import Submission, place_of
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import review
from forms.form import Quota
from knowledge.calendar import CHINA, chinese_day

#: What a case is filed as -> whose quota counts it.
_SCOPES = {"region": "region", "district_school": "school", "direct_school": "direct_school"}


def receiver(scene: Scene, draft: Draft) -> Role | None:
    """Return the role by which a draft would be sent; None where there is no place or nobody there."""
    if draft.form != "application" or draft.is_practice or draft.mode == "view":
        return None
    role = place_of(scene.world.me)
    if role is None or role.region is None:
        return None
    return role if scene.world.submissions.in_charge(role.region) else None


def reviewer_name(region: int | None) -> str:
    """Return how those who review there are called."""
    return sentence(f"submitting.to.{'centre' if region == CENTRES_OWN else 'liaison'}")


def own_day(scene: Scene, edition: str) -> date | None:
    """Return the day the person's region wants papers by, where it set one (区里规定)."""
    role = place_of(scene.world.me)
    if role is None or not role.region:
        return None
    return scene.world.submissions.region_day(role.region, edition)


def standing_text(case: Submission) -> str:
    """Return how a case stands, in a few words."""
    told = [sentence(f"standing.{case.standing}")]
    if case.rank and case.standing != "withdrawn":
        told.append(sentence(f"rank.{case.rank}"))
    if case.paper_at is not None:
        told.append(sentence("standing.paper"))
    return "、".join(told)


def sent_on(case: Submission) -> str:
    """Return the day this version came."""
    return day_text(chinese_day(case.sent_at), None)


def moment_text(moment: datetime) -> str:
    """Return a day with the time, as a receipt has them."""
    return f"{day_text(chinese_day(moment), None)}{moment + CHINA:%H:%M}"


def most_places(scene: Scene, edition: str, filed_as: str) -> int:
    """Return how many cases of one unit may be handed in; 0 where the notice sets no limit."""
    quota = quota_of(scene, edition, filed_as)
    return (quota.maximum or 0) if quota else 0


def quota_of(scene: Scene, edition: str, filed_as: str) -> Quota | None:
    """Return what the notice says of how many cases such a unit hands in."""
    scope = _SCOPES.get(filed_as, "")
    quotas = scene.world.rules(edition).quotas
    return next((each for each in quotas if each.scope == scope), None)


def remark_lines(scene: Scene, case: Submission) -> tuple[str, tuple[Choice, ...]]:
    """Return the remarks that are open, one a line, and the ways to the very cells."""
    form = scene.world.form(case.edition, "application")
    draft = scene.world.drafts.get(case.draft)
    asked = review.lines(form, draft.answers, scene.world.rules(case.edition)) if draft else ()
    cells = {line.question.path: line for line in asked}
    lines, ways = [], dict[str, Choice]()
    for remark in scene.world.submissions.remarks(case.id):
        if remark.is_done or remark.version != case.version:
            continue
        cell = cells.get(remark.question)
        label = cell.label if cell else sentence("submitting.whole")
        lines.append(sentence("submitting.remark", label=label, text=remark.text))
        if cell:
            way = f"change:{case.draft}:{cell.question.id}"
            ways[way] = Choice(way, sentence("button.change", label=label))
    return "\n".join(lines), tuple(ways.values())
