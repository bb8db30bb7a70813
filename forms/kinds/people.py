"""The members of the working group: one a row, name, post and task."""

import re

from forms.form import Json, Question, Rules
from forms.kinds import rows
from forms.kinds.slip import slip

_LONGEST_NAME = 30
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "俞倪施殷傅季柳章葛尤费翁庄瞿戚卞柏洪虞荣邢裴詹舒阎芦祝纪项屈童颜梅盛骆樊凌霍柯缪诸左吉钮焦鲁岳齐康伍毕祁穆萧狄臧庞阮闵娄刁岑滕鲍谈茅沙聂晏柴谷丛艾辛管冷蒲隋尚甘宫卓车冉游褚"
)
_DOUBLE_SURNAMES = (
    *("欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "夏侯"),
    *("令狐", "南宫", "端木", "长孙", "申屠"),
)
_NO_NAMES = frozenset(
    {
        *("高级", "高中", "方案", "方法", "任教", "任课", "金奖", "施工", "管理", "项目", "纪律"),
        *(
            "管理员",
            "章程",
            "游戏",
            "金牌",
            "项目组",
            "白板",
            "石刻",
            "程序",
            "史料",
            "龙头",
            "东方",
        ),
    }
)
#: What agrees or refuses, and names nobody.
_NO_PEOPLE = frozenset(
    {
        "有的",
        "是的",
        "对的",
        "好的",
        "可以",
        "行的",
        "嗯嗯",
        "不是",
        "没有",
        "不要",
        "有吗",
        "ok",
        "yes",
    }
)
#: What is said before a list of names: 成员有…, 工作组成员：….
_OPENING = re.compile(
    r"\s*(?:我们的?|本)?(?:工作组|工作小组|小组|课题组|团队)?的?(?:成员|组员)"
    r"(?:(?:一共|共|分别|主要|还)?(?:有|是|为|包括|如下)\s*[:：]?|\s*[:：])\s*(?=[^\s:：])"
)
_ADDING = re.compile(
    r"\s*(?:再|还|另外|请)?(?:加上|加|添加|添上|增加|补上|还有|有)\s*(?:[一两二三几][位个名])?(?P<of>成员|组员)?\s*"
)
_BRACKETED = re.compile(r"\s*([^\W\d_]{2,6}|[^\W\d_] [^\W\d_])\s*(?:[(（]([^()（）]*)[)）])?\s*")
#: A number before a name (4. 赵敏).
_NUMBERED_NAME = re.compile(
    r"(?:^|(?<=[；;]))[ \t\u3000]*[（(]?\d{1,2}[)）.、．]?[ \t\u3000]*(?P<name>[^\W\d_]{2,4})(?![^\W_])",
    re.MULTILINE,
)
#: A blank within a name that has a dot as well (阿依 古丽·买买提): it parts no cells.
_DOTTED = re.compile(
    r"(?P<before>(?:^|[\n、；;|｜\t.．)）])[ \u3000]*)"
    r"(?P<name>(?P<first>[^\W\d_]{1,8}) ?(?:[^\W\d_]{0,8} ?[·•・] ?[^\W\d_]{1,8})+)"
)
_WITH_DOT = re.compile(r"[^\W\d_]{1,8}(?:\x00?[^\W\d_]{0,8}\x00?[·•・]\x00?[^\W\d_]{1,8})+")
_HELD = "\x00"
_NUMBERED = re.compile(r"\s*[（(]?\d{1,2}(?!\d)")
_BETWEEN = re.compile(r"[、，,;；\s]+")


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the rows; raise `row-without-name` (row), `row-shape` (row, found) or a slip of `rows`."""
    text = rows.without_endings(rows.without_adding(text))
    opening = _OPENING.match(text) or _ADDING.match(text)
    text = text[opening.end() :] if opening and _begins_with_name(text[opening.end() :]) else text
    text = _without_ordinals(text)
    text = _DOTTED.sub(_held, text)
    names = _names_only(text)
    table = [[name] for name in names] or _in_brackets(text)
    table = table or _by_cell(rows.table(question, text))
    found = [_split_name(row, len(question.columns)) for row in table]
    found = [[cell.replace(_HELD, " ") for cell in row] for row in found]
    if not found:
        raise slip(question, "empty")
    for number, row in enumerate(found, 1):
        if not row[0]:
            raise slip(question, "row-without-name", row=number)
        is_word = not any(row[1:]) and (len(row[0]) == 1 or row[0] in _NO_PEOPLE)
        is_name_like = any(letter.isalpha() for letter in row[0])
        if is_word or len(row[0]) > _LONGEST_NAME or not is_name_like:
            raise slip(question, "row-shape", row=number, found=row[0][:_LONGEST_NAME])
    return rows.records(question, found)


show = rows.rows_shown


def is_name(text: str) -> bool:
    """Tell whether it looks like a name: two or three characters that begin with a common surname."""
    if text.startswith(_DOUBLE_SURNAMES) and 3 <= len(text) <= 4:
        return text.isalpha()
    return 2 <= len(text) <= 3 and text[0] in _SURNAMES and text.isalpha() and text not in _NO_NAMES


def adding(text: str) -> tuple[str, str] | None:
    """Give what `rows.adding` gives, also where a name follows without a mark (再加一位组员李四)."""
    said = _ADDING.match(text)
    if said and _begins_with_name(text[said.end() :]):
        return said["of"] or "", text[said.end() :]
    return rows.adding(text)


def _begins_with_name(text: str) -> bool:
    return is_name(re.split(r"[^\w]", text.strip(), maxsplit=1)[0])


def _held(found: re.Match[str]) -> str:
    """Give a name with a dot, its blanks held; “王芳 语文·数学” is a name and a post."""
    is_two = " " in found["name"] and is_name(found["first"])
    return found[0] if is_two else found["before"] + found["name"].replace(" ", _HELD)


def _without_ordinals(text: str) -> str:
    """Give the text without the number before a name, also where only some lines have one."""
    lines = [line for line in text.split("\n") if line.strip()]
    if {"\t", "·"} & set(text) and all(map(_NUMBERED.match, lines)):
        return text  # a table with its column of 序号, or names that are not told by their length

    def name_alone(match: re.Match[str]) -> str:
        return match["name"] if is_name(match["name"]) else match[0]

    return _NUMBERED_NAME.sub(name_alone, text)


def _names_only(text: str) -> list[str]:
    """Give the names of a list without posts and tasks (“张三、李四、王五”), else nothing."""
    if len(text) > _LONGEST_NAME * rows.MOST_ROWS or "\t" in text:
        return []
    names = [name for name in _BETWEEN.split(text.strip()) if name]
    are_names = all(is_name(name) or _WITH_DOT.fullmatch(name) for name in names)
    return names if len(names) > 1 and are_names else []


def _in_brackets(text: str) -> list[list[str]]:
    """Give the rows of a text like “王芳（教师，命题）、李强（组长，访谈）”, else nothing."""
    pieces = [piece for piece in rows.cut(text, "、，,;；\n") if piece]
    matches = [_BRACKETED.fullmatch(piece) for piece in pieces]
    known = [match for match in matches if match]
    is_sure = all(match[2] for match in known) or all(is_name(match[1]) for match in known)
    if len(known) < len(pieces) or not any(match[2] for match in known) or not is_sure:
        return []
    inside = [[*_BETWEEN.split((match[2] or "").strip(), maxsplit=1), ""] for match in known]
    return [[match[1], *cells[:2]] for match, cells in zip(known, inside, strict=True)]


def _by_cell(table: list[list[str]]) -> list[list[str]]:
    """Give rows of three where every cell came on a line of its own (a Word table on a phone)."""
    alone = [row[0] for row in table if len(row) == 1]
    if len(alone) != len(table) or len(alone) % 3 or not all(map(is_name, alone[::3])):
        return table
    return [alone[at : at + 3] for at in range(0, len(alone), 3)]


def _split_name(row: list[str], width: int) -> list[str]:
    """Give the row with “张三、教师” apart, and “王 芳” (one character, a blank, one) together."""
    if "、" in row[0] and len(row) < width:
        name, _, rest = row[0].partition("、")
        return [name.strip(), rest.strip(), *row[1:]]
    if len(row) == width and len(row[0]) == len(row[1]) == 1 and row[0] in _SURNAMES:
        post, _, task = row[2].partition(" ")
        return [f"{row[0]} {row[1]}", post, task.strip()]
    return row
