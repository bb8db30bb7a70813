"""The limits of the Bot API, each with the words it refuses with."""

import json
import re

from tests.botapi.chats import StoredFile
from tests.botapi.entities import BadEntities, Entity, parse, units
from tests.botapi.refusals import Refusal, bad

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
LONGEST_DATA_BYTES = 64
MOST_BUTTONS_A_ROW, MOST_BUTTONS = 8, 100
LARGEST_UPLOAD, LARGEST_DOWNLOAD, LARGEST_PHOTO = 50 << 20, 20 << 20, 10 << 20
ACTIONS = (
    "typing",
    "upload_photo",
    "upload_document",
    "record_voice",
    "upload_voice",
    "find_location",
)

Given = dict[str, object]


def text_of(given: Given, key: str, longest: int) -> tuple[str, list[Entity]]:
    """Give the text of a call as it will be read, and its entities."""
    source = str(given.get(key, ""))
    entities: list[Entity] = []
    if str(given.get("parse_mode", "")).upper() == "HTML":
        try:
            source, entities = parse(source)
        except BadEntities as error:
            raise bad(f"can't parse entities: {error}") from None
    elif given.get("parse_mode"):
        raise bad("unsupported parse_mode")
    source = source.strip()
    if key == "text" and not source:
        raise bad("message text is empty")
    if units(source) > longest:
        raise bad("message is too long" if key == "text" else "message caption is too long")
    return source, entities


def keyboard_of(given: Given) -> list[list[dict[str, str]]]:
    """Give the inline keyboard of a call."""
    markup = as_json(given.get("reply_markup"))
    if not isinstance(markup, dict) or not markup:
        return []
    rows = markup.get("inline_keyboard", [])
    if any(len(row) > MOST_BUTTONS_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        if not button.get("text"):
            raise bad("BUTTON_TEXT_EMPTY")
        if "url" in button:
            continue
        data = button.get("callback_data", "")
        if not 1 <= len(data.encode()) <= LONGEST_DATA_BYTES:
            raise bad("BUTTON_DATA_INVALID")
    return [row for row in rows if row]


def upload_of(
    value: object, files: dict[str, StoredFile], kept: dict[str, StoredFile]
) -> StoredFile:
    """Give the file a call names: uploaded, attached, or kept from before."""
    if isinstance(value, StoredFile):
        found: StoredFile | None = value
    elif str(value).startswith("attach://"):
        found = files.get(str(value).removeprefix("attach://"))
    else:
        found = kept.get(str(value))
        if found is None:
            raise bad("wrong file identifier/HTTP URL specified")
    if found is None or not found.content:
        raise bad("file must be non-empty")
    if found.size > LARGEST_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    return found


def check_photo(photo: StoredFile) -> None:
    """Refuse what is no picture Telegram can show."""
    if photo.size > LARGEST_PHOTO:
        raise bad("file is too big for a photo")
    if not photo.content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        raise bad("IMAGE_PROCESS_FAILED")
    if photo.content.startswith(b"\x89PNG"):
        width, height = (int.from_bytes(photo.content[at : at + 4], "big") for at in (16, 20))
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")


def check_commands(commands: list[dict[str, str]]) -> None:
    """Refuse a menu with names or descriptions that no menu may have."""
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", each.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(each.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def as_json(value: object) -> object:
    """Give a parameter that may have come as JSON in a text."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        return json.loads(value)
    return value


def number_of(value: object) -> int:
    """Give a whole number, 0 for none."""
    try:
        return int(str(value))
    except ValueError:
        return 0
