"""What is said where a form is begun after its last day: that it is over, and 练习 or 存稿."""

from dataclasses import replace

from bot.message import Choice, Say
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft

_PURPOSES = ("practise", "fair")


def late(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """Say that the last day is over, before any work is done for nothing; practice has no last day."""
    if draft.is_practice:
        return ()
    handing = scene.world.handing(draft.edition, draft.form, "")
    if handing.deadline is None or scene.today <= handing.deadline:
        return ()
    return (sentence("filling.late", day=handing.facts["day"]),)


def with_purposes(say: Say, draft: Draft) -> Say:
    """Return a message that also offers what a draft may be for."""
    kinds = (Choice(f"{name}:{draft.id}", sentence(f"button.{name}")) for name in _PURPOSES)
    return replace(say, choices=(*say.choices, *kinds))
