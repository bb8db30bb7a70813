"""Signs what goes out and comes back: cookies, form tokens, links to files."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: What the desk calls the page.
CHANNEL = "web"

#: How long a link to a file works. Long enough for WeChat to hand it on to another program.
PAPER_KEPT = timedelta(minutes=30)

_MAC_BYTES = 15
_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a link to a file opens, and until when."""

    row: int
    expires_at: datetime


class Signer:
    """Makes and reads signed values with the installation's secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def new_cookie(self, family: str = "") -> str:
        """Return a new cookie; one that replaces another stays in its family."""
        body = f"{family or secrets.token_urlsafe(16)}.{secrets.token_urlsafe(18)}"
        return f"{body}.{self._mac('cookie', body)}"

    def family(self, cookie: str) -> str:
        """Return the family of a cookie made here; empty for any other."""
        body, _, mac = cookie.rpartition(".")
        return body.partition(".")[0] if self._agrees("cookie", body, mac) else ""

    def form_token(self, family: str) -> str:
        """Return the token that a form of this browser carries."""
        return self._mac("form", family)

    def is_form_token(self, family: str, token: str) -> bool:
        """True when a form came from a page of this browser."""
        return bool(family) and self._agrees("form", family, token)

    def paper_link(self, row: int, now: datetime) -> str:
        """Return the part of an address that opens the files of a reply for a while.

        The same for five minutes, so that a picture that was shown is not fetched again.
        """
        minute = int((now + PAPER_KEPT).timestamp()) // 300 * 5
        body = f"{row:x}-{minute:x}"
        return f"{body}-{self._mac('paper', body)}"

    def paper(self, link: str, now: datetime) -> Paper | None:
        """Return what a link opens; None when it was not made here or its time is over."""
        body, _, mac = link.rpartition("-")
        if not self._agrees("paper", body, mac):
            return None
        row, _, minute = body.partition("-")
        expires_at = _BEGIN + timedelta(minutes=int(minute, 16))
        return Paper(int(row, 16), expires_at) if now < expires_at else None

    def _mac(self, use: str, body: str) -> str:
        made = hmac.digest(self._secret, f"{use}:{body}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(made[:_MAC_BYTES]).decode().replace("-", "~")

    def _agrees(self, use: str, body: str, mac: str) -> bool:
        return hmac.compare_digest(self._mac(use, body).encode(), mac.encode("utf-8", "replace"))
