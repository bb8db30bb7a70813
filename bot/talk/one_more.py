"""One more 负责人, said in words wherever the form stands: begun, or refused with the clause."""

from dataclasses import replace

from bot.message import Say
from bot.row_commands import read_one_more_leader
from bot.talk.prompting import current_question, prompt, stale
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence
from bot.world import Draft
from forms.answers import placed
from forms.kinds.another import YES
from forms.kinds.people import is_name


def is_meant(scene: Scene, draft: Draft, text: str) -> bool:
    """Tell whether a text names a further 负责人; within a long text it is a part of it."""
    found = read_one_more_leader(text)
    count = _count(draft)
    question = current_question(scene, draft)
    if found is None or not count or (question is not None and question.kind == "long_text"):
        return False
    place, name = found
    return (not place or place > count) and (not name or is_name(name))


def add(scene: Scene, move: Move) -> Turn:
    """Begin a further 负责人; Source: 2025 附件2 注4 “填报人数不得超过两人”, 2022 sets no limit."""
    draft = scene.draft()
    found = read_one_more_leader(move.text)
    if draft is None or found is None or not _count(draft):
        return stale(scene, move)
    count, name = _count(draft), found[1]
    limit = scene.rules(draft).limits.get("leaders")
    if limit and count >= limit.maximum:
        citation = scene.world.citation(limit.fact)
        say = Say(
            sentence("rows.leaders_full", limit=limit.maximum), (citation,) if citation else ()
        )
        return Turn(scene.state, (say, prompt(scene)))
    answers = placed(draft.answers, f"more_leaders.{count - 1}", YES)
    lead = sentence("rows.leader_next", number=count + 1)
    if name:
        answers = placed(answers, f"leaders.{count}.name", name)
        lead = sentence("rows.leader_added", name=name, number=count + 1)
    scene.world.drafts.save(draft, answers)
    state = replace(scene.state, change="", listing="", doubt="", reviewing=False)
    return Turn(state, (prompt(scene.with_state(state), lead),))


def _count(draft: Draft) -> int:
    people = draft.answers.get("leaders")
    return len(people) if isinstance(people, list) and draft.form == "application" else 0
