"""One case as those see it who review it, rank it or only look: every cell, what changed, the ways on."""

from bot.access import Act, Thing, may
from bot.codes import show_short_code
from bot.message import Choice, Say
from bot.submissions import WAITING, Submission
from bot.talk.changes import changes, is_drawn_anew, told
from bot.talk.filing import filing_ways
from bot.talk.receiving import sent_on, standing_text
from bot.talk.scene import Scene
from bot.talk.shortening import shortened
from bot.wording import sentence
from forms import review


def case_page(scene: Scene, case: Submission, lead: str = "") -> Say:
    """Return a case with every cell, what is new in this version, and what may be done with it."""
    if case.is_stub:
        return _stub_page(scene, case, lead)
    versions = scene.world.submissions.versions(case.id)
    form, rules = scene.world.form(case.edition, "application"), scene.world.rules(case.edition)
    lines = review.lines(form, versions[-1].answers, rules)
    facts: dict[str, str | int] = {
        "unit": case.unit,
        "title": case.title,
        "standing": standing_text(case),
        "version": case.version,
        "day": sent_on(case),
        "code": show_short_code(case.code),
    }
    parts = [lead, sentence(f"case.heading_{case.source}", facts)]
    if len(versions) > 1:
        found = changes(scene, case.edition, versions[-2].answers, versions[-1].answers)
        anew = is_drawn_anew(scene, case, versions[-2].version, case.version)
        parts.append(sentence("case.changes", changes=told(found, redrawn=anew)))
    parts += [_quiet(scene, case), _correction(scene, case), _before(scene, case)]
    parts += [
        sentence("case.cell", number=number, label=line.label, shown=_shown(line))
        for number, line in enumerate(lines, 1)
    ]
    can_review = scene_may(scene, "review_submission", case)
    if can_review and case.standing == "sent" and scene.draft() is None:
        parts.append(sentence("case.how"))
    remarks: list[Choice] = []
    if can_review and case.standing == "sent":
        remarks = [
            Choice(
                f"remark:{case.id}:{line.question.path}",
                sentence("button.remark", label=line.label),
                number,
            )
            for number, line in enumerate(lines, 1)
        ]
    return Say("\n".join(filter(None, parts)), choices=(*_ways(scene, case), *remarks))


def _stub_page(scene: Scene, case: Submission, lead: str) -> Say:
    """Return a file nobody could read: completed by six fields, or taken off the list."""
    ways = [("inbox", f"inbox:{case.region}:{case.edition}")]
    if scene_may(scene, "review_submission", case):
        ways[:0] = [("complete", f"complete:{case.id}"), ("drop_stub", f"drop_stub:{case.id}")]
    told = sentence("case.stub", name=case.title)
    choices = tuple(
        Choice(way, sentence(f"button.{label}"), number)
        for number, (label, way) in enumerate(ways, 1)
    )
    return Say("\n".join(filter(None, (lead, told))), choices=choices)


def scene_may(scene: Scene, act: Act, case: Submission) -> bool:
    """True when the person who talks may do this with a case."""
    thing = Thing(owner=case.sender, region=case.region, school=case.school)
    return may(scene.world.me, act, thing)


def _ways(scene: Scene, case: Submission) -> tuple[Choice, ...]:
    """Return what may be done with a case now, what is done most often first."""
    ways = [*_reviewing(scene, case), *_ranking(scene, case)]
    if case.has_papers:
        ways += [(f"{name}:{case.id}", name) for name in ("case_picture", "case_files")]
    if case.version > 1:
        ways.append((f"case_versions:{case.id}", "case_versions"))
    is_in_charge = scene_may(scene, "review_submission", case)
    if is_in_charge and case.source != "chat":
        ways.append((f"drop_case:{case.id}:{case.version}", "drop_case"))
    desk = (f"inbox:{case.region}:{case.edition}", "inbox")
    ways.append(desk if is_in_charge else ("inbox", "inbox_school"))
    shown = [Choice(way, sentence(f"button.{label}")) for way, label in ways]
    return (*shown[:-1], *(filing_ways(case) if is_in_charge else ()), shown[-1])


