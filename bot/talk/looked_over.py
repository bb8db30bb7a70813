"""All there is to look at in a draft: what the checks found, and characters that will not come out on paper."""

from collections.abc import Iterator, Sequence

from bot.talk.listed_elsewhere import ALONE, district_of, is_refused
from bot.talk.scene import Scene
from bot.wording import sentence
from bot.world import Draft
from forms import checks, journey, kinds, review
from forms.checks import Finding


def findings(scene: Scene, draft: Draft) -> tuple[Finding, ...]:
    """Return what was found, the blocks first, each group in the order of the form."""
    found = (
        *checks.findings(scene.form(draft), draft.answers, scene.rules(draft)),
        *_unprintable(scene, draft),
        *_district(scene, draft),
    )
    order = {question.id: at for at, question in enumerate(scene.path(draft))}
    last = len(order)
    return tuple(
        sorted(found, key=lambda each: (each.level != "block", order.get(each.question_id, last)))
    )


def _unprintable(scene: Scene, draft: Draft) -> Iterator[Finding]:
    """Yield the characters the faces of PDF and pictures lack, at the field they stand in."""
    form = scene.form(draft)
    answers = journey.on_path(form, draft.answers, scene.rules(draft))
    signs = scene.world.unprintable(form, answers)
    for question in scene.path(draft) if signs else ():
        text = kinds.show(question, journey.value(answers, question)) if question.printed else ""
        own = [sign for sign in signs if sign in text]
        if own:
            yield _finding(review.label(question), own, question.id)
    shown = scene.world.exhibits.of(draft.id) if form.name == "application" else ()
    captions = scene.world.unprintable(form, {"problem": "".join(one.caption for one in shown)})
    if captions:
        yield _finding(sentence("review.captions"), captions, "")


def _district(scene: Scene, draft: Draft) -> Iterator[Finding]:
    """Yield a school filed as 直属（代管） that the list has in a region; Source: 2025 附件2 注2."""
    home = district_of(scene, draft.answers)
    if home:
        fact = ALONE.format(edition=draft.edition)
        facts = {"unit": str(draft.answers["unit"]), "home": home, "fact": fact}
        code = "listed-district" if is_refused(scene, draft.edition) else "listed-district-quietly"
        yield Finding("warn", code, "filed_as", facts)


def _finding(label: str, signs: Sequence[str], question_id: str) -> Finding:
    return Finding("warn", "unprintable", question_id, {"label": label, "signs": " ".join(signs)})
