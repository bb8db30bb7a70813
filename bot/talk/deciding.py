"""What those in charge decide about a case: accepted, 上报 or 备选, paper received, a correction."""

from bot.message import Choice, Post, Say
from bot.submissions import Rank, Submission
from bot.talk.case_page import case_page, is_quiet_sender, scene_may
from bot.talk.charge import Desk
from bot.talk.desk_page import case_line
from bot.talk.filing import counts_as, filing_ways
from bot.talk.prompting import prompt
from bot.talk.receiving import most_places, reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

RANKS: tuple[Rank, ...] = ("main", "reserve")


def accept(scene: Scene, move: Move) -> Turn:
    """Accept the version that was shown."""
    case = shown_case(scene, move)
    if case is None:
        return _moved(scene, move)
    outcome = scene.world.reviews.accept(case, _most(scene, case))
    if outcome == "moved":
        return _moved(scene, move)
    is_reserve = case.rank == "reserve"
    code = "reserve" if is_reserve else "done" if outcome == "done" else "full"
    ranking = Choice(f"rank:{case.id}:{case.version}:main", sentence("button.rank_main"), 1)
    ways = (ranking,) if is_reserve and scene_may(scene, "rank_submission", case) else ()
    return _decided(scene, case, f"deciding.accepted.{code}", "deciding.letter.accepted", ways)


def rank(scene: Scene, move: Move) -> Turn:
    """Mark a case 上报 or 备选; of the last place one alone is given."""
    case = shown_case(scene, move)
    wanted = next((each for each in RANKS if each == move.arg(2)), None)
    if case is None or wanted is None:
        return _moved(scene, move)
    most = _most(scene, case)
    outcome = scene.world.reviews.rank(case, wanted, most)
    if outcome == "full":
        lead = sentence("deciding.full", unit=case.unit, most=most)
        return Turn(scene.state, (case_page(scene, case, lead),))
    if outcome == "moved":
        return _moved(scene, move)
    letter = f"deciding.letter.ranked_{wanted}"
    return _decided(scene, case, f"deciding.ranked_{wanted}", letter)


def paper(scene: Scene, move: Move) -> Turn:
    """Note that the stamped paper came, or that this was noted by mistake."""
    case = _case(scene, move)
    if case is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    is_received = move.arg(1) != "no"
    outcome = scene.world.reviews.receive_paper(case, is_received=is_received)
    if outcome == "moved":
        now = _case(scene, move) or case
        lead = sentence("deciding.paper_before" if is_received else "deciding.no_paper_before")
        return Turn(scene.state, (case_page(scene, now, lead),))
    code = "deciding.paper" if is_received else "deciding.no_paper"
    return _decided(scene, case, code, "deciding.letter.paper" if is_received else "")


def settle(scene: Scene, move: Move) -> Turn:
    """Take the correction that was shown over, or leave the case as it is."""
    case = shown_case(scene, move)
    if case is None or not move.arg(3).isdecimal():
        return _moved(scene, move)
    is_taken, most = move.arg(2) == "yes", _most(scene, case)
    outcome = scene.world.reviews.settle(case, int(move.arg(3)), most, is_taken=is_taken)
    if outcome == "moved":
        return _moved(scene, move)
    code = "corrected" if is_taken else "not_corrected"
    return _decided(scene, case, f"deciding.{code}", f"deciding.letter.{code}")


def drop(scene: Scene, move: Move) -> Turn:
    """Take a case that came by a file or on paper off the list; asked once before."""
    case = shown_case(scene, move)
    if case is None or case.source == "chat":
        return _moved(scene, move)
    facts = {"unit": case.unit, "title": case.title, "leader": case.leader}
    if move.arg(2) != "yes":
        way = f"drop_case:{case.id}:{case.version}:yes"
        yes = Choice(way, sentence("button.drop_case_yes"), 1)
        no = Choice(f"case:{case.id}", sentence("button.no_drop_case"), 2)
        return Turn(
            scene.state, (Say(sentence("registering.sure_drop", facts), choices=(yes, no)),)
        )
    if scene.world.reviews.drop(case) != "done":
        return _moved(scene, move)
    desk = Desk(case.region, case.edition).back(1)
    return Turn(scene.state, (Say(sentence("registering.dropped_case", facts), choices=(desk,)),))


