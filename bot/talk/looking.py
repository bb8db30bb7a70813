"""Looking at one case: its page, its picture, its files, its earlier versions."""

from dataclasses import replace

from bot.codes import near_short_code, only_short_code, read_short_code, words_beside
from bot.message import Choice, Say, Send
from bot.people import CENTRES_OWN
from bot.submissions import Submission
from bot.talk.case_page import case_page, scene_may
from bot.talk.changes import changes, is_drawn_anew, told
from bot.talk.deciding import paper
from bot.talk.placing import place_name
from bot.talk.prompting import prompt
from bot.talk.receiving import reviewer_name
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from knowledge.calendar import CHINA


def case(scene: Scene, move: Move, lead: str = "") -> Turn:
    """Show a case to somebody who may see it; for those in charge it is no longer new."""
    found = found_case(scene, move.arg(0))
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    if not found.is_seen and scene_may(scene, "review_submission", found):
        scene.world.reviews.seen(found.id)
    state = replace(scene.state, case=found.id)
    if scene.state.case != found.id:
        state = replace(state, remarks={})
    can_remark = found.standing == "sent" and scene_may(scene, "review_submission", found)
    if can_remark and scene.draft() is None:  # else the words typed next are an answer of the form
        state = replace(state, errand=("remark_lines", str(found.id)))
    return Turn(state, (case_page(scene.with_state(state), found, lead),))


def names_case(scene: Scene, text: str) -> bool:
    """True for the short code of a case; while a form is filled in only for one that may be seen: else it answers."""
    words = sentence("case.code_words").split()
    if scene.draft() is None:
        return bool(read_short_code(text)) or near_short_code(text, words)
    code = only_short_code(text, words)
    return bool(code and scene.world.submissions.find(code))


def by_code(scene: Scene, move: Move) -> Turn:
    """Show the case of a short code; with a word of having received it, note its paper as well."""
    code = read_short_code(move.arg(0) or move.text) or ""
    found = scene.world.submissions.find(code) if code else None
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("case.no_such_code")),))
    if _has_come(move.text) and scene_may(scene, "receive_paper", found):
        return paper(scene, Move("paper", (str(found.id), "yes")))
    lead = (
        sentence("case.paper_elsewhere", place=_marks_paper(scene, found))
        if _has_come(move.text)
        else ""
    )
    turn = case(scene, Move("case", (str(found.id),)), lead)
    replies = tuple(
        with_way_back(scene, _paper_first(reply)) if isinstance(reply, Say) else reply
        for reply in turn.replies
    )
    return replace(turn, replies=replies)


def _has_come(text: str) -> bool:
    """True where the words beside a code say that the paper came; not where they deny, ask or doubt it."""
    said = words_beside(text)
    is_denied = any(word in said for word in sentence("case.not_come_words").split())
    return not is_denied and any(word in said for word in sentence("case.came_words").split())


def _marks_paper(scene: Scene, found: Submission) -> str:
    """Return who notes that the paper of a case came."""
    is_own = found.region == CENTRES_OWN
    place = "" if is_own else place_name(scene, found.region)
    return f"{place}{reviewer_name(found.region)}"


def with_way_back(scene: Scene, say: Say) -> Say:
    """Return a message with the way back to the form that is open, where one is."""
    if scene.draft() is None:
        return say
    return replace(say, choices=(*say.choices, Choice("resume", sentence("button.resume"))))


def _paper_first(say: Say) -> Say:
    """Return a case with 纸质已收 before all else: whoever has the code in hand has the paper."""
    choices = sorted(say.choices, key=lambda each: not each.id.startswith("paper:"))
    return replace(say, choices=tuple(choices))


def picture(scene: Scene, move: Move) -> Turn:
    """Show a case as it prints."""
    return _sent(scene, move, ("png",), "case.picture")


def files(scene: Scene, move: Move) -> Turn:
    """Hand over the files of a case."""
    return _sent(scene, move, ("docx", "pdf"), "case.files")


def versions(scene: Scene, move: Move) -> Turn:
    """Show what each version changed, the newest first."""
    found = found_case(scene, move.arg(0))
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    every = scene.world.submissions.versions(found.id)
    lines = [sentence("case.versions", unit=found.unit, title=found.title)]
    for before, after in zip(every[-2::-1], every[:0:-1], strict=True):
        at = f"{after.at + CHINA:%m-%d %H:%M}"
        anew = is_drawn_anew(scene, found, before.version, after.version)
        written = changes(scene, found.edition, before.answers, after.answers)
        shown = told(written, redrawn=anew)
        lines.append(sentence("case.version", number=after.version, at=at, changes=shown))
    back = Choice(f"case:{found.id}", sentence("button.back_to_case"))
    return Turn(scene.state, (Say("\n".join(lines), choices=(back,)),))


def papers_of(scene: Scene, case: Submission, formats: tuple[str, ...], text: str = "") -> Send:
    """Return the documents of a case as it was sent, its pictures and tables on the 附页."""
    return Send(
        text,
        f"{case.edition}/application",
        formats,
        dict(scene.world.submissions.versions(case.id)[-1].answers),
        draft=case.draft,
        version=case.version,
        exhibits=tuple(one.id for one in scene.world.exhibits.of_case(case)),
    )


def found_case(scene: Scene, number: str) -> Submission | None:
    """Return the case of a number in a choice."""
    return scene.world.submissions.get(int(number)) if number.isdecimal() else None


def _sent(scene: Scene, move: Move, formats: tuple[str, ...], code: str) -> Turn:
    found = found_case(scene, move.arg(0))
    if found is None:
        return Turn(scene.state, (prompt(scene, sentence("case.gone")),))
    text = sentence(code, unit=found.unit, title=found.title, version=found.version)
    send = papers_of(scene, found, formats, text)
    back = Choice(f"case:{found.id}", sentence("button.back_to_case"))
    return Turn(scene.state, (send, Say(sentence("case.after_files"), choices=(back,))))
