"""Sending a finished application for review: the receipt, and how it stands.

It is never handing in: that is the stamped paper, and no step of it waits for this.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.codes import show_short_code
from bot.message import Choice, Post, Say
from bot.state import State
from bot.submissions import Submission, is_fitting
from bot.talk import handing_in
from bot.talk.changes import changes, told
from bot.talk.correcting import (
    correcting,
    correcting_told,
    is_redrawn,
    pages_text,
    submit_choices,
)
from bot.talk.listed_elsewhere import (
    MEANT,
    district_doubt,
    district_told,
    not_to_the_centre,
    to_centre_in_vain,
)
from bot.talk.looking import papers_of
from bot.talk.naming import draft_name
from bot.talk.page import unplaced
from bot.talk.prompting import prompt
from bot.talk.receipts import (
    case_letter,
    draft_choices,
    look_choices,
    own_correction,
    receipt_facts,
    ways_on,
)
from bot.talk.receiving import (
    own_day,
    quota_of,
    receiver,
    remark_lines,
    sent_on,
    standing_text,
)
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms import checks, journey
from forms.form import Json
from knowledge.notice import Citation


def submit(scene: Scene, move: Move) -> Turn:
    """Send a draft to those who review it, where it is whole and belongs there."""
    draft = application_meant(scene, move.arg(0))
    if draft is None:
        return Turn(scene.state, (prompt(scene, sentence("submitting.nothing")),))
    if draft.is_practice:
        fair = Choice(f"fair:{draft.id}", sentence("button.fair_copy"))
        return Turn(
            scene.state, (Say(sentence("submitting.practice"), choices=(fair, *draft_choices())),)
        )
    if to_centre_in_vain(scene, draft, move.text):
        return not_to_the_centre(scene, draft)
    form, rules = scene.form(draft), scene.rules(draft)
    found = checks.findings(form, draft.answers, rules)
    is_whole = journey.next_question(scene.path(draft), draft.answers) is None
    is_blocked = any(finding.level == "block" for finding in found)
    if not is_whole or is_blocked or unplaced(scene, draft):
        return handing_in.finish(scene, Move("finish", (draft.id,)))
    return _to_reviewers(scene, draft, is_meant=move.arg(1) == MEANT)


def _to_reviewers(scene: Scene, draft: Draft, *, is_meant: bool) -> Turn:
    """Send a whole draft to where its sender is registered, or say why it goes nowhere."""
    answers = journey.on_path(scene.form(draft), draft.answers, scene.rules(draft))
    role = receiver(scene, draft)
    if role is None:
        steps = sentence("submitting.nobody", steps=_paper(scene, draft, answers))
        return Turn(scene.state, (Say(steps, choices=draft_choices()),))
    if not is_fitting(role, str(answers.get("filed_as") or "")):
        return _elsewhere(scene, draft, role.region)
    doubted = "" if is_meant else district_told(scene, draft)
    if doubted:
        return district_doubt(scene, draft, doubted)
    return _send(scene, draft, answers)


def sent(scene: Scene, move: Move) -> Turn:
    """Say how what one sent stands, with the remarks that are open."""
    draft = application_meant(scene, move.arg(0))
    case = scene.world.submissions.of_draft(draft.id) if draft else None
    if draft is None or case is None:
        ways = submit_choices(scene, draft) if draft else ()
        told_ = Say(sentence("submitting.not_sent"), choices=(*ways, *draft_choices()))
        return Turn(scene.state, (told_,))
    return Turn(scene.state, (standing_say(scene, draft, case),))


def marked(scene: Scene, move: Move) -> Turn:
    """Hand over the papers as they were sent, with the short code small at the foot of every page."""
    draft = application_meant(scene, move.arg(0))
    case = scene.world.submissions.of_draft(draft.id) if draft else None
    if draft is None or case is None or case.standing == "withdrawn":
        return Turn(scene.state, (prompt(scene, sentence("submitting.not_sent")),))
    mark = sentence("submitting.mark", code=show_short_code(case.code))
    send = papers_of(scene, case, ("docx", "pdf"), sentence("submitting.marked", mark=mark))
    link = next(iter(scene.world.service.opening(f"by_code:{case.code}")), case.code)
    say = Say(sentence("submitting.after_marked"), choices=ways_on(scene, draft))
    return Turn(scene.state, (replace(send, mark=mark, link=link), say))


def _send(scene: Scene, draft: Draft, answers: Mapping[str, Json]) -> Turn:
    submissions = scene.world.submissions
    before = submissions.of_draft(draft.id)
    if before is not None and before.standing == "accepted":
        return _correct(scene, draft, before, answers)
    old = dict(submissions.versions(before.id)[-1].answers) if before else None
    found = changes(scene, draft.edition, old, answers) if old is not None else ()
    is_anew = before is not None and is_redrawn(scene, draft, before)
    is_same = before is not None and not found and not is_anew
    if before and is_same and before.standing == "sent":
        return _same(scene, draft, before)
    case = submissions.send(draft.id, draft.edition, answers)
    if case is None:
        return Turn(scene.state, (prompt(scene, sentence("submitting.nothing")),))
    around = submissions.around(case)
    is_first = before is None or before.standing == "withdrawn"
    who = submissions.reviewers(case) if not is_first or not around.unseen else ()
    kind = "new" if is_first else "unchanged" if is_same else "again"
    letter = Say(case_letter(kind, case), choices=look_choices(case))
    facts: dict[str, str | int] = {
        **receipt_facts(case, case.sent_at, case.checksum),
        "steps": _paper(scene, draft, answers),
        "changes": told(found, redrawn=is_anew),
    }
    many, quotes = _many(scene, case, around.of_unit)
    lines = [sentence(f"submitting.receipt.{kind}", facts), *many]
    say = Say("\n".join(lines), quotes, ways_on(scene, draft))
    return Turn(_put_away(scene), (say,), posts=tuple(Post(each, letter) for each in who))


def _correct(scene: Scene, draft: Draft, case: Submission, answers: Mapping[str, Json]) -> Turn:
    """Tell those who accepted a case what was changed since: once."""
    change = correcting(scene, draft)
    if change is None:
        return _same(scene, draft, case)
    submissions = scene.world.submissions
    if not change.is_told:
        submissions.send(draft.id, draft.edition, answers)
    sent_ = submissions.correction(case.id)
    if sent_ is None:
        return Turn(scene.state, (prompt(scene, sentence("submitting.nothing")),))
    facts: dict[str, str | int] = {
        **receipt_facts(case, sent_.at, sent_.checksum),
        "changes": told(change.found, redrawn=change.is_redrawn),
        "pages": pages_text(change.found, redrawn=change.is_redrawn),
    }
    kind = "told_before" if change.is_told else "correction"
    say = Say(sentence(f"submitting.receipt.{kind}", facts), choices=ways_on(scene, draft))
    changed = told(change.found, redrawn=change.is_redrawn)
    letter = Say(case_letter("correction", case, changed), choices=look_choices(case))
    who = () if change.is_told else submissions.reviewers(case)
    return Turn(_put_away(scene), (say,), posts=tuple(Post(each, letter) for each in who))


def _same(scene: Scene, draft: Draft, case: Submission) -> Turn:
    lead = sentence("submitting.same", standing=standing_text(case))
    return Turn(scene.state, (standing_say(scene, draft, case, lead),))


def _put_away(scene: Scene) -> State:
    return replace(scene.state, draft="", change="", listing="", doubt="", reviewing=False)


def _many(scene: Scene, case: Submission, count: int) -> tuple[list[str], tuple[Citation, ...]]:
    """Return what is said where a school sends more than it may hand in, with the clause."""
    quota = quota_of(scene, case.edition, case.filed_as)
    if not quota or not quota.maximum or count <= quota.maximum:
        return [], ()
    code = "many_unclear" if len(quota.readings) > 1 else "many"
    told_ = sentence(f"submitting.{code}", count=count, most=quota.maximum)
    return [told_], tuple(filter(None, (scene.world.citation(quota.fact),)))


def standing_say(scene: Scene, draft: Draft, case: Submission, lead: str = "") -> Say:
    """Return how a case stands, for its sender: with what was remarked, and what was changed since."""
    facts: dict[str, str | int] = {
        "name": draft_name(scene, draft),
        "standing": standing_text(case),
        "code": show_short_code(case.code),
        "version": case.version,
        "day": sent_on(case),
    }
    lines = [lead, sentence("submitting.standing", facts)]
    ways: tuple[Choice, ...] = ()
    if case.standing == "returned":
        remarks, ways = remark_lines(scene, case)
        lines.append(remarks)
    change = correcting(scene, draft)
    if change:
        lines.append(correcting_told(change))
    elif own_correction(scene, case):
        lines.append(sentence("submitting.correcting"))
    return Say("\n".join(filter(None, lines)), choices=(*ways, *ways_on(scene, draft)))


def _paper(scene: Scene, draft: Draft, answers: Mapping[str, Json]) -> str:
    filed_as = str(answers.get("filed_as") or "")
    handing = scene.world.handing(draft.edition, draft.form, filed_as)
    own = own_day(scene, draft.edition)
    return handing_in.hand_in_sentence(handing, scene.today, own)


def _elsewhere(scene: Scene, draft: Draft, region: int | None) -> Turn:
    """Say that a case is filed for somewhere else than where its sender is registered."""
    told_ = sentence(f"submitting.elsewhere.{'district' if region else 'direct'}")
    way = Choice(f"change:{draft.id}:filed_as", sentence("button.change_filed_as"))
    return Turn(scene.state, (Say(told_, choices=(way, *draft_choices())),))


def application_meant(scene: Scene, draft: str) -> Draft | None:
    """Return the application a move names, else the open one, else the one touched last."""
    if draft:
        return scene.world.drafts.get(draft)
    found = [each for each in scene.world.drafts.all() if each.form == "application"]
    here = scene.draft()
    return here if here and here.form == "application" else next(iter(found), None)
