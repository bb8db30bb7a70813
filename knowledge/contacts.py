"""The people to phone: whose a number is, and which edition a name belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.answer import Part
from knowledge.notice import Contact, Edition, Fact
from knowledge.segment import Segment

_TOPIC, _OWNER = "contact", "phone-owner"
_SHORTEST = 1000  # a shorter number is no ending of a telephone


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of every edition."""

    editions: Mapping[str, Edition]

    def facts(self, edition: str) -> list[Fact]:
        """Give the facts that name whom to phone."""
        return [fact for fact in self.editions[edition].facts if fact.topic == _TOPIC]

    def owner(self, segment: Segment, edition: str, name: str) -> list[Part]:
        """Give whose a number is, by all or the last of its digits."""
        said = [str(number.value) for number in segment.numbers if number.value >= _SHORTEST]
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