def _reviewing(scene: Scene, case: Submission) -> list[tuple[str, str]]:
    """Return what those in charge may decide about a case now."""
    here = f"{case.id}:{case.version}"
    if not scene_may(scene, "review_submission", case):
        return []
    ways: list[tuple[str, str]] = []
    waiting = scene.world.submissions.correction(case.id) if case.is_correcting else None
    if waiting is not None:
        ways.append((f"settle_change:{here}:yes:{waiting.id}", "take_correction"))
        ways.append((f"settle_change:{here}:no:{waiting.id}", "leave_it"))
    if case.standing != "accepted":
        ways.append((f"accept:{here}", "accept"))
    if case.standing == "sent":
        ways.append((f"remark:{case.id}:", "remark_whole"))
    return ways


def _ranking(scene: Scene, case: Submission) -> list[tuple[str, str]]:
    """Return the ways to 上报 and 备选, and to the paper."""
    ways: list[tuple[str, str]] = []
    if scene_may(scene, "rank_submission", case):
        here = f"rank:{case.id}:{case.version}"
        labels = {"main": "rank_main", "reserve": "rank_reserve"}
        ways += [(f"{here}:{name}", labels[name]) for name in labels if name != case.rank]
    if scene_may(scene, "receive_paper", case):
        got = case.paper_at is not None
        ways.append((f"paper:{case.id}:{'no' if got else 'yes'}", "no_paper" if got else "paper"))
    return ways


def _quiet(scene: Scene, case: Submission) -> str:
    """Say that whoever sent a case reads what is written to them only on the page."""
    is_quiet = scene_may(scene, "review_submission", case) and is_quiet_sender(scene, case)
    return sentence("case.quiet") if is_quiet else ""


def is_quiet_sender(scene: Scene, case: Submission) -> bool:
    """True where no channel tells the sender of a letter."""
    return bool(case.sender) and not scene.world.notes.hears(case.sender)


def _correction(scene: Scene, case: Submission) -> str:
    """Return the correction that waits, old and new side by side."""
    waiting = scene.world.submissions.correction(case.id) if case.is_correcting else None
    if waiting is None:
        return ""
    now = scene.world.submissions.versions(case.id)[-1].answers
    found = changes(scene, case.edition, now, waiting.answers)
    anew = is_drawn_anew(scene, case, case.version, WAITING)
    return sentence("case.correction", changes=told(found, redrawn=anew))


def _before(scene: Scene, case: Submission) -> str:
    """Return what was remarked at earlier versions, and whether it was followed."""
    if case.version < 2 or case.source != "chat":
        return ""
    labels = _labels(scene, case)
    lines = [
        sentence(
            "case.remark_done" if each.is_done else "case.remark_open",
            label=labels.get(each.question) or sentence("submitting.whole"),
            text=each.text,
        )
        for each in scene.world.submissions.remarks(case.id)
    ]
    return "\n".join([sentence("case.before"), *lines]) if lines else ""


def _labels(scene: Scene, case: Submission) -> dict[str, str]:
    return {path: line.label for path, line in case_cells(scene, case).items()}


def cell_paths(scene: Scene, case: Submission) -> tuple[str, ...]:
    """Return the paths of the cells of a case, as its page numbers them."""
    return tuple(case_cells(scene, case))


def case_cells(scene: Scene, case: Submission) -> dict[str, review.Line]:
    """Return the cells of a case as they are now, by their path."""
    form, rules = scene.world.form(case.edition, "application"), scene.world.rules(case.edition)
    answers = scene.world.submissions.versions(case.id)[-1].answers
    return {line.question.path: line for line in review.lines(form, answers, rules)}


def cell_label(scene: Scene, case: Submission, path: str) -> str:
    """Return what a cell of a case is called; the whole where the path is empty."""
    return _labels(scene, case).get(path) or sentence("submitting.whole")


def _shown(line: review.Line) -> str:
    return shortened(line.shown) or sentence(f"review.state.{line.state}")
