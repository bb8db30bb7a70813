"""Letters on their way to one person: posted in order, and each one's fate told to the desk."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.channels.telegram.calls import PAUSE_SECONDS, Gone, Later, Refused
from bot.channels.telegram.carrier import Carrier
from bot.channels.telegram.mail import Mail
from bot.channels.telegram.rendering import Post, Words, posts_of
from bot.channels.telegram.threads import away
from bot.delivery import Letter

_LOG = logging.getLogger("shenbao.telegram")

#: Taps that look about: what they bring takes the place of the message they stand on.
LOOKING = frozenset({"back", "check", "change", "drafts", "open", "resume", "keep", "help", "page"})

#: A letter that could not be handed over waits longer each time, up to this.
LONGEST_PAUSE_SECONDS = 3600.0
_GROWTH = 5

_MOST_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did that letters answer: the message to reply to, the button they tapped.

    `album` is shared by pictures sent at once: where they go is asked once for all of them.
    """

    message: int = 0
    tapped: str = ""
    lead: str = ""
    album: str = ""


@dataclass(slots=True)
class _Progress:
    """How much of a letter is there already, and how often it could not be handed over."""

    done: int = 0
    tries: int = 0


class Handing:
    """Hands letters over, one person's after the other."""

    def __init__(self, mail: Mail, carrier: Carrier) -> None:
        self._mail = mail
        self._carrier = carrier
        self._progress: OrderedDict[int, _Progress] = OrderedDict()
        self._asked: OrderedDict[int, tuple[str, int]] = OrderedDict()  # chat -> album, message

    async def hand_over(self, letters: Sequence[Letter], act: Act | None = None) -> bool:
        """Post letters to one person; True when more waits behind them."""
        is_more = False
        for place, letter in enumerate(letters):
            try:
                await self._posted(letter, act if place == 0 else None, is_only=len(letters) == 1)
            except Later as later:
                await away(self._mail.put_back, letters[place:], self._pause(letter, later))
                return False
            except Gone:
                _LOG.info("nobody there", extra={"row": letter.row})
                await away(self._mail.give_up, letter.to)
                return False
            except Refused as refused:
                _LOG.error(
                    "refused for good", extra={"row": letter.row, "error": type(refused).__name__}
                )
                await away(self._mail.drop, [letter])
            else:
                is_more = self._mail.confirm([letter])  # cheap: it is written down later
            self._progress.pop(letter.row, None)
        return is_more

    async def _posted(self, letter: Letter, act: Act | None, *, is_only: bool) -> None:
        """Post a letter; whatever else breaks lets it wait, so that no letter stops for ever."""
        try:
            album = act.album if act and _asks_where(letter) else ""
            if album and await self._joins(letter, album):
                return
            await self._post(letter, act, is_only=is_only)
            if album:
                self._note_asked(letter, album)
        except (Later, Gone, Refused):
            raise
        except Exception as error:  # noqa: BLE001 - the letter stays in the outbox
            _LOG.error("a letter broke", extra={"row": letter.row, "error": type(error).__name__})
            raise Later(PAUSE_SECONDS) from None

    async def _post(self, letter: Letter, act: Act | None, *, is_only: bool) -> None:
        chat = int(letter.to)
        posts = posts_of(letter, act.lead if act else "")
        progress = self._known(letter.row)
        tidying = None
        if act and act.tapped and not progress.done and _follows(letter, act.tapped):
            if self._is_in_place(chat, act, posts, is_only=is_only):
                progress.done += await self._changed(chat, act, posts[0])
            else:  # at the same time: who tapped does not wait for it
                tidying = asyncio.create_task(self._carrier.strip(chat, act.message))
        reply_to = act.message if act and letter.quotes and not act.tapped else 0
        try:
            for post in posts[progress.done :]:
                await self._carrier.carry(chat, post, reply_to=reply_to)
                progress.done += 1
                reply_to = 0
        finally:
            if tidying:
                await tidying
        if letter.role:
            await self._carrier.show_menu(chat, letter.role)

    def _is_in_place(self, chat: int, act: Act, posts: Sequence[Post], *, is_only: bool) -> bool:
        """True when a letter takes the place of the message whose button was tapped."""
        is_looking = act.tapped.partition("@")[0].partition(":")[0] in LOOKING
        is_alone = is_only and len(posts) == 1 and isinstance(posts[0], Words)
        return is_looking and is_alone and self._carrier.is_last(chat, act.message)

    async def _changed(self, chat: int, act: Act, post: Post) -> bool:
        """Put a letter in the place of the message whose button was tapped."""
        assert isinstance(post, Words)  # noqa: S101 - looked at before
        return await self._carrier.change(chat, act.message, post)

    def _known(self, row: int) -> _Progress:
        progress = self._progress.setdefault(row, _Progress())
        self._progress.move_to_end(row)
        while len(self._progress) > _MOST_REMEMBERED:
            self._progress.popitem(last=False)
        return progress

    def _pause(self, letter: Letter, later: Later) -> timedelta:
        """Return how long a letter waits: as told, or longer each time nobody told."""
        progress = self._known(letter.row)
        if later.is_told:
            return timedelta(seconds=later.seconds)
        seconds = later.seconds * _GROWTH**progress.tries
        progress.tries = min(progress.tries + 1, 10)
        return timedelta(seconds=min(seconds, LONGEST_PAUSE_SECONDS))

    async def _joins(self, letter: Letter, album: str) -> bool:
        """Let the question after the first picture of an album ask for this one too; False where it cannot."""
        chat = int(letter.to)
        known, message = self._asked.get(chat, ("", 0))
        first, *others = posts_of(letter, "")
        is_alone = not others and isinstance(first, Words)
        if known != album or not is_alone or not self._carrier.is_last(chat, message):
            return False
        assert isinstance(first, Words)  # noqa: S101 - looked at above
        return await self._carrier.change(chat, message, first)

    def _note_asked(self, letter: Letter, album: str) -> None:
        chat = int(letter.to)
        self._asked[chat] = (album, self._carrier.last(chat))
        while len(self._asked) > _MOST_REMEMBERED:
            self._asked.popitem(last=False)


def _asks_where(letter: Letter) -> bool:
    """True when a letter asks where pictures go."""
    return any(choice.id.startswith("picture_put:") for choice in letter.choices)


def _follows(letter: Letter, tapped: str) -> bool:
    """True when a letter is the very next turn after the message a tapped button stands on."""
    before = tapped.rpartition("@")[2]
    now = letter.choices[0].id.rpartition("@")[2] if letter.choices else ""
    return before.isdecimal() and now.isdecimal() and int(now) == int(before) + 1
