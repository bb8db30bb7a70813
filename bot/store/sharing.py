"""What `bot.sharing.Sharing` promises, for one person in one transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, cast

from bot.access import Act, Thing, require
from bot.people import Actor
from bot.sharing import Colleagues, Grant
from bot.store import pens
from bot.store.audit import note_deed
from bot.store.database import Transaction
from bot.store.onetime import make_code


class PersonSharing:
    """The drafts of one person in others' hands, each act looked at by `bot.access` first."""

    def __init__(
        self, transaction: Transaction, me: Actor, now: datetime, changed: Callable[[], None]
    ) -> None:
        self._transaction = transaction
        self._me = me
        self._now = now
        self._changed = changed

    def grant(self, draft: str, grant: Grant) -> str:
        """Return a one-time code that gives a colleague the draft."""
        self._require("give_draft", draft)
        self._note(f"grant_{grant}", draft)
        return make_code(self._transaction, grant, self._me.person, draft, self._now)

    def colleagues(self, draft: str) -> Colleagues:
        """Return how many others may see and fill in a draft."""
        self._require("give_draft", draft)
        return pens.colleagues_of(self._transaction, draft)

    def take_back(self, draft: str) -> bool:
        """Let nobody else at a draft of one's own any more; or give up a colleague's."""
        self._require("see_draft", draft)
        is_own = pens.owner_of(self._transaction, draft) == self._me.person
        who = None if is_own else self._me.person
        self._note("unshare", draft)
        self._changed()
        return pens.unshare(self._transaction, draft, who)

    def writer(self, draft: str) -> int | None:
        """Return the colleague who writes in a draft now."""
        self._require("see_draft", draft)
        found = pens.writer_of(self._transaction, draft, self._now)
        return None if found == self._me.person else found

    def pass_pen(self, draft: str, to: int) -> bool:
        """Let a colleague write who asked to."""
        self._require("edit_draft", draft)
        owner = pens.owner_of(self._transaction, draft)
        if to != owner and pens.mode_of(self._transaction, draft, to) != "edit":
            return False
        self._note("pass_pen", draft)
        self._changed()
        return pens.hand_pen(self._transaction, draft, self._me.person, to, self._now)

    def join_code(self) -> str:
        """Return a one-time code that carries on on another device."""
        note_deed(self._transaction, self._me.person, "join_code", ("person", ""), self._now)
        return make_code(self._transaction, "join", self._me.person, None, self._now)

    def _require(self, act: Act, draft: str) -> None:
        owner = pens.owner_of(self._transaction, draft)
        mode = pens.mode_of(self._transaction, draft, self._me.person)
        shared = cast("Literal['', 'view', 'edit']", mode)
        require(self._me, act, Thing(owner=owner or 0, shared=shared))

    def _note(self, act: str, draft: str) -> None:
        note_deed(self._transaction, self._me.person, act, ("draft", draft), self._now)
