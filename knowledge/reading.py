"""Text as people type it -> clauses of units: width, script, numerals and sounds made alike.

A *unit* is one Chinese character, one typed pinyin syllable, one number, or one Latin word. Units
are what terms of the lexicon are matched on, so `申報表`, `申报表` and `shenbaobiao` read alike.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from knowledge.tables import simplified, sounds, syllables

#: A question longer than this keeps its beginning and its end; nobody asks in the middle.
LONGEST = 600
_HALF = LONGEST // 2

_QUOTES = str.maketrans("", "", "“”‘’\"'《》「」『』【】")
_BREAKS = re.compile(r"[，。！？；：,!?;:\n\r…]+|(?<![0-9a-z])\.|\.(?![0-9a-z])")
#: A space parts two thoughts where words on both sides ask: 谁发的 哪天发的.
_SPACE = re.compile(r"(?<=[一-鿿]{3}) +(?=[一-鿿\d]{3})")
_BLANK = re.compile(r"(?<=[一-鿿]) +(?=[一-鿿])")  # stands for a mark of listing: 电话 邮箱 地址
_ASKING = re.compile("[谁哪几啥咋吗]|什么|怎么|多少|何时|多久|多长")
#: ... or where the first is a question to its end: 要写职务吗 我以为只写名字.
_ASKED = re.compile("[吗么呢](?:啊|呀)?$")
#: Characters counted as people say them: 写了两千三 is 2300.
_SPOKEN = re.compile(
    r"(?<=[写到超有是打])(了?(?:大概|差不多|快|大约)?)([一二两三四五六七八九])([千百])([一二三四五六七八九])(?![个字百千十份年月号零])"
)
#: Papers numbered in a row are all of them: 附件1 2 3, 附件一、二、三.
_IN_A_ROW = re.compile(r"(附件|附表)\s*[1一][\s、,，./]*[2二][\s、,，./和跟与]*[3三](?![\d年月])")
#: Papers are counted in 份, which sounds like what marks are counted in: 申报表打几分.
_MARKS = re.compile(
    r"((?:表|表格|材料|纸质的?|申报书)[^，。,;；评给]{0,6}?[打印交送寄备报式要弄搞做带填](?:几|多少|\d|[一两三]))分(?![数值钟])"
)
_EMAIL = re.compile(r"[a-z0-9._-]+@[a-z0-9.-]+[a-z]")
_PHONE = re.compile(r"(?<!\d)(?:0512[- ]?)?(\d{7,11})(?!\d)")
_DAY = re.compile(
    r"(?<![\d.])(1[0-2]|0?[1-9])[./-]([12]\d|3[01]|0?[1-9])(?:号|日)?(?![\d.个项篇件])"
)
_PINYIN_NUMBERS = ("yi", "(?:liang|er)", "san", "si", "wu", "liu", "qi", "ba", "jiu", "shi")
#: Ways to write what is read otherwise: three of 个人 are people, none is none, a bare year is a year.
_SAID_OTHERWISE = (
    (re.compile(r"(?<=\d)个人(?![名中申])"), "人"),
    (re.compile(r"(?<=\d)个(?=礼拜|星期|小时|钟头)"), ""),
    (re.compile(r"(?<!\d)1个(?=[^，,。？?！!\s]{0,6}[都也](?:没有|没|不))"), "0个"),
    *((re.compile(rf"\b{said} ?ge\b"), f"{n}个") for n, said in enumerate(_PINYIN_NUMBERS, 1)),
    (re.compile(r"(?<=\d) ?ge\b"), "个"),
    (re.compile(r"(?<=\d0)[来多](?=个?字)"), ""),
    (re.compile(r"shei(?![a-z])"), "shui"),
    (re.compile(r"(?<=[百千\d])子(?=[吗么行可够超会，,。？?]|$)"), "字"),  # 写到八百子
    (re.compile(r"头[一1](?=[条个项步])"), "第1"),
    (re.compile(r"(?<!\d)(20\d\d)(?=的?(?:监测|数据|结果|报告))"), r"\1年"),
)
_FULL_DAY = re.compile(
    r"(?<![\d.])(20\d\d)[./-](1[0-2]|0?[1-9])[./-]([12]\d|3[01]|0?[1-9])(?:号|日)?(?![\d.])"
)
_PIECES = re.compile(r"[一-鿿㐀-䶿𠀀-𮯿]|\d+(?:\.\d+)?|[a-z]+|[、~+]|[^\s]")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "仨": 3,
    "〇": 0,
}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
#: Latin words that are no pinyin though some could be split as such.
_LATIN = frozenset(
    {
        *("excel", "word", "pdf", "qq", "email", "mail", "deadline", "ddl", "ai", "app", "ppt"),
        *("wps", "xls", "xlsx", "doc", "docx", "table", "select"),
    }
)
_NUMERAL = "零〇一二两三四五六七八九十百千万"
_MEASURES = "个份人字号月日天年篇项名位所条页件类种周届区校行家张回次块步种"
_COUNTED = re.compile(f"([{_NUMERAL}]+)(?=[{_MEASURES}])")
_NAMED = re.compile(
    r"(?<=附件|附表|副件|付件)([一二三])|(?<=[附表第])([一二三四五六七八九十]+)(?![样共起栏直定般些点下个份格列张式经])"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One readable piece: as written, and its folded sound (empty for digits and Latin words)."""

    text: str
    sound: str = ""
    is_pinyin: bool = False
    is_inner: bool = False  # pinyin written on from the syllable before: the xin of weixin


