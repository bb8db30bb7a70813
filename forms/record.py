"""The YAML of a spec as records that know their line, and words out of them checked for what they are."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from forms.errors import BadForm


class Record(dict[str, object]):
    """A mapping of a spec that knows its place (`forms/specs/2025/liaison.yaml:12`)."""

    where = ""


class _Loader(yaml.CSafeLoader):
    """Safe YAML whose mappings are `Record`s; a key written twice is an error."""

    file = Path()


def read_record(file: Path) -> Record:
    """Give the mapping that a file holds. Raises BadForm where it is no YAML, or no mapping."""
    where = f"{file}:1"
    try:
        loader = _Loader(file.read_text(encoding="utf-8"))
        loader.file = file
        spec = loader.get_single_data()
    except UnicodeDecodeError as error:
        raise BadForm(where, "文字不是 UTF-8", "请另存为 UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        where = f"{file}:{line}"
        raise BadForm(where, str(error.problem), "请看看这一行的缩进、冒号和引号") from error
    except yaml.YAMLError as error:
        raise BadForm(where, str(error), "请删去看不见的字符") from error
    if not isinstance(spec, Record):
        raise BadForm(where, "不是一张表", "第一行请写 form: application 这样的键")
    return spec


def _record(loader: _Loader, node: yaml.MappingNode) -> Record:
    where = f"{loader.file}:{node.start_mark.line + 1}"
    keys = [str(key.value) for key, _ in node.value]  # as written: `no` is a key, not a false
    if len(set(keys)) != len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise BadForm(where, f"{twice} 写了两次", "请只留一个")
    record = Record()
    for key, (_, value) in zip(keys, node.value, strict=True):
        record[key] = loader.construct_object(value, deep=True)
    record.where = where
    return record


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _record)


def check_keys(record: Record, must: Iterable[str], may: Iterable[str]) -> None:
    """Raise BadForm for a key that must stand there and does not, or one that has no meaning."""
    missing = [key for key in must if key not in record]
    if missing:
        raise BadForm(record.where, f"缺 {'、'.join(missing)}", "请补上")
    unknown = [key for key in record if key not in (*must, *may)]
    if unknown:
        raise BadForm(
            record.where, f"不认识 {'、'.join(unknown)}", f"可写 {'、'.join([*must, *may])}"
        )


def word(record: Record, key: str, otherwise: str | None = None) -> str:
    """Give the text under a key, or `otherwise`. Raises BadForm for a number, a list, nothing."""
    value = record.get(key, otherwise)
    if not isinstance(value, str):
        raise BadForm(record.where, f"{key} 不是文字", f'请加引号，例如 {key}: "{value}"')
    return value


def truth(record: Record, key: str, *, otherwise: bool = True) -> bool:
    """Give true or false under a key, or `otherwise`. Raises BadForm."""
    value = record.get(key, otherwise)
    if not isinstance(value, bool):
        raise BadForm(record.where, f"{key} 不是 true 或 false", "请写 true 或 false，不加引号")
    return value


def items(record: Record, key: str) -> list[object]:
    """Give the list under a key; none is an empty one. Raises BadForm."""
    value = record.get(key, [])
    if not isinstance(value, list):
        raise BadForm(record.where, f"{key} 不是一列", "请每项一行，以 - 开头")
    return value


def words(record: Record, key: str) -> tuple[str, ...]:
    """Give the texts of a list. Raises BadForm for an item that is no text."""
    found = [item for item in items(record, key) if isinstance(item, str)]
    if len(found) != len(items(record, key)):
        raise BadForm(record.where, f"{key} 里有不是文字的", "请给它加引号")
    return tuple(found)


def records(record: Record, key: str) -> list[Record]:
    """Give the mappings of a list. Raises BadForm for an item that is none."""
    found = [item for item in items(record, key) if isinstance(item, Record)]
    if len(found) != len(items(record, key)):
        raise BadForm(record.where, f"{key} 里有不成组的", "请写成 - id: … 这样")
    return found
