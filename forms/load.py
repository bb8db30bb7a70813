"""The forms that `forms/specs/<edition>/<form>.yaml` declare, checked while they are read."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from forms.errors import BadAnswer, BadForm
from forms.form import FORMAT_NAMES, Column, Condition, Form, FormName, Option, Question, Rules
from forms.kinds import KINDS, read
from forms.record import Record, check_keys, items, read_record, records, truth, word, words

SPECS = Path(__file__).parent / "specs"
_FORM_KEYS = ("form", "edition", "attachment", "title", "questions")
_FORM_MAY = ("file_label", "formats", "notes", "labels")
_QUESTION_KEYS = ("id", "kind", "label", "ask")
_QUESTION_WORDS = (
    *("path", "hint", "example", "limit", "section"),
    *("repeats", "settles", "default_from"),
)
_QUESTION_LISTS = ("options", "columns", "only_if", "optional_if")
_QUESTION_MAY = (*_QUESTION_WORDS, *_QUESTION_LISTS, "required", "printed")
_NEED_OPTIONS = ("choice", "another")
_OPTIONS_FROM_ANSWERS = ("which_leader", "which_unit")  # known only when asked
_NEED_COLUMNS = ("people", "outcomes")


def load_forms(root: Path | None = None) -> dict[tuple[str, str], Form]:
    """Give every form under `root` (the specs of the project), keyed (edition, name).

    Raises BadForm naming the file, the line and the cure.
    """
    forms: dict[tuple[str, str], Form] = {}
    for file in sorted((root or SPECS).glob("*/*.yaml")):
        form = load_form(file)
        forms[form.edition, form.name] = form
    return forms


def load_form(file: Path) -> Form:
    """Give the form of one file. Raises BadForm."""
    spec = read_record(file)
    check_keys(spec, _FORM_KEYS, _FORM_MAY)
    edition, name = word(spec, "edition"), _form_name(spec)
    if (edition, name) != (file.parent.name, file.stem):
        raise BadForm(
            spec.where, f"写着 {edition}/{name}", "文件请放在 specs/<edition>/<form>.yaml"
        )
    questions = tuple(_question(record) for record in records(spec, "questions"))
    _check_names(spec, questions)
    return Form(
        edition=edition,
        name=name,
        title=word(spec, "title"),
        attachment=word(spec, "attachment"),
        questions=questions,
        notes=words(spec, "notes"),
        labels=_labels(spec),
        formats=_formats(spec),
        file_label=word(spec, "file_label", "申报表"),
    )


def _question(record: Record) -> Question:
    check_keys(record, _QUESTION_KEYS, _QUESTION_MAY)
    words = {key: word(record, key, "") for key in _QUESTION_WORDS}
    question = Question(
        id=word(record, "id"),
        path=words["path"] or word(record, "id"),
        kind=word(record, "kind"),
        label=word(record, "label"),
        ask=word(record, "ask"),
        hint=words["hint"],
        example=words["example"],
        required=truth(record, "required"),
        options=tuple(_option(record, item) for item in items(record, "options")),
        limit=words["limit"],
        only_if=_conditions(record, "only_if"),
        printed=truth(record, "printed"),
        section=words["section"],
        columns=tuple(_column(item) for item in records(record, "columns")),
        optional_if=_conditions(record, "optional_if"),
        repeats=words["repeats"],
        settles=words["settles"],
        default_from=words["default_from"],
    )
    _check_question(record, question)
    return question


def _check_question(record: Record, question: Question) -> None:
    """Raise BadForm for a kind there is none of, or an example that its own question refuses."""
    if question.kind not in KINDS:
        raise BadForm(
            record.where, f"没有 {question.kind} 这种答案", f"kind 可写 {'、'.join(KINDS)}"
        )
    if question.kind in _NEED_OPTIONS and not question.options:
        raise BadForm(record.where, f"{question.id} 没有选项", "请加上 options")
    if question.kind in _NEED_COLUMNS and not question.columns:
        raise BadForm(record.where, f"{question.id} 没有列", "请加上 columns")
    if question.kind not in _OPTIONS_FROM_ANSWERS:
        try:
            read(question, question.example, Rules(edition=""))
        except BadAnswer as slip:
            cure = f"请换一个读得懂的例子（{slip.code}）"
            raise BadForm(record.where, f"{question.id} 的例子读不懂", cure) from slip


def _check_names(spec: Record, questions: Sequence[Question]) -> None:
    """Raise BadForm for an id used twice, or a path that no question answers."""
    ids = [question.id for question in questions]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise BadForm(spec.where, f"问题 {id_} 出现了两次", "每个 id 只能用一次")
    paths = {question.path for question in questions} | {""}
    for question in questions:
        conditions = (*question.only_if, *question.optional_if)
        for path in (question.settles, question.default_from, *(c.path for c in conditions)):
            if re.sub(r"\d+", "*", path) not in paths:
                raise BadForm(spec.where, f"{question.id} 提到的 {path} 没有问到", "请核对 path")


def _option(question: Record, item: object) -> Option:
    if isinstance(item, str):
        return Option(item, item)
    if not isinstance(item, Record):
        raise BadForm(question.where, f"选项 {item!r} 不是文字", '请加引号，例如 "是"')
    check_keys(item, ("id", "label"), ("also", "defers"))
    defers = truth(item, "defers", otherwise=False)
    return Option(word(item, "id"), word(item, "label"), words(item, "also"), defers)


def _column(item: Record) -> Column:
    check_keys(item, ("id", "label"), ())
    return Column(word(item, "id"), word(item, "label"))


def _conditions(record: Record, key: str) -> tuple[Condition, ...]:
    conditions = []
    for item in records(record, key):
        check_keys(item, ("path",), ("is", "is_not"))
        negate = "is_not" in item
        values = words(item, "is_not" if negate else "is")
        conditions.append(Condition(word(item, "path"), values, negate))
    return tuple(conditions)


def _form_name(spec: Record) -> FormName:
    names: tuple[FormName, ...] = get_args(FormName)
    for name in names:
        if name == spec["form"]:
            return name
    raise BadForm(spec.where, f"没有 {spec['form']} 这种表", f"form 可写 {'、'.join(names)}")


def _formats(spec: Record) -> tuple[str, ...]:
    formats = words(spec, "formats") or FORMAT_NAMES
    for format_ in formats:
        if format_ not in FORMAT_NAMES:
            raise BadForm(
                spec.where, f"没有 {format_} 格式", f"formats 可写 {'、'.join(FORMAT_NAMES)}"
            )
    return formats


def _labels(spec: Record) -> dict[str, str]:
    labels = spec.get("labels", Record())
    if not isinstance(labels, Record):
        raise BadForm(spec.where, "labels 不是一组键和字", "请写成 problem: 一、问题描述 这样")
    return {key: word(labels, key) for key in labels}