Clause = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A message made readable: `plain` as one string, `clauses` in order."""

    plain: str
    clauses: tuple[Clause, ...]


def fold(sound: str) -> str:
    """Give one sound for those an accent confuses: zh/z, ch/c, sh/s, eng/en, ing/in."""
    if sound[:2] in {"zh", "ch", "sh"}:
        sound = sound[0] + sound[2:]
    return sound[:-1] if sound.endswith(("eng", "ing")) else sound


def numeral(text: str) -> int:
    """Give the value of a Chinese numeral: 两千 -> 2000, 十四 -> 14, 二〇二二 -> 2022."""
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for character in text:
        if character in _SCALES:
            total += (digit or (1 if not total else 0)) * _SCALES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def _spoken(first: str, scale: str, rest: str) -> int:
    """Give what 两千三 and 六百五 mean."""
    return _DIGITS[first] * _SCALES[scale] + _DIGITS[rest] * _SCALES[scale] // 10


def _arabic(text: str) -> str:
    text = text.replace("俩", "两个").replace("仨", "三个")
    text = _SPOKEN.sub(lambda m: f"{m[1]}{_spoken(m[2], m[3], m[4])}字", text)
    text = _IN_A_ROW.sub(r"\g<1>123", text)
    text = text.replace("二十几", "几十").replace("十几", "几十")
    text = _NAMED.sub(lambda m: str(numeral(m.group())), text)
    return _COUNTED.sub(lambda m: str(numeral(m.group())), text)


def plain(text: str) -> str:
    """Give the text with one width, one script, no control characters, no more than `LONGEST` long."""
    if len(text) > LONGEST:
        text = text[:_HALF] + "\n" + text[-_HALF:]
    text = unicodedata.normalize("NFKC", text).lower().translate(simplified()).translate(_QUOTES)
    kept = (c if c in "\n\t " or unicodedata.category(c)[0] not in "CMZ" else "" for c in text)
    counted = _MARKS.sub(r"\1份", "".join(kept))
    dated = _DAY.sub(r"\1月\2日", _arabic(_FULL_DAY.sub(r"\1年\2月\3日", counted)))
    for pattern, meant in _SAID_OTHERWISE:
        dated = pattern.sub(meant, dated)
    return dated


@lru_cache(maxsize=4096)
def split_pinyin(run: str) -> tuple[str, ...]:
    """Split a run of Latin letters into syllables, or give nothing where it is no pinyin."""
    known = syllables()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - 6), end):
            head = best[start]
            if head is None or run[start:end] not in known:
                continue
            current = best[end]
            if current is None or len(head) + 1 < len(current):
                best[end] = (*head, run[start:end])
    return best[-1] or ()


def units(clause: str) -> Clause:
    """Cut one clause into units."""
    table = sounds()
    found: list[Unit] = []
    for piece in _PIECES.findall(clause):
        if piece in table:
            found.append(Unit(piece, fold(table[piece])))
        elif piece.isascii() and piece.isalpha() and piece not in _LATIN:
            parts = split_pinyin(piece)
            if parts and (len(parts) > 1 or len(piece) > 1):
                found.extend(Unit(p, fold(p), True, at > 0) for at, p in enumerate(parts))  # noqa: FBT003
            else:
                found.append(Unit(piece))
        else:
            found.append(Unit(piece))
    return tuple(found)


def _at_spaces(clause: str) -> list[str]:
    """Cut at the spaces that part one question from the next."""
    found: list[str] = []
    for part in _SPACE.split(clause):
        asks = found and _ASKING.search(found[-1]) and _ASKING.search(part)
        asks = asks or (found and _ASKED.search(found[-1]))
        if asks or not found:
            found.append(part)
        else:
            found[-1] += " " + part
    return found


def read(text: str) -> Reading:
    """Read a message: its clauses in order, each as units."""
    whole = plain(text)
    guarded = _EMAIL.sub(" 电子地址值 ", whole)
    guarded = _PHONE.sub(r" \1 ", guarded)
    parts = (part for clause in _BREAKS.split(guarded) for part in _at_spaces(clause))
    clauses = (units(_BLANK.sub("、", part)) for part in parts)
    return Reading(whole, tuple(clause for clause in clauses if clause))
