"""Takes updates to the desk and letters to people; whatever way the updates come."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby, repeat

from bot import desk
from bot.channels.telegram.calls import Gone, Later, Refused
from bot.channels.telegram.carrier import Carrier
from bot.channels.telegram.clerk import Clerk
from bot.channels.telegram.client import Client
from bot.channels.telegram.errands import Errands, Turns
from bot.channels.telegram.fetching import Fetching
from bot.channels.telegram.groups import answer_in_group
from bot.channels.telegram.handing import Act, Handing
from bot.channels.telegram.hearing import Heard, hear
from bot.channels.telegram.mail import Mail
from bot.channels.telegram.threads import away
from bot.delivery import Letter
from bot.message import File, Incoming, Other, Tap
from bot.store import StoreUnavailable
from bot.wording import sentence
from bot.world import Answering
from forms.form import Json

CHANNEL = "telegram"

_LOG = logging.getLogger("shenbao.telegram")

#: An answer that takes longer is announced by a sign of writing.
TYPING_AFTER_SECONDS = 1.0

#: How often letters that nobody here just asked for are looked for, and how many at once. The Bot API
#: takes about 30 messages a second in all, and the answers people wait for come first.
ROUND_SECONDS = 1.0
LETTERS_A_ROUND = 20

#: How long the database is waited for before it is asked again.
PAUSES_SECONDS = (0.5, 1.0, 2.0, 5.0)

#: Albums whose first picture was answered; their others say nothing new.
_MOST_ALBUMS = 500


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the office: what answers questions of groups, and which day it is."""

    answering: Callable[[], Answering]
    today: Callable[[], date]


class Office:
    """One worker's Telegram. Order is kept for each person, and nobody waits for another."""

    def __init__(
        self, client: Client, mail: Mail, fetching: Fetching, around: Surroundings
    ) -> None:
        self._bot = client
        self._mail = mail
        self._fetching = fetching
        self._around = around
        self._carrier = Carrier(client)
        self._clerk = Clerk(mail)
        self._handing = Handing(mail, self._carrier)
        self._turns = Turns()
        self._errands = Errands()
        self._round = asyncio.Lock()
        self._albums: dict[str, None] = {}

    async def take(self, given: Mapping[str, Json], *, is_patient: bool = False) -> None:
        """Take one update in; when this returns it is kept, and may be confirmed.

        Where the database is away it waits for it (`is_patient`), or raises StoreUnavailable. An
        update that cannot be read, or breaks something, is noted by its id and counts as taken: it
        must not stop its chat.
        """
        try:
            heard = hear(given, self._bot.username)
            if heard is not None:
                async with self._turns.of(heard.person):
                    await self._heard_out(heard, is_patient=is_patient)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the outermost loop of the channel
            _LOG.error(
                "an update broke",
                extra={"update": given.get("update_id"), "error": type(error).__name__},
            )

    async def deliver_waiting(self) -> int:
        """Begin to hand over letters that wait, and return how many."""
        async with self._round:
            letters = await away(self._mail.take, LETTERS_A_ROUND)
            ordered = sorted(letters, key=lambda letter: letter.to)
            for person, group in groupby(ordered, key=lambda letter: letter.to):
                self._send(person, tuple(group))
        return len(letters)

    async def deliver_for_ever(self) -> None:
        """Look for waiting letters again and again."""
        while True:
            try:
                await self.deliver_waiting()
            except Exception as error:  # noqa: BLE001 - the database may be away for a while
                _LOG.warning("letters wait", extra={"error": type(error).__name__})
            await asyncio.sleep(ROUND_SECONDS)

    async def settled(self) -> None:
        """Wait until everything that was begun is done, letters just being taken up included."""
        async with self._round:
            await self._errands.settled()

    async def _heard_out(self, heard: Heard, *, is_patient: bool) -> None:
        """Take in what was heard; nobody else's turn comes in this chat before that."""
        if heard.query:
            self._errands.soon(self._carrier.answer(heard.query))
        for pause in chain(PAUSES_SECONDS, repeat(PAUSES_SECONDS[-1])):
            try:
                await self._heard(heard)
            except StoreUnavailable:
                if not is_patient:
                    raise
            else:
                return
            await asyncio.sleep(pause)

    async def _heard(self, heard: Heard) -> None:
        if heard.has_left:
            await away(self._mail.give_up, heard.person)
        elif heard.is_group:
            await self._answer_in_group(heard)
        elif heard.incoming is not None and not self._is_told(heard):
            await self._received(heard, heard.incoming)

    async def _received(self, heard: Heard, incoming: Incoming) -> None:
        if isinstance(incoming, File):
            incoming = await self._fetching.fetch(heard)
        update = desk.Update(heard.person, incoming, self._around.today(), str(heard.update))
        typing = asyncio.get_running_loop().call_later(
            TYPING_AFTER_SECONDS, self._show_typing, heard.chat
        )
        act: Act | None = Act(
            message=heard.message,
            tapped=incoming.choice if isinstance(incoming, Tap) and heard.query else "",
            lead=sentence("telegram.abroad") if heard.is_first else "",
            album=heard.album,
        )
        try:
            async for letters in self._clerk.receive(update):
                if letters:
                    self._send(heard.person, letters, act)
                    act = None
        finally:
            typing.cancel()
            self._fetching.forget(heard)

    def _show_typing(self, chat: int) -> None:
        self._errands.soon(self._carrier.show_typing(chat))

    def _send(self, person: str, letters: tuple[Letter, ...], act: Act | None = None) -> None:
        async def work() -> None:
            given: tuple[Letter, ...] = letters
            doing = act
            while given:
                is_more = await self._handing.hand_over(given, doing)
                given = await away(self._mail.take, LETTERS_A_ROUND, person) if is_more else ()
                doing = None

        self._errands.add(person, work)

    async def _answer_in_group(self, heard: Heard) -> None:
        if not isinstance(heard.incoming, Tap) and heard.incoming is not None:
            text = getattr(heard.incoming, "text", "")
            answering = await away(self._around.answering)
            day, name = self._around.today(), self._bot.username
            words = await away(answer_in_group, answering, text, day, name)
            try:
                for each in words:
                    await self._carrier.carry(heard.chat, each, reply_to=heard.message)
            except (Later, Gone, Refused) as error:
                _LOG.info("a group was not answered", extra={"error": type(error).__name__})

    def _is_told(self, heard: Heard) -> bool:
        """True for the further pictures of an album whose first one was answered."""
        if not heard.album or not isinstance(heard.incoming, Other):
            return False
        is_known = heard.album in self._albums
        self._albums[heard.album] = None
        while len(self._albums) > _MOST_ALBUMS:
            self._albums.pop(next(iter(self._albums)))
        return is_known