def file_as(scene: Scene, move: Move) -> Turn:
    """Let a case that nobody sent in the chat count as one of the region itself, or of a school."""
    case = shown_case(scene, move)
    offered = [way.id for way in filing_ways(case)] if case else []
    if case is None or ":".join(("file_as", *move.args)) not in offered:
        return _moved(scene, move)
    kept = {**scene.world.submissions.versions(case.id)[-1].answers, "filed_as": move.arg(2)}
    most = most_places(scene, case.edition, move.arg(2))
    if scene.world.reviews.amend(case, kept, most) == "moved":
        return _moved(scene, move)
    now = _case(scene, move) or case
    return Turn(scene.state, (case_page(scene, now, counts_as(now)),))


def shown_case(scene: Scene, move: Move) -> Submission | None:
    """Return the case a choice names, while it still is the version the choice was shown with."""
    case = _case(scene, move)
    return case if case is not None and str(case.version) == move.arg(1) else None


def letter_to_sender(case: Submission, code: str) -> tuple[Post, ...]:
    """Return the letter to whoever sent a case, with the way to how it stands."""
    if not case.sender or not code:
        return ()
    facts = {"title": case.title, "unit": case.unit, "who": reviewer_name(case.region)}
    way = Choice(f"sent:{case.draft}", sentence("button.sent"))
    return (Post(case.sender, Say(sentence(code, facts), choices=(way,))),)


def next_new(scene: Scene, case: Submission) -> Choice | None:
    """Return the way to the next case of the region that nobody has looked at."""
    found = scene.world.reviews.listed(case.region, case.edition)
    waiting = next((each for each in found if each.is_new and each.id != case.id), None)
    return Choice(f"case:{waiting.id}", sentence("button.next_new"), 1) if waiting else None


def after_deciding(scene: Scene, case: Submission) -> tuple[Choice, ...]:
    """Return the ways on after a case was decided: the next one, this one again, the desk."""
    is_in_charge = scene_may(scene, "review_submission", case)
    following = next_new(scene, case) if is_in_charge else None
    again = Choice(f"case:{case.id}", sentence("button.back_to_case"))
    here = f"inbox:{case.region}:{case.edition}" if is_in_charge else "inbox"
    desk = Choice(here, sentence("button.inbox" if is_in_charge else "button.inbox_school"))
    return (*((following,) if following else ()), again, desk)


def _decided(
    scene: Scene, case: Submission, code: str, letter: str, first: tuple[Choice, ...] = ()
) -> Turn:
    """Say what was decided, tell whoever sent the case, and show the ways on: `first`, then the usual ones."""
    now = scene.world.submissions.get(case.id) or case
    facts: dict[str, str | int] = {
        "unit": now.unit,
        "title": now.title,
        "most": _most(scene, now),
    }
    posts = letter_to_sender(now, letter)
    lines = [sentence(code, facts), case_line(0, now).partition(". ")[2]]
    ways = (*first, *after_deciding(scene, now))
    if posts:
        is_quiet = is_quiet_sender(scene, now)
        lines.append(sentence("deciding.told_quiet" if is_quiet else "deciding.told"))
        if is_quiet and scene_may(scene, "review_submission", now):
            text = Choice(f"copy_remarks:{now.id}", sentence("button.copy_text"))
            ways = (*ways[:-1], text, ways[-1])
    return Turn(scene.state, (Say("\n".join(lines), choices=ways),), posts=posts)


def _moved(scene: Scene, move: Move) -> Turn:
    """Say that somebody was faster, and show the case as it stands now."""
    case = _case(scene, move)
    if case is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    return Turn(scene.state, (case_page(scene, case, sentence("deciding.moved")),))


def _case(scene: Scene, move: Move) -> Submission | None:
    number = move.arg(0)
    return scene.world.submissions.get(int(number)) if number.isdecimal() else None


def _most(scene: Scene, case: Submission) -> int:
    return most_places(scene, case.edition, case.filed_as)
