"""Which form a person names, and how a draft is called."""

from bot.proposal import FORM_NAMES
from bot.talk.scene import Move, Scene
from bot.wording import sentence
from bot.world import Draft
from forms.form import FormName


def form_named(scene: Scene, move: Move) -> tuple[str, FormName]:
    """Return the edition and form a move names; the newest edition, 附件2, where it does not."""
    edition = move.arg(0) if move.arg(0) in scene.world.editions else scene.world.editions[-1]
    return edition, next((name for name in FORM_NAMES if name == move.arg(1)), "application")


def draft_name(scene: Scene, draft: Draft) -> str:
    """Return how a draft is called in a list: edition, form, and its title or unit."""
    form = scene.form(draft)
    what = draft.name or next(
        (
            str(draft.answers[key])
            for key in ("case_title", "name", "unit")
            if draft.answers.get(key)
        ),
        "",
    )
    code = "drafts.name" if what else "drafts.nameless"
    name = sentence(code, edition=draft.edition, form=form.file_label, what=what[:20])
    return sentence("practice.name", name=name) if draft.is_practice else name
