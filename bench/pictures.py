"""Draws the pictures of `docs/pictures/`: the printed form, short, long and with its 附页, of both editions.

`make pictures` writes them; they are looked at before they are kept.
"""

import io
from pathlib import Path

from PIL import Image, ImageDraw

from bot.rules import build_rules
from forms.document.render import render
from forms.exhibit import Exhibit, table
from forms.intake.pictures import picture
from forms.load import load_forms
from knowledge.load import load

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
WIDTH = 800
GRAYS = 16
SENTENCE = (
    "监测结果显示，八年级学生“数学建模”维度得分率低于全市均值 6.3 个百分点；课堂讲得多、想得少。"
)
LEADERS = [
    {
        "name": "徐玉兰",
        "unit": "苏州市示例中学",
        "post": "教研组长",
        "phone": "0512-65123456",
        "email": "xuyulan@example.com",
    },
    {
        "name": "顾明",
        "unit": "示例区教师发展中心",
        "post": "教研员",
        "phone": "138-1234-5678",
        "email": "guming@example.edu.cn",
    },
]
SHORT = {
    "unit": "苏州市示例中学",
    "case_title": "基于监测数据的初中数学“问题链”课堂改进实践",
    "leaders": LEADERS[:1],
    "members": [{"name": "陈静", "post": "一级教师", "task": "课堂观察与数据整理"}],
    "problem": SENTENCE,
    "approach_idea": "从监测数据出发，先弄清错因，再改进课堂，最后用前后测检验效果。",
    "approach_method": "用问卷和访谈了解学情，用课例研究改进教学，用前后测比较成效。",
    "approach_strategy": "第一步由备课组分析错题；第二步每两周上一节研究课；第三步学期末测评并修改方案。",
    "outcomes": [
        {"period": "第一学期", "title": "错因诊断报告", "form": "研究报告"},
        {"period": "第二学期", "title": "“问题链”设计手册", "form": "手册、课例"},
    ],
}
LONG = {
    **SHORT,
    "leaders": LEADERS,
    "members": [
        {"name": name, "post": "教师", "task": "课例设计与实施"}
        for name in ("陈静", "周堃", "沈喆", "陆镕", "钱犇", "吴頔")
    ],
    "problem": SENTENCE * 9,
    "approach_idea": f"坚持问题导向。\n{SENTENCE * 8}",
    "approach_method": "\n".join(f"{n}.{SENTENCE}" for n in range(1, 6)),
    "approach_strategy": SENTENCE * 10,
    "outcomes": [
        {"period": "每学期", "title": f"第 {n} 轮课例研究", "form": "课例"} for n in range(1, 13)
    ],
}
EXTRA = {**SHORT, "problem": SENTENCE * 14}
CASES = {"short": SHORT, "long": LONG, "extra": EXTRA}


def chart() -> bytes:
    """Give a small bar chart, as a school pastes one under its text."""
    drawn = Image.new("L", (640, 300), 255)
    pen = ImageDraw.Draw(drawn)
    pen.line(((60, 20), (60, 260), (620, 260)), fill=0, width=2)
    for place, height in enumerate((130, 170, 150, 205, 190, 225)):
        left = 95 + place * 88
        pen.rectangle((left, 260 - height, left + 48, 259), fill=120 if place % 2 else 190)
    target = io.BytesIO()
    drawn.save(target, "PNG")
    return target.getvalue()


def exhibits() -> list[Exhibit]:
    """Give what the case with a 附页 has on it besides its text."""
    scores = (("年级", "均分", "优秀率"), ("七年级", "81.2", "31%"), ("八年级", "79.5", "28%"))
    found = picture(chart(), "problem", "“数学建模”维度得分率（六所学校）")
    return [*([found] if found else []), table("problem", scores, "两个年级对照")]


def main() -> None:
    """Write every page of every case, small enough to be kept."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    forms = load_forms()
    for edition in load().editions:
        rules = build_rules(edition)
        limits = {name: limit.maximum for name, limit in rules.limits.items()}
        for name, answers in CASES.items():
            more = exhibits() if name == "extra" else []
            form = forms[edition.id, "application"]
            pages = render(form, answers, ["png"], limits=limits, exhibits=more)
            for number, page in enumerate(pages, 1):
                place = FOLDER / f"{edition.id}-{name}_{number}.png"
                place.write_bytes(small(page.content))
                print(f"{place.stat().st_size // 1024:4} KB {place}")


def small(page: bytes) -> bytes:
    """Give a page as a small picture in a few grays."""
    whole = Image.open(io.BytesIO(page)).convert("L")
    shrunk = whole.resize((WIDTH, whole.height * WIDTH // whole.width), Image.LANCZOS)
    target = io.BytesIO()
    shrunk.quantize(GRAYS).save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
