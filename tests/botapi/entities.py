"""HTML of a message -> its text and entities, refused where the Bot API refuses it."""

import html
import re
from dataclasses import dataclass

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
}
_MARK = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)>|&(#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);"
)


class BadEntities(ValueError):
    """The text of the refusal, as the Bot API words it."""


@dataclass(frozen=True)
class Entity:
    """A stretch of a text in UTF-16 units, and what it is."""

    kind: str
    offset: int
    length: int


def units(text: str) -> int:
    """How many UTF-16 units a text has: what Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """Give the text and the entities of HTML; raises BadEntities."""
    text, entities, opened = "", [], []
    place = 0
    while place < len(source):
        sign = source[place]
        found = _MARK.match(source, place) if sign in "<&" else None
        if sign == "<" and found is None:
            raise BadEntities(f"Unsupported start tag at byte offset {_byte(source, place)}")
        if found is None:  # a lone & stands for itself
            text += sign
            place += 1
        elif found[4]:
            text += html.unescape(found[0])
            place = found.end()
        else:
            _tag(found, source, units(text), opened, entities)
            place = found.end()
    if opened:
        raise BadEntities(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, entities


def _tag(
    found: re.Match[str],
    source: str,
    offset: int,
    opened: list[tuple[str, str, int]],
    entities: list[Entity],
) -> None:
    name, at = found[2].lower(), _byte(source, found.start())
    if not found[1]:
        if name not in TAGS:
            raise BadEntities(f'Unsupported start tag "{name}" at byte offset {at}')
        kind = TAGS[name]
        if name == "blockquote" and "expandable" in found[3]:
            kind = "expandable_blockquote"
        if name == "blockquote" and any(each[0] == "blockquote" for each in opened):
            raise BadEntities("Blockquotes can't be nested")
        opened.append((name, kind, offset))
        return
    if not opened:
        raise BadEntities(f"Unexpected end tag at byte offset {at}")
    start, kind, begun = opened.pop()
    if start != name:
        raise BadEntities(
            f'Unmatched end tag at byte offset {at}, expected "</{start}>", found "</{name}>"'
        )
    if offset > begun:
        entities.append(Entity(kind, begun, offset - begun))


def _byte(source: str, place: int) -> int:
    return len(source[:place].encode())
