"""How a finished form is handed in, out of the facts of a notice.

Pure: no clock, disk or database.
"""

from datetime import date

from bot.rules import fact_on
from bot.world import Handing
from forms.form import FormName
from knowledge.notice import (
    Audience,
    Citation,
    Count,
    Deadline,
    Edition,
    Email,
    Fact,
    Place,
    Rule,
    Unclear,
)

#: Whom a case is filed for -> who asks the notice.
AUDIENCE_OF: dict[str, Audience] = {
    "district_school": "school",
    "direct_school": "direct_school",
    "region": "liaison",
}
_DEADLINES = {
    "application": "topic-deadline",
    "liaison": "liaison-deadline",
    "summary": "summary-deadline",
}
_MAIL = {"liaison": "liaison-form-to", "summary": "summary-to"}


def handing_in(edition: Edition, form: FormName, filed_as: str) -> Handing:
    """Return the way of a form: the code of its sentence, the values in it, and their clauses.

    Source: 2025 附件2 注1–3, 附件1 注1, 附件3 注1; 2022 五、2 and the same notes.
    """
    found = _Found(edition, AUDIENCE_OF.get(filed_as))
    deadline = found.day(_DEADLINES[form])
    if form == "application":
        found.copies()
        found.paper_only()
        found.address()
        found.text("hand-in-route")
        way = f"application.{filed_as or 'unknown'}"
    else:
        found.mail(_MAIL[form])
        way = form
    return Handing(way, found.facts, tuple(found.quotes), deadline)


class _Found:
    """Values gathered on the way, each with the clause that holds it."""

    def __init__(self, edition: Edition, audience: Audience | None) -> None:
        self._edition = edition
        self._audience = audience
        self.facts: dict[str, str] = {}
        self.quotes: list[Citation] = []

    def text(self, topic: str) -> Fact | None:
        """Look a fact up and keep its clause."""
        fact = fact_on(self._edition, topic, self._audience)
        if fact and fact.quotes[0] not in self.quotes:
            self.quotes.append(fact.quotes[0])
        return fact

    def day(self, topic: str) -> date | None:
        """Keep the last day as `day`; empty when only a month is said."""
        fact = self.text(topic)
        day = fact.value.day if fact and isinstance(fact.value, Deadline) else None
        self.facts["day"] = f"{day.year}年{day.month}月{day.day}日" if day else ""
        return day

    def copies(self) -> None:
        """Keep how many copies; `copies_advice` where the notice can be read in two ways here (X12)."""
        fact = self.text("application-copies")
        self.facts["copies"] = ""
        self.facts["copies_advice"] = ""
        if fact and isinstance(fact.value, Count):
            self.facts["copies"] = str(fact.value.exactly or fact.value.minimum or "")
        unclear = fact_on(self._edition, "copies-scope", self._audience)
        is_own = unclear and unclear.audience == {self._audience}
        if unclear and is_own and isinstance(unclear.value, Unclear):
            self.facts["copies_advice"] = unclear.value.advice

    def paper_only(self) -> None:
        """Keep `paper_only` where the notice wants no electronic copy."""
        fact = fact_on(self._edition, "application-medium", self._audience)
        refused = bool(fact and isinstance(fact.value, Rule) and fact.value.verdict == "no")
        self.facts["paper_only"] = "yes" if refused else ""

    def address(self) -> None:
        """Keep the postal address, empty where the notice prints none."""
        fact = fact_on(self._edition, "address")
        self.facts["address"] = ""
        if fact and isinstance(fact.value, Place):
            self.facts["address"] = fact.value.address
            if self._audience != "school":
                self.text("address")

    def mail(self, topic: str) -> None:
        """Keep the displayed address as `email`, and `links` where hidden links lead elsewhere."""
        fact = self.text(topic)
        self.facts["email"] = fact.value.address if fact and isinstance(fact.value, Email) else ""
        self.facts["links"] = "yes" if fact_on(self._edition, "mail-links") else ""
