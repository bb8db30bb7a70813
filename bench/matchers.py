"""Other matchers, each made of a list of wordings: a question -> the number of the best one.

All get the text folded as notes on matching describe it (question words to one token, politeness
dropped); their libraries stand in `requirements.txt` and are imported only where measured.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz, process

from knowledge.reading import plain, units

Matcher = Callable[[str], int]

_SAME = {
    "怎": ("怎么样", "怎么", "怎样", "如何", "咋"),
    "能": ("能不能", "可不可以", "可以", "能否", "行不行", "可否"),
    "": ("请问", "您好", "你好", "吗", "呢", "那个", "啊"),
}
_TO = {word: stands for stands, words in _SAME.items() for word in words}
_WORDS = re.compile("|".join(sorted(_TO, key=len, reverse=True)))
_PICKED = 50


def peer_folded(text: str) -> str:
    """Give a text as the notes fold it."""
    clean = re.sub(r"[\W_]+", "", plain(text))
    return _WORDS.sub(lambda found: _TO[found.group()], clean) or clean


def ratio_scan(wordings: Sequence[str]) -> Matcher:
    """rapidfuzz.ratio over all wordings."""
    known = [peer_folded(wording) for wording in wordings]

    def best(question: str) -> int:
        found = process.extractOne(peer_folded(question), known, scorer=fuzz.ratio)
        return int(found[2]) if found else 0

    return best


def tfidf(wordings: Sequence[str]) -> Matcher:
    """scikit-learn TF-IDF on one to three characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    vectors = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    known = vectors.fit_transform([peer_folded(wording) for wording in wordings]).T.tocsr()

    def best(question: str) -> int:
        return int((vectors.transform([peer_folded(question)]) @ known).toarray().argmax())

    return best


def bm25s_jieba(wordings: Sequence[str]) -> Matcher:
    """bm25s on jieba words."""
    import bm25s  # noqa: PLC0415

    words = _jieba()
    found = bm25s.BM25()
    found.index([words(wording) for wording in wordings], show_progress=False)

    def best(question: str) -> int:
        asked = [word for word in words(question) if word in found.vocab_dict]
        if not asked:
            return 0
        return int(found.get_scores(asked).argmax())

    return best


def rank_bm25_jieba(wordings: Sequence[str]) -> Matcher:
    """rank_bm25 on jieba words."""
    from rank_bm25 import BM25Okapi  # noqa: PLC0415

    words = _jieba()
    found = BM25Okapi([words(wording) for wording in wordings])
    return lambda question: int(found.get_scores(words(question)).argmax())


def combination(wordings: Sequence[str]) -> Matcher:
    """Folded characters and pinyin as TF-IDF pick 50; ratio and pinyin token_set_ratio choose."""
    import numpy as np  # noqa: PLC0415
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    texts = [peer_folded(wording) for wording in wordings]
    sounds = [_pinyin(text) for text in texts]
    by_text = TfidfVectorizer(analyzer="char", ngram_range=(1, 3))
    by_sound = TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 3))
    known_texts = by_text.fit_transform(texts).T.tocsr()
    known_sounds = by_sound.fit_transform(sounds).T.tocsr()

    def best(question: str) -> int:
        text = peer_folded(question)
        sound = _pinyin(text)
        scores = (
            by_text.transform([text]) @ known_texts + by_sound.transform([sound]) @ known_sounds
        )
        flat = scores.toarray()[0]
        picked = np.argpartition(-flat, min(_PICKED, flat.size) - 1)[:_PICKED]
        return int(
            max(
                picked,
                key=lambda at: (
                    fuzz.ratio(text, texts[at]) + fuzz.token_set_ratio(sound, sounds[at])
                ),
            )
        )

    return best


def _jieba() -> Callable[[str], list[str]]:
    import jieba  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return lambda text: [word for word in jieba.lcut(peer_folded(text)) if word.strip()]


def _pinyin(text: str) -> str:
    return " ".join(unit.sound or unit.text for unit in units(text))


PEERS: Mapping[str, Callable[[Sequence[str]], Matcher]] = {
    "rapidfuzz.ratio scan": ratio_scan,
    "scikit-learn TF-IDF 1-3": tfidf,
    "bm25s + jieba": bm25s_jieba,
    "rank_bm25 + jieba": rank_bm25_jieba,
    "combination of the notes": combination,
}

#: What has to be installed for a peer, besides what the assistant needs itself.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "scikit-learn TF-IDF 1-3": ("sklearn",),
    "bm25s + jieba": ("bm25s", "jieba"),
    "rank_bm25 + jieba": ("rank_bm25", "jieba"),
    "combination of the notes": ("sklearn",),
}
