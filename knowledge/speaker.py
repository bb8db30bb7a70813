"""Who is speaking, where a message says so: 我是直属学校的, 我们区, 我是乡镇初中的."""

import re

from knowledge.notice import Audience

_I = "(?:我|我们|咱|咱们|俺|俺们|伲|本人|作为)"
_NOT_DIRECT = re.compile("(?:不是|不属于|不算|并非).{0,3}(?:直属|代管|市直)")
_SPEAKERS: tuple[tuple[Audience, re.Pattern[str]], ...] = (
    (
        "liaison",
        re.compile(f"{_I}(?:这边)?(?:就)?(?:是|当|做|担任)(?!.{{0,6}}[说问想]).{{0,9}}联络[人员]"),
    ),
    ("liaison", re.compile("^作为.{0,6}联络[人员]|^.{0,4}区?联络[人员](?:一枚|报到)")),
    (
        "direct_school",
        re.compile(
            f"{_I}.{{0,6}}(?:直属|代管|市直|市属|市教育局(?:直接)?管)|本校.{{0,4}}(?:直属|代管)|^(?:直属|代管).{{0,4}}老师"
        ),
    ),
    (
        "school",
        re.compile(
            f"{_I}.{{0,3}}(?:是|在|这边|这里).{{0,7}}(?:区|县|镇|乡|辖区|农村|市|普通|村|街道|昆山|常熟|太仓|张家港).{{0,5}}(?:学校|小学|初中|中学|校)"
        ),
    ),
    ("school", re.compile(f"(?:{_I}|^).{{0,3}}是(?:区里|县里|区属|县属|辖区|区内)的?$")),
    ("school", re.compile(f"{_I}.{{0,3}}(?:是|在).{{0,3}}(?:乡镇|农村|小学|初中|中学|普通学校)")),
    (
        "liaison",
        re.compile(
            f"{_I}.{{0,8}}(?:教研室|教育局|教体局|教发中心|教师发展中心)(?:的|工作|上班|负责|教研员|$)"
        ),
    ),
    (
        "liaison",
        re.compile(
            "(?:我们|咱们|俺们|本|我|伲)(?:区|县|市区|街道|教育局|教研室|教体局)(?!里?的?(?:学校|小学|初中|中学))"
        ),
    ),
)


def speaker(text: str) -> Audience | None:
    """Who speaks, where the message says so: 我是直属学校的, 我们区, 我是乡镇初中的.

    What is said last counts (说错了，我是区里的); 不是直属 is a school of a region.
    """
    found: Audience | None = None
    for part in re.split(r"[，。！？；,!?;\n]", text):
        squeezed = part.replace(" ", "")
        if _NOT_DIRECT.search(squeezed):
            found = "school"
            continue
        said = (audience for audience, pattern in _SPEAKERS if pattern.search(squeezed))
        found = next(said, found)
    return found
