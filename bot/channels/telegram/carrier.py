"""Carries posts to a chat through the Bot API: texts, changes of texts, files, signs of writing."""

import logging
from collections import OrderedDict
from collections.abc import Mapping

from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.buttons import Button, Rows
from bot.channels.telegram.calls import Calls, Refused, Sent
from bot.channels.telegram.client import Client
from bot.channels.telegram.menu import set_menu_of
from bot.channels.telegram.rendering import Papers, Pictures, Post, Words
from bot.channels.telegram.uploads import Uploads
from forms.form import Json

_LOG = logging.getLogger("shenbao.telegram")

#: In so many chats the last message is remembered.
MOST_KNOWN_CHATS = 10_000

_NOT_THERE = ("message to edit not found", "message can't be edited")


class Carrier:
    """Carries posts, one after the other for each chat."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._calls = Calls()
        self._uploads = Uploads(client, self._calls)
        self._last: OrderedDict[int, int] = OrderedDict()

    def is_last(self, chat: int, message: int) -> bool:
        """True unless something was posted in a chat after a message, as far as this worker knows."""
        return self._last.get(chat, 0) <= message

    def last(self, chat: int) -> int:
        """Return the last message posted in a chat, 0 where none is known."""
        return self._last.get(chat, 0)

    async def carry(self, chat: int, post: Post, *, reply_to: int = 0) -> None:
        """Post in a chat; raises Later, Gone or Refused."""
        if isinstance(post, Words):
            await self._words(chat, post, reply_to)
        else:
            await self._files(chat, post)

    async def show_menu(self, chat: int, role: str) -> None:
        """Show the menu of a role in a chat; where that fails, the menu of everybody stays."""
        try:
            await set_menu_of(self._client, chat, role)
        except TelegramError as error:
            _LOG.info("a menu was not set", extra={"error": type(error).__name__})

    async def change(self, chat: int, message: int, words: Words) -> bool:
        """Let a message say something else; False when there is none to change."""
        keyboard = _keyboard(words.rows)
        try:
            await self._calls.call(
                chat,
                lambda to: self._client.plain(
                    "editMessageText",
                    chat_id=to,
                    message_id=message,
                    text=words.html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                ),
            )
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return True
            if any(words in error.message.lower() for words in _NOT_THERE):
                return False
            raise Refused(error.message) from None
        return True

    async def strip(self, chat: int, message: int) -> None:
        """Take the buttons from a message that was answered. Never raises: it only looks better."""
        try:
            await self._client.plain("editMessageReplyMarkup", chat_id=chat, message_id=message)
        except TelegramError as error:
            _LOG.info("buttons stay", extra={"error": type(error).__name__})

    async def answer(self, query: str) -> None:
        """Let a tapped button stop turning. Never raises: the tap counts all the same."""
        try:
            await self._client.plain("answerCallbackQuery", callback_query_id=query)
        except TelegramError as error:
            _LOG.info("a tap was not answered", extra={"error": type(error).__name__})

    async def show_typing(self, chat: int) -> None:
        """Show that an answer is being written. Never raises."""
        await self._show(chat, ChatAction.TYPING)

    async def _show(self, chat: int, action: ChatAction) -> None:
        try:
            await self._client.plain("sendChatAction", chat_id=chat, action=action)
        except TelegramError as error:
            _LOG.info("no sign of writing", extra={"error": type(error).__name__})

    async def _words(self, chat: int, words: Words, reply_to: int) -> None:
        keyboard = _keyboard(words.rows)
        answered: dict[str, Json] | None = None
        if reply_to:
            answered = {"message_id": reply_to, "allow_sending_without_reply": True}

        def send(text: str, mode: str | None) -> Sent[Mapping[str, Json]]:
            return lambda to: self._client.plain(
                "sendMessage",
                chat_id=to,
                text=text,
                parse_mode=mode,
                reply_markup=keyboard,
                reply_parameters=answered,
            )

        try:
            sent = await self._calls.call(chat, send(words.html, ParseMode.HTML))
        except BadRequest as error:
            if "parse entities" not in error.message.lower():
                raise Refused(error.message) from None
            _LOG.error("marks were not read", extra={"error": type(error).__name__})
            sent = await self._calls.take(chat, send(words.plain, None))
        self._note_last(chat, int(str(sent["message_id"])))

    def _note_last(self, chat: int, message: int) -> None:
        self._last[chat] = message
        self._last.move_to_end(chat)
        while len(self._last) > MOST_KNOWN_CHATS:
            self._last.popitem(last=False)

    async def _files(self, chat: int, files: Pictures | Papers) -> None:
        is_pictures = isinstance(files, Pictures)
        await self._show(
            chat, ChatAction.UPLOAD_PHOTO if is_pictures else ChatAction.UPLOAD_DOCUMENT
        )
        for message in await self._uploads.send(chat, files):
            self._note_last(chat, message.message_id)


def _keyboard(rows: Rows) -> dict[str, Json] | None:
    if not rows:
        return None
    return {"inline_keyboard": [[_button(each) for each in row] for row in rows]}


def _button(button: Button) -> dict[str, Json]:
    if button.url:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
