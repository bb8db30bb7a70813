"""The files that the stories send, by the name a teacher would give them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader, PdfWriter

from forms.document.render import render
from forms.exhibit import table
from forms.intake.pictures import picture
from tests.filled import FORMS, LIAISON, LIMITS, application
from tests.pictured import drawn, saved_elsewhere, with_pictures
from tests.test_handmade import HEAD, SECOND, TABLE, docx

LEADER = {
    "name": "王喆",
    "unit": "苏州市示例中学",
    "post": "教研组长",
    "phone": "13812345678",
    "email": "wang.zhe@example.edu.cn",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ours(edition: str, kind: str, form: str = "application", **changed: object) -> bytes:
    """Return a form as this program makes it."""
    answers = LIAISON if form == "liaison" else application(**changed)
    if form == "summary":
        answers = {"rows": [{"case_title": "减负提质", "unit": "示例小学"}]}
    return render(FORMS[edition, form], answers, [kind], limits=LIMITS)[0].content


def by_hand(**changed: str) -> bytes:
    """Return a form typed over in Word, a few of its cells written otherwise."""
    swapped = [[[changed.get(line, line) for line in cell] for cell in row] for row in TABLE]
    return docx([*HEAD, "学校意见：同意申报"], swapped)


def ours_with_pictures(**changed: object) -> bytes:
    """Return a PDF of ours with two pictures and a table on its 附页."""
    found = [
        picture(drawn(), "problem", "达标率"),
        table("approach_idea", (("年级", "均分"), ("七年级", "81.2")), "两个年级"),
        picture(drawn("JPEG", (500, 300)), "outcomes", "任务图"),
    ]
    form, exhibits = FORMS["2025", "application"], [one for one in found if one]
    answers = application(leaders=[LEADER], contact_leader=0, **changed)
    return render(form, answers, ["pdf"], limits=LIMITS, exhibits=exhibits)[0].content


def typed_over(swapped: Mapping[str, str]) -> bytes:
    """Return a form of ours with one leader, in which somebody typed over what Word shows."""
    made = zipfile.ZipFile(io.BytesIO(ours("2025", "docx", leaders=[LEADER], contact_leader=0)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in made.namelist():
            content = made.read(name).decode()
            for was, now in swapped.items() if name == "word/document.xml" else ():
                assert was in content, was
                content = now.join(content.split(was, 1))
            package.writestr(name, content)
    return target.getvalue()


def two_blocks() -> bytes:
    """Return a form made by hand: a block of rows for each leader, outcomes without heads, a remark."""
    remark = [["备注"], ["一式两份"], [""], [""]]
    return docx(HEAD, [*TABLE[:3], *SECOND, *TABLE[3:9], *TABLE[10:], remark])


def without_form(*lines: str) -> bytes:
    """Return a Word file of some paragraphs that is none of the forms."""
    return docx(lines, [], ())


#: Direct schools as an office writes their 区域.
WRITTEN = ("直属", "直属（代管）", "直属(代管)", "代管", "市直属")
WRITTEN += ("直属学校", "直属（代管）学校", "")
ROWS = [f"苏州市第{n}中学,{said}" for n, said in enumerate(WRITTEN, 1)]


def school_list() -> bytes:
    """Return a liaison's list of schools, as an office keeps one."""
    book = Workbook()
    for row in (
        ("甲区学校名单",),
        ("序号", "区域", "学校全称", "简称"),
        (1, "甲区", "苏州市样例小学", "样小"),
        (2, "甲区", "苏州市示例中学", "示中、示例中"),
        (3, "甲区", "苏州市样例实验学校", None),
        (4, "甲区", None, "某校"),
        (5, "乙区", "苏州市乙区小学", None),
    ):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def scanned() -> bytes:
    """Return a PDF whose page is one picture."""
    target = io.BytesIO()
    Image.new("L", (200, 300), 255).save(target, "PDF")
    return target.getvalue()


def pdf_elsewhere() -> bytes:
    """Return a PDF as another program prints a form: the page of ours without what it carries."""
    reader, writer = PdfReader(io.BytesIO(ours("2025", "pdf"))), PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def with_macro() -> bytes:
    """Return a Word file that carries a macro."""
    target = io.BytesIO(ours("2025", "docx"))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    return target.getvalue()


def locked() -> bytes:
    """Return a zip whose parts are marked as encrypted, as a Word file with a password is refused."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", "x")
    data = bytearray(target.getvalue())
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.find(start) + (6 if start == b"PK\x03\x04" else 8)
        data[place] |= 1
    return bytes(data)


def zipped_words() -> bytes:
    """Return an ordinary archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("说明.txt", "材料")
    return target.getvalue()


