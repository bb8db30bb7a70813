"""What the bot can call: every method the assistant uses, with the answers of the real one."""

import re

from tests.botapi import limits
from tests.botapi.chats import Chat, Message, StoredFile, message_json
from tests.botapi.limits import Given, as_json, number_of
from tests.botapi.refusals import Refusal, bad, forbidden
from tests.botapi.updates import Updates

BOT: dict[str, object] = {
    "id": 4242,
    "is_bot": True,
    "first_name": "申报助手",
    "username": "shenbao_test_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


class Methods:
    """The state of the server, and one method for each of the API (its name in lower case)."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.updates = Updates()
        self.queries: dict[str, bool] = {}  # callback query -> it may still be answered
        self.answers: dict[str, str] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.profile: dict[str, str] = {}
        self._message_id = 100
        self._group = 0

    def next_message_id(self) -> int:
        self._message_id += 1
        return self._message_id

    async def getme(self, given: Given) -> object:
        return BOT

    async def getupdates(self, given: Given) -> object:
        limit = number_of(given.get("limit")) or 100
        seconds = float(str(given.get("timeout", 0) or 0))
        return await self.updates.get(number_of(given.get("offset")), min(limit, 100), seconds)

    async def setwebhook(self, given: Given) -> object:
        secret = str(given.get("secret_token", ""))
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad("secret token contains unallowed characters")
        self.updates.point(str(given.get("url", "")), secret)
        return True

    async def deletewebhook(self, given: Given) -> object:
        if as_json(given.get("drop_pending_updates")) in (True, "true"):
            self.updates.waiting.clear()
        self.updates.point("", "")
        return True

    async def getwebhookinfo(self, given: Given) -> object:
        waiting = len(self.updates.waiting)
        return {
            "url": self.updates.hook.url,
            "has_custom_certificate": False,
            "pending_update_count": waiting,
        }

    async def sendmessage(self, given: Given) -> object:
        chat = self._open(given)
        text, entities = limits.text_of(given, "text", limits.LONGEST_TEXT)
        message = self._new(chat, given)
        message.text, message.entities = text, list(entities)
        return self._sent(chat, message)

    async def editmessagetext(self, given: Given) -> object:
        chat, message = self._own(given)
        text, entities = limits.text_of(given, "text", limits.LONGEST_TEXT)
        return self._edited(chat, message, text, list(entities), limits.keyboard_of(given))

    async def editmessagereplymarkup(self, given: Given) -> object:
        chat, message = self._own(given)
        keyboard = limits.keyboard_of(given)
        return self._edited(chat, message, message.text, message.entities, keyboard)

    async def senddocument(self, given: Given) -> object:
        chat = self._open(given)
        caption, entities = limits.text_of(given, "caption", limits.LONGEST_CAPTION)
        file = limits.upload_of(given.get("document"), {}, self.files)
        message = self._new(chat, given)
        message.text, message.entities, message.file = caption, list(entities), file
        message.kind = "document"
        return self._sent(chat, message)

    async def sendphoto(self, given: Given) -> object:
        chat = self._open(given)
        caption, entities = limits.text_of(given, "caption", limits.LONGEST_CAPTION)
        file = limits.upload_of(given.get("photo"), {}, self.files)
        limits.check_photo(file)
        message = self._new(chat, given)
        message.text, message.entities, message.file = caption, list(entities), file
        message.kind = "photo"
        return self._sent(chat, message)

    async def sendmediagroup(self, given: Given) -> object:
        chat = self._open(given)
        media = as_json(given.get("media"))
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad("wrong number of messages in the media group")
        if len({each["type"] for each in media}) > 1:
            raise bad("documents and photos can't be mixed in a media group")
        uploads = {name: each for name, each in given.items() if isinstance(each, StoredFile)}
        found = [limits.upload_of(each["media"], uploads, self.files) for each in media]
        captions = [
            limits.text_of({**each, "parse_mode": each.get("parse_mode")}, "caption", 1024)[0]
            for each in media
        ]
        self._group += 1
        sent = []
        for each, file, caption in zip(media, found, captions, strict=True):
            if each["type"] == "photo":
                limits.check_photo(file)
            message = self._new(chat, given)
            message.kind, message.file, message.text = each["type"], file, caption
            message.group = f"group-{self._group}"
            sent.append(self._sent(chat, message))
        return sent

    async def sendchataction(self, given: Given) -> object:
        chat = self._open(given)
        if given.get("action") not in limits.ACTIONS:
            raise bad("wrong parameter action in request")
        chat.actions.append(str(given["action"]))
        return True

    async def answercallbackquery(self, given: Given) -> object:
        query = str(given.get("callback_query_id"))
        if not self.queries.get(query):
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.queries[query] = False
        self.answers[query] = str(given.get("text", ""))
        return True

    async def getfile(self, given: Given) -> object:
        file = self.files.get(str(given.get("file_id")))
        if file is None:
            raise bad("invalid file_id")
        if file.size > limits.LARGEST_DOWNLOAD:
            raise bad("file is too big")
        told = {"file_id": file.id, "file_unique_id": file.id[-12:], "file_size": file.size}
        return {**told, "file_path": f"documents/{file.id}"}

    async def setmycommands(self, given: Given) -> object:
        commands = as_json(given.get("commands"))
        assert isinstance(commands, list)
        limits.check_commands(commands)
        scope = as_json(given.get("scope")) or {"type": "default"}
        assert isinstance(scope, dict)
        self.commands[f"{scope['type']}:{scope.get('chat_id', '')}"] = commands
        return True

    async def deletemycommands(self, given: Given) -> object:
        scope = as_json(given.get("scope")) or {"type": "default"}
        assert isinstance(scope, dict)
        self.commands.pop(f"{scope['type']}:{scope.get('chat_id', '')}", None)
        return True

    async def setmydescription(self, given: Given) -> object:
        return self._told("description", given, 512)

    async def setmyshortdescription(self, given: Given) -> object:
        return self._told("short_description", given, 120)

    async def setmyname(self, given: Given) -> object:
        return self._told("name", given, 64)

    def _told(self, key: str, given: Given, longest: int) -> bool:
        text = str(given.get(key, ""))
        if len(text) > longest:
            raise bad(f"{key} is too long")
        self.profile[key] = text
        return True

    def _open(self, given: Given) -> Chat:
        """Give the chat a call speaks to; raises what the bot would get."""
        chat = self.chats.get(number_of(given.get("chat_id")))
        if chat is None:
            raise bad("chat not found")
        if chat.refuses:
            raise forbidden(chat.refuses)
        if chat.migrated_to:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, migrate_to_chat_id=chat.migrated_to)
        return chat

    def _new(self, chat: Chat, given: Given) -> Message:
        keyboard = limits.keyboard_of(given)
        answered = as_json(given.get("reply_parameters"))
        reply_to = 0
        if isinstance(answered, dict):
            reply_to = number_of(answered.get("message_id"))
            if chat.get(reply_to) is None:
                if not answered.get("allow_sending_without_reply"):
                    raise bad("message to be replied not found")
                reply_to = 0
        return Message(0, chat.id, from_bot=True, keyboard=keyboard, reply_to=reply_to)

    def _sent(self, chat: Chat, message: Message) -> dict[str, object]:
        message.id = self.next_message_id()
        chat.messages.append(message)
        if message.file is not None:
            self.files[message.file.id] = message.file
        return message_json(message, chat, BOT)

    def _own(self, given: Given) -> tuple[Chat, Message]:
        chat = self._open(given)
        message = chat.get(number_of(given.get("message_id")))
        if message is None:
            raise bad("message to edit not found")
        if not message.from_bot:
            raise bad("message can't be edited")
        return chat, message

    def _edited(
        self,
        chat: Chat,
        message: Message,
        text: str,
        entities: list[object],
        keyboard: list[list[dict[str, str]]],
    ) -> dict[str, object]:
        if (text, keyboard, entities) == (message.text, message.keyboard, message.entities):
            raise bad(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        message.edits += (text, entities) != (message.text, message.entities)
        message.text, message.keyboard, message.entities = text, keyboard, entities
        return message_json(message, chat, BOT)
