"""What every conversation shares, loaded once: forms, rules, notices, the questions' engine."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType

from bot.charting import chart
from bot.collecting import package_files, summary_files
from bot.exhibits import Exhibits
from bot.handing import handing_in
from bot.known import KnownAnswers
from bot.message import Send
from bot.metrics import DOCUMENTS
from bot.notes import Notes
from bot.owndata import OwnData
from bot.packing import SENT, pack
from bot.people import Actor, People
from bot.published import Sources, sources_now
from bot.qr import qr_picture
from bot.reviews import Reviews
from bot.rules import build_rules
from bot.service import Service
from bot.sharing import Sharing
from bot.store import Database, exhibits_of, published, with_cases
from bot.submissions import Submissions
from bot.wording import sentence
from bot.world import Drafts, Handing, Kept
from forms.document.render import render, unprintable
from forms.exhibit import Exhibit
from forms.form import Answers, Form, FormName, Quota, Rules
from forms.load import load_forms
from knowledge.asking import Asking, load_asking
from knowledge.notice import Citation, Edition


@dataclass(frozen=True)
class Library:
    """Forms by (edition, name), editions by id with the oldest first, and the engine."""

    forms: Mapping[tuple[str, str], Form]
    editions: Mapping[str, Edition]
    asking: Asking
    service: Service = field(default_factory=Service)

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

    def answering_in(self, database: Database) -> Sources:
        """Return what answers questions now where nobody's own things come into it (groups)."""
        with database.reading() as reading:
            return sources_now(self.asking, published(reading))

    def world(self, kept: Kept, address: str = "") -> "SharedWorld":
        """Return the world of one person; `address` is where they reached the page, if they did."""
        return SharedWorld(self, kept, self.service.reached_at(address))

    def papers(self, database: Database) -> Callable[[Send], Mapping[str, bytes | Path]]:
        """Return what makes the documents of a reply, with the pictures and cases that are kept.

        A package is a file of its own, to be moved or taken away.
        """

        def made(send: Send) -> Mapping[str, bytes | Path]:
            whole = with_cases(database, send)
            exhibits = exhibits_of(database, whole.exhibits, SENT * (whole.form == "own/data"))
            if whole.form != "region/package":
                return self.documents(whole, exhibits)
            make = partial(self.documents, exhibits=exhibits)
            return package_files(whole, self.forms, self._quotas, make)

        return made

    def documents(
        self, send: Send, exhibits: Mapping[str, Sequence[Exhibit]] = MappingProxyType({})
    ) -> dict[str, bytes]:
        """Return the documents of a reply: file name -> bytes. `exhibits` are by their draft."""
        edition, _, name = send.form.partition("/")
        if send.form == "link/qr":
            return {sentence("inviting.qr_name"): qr_picture(str(send.answers["link"]))}
        if send.form == "own/data":
            return {sentence("privacy.export_name"): pack(send.answers, exhibits, self.documents)}
        if edition == "region":
            return self._of_region(send)
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
            is_practice=send.is_practice,
            exhibits=exhibits.get(send.draft, ()),
            mark=send.mark,
            link=send.link,
        )
        for document in made:
            DOCUMENTS.labels(document.name.rpartition(".")[2]).inc()
        return {document.name: document.content for document in made}

    @cached_property
    def _quotas(self) -> Mapping[str, Sequence[Quota]]:
        return {name: rules.quotas for name, rules in self.rules.items()}

    def _of_region(self, send: Send) -> dict[str, bytes]:
        """Return 附件3 or the picture of a region whose cases stand in the reply."""
        if send.form == "region/chart":
            names = {topic.id: topic.name for topic in self.asking.knowledge.topics}
            return {sentence("charting.name"): chart(send.answers, names)}
        return summary_files(send, self.forms, self._quotas)


@dataclass(frozen=True, slots=True)
class SharedWorld:
    """What `bot.world.World` promises: the library, and what is kept for one person."""

    library: Library
    kept: Kept
    service: Service  # who runs this, and how it is reached

    @property
    def drafts(self) -> Drafts:
        """The drafts of the person who talks."""
        return self.kept.drafts

    @property
    def me(self) -> Actor:
        """The person who talks, with their roles."""
        return self.kept.me

    @property
    def people(self) -> People:
        """Places, roles and invitations."""
        return self.kept.people

    @property
    def sharing(self) -> Sharing:
        """Drafts in colleagues' hands, and other devices."""
        return self.kept.sharing

    @property
    def exhibits(self) -> Exhibits:
        """The pictures and tables of their drafts."""
        return self.kept.exhibits

    @property
    def own(self) -> OwnData:
        """What is kept about the person who talks."""
        return self.kept.own

    @property
    def submissions(self) -> Submissions:
        """What the person sent for review, and what they may see of others'."""
        return self.kept.submissions

    @property
    def reviews(self) -> Reviews:
        """What the person may do with the cases of their region."""
        return self.kept.reviews

    @property
    def notes(self) -> Notes:
        """Questions left for others, and letters to a region."""
        return self.kept.notes

    @property
    def known(self) -> KnownAnswers:
        """What the centre answered or made known besides the notices."""
        return self.kept.known

    @property
    def asking(self) -> Asking:
        """The engine that answers questions from the notices alone."""
        return self.library.asking

    def answering(self) -> Sources:
        """Return what answers questions now: the notices, and what the centre published besides."""
        return sources_now(self.library.asking, self.kept.known.published())

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


def load_library(service: Service | None = None) -> Library:
    """Return the library; raises BadForm or BadNotice where a file cannot be used."""
    asking = load_asking()
    editions = {edition.id: edition for edition in asking.knowledge.editions}
    return Library(load_forms(), editions, asking, service or Service())
