"""The members of the working group: one a row, name, post and task."""

import re

from forms.form import Json, Question, Rules
from forms.kinds import rows
from forms.kinds.slip import slip

_LONGEST_NAME = 30
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NO_NAMES = frozenset({"高级", "高中", "方案", "方法", "任教", "任课", "金奖"})
_BETWEEN = re.compile(r"[、，,;；\s]+")


def read(question: Question, text: str, rules: Rules) -> Json:  # noqa: ARG001
    """Give the rows; raise `row-without-name` (row), `row-shape` (row, found) or a slip of `rows`."""
    names = _names_only(text)
    table = [[name] for name in names] or _by_cell(rows.table(question, text))
    found = [_split_name(row, len(question.columns)) for row in table]
    if not found:
        raise slip(question, "empty")
    for number, row in enumerate(found, 1):
        if not row[0]:
            raise slip(question, "row-without-name", row=number)
        if len(row[0]) > _LONGEST_NAME or not any(letter.isalpha() for letter in row[0]):
            raise slip(question, "row-shape", row=number, found=row[0][:_LONGEST_NAME])
    return rows.records(question, found)


show = rows.rows_shown


def is_name(text: str) -> bool:
    """Tell whether it looks like a name: two or three characters that begin with a common surname."""
    return 2 <= len(text) <= 3 and text[0] in _SURNAMES and text.isalpha() and text not in _NO_NAMES


def _names_only(text: str) -> list[str]:
    """Give the names of a list without posts and tasks (“张三、李四、王五”), else nothing."""
    if len(text) > _LONGEST_NAME * rows.MOST_ROWS or "\t" in text:
        return []
    names = [name for name in _BETWEEN.split(text.strip()) if name]
    return names if len(names) > 1 and all(map(is_name, names)) else []


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
