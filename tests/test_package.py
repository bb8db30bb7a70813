"""Three regions, twelve schools, two direct ones, one centre: every number of a package counted anew."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from bot.delivery import Delivery, Letter
from bot.desk import Desk, Update
from bot.library import Library
from bot.message import Tap, Text
from bot.store import Database, Unit, meet, open_database
from forms.document.cells import CASE
from forms.exhibit import table
from forms.form import Json
from forms.intake.read import read_bytes
from tests.cast import give_roles

TODAY = date(2025, 3, 10)
NOW = datetime(2025, 3, 10, 8, tzinfo=UTC)
MOST = 3  # 2025 （五）2: 每所学校不超过 3 个; 直属（代管）学校 1~3 个
#: Region -> its liaison, and whether it has a case of its own. The third one forgot.
REGIONS = {"甲区": ("联络人甲", True), "乙区": ("联络人乙", True), "丙区": ("联络人丙", False)}
#: The schools of a region -> how many cases each sends; one has more than it may, one nothing yet.
SCHOOLS = {"实验小学": 1, "第一中学": 3, "第二中学": 4, "新城小学": 0}
DIRECT = {"直属甲中学": 2, "直属乙小学": 4}
#: The one case with a table on its 附页.
WITH_TABLE = "甲区第二中学案例1"
KINDS = ("语文", "数学", "英语", "科学", "相关因素", "管理", "综合", "其他")


def case(place: str, unit: str, number: int, filed_as: str) -> dict[str, Json]:
    return {
        "filed_as": filed_as,
        "unit": unit,
        "region": "随手写的",
        "case_title": f"{unit}案例{number}",
        "leaders": [
            {
                "name": f"陈老师{number}",
                "unit": unit,
                "post": "教师",
                "phone": f"1380000{number:04}",
            }
        ],
        "problem": f"2024 年监测结果显示，{place}有待改进。",
        "category": KINDS[number % len(KINDS)],
        "stage": "小学" if "小学" in unit else "初中",
    }


def handed_in() -> dict[str, list[dict[str, Json]]]:
    """Return what each region (and the centre) is sent, in order."""
    found: dict[str, list[dict[str, Json]]] = {}
    for place, (_, has_own) in REGIONS.items():
        units = [(f"{place}{school}", count) for school, count in SCHOOLS.items()]
        found[place] = [
            case(place, unit, n, "district_school") for unit, count in units for n in range(count)
        ]
        if has_own:
            found[place].append(case(place, f"{place}教育局", 7, "region"))
    found["直属"] = [
        case("", unit, n, "direct_school") for unit, count in DIRECT.items() for n in range(count)
    ]
    return found


def expected(cases: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """Return those that count: of a school the first three, of a region all."""
    seen: Counter[str] = Counter()
    kept = []
    for each in cases:
        seen[str(each["unit"])] += 1
        if each["filed_as"] == "region" or seen[str(each["unit"])] <= MOST:
            kept.append(each)
    return kept


@pytest.fixture(scope="module")
def house(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator["House"]:
    made = House(library, tmp_path_factory.mktemp("package"))
    yield made
    made.close()


class House:
    """A desk, with all that was handed in accepted in the order it came."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.database: Database = open_database(f"sqlite:///{folder / 'a.db'}")
        delivery = Delivery(folder / "files", library.papers(self.database))
        self.desk = Desk("story", library, self.database, delivery)
        roles = {who: f"{place} 联络人" for place, (who, _) in REGIONS.items()}
        give_roles(self.database, {**roles, "中心": "中心"})
        for place in REGIONS:
            for school in SCHOOLS:
                give_roles(self.database, {"教师丁": f"{place} {place}{school} 教师"})
        for school in DIRECT:
            give_roles(self.database, {"教师丁": f"直属 {school} 教师"})
        for place, cases in handed_in().items():
            for each in cases:
                self._hand_in(place, each)

    def _hand_in(self, place: str, answers: dict[str, Json]) -> None:
        school = f"{place}实验小学" if answers["filed_as"] == "region" else answers["unit"]
        give_roles(self.database, {"教师甲": f"{place} {school} 教师"})
        who = REGIONS[place][0] if place in REGIONS else "中心"
        with self.database.transaction() as transaction:
            teacher, boss = (
                Unit(transaction, meet(transaction, "story", key, NOW).id, NOW, TODAY)
                for key in ("教师甲", who)
            )
            draft = teacher.drafts.save(teacher.drafts.new("2025", "application"), answers)
            if answers["case_title"] == WITH_TABLE:
                teacher.exhibits.wait([table("problem", [["七年级", "81.2"]], "两次均分")])
                teacher.exhibits.keep(draft.id)
            sent = teacher.submissions.send(draft.id, "2025", draft.answers)
            assert sent is not None
            boss.reviews.accept(sent, 0 if answers["filed_as"] == "region" else MOST)

    def say(self, who: str, text: str) -> tuple[Letter, ...]:
        return self._confirmed(self.desk.receive(Update(who, Text(text), TODAY)))

    def tap(self, who: str, choice: str) -> tuple[Letter, ...]:
        return self._confirmed(self.desk.receive(Update(who, Tap(choice), TODAY)))

    def _confirmed(self, letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
        self.desk.confirm(letters)
        return letters

    def package(self, who: str) -> zipfile.ZipFile:
        (file,) = [file for letter in self.say(who, "打包") for file in letter.files]
        return zipfile.ZipFile(io.BytesIO(file.read_bytes()))

    def close(self) -> None:
        self.desk.close()
        self.database.close()


def text_of(word: bytes) -> str:
    """Return the text of a Word file as its XML has it."""
    return zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()


def sheet(packed: zipfile.ZipFile, name: str) -> list[list[str]]:
    """Return the texts anybody sees on the first sheet of a workbook in a package, row by row."""
    (inside,) = [each for each in packed.namelist() if name in each]
    book = openpyxl.load_workbook(io.BytesIO(packed.read(inside)))
    rows = book.worksheets[0].iter_rows(max_col=9, values_only=True)  # beside them, hidden: codes
    return [[str(cell) for cell in row if cell is not None] for row in rows]


@pytest.mark.parametrize("place", [*REGIONS, "直属"])
def test_a_package_holds_what_was_accepted_and_nothing_else(house: House, place: str) -> None:
    who = REGIONS[place][0] if place in REGIONS else "中心"
    packed = house.package(who)
    counted = expected(handed_in()[place])
    rows = [row[1:] for row in sheet(packed, "汇总表") if row and row[0].isdecimal()]
    region = place if place in REGIONS else "随手写的"
    wanted = [
        {
            **each,
            "region": region,
            "leader": each["leaders"][0]["name"],  # type: ignore[index, call-overload]
            "post": "教师",
            "phone": each["leaders"][0]["phone"],  # type: ignore[index, call-overload]
        }
        for each in counted
    ]
    assert sorted(rows) == sorted([str(each[key]) for key in CASE] for each in wanted)
    documents = [name for name in packed.namelist() if name.startswith("申报表/")]
    stems = {f"申报表/{each['unit']}_{each['case_title']}" for each in counted}
    assert sorted(documents) == sorted(
        f"{stem}.{kind}" for stem in stems for kind in ("docx", "pdf")
    )
    told = packed.read("邮件.txt" if place in REGIONS else "说明.txt").decode()
    assert f"{len(counted)} 个案例" in told
    assert ("收件人" in told) is (place in REGIONS)  # the centre writes to nobody
    numbered = [
        [str(at), *(row[CASE.index(key)] for key in ("unit", "case_title", "leader"))]
        for at, row in enumerate(rows, 1)
    ]
    assert [row[:4] for row in sheet(packed, "核对单") if row[0].isdecimal()] == numbered
    missing = packed.read("还没有的学校.txt").decode().split()
    assert missing == ([f"{place}新城小学"] if place in REGIONS else ["名单上的学校都有了。"])


def test_every_document_of_a_package_says_what_was_sent(house: House) -> None:
    packed = house.package("联络人甲")
    sent = {str(each["case_title"]): each for each in handed_in()["甲区"]}
    words = [name for name in packed.namelist() if name.endswith(".docx")]
    for name in words:
        read = read_bytes(name, packed.read(name)).answers
        was = sent[str(read["case_title"])]
        assert {key: read[key] for key in ("unit", "problem", "leaders")} == {
            key: was[key] for key in ("unit", "problem", "leaders")
        }
    assert len(words) == len(expected(handed_in()["甲区"]))
    tabled = [name for name in words if "两次均分" in text_of(packed.read(name))]
    assert [WITH_TABLE in name for name in tabled] == [True]


@pytest.mark.parametrize("place", REGIONS)
def test_the_desk_counts_what_there_is(house: House, place: str) -> None:
    who, has_own = REGIONS[place]
    cases = handed_in()[place]
    text = "\n".join(letter.text for letter in house.say(who, "我的收件"))
    main, all_ = len(expected(cases)), len(cases)
    assert f"共 {all_} 个：待看 0" in text
    assert f"上报 {main}、备选 0、没定 {all_ - main}" in text
    assert f"还没有的学校 1 所（共 {len(SCHOOLS)} 所）：{place}新城小学" in text
    assert ("通知要求不少于 1 个" in text) is not has_own
    assert not any(other in text for other in REGIONS if other != place)


def test_the_centre_counts_every_region_and_puts_all_into_one_sheet(house: House) -> None:
    text = "\n".join(letter.text for letter in house.say("中心", "各区情况"))
    for place, cases in handed_in().items():
        name = "直属（代管）学校" if place == "直属" else place
        main, all_ = len(expected(cases)), len(cases)
        assert f"· {name}：共 {all_}，待看 0，已退回 0，已接收 {all_}；上报 {main}，备选 0" in text
    assert text.count("区域层面 0 个，要不少于 1 个") == 1
    (letter, _) = house.say("中心", "合成一张汇总表")
    sheet_rows = openpyxl.load_workbook(letter.files[0]).worksheets[0].iter_rows(values_only=True)
    rows = [row for row in sheet_rows if row[0] is not None and str(row[0]).isdecimal()]
    assert len(rows) == sum(len(expected(cases)) for cases in handed_in().values())
    (pictured, _) = house.say("中心", "进展图")
    assert pictured.files[0].read_bytes().startswith(b"\x89PNG")
    told = "\n".join(letter.text for letter in house.say("联络人甲", "各区情况"))
    assert "乙区" not in told


def test_a_liaison_reaches_no_other_region_by_a_choice(house: House) -> None:
    own = house.say("联络人甲", "我的收件")
    ids = [c.id.rpartition("@")[0] for letter in own for c in letter.choices]
    about = [each for each in ids if ":2025" in each]
    assert len(about) > 8
    for choice in about:
        name, _, *rest = choice.split(":")
        for region in ("2", "0"):
            letters = house.tap("联络人甲", ":".join((name, region, *rest)) + "@0")
            told = "\n".join(letter.text for letter in letters)
            assert "乙区" not in told, choice
            assert "直属" not in told, choice
            assert not any(letter.files for letter in letters), choice
