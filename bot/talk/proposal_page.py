"""What was read and waits to be confirmed, as a page: what to look at first, what differs, what is new."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.exhibits import Shown
from bot.message import Choice, Say
from bot.proposal import Proposal
from bot.talk import edited_page, unread
from bot.talk.naming import draft_name
from bot.talk.scene import Scene
from bot.talk.shortening import shortened
from bot.wording import sentence
from bot.world import Draft
from forms import editions, review, weighing
from forms.document.page import part_heading
from forms.exhibit import PARTS
from forms.weighing import Item, Mark
from knowledge.notice import Citation


def target(scene: Scene, proposal: Proposal) -> Draft:
    """Return the draft a proposal would go to; one without an id is still to be made."""
    draft = scene.world.drafts.get(proposal.draft) if proposal.draft else None
    return draft or Draft("", proposal.into, proposal.form, {})


def weighed(scene: Scene, proposal: Proposal) -> tuple[Item, ...]:
    """Return everything that was read, held against the draft it would go to."""
    draft = target(scene, proposal)
    return weighing.items(
        scene.form(draft),
        scene.rules(draft),
        draft.answers,
        proposal.answers,
        is_guessed=proposal.is_guessed,
        doubts=proposal.doubts,
    )


def open_items(scene: Scene, proposal: Proposal) -> tuple[Item, ...]:
    """Return what is still to be decided: new or different, and not gone through yet."""
    found = weighed(scene, proposal)
    return tuple(
        item for item in found if item.state != "same" and item.question.id not in proposal.decided
    )


def fresh_exhibits(scene: Scene, proposal: Proposal) -> tuple[Shown, ...]:
    """Return the pictures and tables that wait and the draft does not have yet."""
    if proposal.kind == "paste" or proposal.form != "application":
        return ()
    there = scene.world.exhibits.of(proposal.draft) if proposal.draft else ()
    known = {one.digest for one in there}
    return tuple(one for one in scene.world.exhibits.waiting() if one.digest not in known)


def proposal_page(scene: Scene, proposal: Proposal, lead: str = "") -> Say:
    """Return the page, or the one item in front while they are gone through; short after a `lead`."""
    if proposal.is_stepping:
        return _one(scene, proposal, lead)
    ways = _ways(scene, proposal)
    if lead:
        waiting = sentence("import.waiting", count=len(open_items(scene, proposal)))
        look = Choice("look", sentence("button.look"), len(ways) + 1)
        return Say(f"{lead}\n{waiting}", choices=(*ways, look))
    found = weighed(scene, proposal)
    parts = [_heading(scene, proposal, found), *_editions(scene, proposal)]
    parts += edited_page.lines(scene, proposal)
    parts += _listed("look_first", (item for item in found if _is_marked(item)))
    parts += _listed("differs", (i for i in found if i.state == "differs" and not i.marks))
    parts += _listed("new", (item for item in found if item.state == "new" and not item.marks))
    parts += _listed("refused", (item for item in found if item.state == "refused"))
    same = [item.label for item in found if item.state == "same"]
    if same:
        parts.append(sentence("import.same", labels="、".join(same)))
    parts += [*_left_out(scene, proposal), *_missing(scene, proposal), sentence("import.way_on")]
    return Say("\n".join(parts), _quotes(scene, proposal), ways)


def other_ways(proposal: Proposal) -> tuple[Choice, ...]:
    """Return the ways that may be typed although another page of the proposal lies in front."""
    names = ["take_all", "one_by_one", "drop", "look", *(("elsewhere",) if proposal.draft else ())]
    names += ["unread_all"] if proposal.unread else []
    return tuple(Choice(name, sentence(f"button.{name}")) for name in names)


def mark_sentence(mark: Mark) -> str:
    """Return why an item should be looked at."""
    return sentence(f"{mark.group}.{mark.code}", mark.facts)


def _is_marked(item: Item) -> bool:
    return bool(item.marks) and item.state in ("new", "differs")


def _heading(scene: Scene, proposal: Proposal, found: Sequence[Item]) -> str:
    count = sum(item.state != "same" for item in found)
    heading = sentence(f"import.heading.{proposal.kind}", name=proposal.name, count=count)
    draft = target(scene, proposal)
    if draft.id:
        return heading + sentence("import.into", name=draft_name(scene, draft))
    label = scene.form(draft).file_label
    return heading + sentence("import.into_new", edition=draft.edition, form=label)


def _editions(scene: Scene, proposal: Proposal) -> list[str]:
    """Say that a form of another edition is carried over, and where the two differ."""
    draft = target(scene, proposal)
    if proposal.edition == draft.edition or proposal.edition not in scene.world.editions:
        return []
    lines = [sentence("import.editions", was=proposal.edition, now=draft.edition)]
    old, new = (
        (scene.world.form(name, proposal.form), scene.world.rules(name))
        for name in (proposal.edition, draft.edition)
    )
    found = editions.differences(old, new)
    told = (sentence(f"import.edition.{each.code}", each.facts) for each in found)
    return [*lines, *(f"· {each}" for each in dict.fromkeys(told))]


def _quotes(scene: Scene, proposal: Proposal) -> tuple[Citation, ...]:
    """Return the clause on leaders where more were read than it allows."""
    draft = target(scene, proposal)
    limit = scene.rules(draft).limits.get("leaders")
    if limit is None or not weighing.left_over(
        scene.form(draft), scene.rules(draft), proposal.answers
    ):
        return ()
    found = scene.world.citation(limit.fact)
    return (found,) if found else ()


def _listed(code: str, items: Iterable[Item]) -> list[str]:
    lines = [_line(item) for item in items]
    return [sentence(f"import.{code}", count=len(lines)), *lines] if lines else []


def _line(item: Item) -> str:
    told = "".join(mark_sentence(mark) for mark in item.marks)
    read = shortened(item.read)
    if item.state == "differs":
        line = sentence("import.both", label=item.label, now=shortened(item.now), read=read)
    else:
        line = sentence("import.one", label=item.label, read=read)
    return f"{line}\n   {told}" if told else line


def _left_out(scene: Scene, proposal: Proposal) -> list[str]:
    """Say what was seen and has no cell: further leaders, texts, pictures."""
    draft = target(scene, proposal)
    parts = []
    people = weighing.left_over(scene.form(draft), scene.rules(draft), proposal.answers)
    if people:
        names = "、".join(str(one.get("name") or "") for one in people)
        parts.append(sentence("import.leaders_left", names=names))
    parts += unread.told(proposal)
    return [*parts, *_things(scene, draft, proposal)]


def _things(scene: Scene, draft: Draft, proposal: Proposal) -> list[str]:
    """Name the pictures and tables by their part of the form, and what cannot be carried over.

    Those that stand on the 附页 of the draft already are not named again.
    """
    form = scene.form(draft)
    fresh = fresh_exhibits(scene, proposal)
    found = Counter(f"{one.part}.{'picture' if one.is_picture else 'table'}" for one in fresh)
    told = []
    for code, known, kinds in (
        ("exhibits", found, ("picture", "table")),
        ("not_carried", proposal.dropped, ("chart", "drawing")),
    ):
        parts = []
        for part in PARTS if form.name == "application" else ():
            counts = [(kind, known.get(f"{part}.{kind}", 0)) for kind in kinds]
            words = [
                sentence(f"import.kind.{kind}", count=count) for kind, count in counts if count
            ]
            if words:
                heading = part_heading(form, part) if part else sentence("import.no_part")
                facts = {"part": heading, "things": " ".join(words)}
                parts.append(sentence("import.exhibits_of", facts))
        if parts:
            told.append(sentence(f"import.{code}", things="；".join(parts)))
    alike = _alike(scene, proposal, fresh)
    return [*told, *([sentence("import.alike", count=alike)] if alike else [])]


def _alike(scene: Scene, proposal: Proposal, fresh: Iterable[Shown]) -> int:
    """Return how many pictures stand where the draft has one of the same caption: a copy, it may be.

    Another program writes a picture anew, so that its digest does not tell.
    """
    there = scene.world.exhibits.of(proposal.draft) if proposal.draft else ()
    known = {(one.part, one.caption) for one in there if one.is_picture}
    return sum(one.is_picture and (one.part, one.caption) in known for one in fresh)


def _missing(scene: Scene, proposal: Proposal) -> list[str]:
    draft = target(scene, proposal)
    form, rules = scene.form(draft), scene.rules(draft)
    chosen = [item for item in weighed(scene, proposal) if item.state != "same"]
    whole = weighing.taken(form, draft.answers, chosen, is_whole=True)
    labels = [review.label(question) for question in review.missing(form, whole, rules)]
    if not labels:
        return []
    return [sentence("import.missing", count=len(labels), labels="、".join(labels))]


def _ways(scene: Scene, proposal: Proposal) -> tuple[Choice, ...]:
    names = ["take_all", "one_by_one", "drop"]
    if target(scene, proposal).id:
        names.append("elsewhere")
    names += ["without_edits"] if edited_page.changes(scene, proposal) else []
    names += ["unread_all"] if unread.is_cut(proposal) else []
    return tuple(
        Choice(name, sentence(f"button.{name}"), number) for number, name in enumerate(names, 1)
    )


def _one(scene: Scene, proposal: Proposal, lead: str) -> Say:
    """Return the item in front: what was read, what the draft shows, and why to look."""
    found = open_items(scene, proposal)
    if not found:  # answered meanwhile: nothing is left to be decided
        return proposal_page(scene, replace(proposal, is_stepping=False), lead)
    item = found[0]
    total = len(found) + len(proposal.decided)
    step = sentence("import.step", number=len(proposal.decided) + 1, total=total, label=item.label)
    parts = [lead, step]
    if item.state != "refused" or item.read:
        parts.append(sentence("import.read", read=item.read))
    if item.now:
        parts.append(sentence("import.now", now=item.now))
    former = edited_page.former(scene, proposal, item.question)
    parts += [*former, *(mark_sentence(mark) for mark in item.marks)]
    is_refused = item.state == "refused"
    parts.append(sentence("import.own_refused" if is_refused else "import.own"))
    names = [*(() if is_refused else ("take_one",)), *(("take_former",) if former else ())]
    names += ["leave_one" if item.now else "leave_empty", "take_rest", "drop_rest"]
    here = item.question.id
    choices = tuple(
        Choice(f"{name}:{here}", sentence(f"button.{name}"), number)
        for number, name in enumerate(names, 1)
    )
    return Say("\n".join(filter(None, parts)), choices=choices)
