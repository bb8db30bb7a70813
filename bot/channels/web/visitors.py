"""Who comes: a browser is known by a long-lived cookie that is replaced now and then.

A teacher has no password. Whoever has one is known by the cookie of a sign-in only, for a working day.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fastapi import Request, Response

from bot.channels.web.signing import CHANNEL, Signer
from bot.store import Database, Visit, find_visit, keep_visit, retire_visit

#: How long a browser is known after it last had a new cookie.
KEPT = timedelta(days=180)
#: A cookie older than this is replaced …
RENEWED = timedelta(days=7)
#: … and works this much longer, for pages that are open in other windows.
OVERLAP = timedelta(hours=1)
#: Who has a password signs in anew after a working day, whatever the cookie.
SIGNED_IN = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser: its cookie, the token its forms carry, and whom it belongs to.

    `key` is empty until the first message: nothing is kept of somebody who only looks. `address` is
    the one they came to the page by.
    """

    cookie: str
    token: str
    key: str = ""
    is_fresh: bool = False
    address: str = ""


class Visitors:
    """Knows browsers by their cookies."""

    def __init__(
        self, database: Database, signer: Signer, now: Callable[[], datetime], *, is_https: bool
    ) -> None:
        self._database = database
        self._signer = signer
        self._now = now
        self._is_https = is_https

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; with https it can be set by this very host only."""
        return "__Host-shenbao" if self._is_https else "shenbao"

    def recognise(self, request: Request) -> Visitor:
        """Return who comes; somebody without a cookie of ours gets a fresh one."""
        cookie = request.cookies.get(self.cookie_name, "")
        family = self._signer.family(cookie)
        if not family:
            return self._visitor(self._signer.new_cookie(), is_fresh=True)
        now = self._now()
        with self._database.reading() as reading:
            visit = find_visit(reading, CHANNEL, cookie)
        if visit is None:
            return self._visitor(cookie)
        is_over = visit.has_password and now - visit.made_at > SIGNED_IN
        if is_over or visit.retires_at < now:
            return self._visitor(self._signer.new_cookie(), is_fresh=True)
        is_replaced = visit.retires_at - visit.made_at < KEPT
        if now - visit.made_at < RENEWED or is_replaced:
            return self._visitor(cookie, visit.key)
        renewed = self._signer.new_cookie(family)
        with self._database.transaction() as transaction:
            keep_visit(transaction, renewed, Visit(visit.key, now, now + KEPT))
            retire_visit(transaction, cookie, now + OVERLAP)
        return self._visitor(renewed, visit.key, is_fresh=True)

    def known(self, visitor: Visitor) -> Visitor:
        """Return the visitor with a key, made and kept when this is the first message."""
        if visitor.key:
            return visitor
        now = self._now()
        with self._database.transaction() as transaction:
            made = Visit(secrets.token_urlsafe(18), now, now + KEPT)
            keep_visit(transaction, visitor.cookie, made)
            visit = find_visit(transaction, CHANNEL, visitor.cookie) or made
        return replace(visitor, key=visit.key)

    def enter(self, key: str) -> Visitor:
        """Return this browser as somebody else from now on: with a cookie of its own."""
        now = self._now()
        visitor = self._visitor(self._signer.new_cookie(), key, is_fresh=True)
        with self._database.transaction() as transaction:
            keep_visit(transaction, visitor.cookie, Visit(key, now, now + KEPT))
        return visitor

    def leave(self, visitor: Visitor) -> Visitor:
        """End this browser's cookie, and return the stranger it is from now on."""
        with self._database.transaction() as transaction:
            retire_visit(transaction, visitor.cookie, self._now())
        return self._visitor(self._signer.new_cookie(), is_fresh=True)

    def is_own_form(self, visitor: Visitor, token: str) -> bool:
        """True when a form came from a page of this visitor's browser."""
        return self._signer.is_form_token(self._signer.family(visitor.cookie), token)

    def remember(self, response: Response, visitor: Visitor) -> None:
        """Give the browser its cookie, where it is fresh."""
        if visitor.is_fresh:
            response.set_cookie(
                self.cookie_name,
                visitor.cookie,
                max_age=int(KEPT.total_seconds()),
                path="/",
                secure=self._is_https,
                httponly=True,
                samesite="lax",
            )

    def _visitor(self, cookie: str, key: str = "", *, is_fresh: bool = False) -> Visitor:
        token = self._signer.form_token(self._signer.family(cookie))
        return Visitor(cookie, token, key, is_fresh)
