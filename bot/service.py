"""Who runs this service and how it is reached: what sentences and links are made of."""

from dataclasses import dataclass, replace

#: How long drafts are kept after the end of their edition, where no setting says otherwise.
KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Service:
    """The operator's name, the page's address and the Telegram name; each empty when not set.

    Drafts of an edition are kept for `kept_days` after its end.
    """

    operator: str = ""
    url: str = ""
    telegram: str = ""
    kept_days: int = KEPT_DAYS

    def reached_at(self, address: str) -> "Service":
        """Return the service as somebody reached it: links begin with `address` where no url is set.

        >>> Service().reached_at("http://10.0.0.5:8000").links("ABCDE")
        ('http://10.0.0.5:8000/c/ABCDE',)
        """
        return self if self.url or not address else replace(self, url=address)

    def links(self, code: str) -> tuple[str, ...]:
        """Return the links that carry a code to the assistant, the one for most people first."""
        found = []
        if self.url:
            found.append(f"{self.url}/c/{code}")
        if self.telegram:
            found.append(f"https://t.me/{self.telegram}?start={code}")
        return tuple(found)

    def opening(self, choice: str) -> tuple[str, ...]:
        """Return the links that open what a choice stands for (`change:DRAFT:QUESTION`), as `bot.channels.links` reads them.

        >>> Service(url="https://page.example").opening("change:d1:unit")
        ('https://page.example/at/change-d1-unit',)
        """
        payload = choice.replace(":", "-")
        found = []
        if self.url:
            found.append(f"{self.url}/at/{payload}")
        if self.telegram:
            found.append(f"https://t.me/{self.telegram}?start={payload}")
        return tuple(found)
