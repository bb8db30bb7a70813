"""Finishing a form: what to look at, the files, and what to do with them."""

from dataclasses import replace
from datetime import date

from bot.message import Choice, Say, Send
from bot.phrases import day_text
from bot.state import State
from bot.talk import looked_over
from bot.talk.correcting import submit_choices
from bot.talk.page import left_told, unplaced
from bot.talk.picturing import where
from bot.talk.prompting import home_choices, prompt, stale
from bot.talk.receiving import own_day
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft, Handing
from forms import checks, journey
from forms.checks import Finding
from forms.form import Answers, Form
from knowledge.notice import Citation

#: Ways that lead, or may lead, through the region: its liaison can say what still counts.
_BY_THE_REGION = frozenset({"application.district_school", "application.unknown"})


def finish(scene: Scene, move: Move) -> Turn:
    """Look the answers over; a form on paper is shown as it will print before its files are made."""
    draft = scene.world.drafts.get(move.arg(0) or scene.state.draft)
    if draft is None:
        return Turn(scene.state, (Say(sentence("home.nothing_open"), choices=home_choices(scene)),))
    if journey.next_question(scene.path(draft), draft.answers) is not None:
        state = _opened(scene.state, draft)
        lead = sentence("finish.not_yet", left=left_told(scene, draft))
        return Turn(state, (prompt(scene.with_state(state), lead),))
    state = replace(_opened(scene.state, draft), reviewing=True)
    if unplaced(scene, draft):
        return Turn(state, (where(scene, draft, "picture.where_still"),))
    found = looked_over.findings(scene, draft)
    asked = _findings(scene, draft, found)
    is_paper = not _handing(scene, draft).facts.get("email")
    if not found and not is_paper:
        return _hand_over(scene, draft)
    if any(finding.level == "block" for finding in found) or not is_paper:
        return Turn(state, (asked,))
    picture = _files(scene, draft, ("png",), sentence("finish.picture"))
    return Turn(state, (picture, asked))


def send(scene: Scene, move: Move) -> Turn:
    """Hand over the files: the person has seen the page and decided."""
    draft = scene.world.drafts.get(move.arg(0))
    if draft is None:
        return stale(scene, move)
    form, rules = scene.form(draft), scene.rules(draft)
    blocked = [f for f in checks.findings(form, draft.answers, rules) if f.level == "block"]
    is_whole = journey.next_question(scene.path(draft), draft.answers) is None
    if blocked or not is_whole or unplaced(scene, draft):
        return finish(scene, Move("finish", (draft.id,)))
    return _hand_over(scene, draft)


def _hand_over(scene: Scene, draft: Draft) -> Turn:
    """Return the files and the sentence on handing in; the draft is put away and kept."""
    form = scene.form(draft)
    answers = journey.on_path(form, draft.answers, scene.rules(draft))
    handing = _handing(scene, draft)
    formats = tuple(each for each in form.formats if each != "png" or handing.facts.get("email"))
    files = _files(scene, draft, formats, _files_sentence(scene, form, answers, handing))
    ways = (
        Choice(f"check:{draft.id}", sentence("button.change_again")),
        Choice(f"restart:{draft.edition}:{draft.form}", sentence("button.restart")),
    )
    review = submit_choices(scene, draft)
    told = hand_in_sentence(handing, scene.today, own_day(scene, draft.edition))
    what_next = Say(told, handing.quotes, (*review, *ways))
    if draft.is_practice:
        fair = Choice(f"fair:{draft.id}", sentence("button.fair_copy"))
        what_next = Say(sentence("practice.done"), choices=(fair, *ways))
    return Turn(replace(_opened(scene.state, draft), draft=""), (files, what_next))


def _handing(scene: Scene, draft: Draft) -> Handing:
    answers = journey.on_path(scene.form(draft), draft.answers, scene.rules(draft))
    return scene.world.handing(draft.edition, draft.form, str(answers.get("filed_as") or ""))


def _files(scene: Scene, draft: Draft, formats: tuple[str, ...], text: str) -> Send:
    form = scene.form(draft)
    return Send(
        text=text,
        form=f"{draft.edition}/{draft.form}",
        formats=formats,
        answers=journey.on_path(form, draft.answers, scene.rules(draft)),
        draft=draft.id,
        version=draft.version,
        is_practice=draft.is_practice,
        exhibits=tuple(one.id for one in scene.world.exhibits.of(draft.id)),
    )


def _files_sentence(scene: Scene, form: Form, answers: Answers, handing: Handing) -> str:
    """Say which file is for what: paper is printed of the PDF, unless it lacks characters."""
    by_mail = bool(handing.facts.get("email"))
    signs = " ".join(scene.world.unprintable(form, answers))
    if signs:
        return sentence("finish.files_mail_word" if by_mail else "finish.files_word", signs=signs)
    is_printed = not by_mail and "pdf" in form.formats
    return sentence("finish.files" if is_printed else "finish.files_mail")


def hand_in_sentence(handing: Handing, today: date, own: date | None = None) -> str:
    """Return what to do with the paper or the file: copies, stamp, to whom, by when.

    `own` is the day the region wants it by, where it set one.
    """
    facts = handing.facts
    parts = {
        name: sentence(f"handing.part.{name}", facts) if facts.get(name) else ""
        for name in ("copies", "copies_advice", "paper_only", "address", "links")
    }
    parts["late"] = ""
    if handing.deadline is not None and today > handing.deadline:
        late = "late" if handing.way in _BY_THE_REGION else "late_centre"
        parts["late"] = sentence(f"handing.part.{late}")
    by_region = "own_day" if own else "no_day"
    shown = day_text(own, None) if own else ""
    parts["by_region"] = sentence(f"handing.part.{by_region}", day=shown)
    return sentence(f"handing.{handing.way}", {**facts, **parts})


def _findings(scene: Scene, draft: Draft, found: tuple[Finding, ...]) -> Say:
    """Return what was found, each with the way to its question; without any, the way to the files."""
    blocked = [finding for finding in found if finding.level == "block"]
    shown = blocked or list(found)
    code = "finish.blocked" if blocked else "finish.unusual" if found else "finish.ready"
    lines = [sentence(code, count=len(shown))]
    choices: list[Choice] = []
    quotes: list[Citation] = []
    labels = _labels(scene, draft)
    for finding in shown[:12]:
        lines.append(f"· {sentence(f'finding.{finding.code}', finding.facts)}")
        citation = scene.world.citation(str(finding.facts.get("fact", "")))
        if citation and citation not in quotes:
            quotes.append(citation)
        way = f"change:{draft.id}:{finding.question_id}"
        if finding.question_id in labels and way not in [choice.id for choice in choices]:
            label = sentence("button.change", label=labels[finding.question_id])
            choices.append(Choice(way, label, len(choices) + 1))
    if not blocked:
        choices.append(Choice(f"send:{draft.id}", sentence("button.send"), len(choices) + 1))
    choices.append(Choice(f"check:{draft.id}", sentence("button.check")))
    return Say("\n".join(lines), tuple(quotes), tuple(choices))


def _labels(scene: Scene, draft: Draft) -> dict[str, str]:
    path = scene.path(draft)
    return {question.id: question.label for question in path}


def _opened(state: State, draft: Draft) -> State:
    return replace(state, draft=draft.id, change="", listing="", doubt="", reviewing=False)
