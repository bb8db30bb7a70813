"""Where one thought of a clause ends and the next begins."""

from collections.abc import Iterable, Sequence

from knowledge.lexicon import Lexicon
from knowledge.shapes import Token

#: What a question said aloud ends with, though no mark follows: 要盖章吗交几份, 几号前啊送到哪.
_POLAR = frozenset({"吗", "么"})
_PARTICLES = _POLAR | frozenset({"嘛", "啊", "呀", "呢", "吧", "哈", "哦", "呐"})
_DOUBTS = frozenset({"need", "may", "is"})


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
        if token.text in _PARTICLES and at + 1 < len(tokens):
            before, after = tokens[: at + 1], tokens[at + 1 :]
            if _asks_or_doubts(before, lexicon) and _asks(after, lexicon):
                return [before, *_at_list_marks(after, lexicon)]
        doubts = token.concept in {"need", "may"} and "不" in token.text[1:]
        if doubts and _asks(tokens[:at], lexicon) and _asks(tokens[at:], lexicon, "thing"):
            return [tokens[:at], tokens[at:]]
    return [tokens]


def _asks_or_doubts(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    is_either = any(token.concept in _DOUBTS and "不" in token.text[1:] for token in tokens)
    return is_either or tokens[-1].text in _POLAR or _asks(tokens, lexicon)


def _asks(tokens: Iterable[Token], lexicon: Lexicon, kind: str = "ask") -> bool:
    known = (lexicon.concepts.get(token.concept) for token in tokens)
    return any(concept is not None and concept.kind == kind for concept in known)
