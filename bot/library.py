"""What every conversation shares, loaded once: forms, rules, notices, the questions' engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.handing import handing_in
from bot.message import Send
from bot.rules import build_rules
from bot.world import Drafts, Handing
from forms.document.render import render, unprintable
from forms.form import Answers, Form, FormName, Rules
from forms.load import load_forms
from knowledge.asking import Asking, load_asking
from knowledge.notice import Citation, Edition


@dataclass(frozen=True)
class Library:
    """Forms by (edition, name), editions by id with the oldest first, and the engine."""

    forms: Mapping[tuple[str, str], Form]
    editions: Mapping[str, Edition]
    asking: Asking

    @cached_property
    def rules(self) -> Mapping[str, Rules]:
        """The rules of each edition."""
        return {name: build_rules(edition) for name, edition in self.editions.items()}

    @cached_property
    def citations(self) -> Mapping[str, Citation]:
        """The clause each fact rests on, by the fact's id."""
        return {
            fact.id: fact.quotes[0] for edition in self.editions.values() for fact in edition.facts
        }

    def world(self, drafts: Drafts) -> "SharedWorld":
        """Return the world of one person."""
        return SharedWorld(self, drafts)

    def documents(self, send: Send) -> dict[str, bytes]:
        """Return the documents of a reply: file name -> bytes."""
        edition, _, name = send.form.partition("/")
        if name == "notice":
            return {
                f"{notice.id}.txt": notice.text.encode("utf-8")
                for notice in self.editions[edition].notices
            }
        limits = {name: limit.maximum for name, limit in self.rules[edition].limits.items()}
        made = render(
            self.forms[edition, name],
            send.answers,
            send.formats,
            limits=limits,
            draft=send.draft,
            version=send.version,
        )
        return {document.name: document.content for document in made}


@dataclass(frozen=True, slots=True)
class SharedWorld:
    """What `bot.world.World` promises: the library, and the drafts of one person."""

    library: Library
    drafts: Drafts

    @property
    def asking(self) -> Asking:
        """The engine that answers questions."""
        return self.library.asking

    @property
    def editions(self) -> Sequence[str]:
        """The editions there are, oldest first."""
        return tuple(self.library.editions)

    def form(self, edition: str, name: FormName) -> Form:
        """Return a form."""
        return self.library.forms[edition, name]

    def rules(self, edition: str) -> Rules:
        """Return what the notice of an edition demands of a form."""
        return self.library.rules[edition]

    def handing(self, edition: str, form: FormName, filed_as: str) -> Handing:
        """Return how a form is handed in."""
        return handing_in(self.library.editions[edition], form, filed_as)

    def unprintable(self, form: Form, answers: Answers) -> Sequence[str]:
        """Return the characters of answers that PDF and PNG cannot print."""
        return unprintable(form, answers)

    def citation(self, fact: str) -> Citation | None:
        """Return the clause a fact rests on."""
        return self.library.citations.get(fact)


def load_library() -> Library:
    """Return the library; raises BadForm or BadNotice where a file cannot be used."""
    asking = load_asking()
    editions = {edition.id: edition for edition in asking.knowledge.editions}
    return Library(load_forms(), editions, asking)
