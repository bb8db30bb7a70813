"""What people tell on the way to their question, taken out before it is read.

Who passed the matter on, what they take back, which words they only point at.
"""

import re
from dataclasses import dataclass

#: What somebody takes back before saying what they meant: 不是汇总表，是申报表.
_TAKEN_BACK = re.compile(
    r"(?:不是|不要|别说)[^，,。！!？?\s吗]{1,10}[，,\s]+(?=(?:而是|是|我是问|我问的是|我问|问的是|我说的是|要的是|我要)(?!不是|不))"
)
#: Who passed the matter on, before what they said: 领导丢给我一句3月21日前弄好.
_PASSED_ON = re.compile(
    r"(?:领导|主任|书记|校长|局长|组长|同事|上面|上级|群里|有人)[^，,。！!？?\s]{0,4}?(?:丢|甩|扔|撂|发|转|给|留|回)"
    r"(?:给|过来|下来|来|了|我们|我|个)*(?:一|1)?句(?:话)?(?:说|是|：|:)?"
)
#: Who said or asked what comes then: 教科室主任让我写…, 领导嫌….
_SAID_BY = re.compile(
    r"(?:我们|咱们|我|咱)?(?:教科室|教务处|教导处|德育处|办公室|学校|单位|老|副|隔壁)?"
    r"(?:教导|教务|科研|德育)?(?:实习生|徒弟|师傅|老板|朋友|家长|文员|主任|领导|书记|校长|局长|科长|处长|组长|教研员|老师|同事|办公室的?)们?"
    r"(?:就|又|还|刚|非|硬|老是|一直|突然|刚才|昨天|今天|早上|之前|上次)*"
    r"(?:说的?|让我们?|叫我们?|要我们?|嫌|问(?![题卷])(?:我们?)?|讲的?|回忆|催我们?|交代|吩咐|布置|提醒我们?|以为)"
    r"(?![谁几哪什啥道]|过吗)(?:了|，|,)?"
)
#: Where it was heard: 在食堂听人家讲…, 家长会上提了一嘴….
_HEARD = re.compile(
    r"(?:我们?)?(?:昨天|今天|刚才|上午|中午|下午|晚上)?在[^，。,是交送填写报]{1,6}?(?:听|碰到)[^，。,]{0,4}?(?:说起?|讲起?|提到|聊起?)"
    r"|[^，。,]{1,3}会上(?:我们?)?[^，。,]{0,3}?(?:提了一嘴|说起?|讲起?|提到|念叨|聊到)"
)
#: Words that are only pointed at: 跨学科这仨字, 靶向改进这个词.
_NUMERAL = "[几两俩二三四五六七八九十仨]"
_MENTIONED = re.compile(
    f"[这那](?:{_NUMERAL}个?字|个词|个说法|个提法)儿?|(?<=[删改加少多])了?{_NUMERAL}个?字"
)
#: What asks which of the notices says it: 是哪年通知里写的, 哪一年说的.
_SAYS = "(?:写|说|提|讲|规定|要求|出现)"
_WHICH_NOTICE = re.compile(
    f"(?:是|在)?哪一?(?:年|届|次|份)的?(?:通知|文件)(?:的?标准)?(?:里|上|中)?(?:才|就)?{_SAYS}(?:到|过|着|了)?的?"
    f"|(?:是|在)哪一?年(?:的?通知)?(?:里|上)?{_SAYS}(?:到|过)?的"
    "|(?:是|从)哪一?(?:年|届|次)的?(?:通知|文件)?(?:里|上)?(?:才|开始|新)+(?:有|加|设|增加|出现)的?"
)
#: Whether a school hands in by itself or through its region, however it is put.
_GIVES = "(?:报送|上报|送|交|报|寄|递)"
_REGION = "(?:区教育局|教育局|教体局|教研室|局里|区里|区域|县里|区)"
_EITHER_WAY = re.compile(
    f"(?:自己|单独|直接|各自|自行)(?:单独|直接|去)?{_GIVES}(?:过去|上去)?还是(?:要|先|等|让)?由?{_REGION}"
    f"[^，,。！!？?\\s]{{0,6}}?{_GIVES}(?:过去|上去)?"
)


@dataclass(frozen=True, slots=True)
class Retold:
    """A message without what is told on the way; `of_which` where it asks which notice says it."""

    text: str
    of_which: bool


def without_retelling(text: str) -> Retold:
    """Take out of a message what is told on the way to its question."""
    for aside in (_TAKEN_BACK, _PASSED_ON, _HEARD, _SAID_BY, _MENTIONED):
        text = aside.sub("", text)
    asked = _WHICH_NOTICE.sub("写的", text)
    return Retold(_EITHER_WAY.sub("自己交还是区里交", asked), asked != text)
