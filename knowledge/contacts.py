"""The people to phone: whose a number is, and which edition a name belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.answer import Part
from knowledge.notice import Contact, Edition, Email, Fact
from knowledge.segment import Segment

_TOPIC, _OWNER = "contact", "phone-owner"
_SHORTEST = 3  # fewer digits are no ending of a telephone


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of every edition."""

    editions: Mapping[str, Edition]

    def facts(self, edition: str) -> list[Fact]:
        """Give the facts that name whom to phone."""
        return [fact for fact in self.editions[edition].facts if fact.topic == _TOPIC]

    def owner(self, segment: Segment, edition: str, name: str) -> list[Part]:
        """Give whose a number is, by all or the last of its digits."""
        said = [n.digits for n in segment.numbers if len(n.digits) >= _SHORTEST]
        for fact in self.facts(edition):
            if isinstance(fact.value, Contact):
                names = tuple(
                    person.name
                    for person in fact.value.people
                    if any(person.phone.endswith(digits) for digits in said)
                )
                if names:
                    return [Part("fact", _OWNER, name, edition, fact, names=names)]
        return [Part("absent", _OWNER, name, edition)]

    def is_older_address(self, text: str) -> bool:
        """Whether the mailbox of an edition that is not the newest is named."""
        *older, newest = self.editions
        then = {address for edition in older for address in self._addresses(edition)}
        return any(a.split("@")[0] in text for a in then - self._addresses(newest))

    def _addresses(self, edition: str) -> set[str]:
        facts = self.editions[edition].facts
        return {fact.value.address for fact in facts if isinstance(fact.value, Email)}

    def edition_of(self, text: str) -> str:
        """Give the edition whose contact is named, where no other names the same person."""
        found = {
            edition
            for edition in self.editions
            for fact in self.facts(edition)
            if isinstance(fact.value, Contact)
            for person in fact.value.people
            if person.name in text
        }
        return found.pop() if len(found) == 1 else ""
