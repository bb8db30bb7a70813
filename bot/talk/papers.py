"""Sending what can be had without filling in anything: empty forms and the notice itself."""

from bot.message import Choice, Reply, Say, Send
from bot.talk.naming import form_named
from bot.talk.prompting import home_choices, prompt
from bot.talk.scene import Move, Scene, Turn
from bot.wording import sentence

#: Nobody fills in a picture.
_NOT_BLANK = frozenset({"png"})


def blank(scene: Scene, move: Move) -> Turn:
    """Send the official empty form."""
    edition, name = form_named(scene, move)
    form = scene.world.form(edition, name)
    formats = tuple(each for each in form.formats if each not in _NOT_BLANK)
    what = sentence("papers.blank", edition=edition, attachment=form.attachment, title=form.title)
    text = what + sentence(f"papers.use.{name}")
    return _sent(scene, Send(text, f"{edition}/{name}", formats, {}))


def notice(scene: Scene, move: Move) -> Turn:
    """Send the text of the notice as issued."""
    edition, _ = form_named(scene, move)
    text = sentence("papers.notice", edition=edition)
    return _sent(scene, Send(text, f"{edition}/notice", ("txt",), {}))


def which(scene: Scene, move: Move) -> Turn:
    """Ask what is wanted of a form that was only named."""
    edition, name = form_named(scene, move)
    form = scene.world.form(edition, name)
    names = ("fill", "blank") if form.questions else ("blank",)
    choices = tuple(
        Choice(f"{each}:{edition}:{name}", sentence(f"button.{each}_this"), number)
        for number, each in enumerate(names, 1)
    )
    text = sentence("papers.which", edition=edition, attachment=form.attachment, title=form.title)
    return Turn(scene.state, (Say(text, choices=choices),))


def _sent(scene: Scene, files: Send) -> Turn:
    after: Reply
    if scene.draft():
        after = prompt(scene)
    else:
        after = Say(sentence("papers.after"), choices=home_choices(scene))
    return Turn(scene.state, (files, after))
