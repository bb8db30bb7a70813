"""One person's name, kept as typed; rare characters welcome."""

import re

from forms.form import Json, Question, Rules
from forms.kinds import short_text
from forms.kinds.people import is_name
from forms.kinds.slip import slip

_SEVERAL = re.compile(r"[、，,;；/／和]|\s及\s")
_NO_NAME = re.compile(r"[0-9０-９@＠?？!！。:：<>《》=+*#\\|]")
_LONGEST = 30
#: How people lead up to a name when they talk (我叫……, 负责人是……).
_SPOKEN = re.compile(r"(?:我|本人|姓名|名字|负责人)(?:的?名字)?(?:是|叫)(?P<name>\w+)[。.!！]?")


def read(question: Question, text: str, rules: Rules) -> Json:
    """Give the name, or raise `several-names` (count, first) or `name-shape`.

    More names than there may be 负责人 raise `too-many-names` (count, first, limit, fact); Source: 2025
    附件2 注4 “填报人数不得超过两人”, 2022 sets no limit.
    """
    name = short_text.line(question, text)
    spoken = _SPOKEN.fullmatch(name)
    if spoken and is_name(spoken["name"]):
        return spoken["name"]
    parts = names_in(name)
    if len(parts) > 1 and all(1 < len(part) <= _LONGEST for part in parts):
        limit = rules.limits.get("leaders") if question.path.startswith("leaders.") else None
        if limit and len(parts) > limit.maximum:
            count, most = len(parts), limit.maximum
            raise slip(
                question, "too-many-names", count=count, first=parts[0], limit=most, fact=limit.fact
            )
        raise slip(question, "several-names", count=len(parts), first=parts[0])
    if (
        len(name) > _LONGEST
        or _NO_NAME.search(name)
        or not re.search(r"[^\W_]|[^\x00-\uffff]", name)
    ):
        raise slip(question, "name-shape")
    return name


show = short_text.show


def names_in(text: str) -> list[str]:
    """Give the names of a cell that holds several, or its one.

    >>> names_in("张三、李四"), names_in("张三")
    (['张三', '李四'], ['张三'])
    """
    return [part.strip() for part in _SEVERAL.split(text)]
