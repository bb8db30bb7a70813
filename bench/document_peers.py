"""The same application made with the tools people usually reach for; each loads its package when called."""

import io
from functools import cache
from html import escape
from pathlib import Path

from pylopdf_fonts_zh_cn import serif_path

from forms.document.cells import cells, grid
from forms.form import Answers
from forms.load import load_forms

LONG = ("problem", "approach_idea", "approach_method", "approach_strategy")


@cache
def labels() -> dict[str, str]:
    """Give the labels of the form."""
    return dict(load_forms()["2025", "application"].labels)


def python_docx(answers: Answers) -> bytes:
    """Give the form built cell by cell, as python-docx examples do."""
    import docx  # noqa: PLC0415

    words, found = labels(), cells("application", answers)
    people, plan = grid("members", found), grid("outcomes", found)
    document = docx.Document()
    document.add_heading(words["title_lines"], 1)
    document.add_paragraph(words["unit_line"] + found.get("unit", ""))
    table = document.add_table(rows=12 + len(people) + len(plan), cols=5)
    table.style = "Table Grid"
    put(table, 0, [words["case_title"], found.get("case_title", "")])
    for row, (left, right) in enumerate((("name", "unit_post"), ("phone", "email")), 1):
        texts = [words["leader"], words[f"leader_{left}"], found.get(f"leaders.{left}", "")]
        put(table, row, [*texts, words[f"leader_{right}"], found.get(f"leaders.{right}", "")])
    for row, person in enumerate(people, 4):
        put(table, row, ["", *person])
    first = 4 + len(people)
    for row, key in enumerate(LONG):
        put(table, first + row, [words[key] + "\n" + found.get(key, "")])
        table.cell(first + row, 0).merge(table.cell(first + row, 4))
    for row, outcome in enumerate(plan, 1):
        put(table, first + len(LONG) + row, [str(row), *outcome])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def put(table, row: int, texts: list[str]) -> None:
    """Write the texts of one row."""
    for column, text in enumerate(texts):
        table.cell(row, column).text = text


@cache
def docxtpl_template() -> bytes:
    """Give a template with a tag for each cell, made once."""
    import docx  # noqa: PLC0415

    document = docx.Document()
    document.add_paragraph("{{ unit }}")
    table = document.add_table(rows=12, cols=3)
    put(table, 0, ["{{ case_title }}", "{{ leaders_name }}", "{{ leaders_email }}"])
    put(table, 1, ["{{ leaders_phone }}", "{{ leaders_unit_post }}"])
    for row, name in enumerate(("people", "plan")):
        put(table, 2 + row * 3, [f"{{%tr for one in {name} %}}"])
        put(table, 3 + row * 3, [f"{{{{ one[{place}] }}}}" for place in range(3)])
        put(table, 4 + row * 3, ["{%tr endfor %}"])
    for row, key in enumerate(LONG):
        put(table, 8 + row, [f"{{{{ {key} }}}}"])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def docxtpl_docx(answers: Answers) -> bytes:
    """Give the form filled by docxtpl, escaping on."""
    import docxtpl  # noqa: PLC0415

    found = cells("application", answers)
    words: dict[str, object] = {path.replace(".", "_"): text for path, text in found.items()}
    words |= {"people": grid("members", found), "plan": grid("outcomes", found)}
    template = docxtpl.DocxTemplate(io.BytesIO(docxtpl_template()))
    template.render(words, autoescape=True)
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def weasyprint_pdf(answers: Answers) -> bytes:
    """Give the form as PDF out of HTML, with the same face as ours."""
    import weasyprint  # noqa: PLC0415

    def line(texts: tuple[str, ...]) -> str:
        return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>"

    def section(key: str) -> str:
        text = escape(found.get(key, ""))
        return f"<tr><td colspan=3>{escape(words[key])}<p>{text}</p></td></tr>"

    words, found = labels(), cells("application", answers)
    rows = [*map(line, grid("members", found)), *map(section, LONG)]
    rows += map(line, grid("outcomes", found))
    source = Path(serif_path()).as_uri()
    face = f"@font-face{{font-family:S;src:url({source})}}body{{font-family:S}}"
    style = f"{face}table{{border-collapse:collapse}}td{{border:1px solid}}"
    head = escape(words["title_lines"])
    page = f"<style>{style}</style><h1>{head}</h1><table>{''.join(rows)}</table>"
    return bytes(weasyprint.HTML(string=page).write_pdf())
