"""What the cells of a file hold -> answers; what a file's envelope says is kept where nothing changed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from forms.document.cells import (
    CODE,
    JOINER,
    LEADER,
    LIAISON,
    LISTS,
    LONG,
    NOTHING,
    SHORT,
    Cells,
    bare,
    cells,
    grid,
    records,
)
from forms.form import Answers, FormName, Json

PERSON = ("name", "unit", "post", "phone", "email")
#: What people know and the form does not print, so that only a label of their own tells it.
UNPRINTED = ("region", "category", "stage")
LINE_EACH = ("leaders.phone", "leaders.email")
_PARTING = "，,；;/·-"
_NO_END = "[^校学园中心局院所室会]"
UNIT_END = re.compile(
    rf"(?<=[校学园中心局院所室会])(?=(?:{_NO_END}{{0,8}}[校园局院所室会]长{_NO_END}{{0,8}}|{_NO_END}{{1,12}})$)"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One answer that the visible text changed: its path, what the envelope says, what is read now."""

    path: str
    was: Json
    now: Json


def merged(form: FormName, envelope: Answers, visible: Cells) -> dict[str, Json]:
    """Give the envelope's answers, with those replaced whose cell no longer shows them."""
    expected = cells(form, envelope)
    changed = {
        path
        for path in (*expected, *visible)
        if seen(path, expected.get(path, "")) != seen(path, visible.get(path, ""))
    }
    if not changed:
        return dict(envelope)
    answers = dict(envelope)
    for path in changed & {*SHORT, *LONG, *LIAISON}:
        answers[path] = visible.get(path, "")
    if any(path.startswith("leaders.") for path in changed):
        answers["leaders"] = leaders(visible, records(envelope.get("leaders")), changed)
    for key in LISTS:
        if any(path.startswith(f"{key}.") for path in changed):
            answers[key] = rows(key, visible, records(envelope.get(key)))
    return answers


def seen(path: str, text: str) -> str:
    """Give a cell's text for comparing; a number or address of several leaders may have its own line."""
    words = bare(text)
    return words.replace(f"{JOINER}\n", JOINER) if path in LINE_EACH else words


def from_cells(form: FormName, visible: Cells) -> dict[str, Json]:
    """Give the answers of a file without an envelope; empty cells give none."""
    trimmed = {path: text.strip("\n") for path, text in visible.items() if text.strip()}
    singles = (
        LIAISON
        if form == "liaison"
        else (*SHORT, *LONG, *UNPRINTED)
        if form == "application"
        else ()
    )
    answers: dict[str, Json] = {key: trimmed[key].strip() for key in singles if key in trimmed}
    people = leaders(trimmed, [], set(trimmed)) if form == "application" else []
    if people:
        answers["leaders"] = people
    for key in LISTS:
        found = rows(key, trimmed, [])
        if found:
            answers[key] = found
    return answers


def leaders(visible: Cells, known: list[Mapping[str, Json]], changed: set[str]) -> list[Json]:
    """负责人 out of the four cells they share; what did not change is kept as it was known."""
    apart = numbered(visible)
    if apart:
        return apart
    parts = {key: split(visible.get(f"leaders.{key}", "")) for key in LEADER}
    size = len(parts["name"]) or max(len(part) for part in parts.values())
    if len(known) == size:
        parts = {key: by_owner(found, key, known) for key, found in parts.items()}
    people: list[Json] = []
    for place in range(size):
        person = dict(known[place]) if len(known) == size else {}
        fresh = {f"leaders.{key}" for key in LEADER} if len(known) != size else changed
        for key in ("name", "phone", "email"):
            if f"leaders.{key}" in fresh:
                person[key] = own_part(parts[key], place, size)
        if "leaders.unit_post" in fresh:
            both = own_part(parts["unit_post"], place, size)
            person["unit"], person["post"] = unit_and_post(both, str(person.get("unit") or ""))
        people.append({key: value for key, value in person.items() if value != ""})
    return people


def numbered(visible: Cells) -> list[Json]:
    """Give 负责人 whose cells stand apart, one block of labels a person (`leaders.1.name`)."""
    people: list[Json] = []
    for place in count():
        one = {key: visible.get(f"leaders.{place}.{key}", "") for key in PERSON}
        if not any(one.values()):
            break
        people.append({key: text.strip() for key, text in one.items() if text.strip()})
    return people


