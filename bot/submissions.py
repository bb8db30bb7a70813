"""What is sent for review (预审): a case with its versions and remarks, and what may be done with it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from bot.people import CENTRES_OWN, Actor, Role
from forms.document.envelope import canonical_bytes
from forms.form import Answers, Json

#: 已发预审, 已退回, 已接收; what was withdrawn waits for its sender alone.
Standing: TypeAlias = Literal["sent", "returned", "accepted", "withdrawn"]
#: 上报, 备选, or not decided yet.
Rank: TypeAlias = Literal["main", "reserve", ""]
#: Sent in the chat, a file collected elsewhere, paper of which only six fields are known; or the name
#: of a file nobody could read, until those six are said (`stub`).
Source: TypeAlias = Literal["chat", "file", "paper", "stub"]
#: What came of an act: done; somebody else was faster (`moved`); no 上报 place is left (`full`).
Outcome: TypeAlias = Literal["done", "moved", "full"]

#: Where a case lies on the desk, what waits for somebody first: 待看, 已退回, 没定, 上报, 备选.
SHELVES = ("sent", "returned", "open", "main", "reserve")

#: So many cases go into one package: it is made in a moment, and never lies in memory whole.
PACKED = 50
#: So many bytes go into one package, a case that is larger alone: Telegram takes files of 50 MB.
PACKED_BYTES = 40_000_000
#: The Word and PDF of a case without pictures are smaller than this; its pictures are in both.
CASE_BYTES = 400_000
#: So many cases, and so many bytes of pictures, are packed in a second; more where the machine is idle.
PACKED_A_SECOND, BYTES_A_SECOND = 10, 2_000_000

#: Stands for the version that a correction becomes when it is taken over.
WAITING = 0
#: What goes to the liaison as 更正 once a case is accepted: it stands on paper and in 附件3.
CORRECTED: tuple[str, ...] = ("unit", "case_title", "leaders", "certificate_unit", "contact_leader")


@dataclass(frozen=True, slots=True)
class Submission:
    """One case that was sent or registered, as a list shows it; its answers are asked for apart.

    `draft` is empty, `sender` 0 for what nobody sent in the chat. `reviewer` accepted it or sent it back.
    `sent_at` is when this version came; `is_correcting`: a correction waits to be decided.
    """

    id: int
    code: str
    edition: str
    region: int
    school: int
    filed_as: str
    unit: str
    title: str
    leader: str
    version: int
    checksum: str
    standing: Standing
    rank: Rank
    source: Source
    draft: str
    sender: int
    reviewer: int
    is_seen: bool
    sent_at: datetime
    paper_at: datetime | None
    is_correcting: bool

    @property
    def shelf(self) -> str:
        """Where it lies on the desk, one of `SHELVES`: as it stands, or once accepted as it is ranked."""
        return self.standing if self.standing != "accepted" else self.rank or "open"

    @property
    def is_stub(self) -> bool:
        """True for a file of which only the name is known yet: it stands in `title`."""
        return self.source == "stub"

    @property
    def has_papers(self) -> bool:
        """True where there are answers enough to make its documents."""
        return self.source in ("chat", "file")

    @property
    def is_new(self) -> bool:
        """True when it waits for review and nobody has looked yet, or a correction waits."""
        return self.is_correcting or (self.standing == "sent" and not self.is_seen)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer asks to be changed: at one question, or (empty) at the whole."""

    question: str
    text: str
    version: int = 0
    is_done: bool = False


def checksum(answers: Answers) -> str:
    """Return what proves later that the answers are the same."""
    return hashlib.sha256(canonical_bytes(dict(answers))).hexdigest()


@dataclass(frozen=True, slots=True)
class Correction:
    """What the sender of an accepted case wants changed (更正), or those in charge found in a file of theirs; when it came."""

    id: int
    answers: Mapping[str, Json]
    at: datetime
    is_of_sender: bool

    @property
    def checksum(self) -> str:
        """What proves later that the answers are the same."""
        return checksum(self.answers)


