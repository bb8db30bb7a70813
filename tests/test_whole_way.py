"""From the centre's first code to the packages, all by messages and taps: every number counted from what was typed."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl

from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import File, Incoming, Tap, Text
from bot.store import invite_centre, open_database
from tests.story import ANSWERS, CODE

TODAY, MOST = date(2025, 3, 10), 3  # 2025 （五）2: at most three of a school
REGIONS = ("甲区", "乙区", "丙区")
#: School of a region -> how many cases its teacher sends; one more than it may, one nothing.
SCHOOLS = {"实验小学": 1, "第一中学": 2, "第二中学": 4, "新城小学": 0}
DIRECT = {"直属甲中学": 2, "直属乙小学": 1}
_STEP = re.compile(r"^第 \d+ 步，共 \d+ 步 · (.+)$", re.MULTILINE)


class City:
    """Everybody there is, each known by a name, and what they read last."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._folder = folder
        self.database = open_database(f"sqlite:///{folder / 'a.db'}")
        delivery = Delivery(folder / "files", library.papers(self.database))
        self.desk = Desk("story", library, self.database, delivery)
        self._last: dict[str, tuple[Letter, ...]] = {}

    def say(self, who: str, *texts: str) -> str:
        for text in texts:
            self._receive(who, Text(text))
        return self.read(who)

    def choose(self, who: str, label: str) -> str:
        choices = {c.label: c.id for letter in self._last[who] for c in letter.choices}
        self._receive(who, Tap(choices[label]))
        return self.read(who)

    def send(self, who: str, name: str, content: bytes) -> None:
        place = self._folder / name
        place.write_bytes(content)
        self._receive(who, File(name, str(place)))

    def read(self, who: str) -> str:
        return "\n".join(letter.text for letter in self._last[who])

    def files(self, who: str) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for one in self._last[who] for file in one.files}

    def _receive(self, who: str, incoming: Incoming) -> None:
        letters = self.desk.receive(Update(who, incoming, TODAY))
        self.desk.confirm(letters)
        self._last[who] = letters

    def join(self, who: str, told: str) -> None:
        self.say(who, CODE.findall(told)[0])

    def close(self) -> None:
        self.desk.close()
        self.database.close()


def schools() -> Iterator[tuple[str, str, int]]:
    """Give every school: its region, its name, how many cases it sends."""
    for region in REGIONS:
        yield from ((region, f"{region}{school}", count) for school, count in SCHOOLS.items())
    yield from (("直属（代管）学校", school, count) for school, count in DIRECT.items())


def school_list() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("区域", "学校全称"), *((region, name) for region, name, _ in schools())):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def invite_everybody(city: City) -> None:
    with city.database.transaction() as transaction:
        until, now = TODAY + timedelta(days=7), datetime.now(UTC)
        code = invite_centre(transaction, until, now, TODAY).code
    city.say("中心", code)
    city.say("中心", "导入学校名单")
    city.send("中心", "名单.xlsx", school_list())
    assert "新区域 3 个" in city.read("中心")
    city.choose("中心", "都对，记下")
    for region in REGIONS:
        city.say("中心", "邀请联络人")
        city.join(f"{region}联络人", city.choose("中心", region))
    for region, name, _ in schools():
        host = f"{region}联络人" if region in REGIONS else "中心"
        city.say(host, "邀请海报")
        city.join(name, city.choose(host, "最多 50 人"))
        city.choose(name, name)


def send_case(city: City, region: str, school: str, number: int) -> None:
    """Fill in and send one case as its teacher would, question by question."""
    told = city.say(school, "填申报表" if number == 0 else "另填一份")
    own: Mapping[str, list[str]] = {
        "替谁报": ["区域内学校" if region in REGIONS else "直属学校"],
        "单位（盖章）": [school],
        "案例名称": [f"{school}案例{number}"],
        "区域": [region],
    }
    for _ in range(40):
        asked = _STEP.findall(told)
        if not asked:
            break
        found = next(key for key in (*own, *ANSWERS) if asked[-1].endswith(key))
        told = city.say(school, *(own.get(found) or ANSWERS[found]))
    who = "联络人" if region in REGIONS else "监测中心"
    assert f"已发给{who}预审" in city.say(school, f"发给{who}预审")


def test_from_the_first_code_to_the_packages(library: Library, tmp_path: Path) -> None:
    city = City(library, tmp_path)
    try:
        invite_everybody(city)
        for region, school, count in schools():
            for number in range(count):
                send_case(city, region, school, number)
        for region in (*REGIONS, "直属（代管）学校"):
            collect(city, region)
        told = city.say("中心", "各区情况")
        assert "· 甲区：共 7，待看 0，已退回 0，已接收 7；上报 6，备选 0，没定 1；纸质 1。" in told
        assert (
            "· 直属（代管）学校：共 3，待看 0，已退回 0，已接收 3；上报 3，备选 0，没定 0；纸质 2。"
            in told
        )
    finally:
        city.close()


def collect(city: City, region: str) -> None:
    """Accept, note the paper of the first school, and count the package."""
    who = f"{region}联络人" if region in REGIONS else "中心"
    mine = [(school, count) for place, school, count in schools() if place == region]
    city.say(who, "没问题的都接收")
    city.choose(who, "一起接收")
    first, count = mine[0]
    city.say(who, "按学校勾纸质")
    city.choose(who, f"{first}（{count} 份）")
    city.say(who, "打包")
    ((_, content),) = city.files(who).items()
    packed = zipfile.ZipFile(io.BytesIO(content))
    wanted = {(s, f"{s}案例{n}") for s, sent in mine for n in range(min(sent, MOST))}
    names = {name for name in packed.namelist() if name.endswith(".docx")}
    assert {Path(name).stem for name in names} == {f"{s}_{title}" for s, title in wanted}
    (sheet,) = [name for name in packed.namelist() if "汇总表" in name]
    book = openpyxl.load_workbook(io.BytesIO(packed.read(sheet)))
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if _is_row(row)]
    shown = {title for row in rows for title in row if title in {t for _, t in wanted}}
    assert (len(rows), shown) == (len(wanted), {title for _, title in wanted})
    without = [s for s, sent in mine if not sent]
    missing = packed.read("还没有的学校.txt").decode()
    assert missing.split() == (without or ["名单上的学校都有了。"])
    mail = "邮件.txt" if region in REGIONS else "说明.txt"  # the centre writes to nobody
    assert f"{len(wanted)} 个案例" in packed.read(mail).decode()


def _is_row(row: tuple[object, ...]) -> bool:
    return row[0] is not None and str(row[0]).isdecimal()
