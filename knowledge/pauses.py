"""Where one thought of a clause ends and the next begins."""

from collections.abc import Iterable

from knowledge.lexicon import Lexicon
from knowledge.shapes import Token


def at_pauses(tokens: Iterable[Token], lexicon: Lexicon) -> list[list[Token]]:
    """Give the thoughts of a clause, cut where a speaker takes breath (然后, 就是, 我想问一下)."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if (
            token.concept
            and lexicon.concepts.get(token.concept)
            and (lexicon.concepts[token.concept].kind == "pause")
        ):
            parts.append([])
        else:
            parts[-1].append(token)
    return [thought for part in parts if part for thought in _at_list_marks(part, lexicon)]


def _at_list_marks(tokens: list[Token], lexicon: Lexicon) -> list[list[Token]]:
    """Cut at 、 where both sides ask something (用什么格式、发到哪个邮箱); a mere list stays whole.

    Also before 要不要 where something was asked already: 交给谁要不要盖章.
    """
    for at, token in enumerate(tokens):
        if token.text == "、" and _asks(tokens[:at], lexicon) and _asks(tokens[at:], lexicon):
            return [tokens[:at], *_at_list_marks(tokens[at + 1 :], lexicon)]
        doubts = token.concept in {"need", "may"} and "不" in token.text[1:]
        if doubts and _asks(tokens[:at], lexicon) and _asks(tokens[at:], lexicon, "thing"):
            return [tokens[:at], tokens[at:]]
    return [tokens]


def _asks(tokens: Iterable[Token], lexicon: Lexicon, kind: str = "ask") -> bool:
    known = (lexicon.concepts.get(token.concept) for token in tokens)
    return any(concept is not None and concept.kind == kind for concept in known)
