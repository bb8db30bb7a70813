"""How long a finished form takes, beside the tools people usually reach for: `python -m bench.documents`.

Every figure is the median of warm runs on the same application (two leaders, six members, ten outcomes,
about 1,900 characters). Peers are in `bench/requirements.txt`; one that is not installed says so.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench import document_peers as peers
from forms.document.render import render
from forms.form import Answers, Json
from forms.intake.bundle import files
from forms.intake.pool import readings
from forms.intake.read import read_bytes
from forms.intake.reading import Reading
from forms.load import load_forms
from forms.summary import render_summary, summarise

LIMITS = {"problem": 500, "approach": 2000}
PARAGRAPH = (
    "监测结果显示，八年级学生“数学建模”维度得分率低于全市均值 6.3 个百分点；课堂讲得多、想得少。"
)
FILES = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was done, by whom, in how many milliseconds (None: not installed)."""

    task: str
    tool: str
    median_ms: float | None


def application(number: int = 0) -> dict[str, Json]:
    """Give a full application; `number` makes it another one."""
    person: dict[str, Json] = {
        "name": "徐玉兰",
        "unit": "苏州市示例中学",
        "post": "教研组长",
        "phone": "13812345678",
        "email": "xuyulan@example.com",
    }
    return {
        "filed_as": "district_school",
        "unit": f"苏州市示例中学{number % 400}",
        "region": "示例区",
        "case_title": f"基于监测数据的课堂改进实践{number}",
        "category": "数学",
        "stage": "初中",
        "leaders": [person, {**person, "name": "王喆"}],
        "members": [{"name": "周堃", "post": "一级教师", "task": "课例设计与数据分析"}] * 6,
        "problem": PARAGRAPH * 7,
        "approach_idea": PARAGRAPH * 10,
        "approach_method": PARAGRAPH * 10,
        "approach_strategy": PARAGRAPH * 10,
        "outcomes": [{"period": "2025.3-2025.6", "title": "诊断报告", "form": "研究报告"}] * 10,
    }


def median_ms(work: Callable[[int], object], runs: int = 15) -> float:
    """Give the median time of `work`, each run with another number so that nothing is remembered."""
    work(0)
    times = []
    for number in range(1, runs + 1):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def run() -> Iterator[Row]:
    """Give one row after the other, as they are measured."""
    form = load_forms()["2025", "application"]

    def made(format_: str) -> Callable[[int], object]:
        return lambda number: render(form, application(number), [format_], limits=LIMITS)

    def peer(task: str, tool: str, make: Callable[[Answers], object]) -> Row:
        package = {"python-docx": "docx"}.get(tool, tool)
        if find_spec(package) is None:
            return Row(task, tool, None)
        return Row(task, tool, median_ms(lambda number: make(application(number)), 5))

    yield Row("docx", "shenbao", median_ms(made("docx")))
    yield peer("docx", "docxtpl", peers.docxtpl_docx)
    yield peer("docx", "python-docx", peers.python_docx)
    yield Row("PDF", "shenbao", median_ms(made("pdf")))
    yield peer("PDF", "weasyprint", peers.weasyprint_pdf)
    yield libreoffice(render(form, application(), ["docx"], limits=LIMITS)[0].content)
    pages = len(render(form, application(), ["png"], limits=LIMITS))
    yield Row(f"PNG, {pages} pages", "shenbao", median_ms(made("png")))
    short = {**application(), "approach_idea": PARAGRAPH, "approach_method": PARAGRAPH}
    short["approach_strategy"], short["problem"] = PARAGRAPH, PARAGRAPH
    short["members"], short["outcomes"] = [], []

    def short_pictures(number: int) -> object:
        return render(form, {**short, "unit": str(number)}, ["png"], limits=LIMITS)

    yield Row(f"PNG, {len(short_pictures(0))} pages", "shenbao", median_ms(short_pictures))
    yield Row("xlsx", "shenbao", median_ms(made("xlsx")))
    for format_ in ("docx", "xlsx", "pdf"):
        document = render(form, application(), [format_], limits=LIMITS)[0]
        reading = median_ms(lambda _, one=document: read_bytes(one.name, one.content))
        yield Row(f"read {format_}", "shenbao", reading)


def libreoffice(content: bytes) -> Row:
    """Give how long LibreOffice takes from the same docx to PDF."""
    program = shutil.which("soffice")
    if program is None:
        return Row("PDF", "LibreOffice", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.docx")
        path.write_bytes(content)
        command = [program, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        work = lambda _: subprocess.run(command, check=True, capture_output=True)  # noqa: E731
        return Row("PDF", "LibreOffice", median_ms(work, 3))


def summary(count: int = FILES) -> Iterator[Row]:
    """Give how long `count` files take to become one 附件3, read by two guarded workers."""
    forms = load_forms()
    form = forms["2025", "application"]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            document = render(
                form, application(number), ["docx"], limits=LIMITS, draft=f"d{number}"
            )[0]
            Path(folder, f"{number}.docx").write_bytes(document.content)
        start = time.perf_counter()
        with files([Path(folder)]) as found:
            read = [one for _, one in readings(found, workers=2) if isinstance(one, Reading)]
        reading = time.perf_counter()
        content = render_summary(summarise(read, forms, {}), forms)
        end = time.perf_counter()
    yield Row(f"read {len(read)} docx, 2 workers", "shenbao", (reading - start) * 1000)
    yield Row(f"附件3 of them ({len(content) // 1024} KB)", "shenbao", (end - reading) * 1000)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    for rows in (run(), summary(count)):
        for row in rows:
            said = "not installed" if row.median_ms is None else f"{row.median_ms:9.1f} ms"
            print(f"{row.task:<28} {row.tool:<12} {said}", flush=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"peak memory: this process {own} MB, largest child {children} MB")


if __name__ == "__main__":
    main()
