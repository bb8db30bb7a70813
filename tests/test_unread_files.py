"""Files nobody could read: each content has a row of its own, however it is called and in whatever it came."""

import io
import zipfile
from pathlib import Path

from bot.library import Library
from tests.cast import give_roles
from tests.test_whole_way import City

ONE, TWO = (b"Rar!\x1a\x07\x00" + word for word in (b"one", b"two"))


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, content)
    return out.getvalue()


def test_two_files_of_one_name_have_a_row_each(library: Library, tmp_path: Path) -> None:
    city = City(library, tmp_path)
    give_roles(city.database, {"联络人甲": "甲区 联络人"})
    told = []
    for name, content in {
        "材料.rar": ONE,
        "材料/材料.rar": TWO,
        "又一份/另外的名字.rar": ONE,
        "包.zip": zipped("材料.rar", TWO),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        city.send("联络人甲", name, content)
        told.append(city.read("联络人甲"))
    assert ["没读出来的 1 份" in each for each in told] == [True, True, False, False]
    assert ["已经有了、内容一样的 1 份" in each for each in told] == [False, False, True, True]
    assert "收来的文件有 2 份没读出来" in city.say("联络人甲", "我的收件")
    city.close()