@dataclass(frozen=True, slots=True)
class Version:
    """The answers of a case as one of its versions had them."""

    version: int
    answers: Mapping[str, Json]
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cases of a region stand how; `open` are accepted, neither 上报 nor 备选.

    `of_region` are its own among those of 上报. Files nobody could read are no cases yet.
    """

    region: int
    all: int = 0
    sent: int = 0
    returned: int = 0
    accepted: int = 0
    main: int = 0
    reserve: int = 0
    open: int = 0
    paper: int = 0
    of_region: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside a case: how many of its unit with it, how many others nobody has looked at."""

    of_unit: int
    unseen: int


def packages(pictures: Sequence[int]) -> tuple[range, ...]:
    """Return the places of the cases in each package; `pictures` are the bytes of each case's."""
    starts, size = [0], 0
    for place, bytes_ in enumerate(pictures):
        weight = CASE_BYTES + 2 * bytes_
        is_full = place - starts[-1] >= PACKED or size + weight > PACKED_BYTES
        if is_full and place > starts[-1]:
            starts.append(place)
            size = 0
        size += weight
    return tuple(map(range, starts, (*starts[1:], len(pictures))))


def packing_seconds(pictures: Sequence[int]) -> int:
    """Return about how long a package takes at most; `pictures` are the bytes of each case's."""
    return round(len(pictures) / PACKED_A_SECOND + sum(pictures) / BYTES_A_SECOND)


def place_of(actor: Actor) -> Role | None:
    """Return the role that says where a person hands in; None for somebody without a place."""
    for name in ("teacher", "school", "liaison"):
        for role in actor.roles:
            if role.name == name and role.region is not None:
                return role
    return None


def is_fitting(role: Role, filed_as: str) -> bool:
    """True when a case filed so belongs where the role is: a district school never at the centre.

    Source: 2025 附件2 注2 “区域内学校单独上报材料至市教育质量监测中心的，一律不接收”
    """
    return (filed_as == "direct_school") == (role.region == CENTRES_OWN)


class Submissions(Protocol):
    """What the person who talks sent, and what they may see of others'.

    What is not theirs to see or do raises `bot.access.NotAllowed`.
    """

    def in_charge(self, region: int) -> Sequence[int]:
        """Return who reviews what is sent to a region (`CENTRES_OWN`: to the centre)."""

    def reviewers(self, submission: Submission) -> Sequence[int]:
        """Return who reviews a case: who did before, else everybody in charge there."""

    def around(self, submission: Submission) -> Around:
        """Return what stands beside a case of one's own."""

    def of_draft(self, draft: str) -> Submission | None:
        """Return the case a draft was sent as."""

    def send(self, draft: str, edition: str, answers: Answers) -> Submission | None:
        """Send a draft, as the next version where it was sent before; None where there is nobody to.

        An accepted case stays as it is: the answers wait beside it as a correction.
        """

    def withdraw(self, submission: int) -> Outcome:
        """Take back what was sent, until it is accepted."""

    def withdraw_correction(self, submission: int) -> Outcome:
        """Take back the correction one sent, until it is decided."""

    def get(self, submission: int) -> Submission | None:
        """Return one case."""

    def find(self, code: str) -> Submission | None:
        """Return the case of a short code; None where it is none the person may see."""

    def versions(self, submission: int) -> Sequence[Version]:
        """Return every version of a case, the oldest first."""

    def remarks(self, submission: int) -> Sequence[Remark]:
        """Return what was remarked, in order."""

    def correction(self, submission: int) -> Correction | None:
        """Return the correction that waits to be decided."""

    def of_school(self, school: int, edition: str) -> Sequence[Submission]:
        """Return the cases of a school that were not withdrawn."""

    def region_day(self, region: int, edition: str) -> date | None:
        """Return the day a region wants papers by, where its liaison set one (区里规定)."""