def people_of(block: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the people of one block of labels; more than one where its name cell holds several."""
    parts = {key: split(text) for key, text in block.items()}
    size = max(len(parts.get("name", ())), 1)
    people = []
    for place in range(size):
        one = {key: own_part(found, place, size) for key, found in parts.items()}
        both = one.pop("unit_post", "")
        unit, post = unit_and_post(both, one.get("unit", ""))
        one["unit"], one["post"] = one.get("unit") or unit, one.get("post") or post
        people.append({key: one.get(key, "") for key in PERSON if one.get(key)})
    return people


def split(text: str) -> list[str]:
    """Give the entries of a shared cell, parted by 、 or by lines."""
    return [part.strip() for part in re.split(rf"[{JOINER}\n]", text) if part.strip()]


def by_owner(parts: list[str], key: str, known: Sequence[Mapping[str, Json]]) -> list[str]:
    """Give one entry a person where some were deleted: what is left stays with whom it was known of.

    Other entries go to who has none, in order; without anything known again the entries stay as they are.
    """
    owners = [shown_of(person, key) for person in known]
    left = [part for part in parts if "".join(part.split()) not in owners]
    if len(parts) >= len(known) or len(left) == len(parts):
        return parts
    whole = ["".join(part.split()) for part in parts]
    found = []
    for owner in owners:
        at = whole.index(owner) if owner and owner in whole else None
        found.append(parts[at] if at is not None else left.pop(0) if left else NOTHING)
        if at is not None:
            whole[at] = ""
    return found


def shown_of(person: Mapping[str, Json], key: str) -> str:
    """Give what a person's entry of a shared cell shows, without blanks."""
    names = ("unit", "post") if key == "unit_post" else (key,)
    return "".join("".join(str(person.get(name) or "") for name in names).split())


def own_part(parts: list[str], place: int, size: int) -> str:
    """Give the entry of one person; a cell that holds another number of entries belongs to the first."""
    if len(parts) != size:
        return JOINER.join(parts) if place == 0 else ""
    return "" if parts[place] == NOTHING else parts[place]


def unit_and_post(both: str, unit: str) -> tuple[str, str]:
    """单位及职务 taken apart: after the known unit, at the last blank, or after the unit's own ending."""
    if unit and both.startswith(unit):
        return unit, both.removeprefix(unit).strip()
    before, blank, after = both.rpartition(" ")
    if blank:
        return before.strip(), after
    end = UNIT_END.search(both)
    return (both[: end.start()], both[end.start() :].lstrip(_PARTING)) if end else (both, "")


def rows(key: str, visible: Cells, known: list[Mapping[str, Json]]) -> list[Json]:
    """Give the filled rows of a list; further keys of a known row stay when no row came or went."""
    shown = []
    for place, row in enumerate(grid(key, visible)):
        if any(text.strip() for text in row):
            code = visible.get(f"{key}.{place}.{CODE}", "").strip()
            kept = {CODE: code} if code or any(CODE in one for one in known) else {}
            shown.append(dict(zip(LISTS[key], row, strict=True)) | kept)
    if len(shown) == len(known):
        return [{**old, **new} for old, new in zip(known, shown, strict=True)]
    return [{name: text for name, text in row.items() if text} for row in shown]


def differences(was: Json, now: Json, path: str = "") -> list[Edit]:
    """Where two sets of answers differ, one edit for each single value."""
    if isinstance(was, dict) and isinstance(now, dict):
        keys = dict.fromkeys((*was, *now))
        return [
            edit
            for key in keys
            for edit in differences(was.get(key), now.get(key), f"{path}.{key}".lstrip("."))
        ]
    if isinstance(was, list) and isinstance(now, list):
        longest = range(max(len(was), len(now)))
        return [
            edit
            for place in longest
            for edit in differences(at(was, place), at(now, place), f"{path}.{place}")
        ]
    return [] if was == now or (not was and not now) else [Edit(path, was, now)]


def at(values: list[Json], place: int) -> Json:
    """Give the value at `place`, or an object of nothing where the list is shorter."""
    return values[place] if place < len(values) else {}