def collected() -> bytes:
    """Return a zip as WeChat and a Chinese Windows make it: names in GBK, among them what cannot be read."""
    files = {
        "示例中学/2025申报表.docx": ours("2025", "docx"),
        "示例中学/2025申报表 (1).docx": ours("2025", "docx"),
        "样例中学/申报表.docx": by_hand(**{"138": "13812345678"}),
        "样例小学/材料.rar": b"Rar!",
        "样例小学/扫描.jpg": b"\xff\xd8\xff\xe0",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number, (name, content) in enumerate(files.items()):
            package.writestr("abcdef"[number] * len(name.encode("gbk")), content)
    data = target.getvalue()
    for number, name in enumerate(files):
        in_gbk = name.encode("gbk")
        data = data.replace(b"abcdef"[number : number + 1] * len(in_gbk), in_gbk)
    return data


def corrected() -> bytes:
    """Return a 附件3 made elsewhere whose one row says another phone."""
    rows = [
        {
            "case_title": "基于监测数据的初中数学“问题链”课堂改进实践",
            "region": "甲区",
            "unit": "苏州市示例中学",
            "leader": "王喆、张䶮",
            "post": "教研组长、教研员",
            "category": "数学",
            "stage": "初中",
            "phone": "0512-65120000",
        }
    ]
    made = render(FORMS["2025", "summary"], {"rows": rows}, ["xlsx"], limits=LIMITS)
    return made[0].content


SENT: Mapping[str, Callable[[], bytes]] = {
    "2022申报表.docx": lambda: ours("2022", "docx"),
    "2025申报表.docx": lambda: ours("2025", "docx"),
    "改过的申报表.docx": lambda: typed_over(
        {
            ">基于监测数据的初中数学“问题链”课堂": ">基于监测数据的初中数学课堂",
            ">wang.zhe@example.edu.cn<": "><",
            ">数据分析与访谈<": ">数据分析<",
            "监测结果显示，八年级": "监测结果显示，九年级",
        }
    ),
    "一位负责人的申报表.docx": lambda: typed_over({}),
    "清空邮箱的申报表.docx": lambda: typed_over({">wang.zhe@example.edu.cn<": "><"}),
    "2025申报表.xlsx": lambda: ours("2025", "xlsx"),
    "2025申报表.pdf": lambda: ours("2025", "pdf"),
    "带图的申报表.pdf": ours_with_pictures,
    "带图改过的申报表.pdf": lambda: ours_with_pictures(case_title="“问题链”的三年实践"),
    "手填的申报表.docx": lambda: by_hand(**{"138": "13812345678"}),
    "电话没写全.docx": by_hand,
    "两组负责人.docx": two_blocks,
    "联络人信息表.docx": lambda: ours("2025", "docx", "liaison"),
    "汇总表.xlsx": lambda: ours("2025", "xlsx", "summary"),
    "会议记录.docx": lambda: without_form("今天讨论了下周的研究课。"),
    "问题描述.txt": lambda: "2024 年监测结果显示运算偏弱。\n要解决三个问题。".encode("gb18030"),
    "整篇.txt": "单位：示例小学\n案例名称：减负提质\n负责人：王喆\n电话：13812345678".encode,
    "带图的申报表.docx": with_pictures,
    "带图另存的申报表.docx": saved_elsewhere,
    "达标率.png": drawn,
    "任务图.jpg": lambda: drawn("JPEG", (500, 300)),
    "学校名单.xlsx": school_list,
    "直属名单.csv": lambda: "\n".join(["学校全称,区域", *ROWS]).encode(),
    "照片.jpg": lambda: b"\xff\xd8\xff\xe0" + b"0" * 100,
    "材料.rar": lambda: b"Rar!\x1a\x07\x00" + b"0" * 100,
    "材料.zip": zipped_words,
    "收来的.zip": collected,
    "改过的汇总表.xlsx": corrected,
    "有密码.docx": locked,
    "带宏.docx": with_macro,
    "空的.docx": lambda: b"",
    "坏了.docx": lambda: ours("2025", "docx")[:900],
    "只剩开头.docx": lambda: b"PKxx",
    "扫描件.pdf": scanned,
    "别处的.pdf": pdf_elsewhere,
    "坏了.pdf": lambda: b"%PDF-1.4\n" + b"0" * 100,
}


@cache
def content(name: str) -> bytes:
    """Return the bytes of a file the stories send."""
    return SENT[name]()


def put(name: str, folder: Path) -> str:
    """Write a file the stories send and return its place; a name nobody knows has none."""
    place = folder / name
    if name.endswith("/"):
        place.mkdir(exist_ok=True)
        return str(place)
    if name not in SENT:
        return ""
    place.write_bytes(content(name))
    return str(place)
