"""All that is kept about a person -> one zip: drafts as data and as documents, the rest as JSON."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from bot.message import Send
from bot.wording import sentence
from forms.exhibit import Exhibit
from forms.form import Json

#: The kinds of document a person can go on with.
FORMATS = ("docx", "pdf")

#: Goes before the draft of pictures that a version sent for review alone shows; their folder in the zip.
SENT = "sent/"

#: Pictures and tables by the id of their draft, empty for those that wait for their place.
ByDraft: TypeAlias = Mapping[str, Sequence[Exhibit]]
#: Makes the documents of a reply: file name -> bytes.
Make = Callable[[Send, ByDraft], Mapping[str, bytes]]


def pack(data: Mapping[str, Json], exhibits: ByDraft, make: Make) -> bytes:
    """Return the zip; names inside are UTF-8, whatever made them. `exhibits` are by their draft."""
    out = io.BytesIO()
    rest = dict(data)
    drafts = rest.pop("draft", [])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(sentence("privacy.readme_name"), sentence("privacy.readme"))
        packed.writestr(sentence("privacy.rest_name"), _text(rest))
        for draft in drafts if isinstance(drafts, list) else []:
            if isinstance(draft, dict):
                _add(packed, draft, exhibits, make)
        _add_pictures(packed, "", exhibits.get("", ()))
        for key in exhibits:
            if key.startswith(SENT):
                _add_pictures(packed, f"{key}/", exhibits[key])
    return out.getvalue()


def _add(packed: zipfile.ZipFile, draft: dict[str, Json], exhibits: ByDraft, make: Make) -> None:
    """Add one draft: its answers, and the documents that can be opened."""
    name = f"drafts/{draft['edition']}-{draft['form']}-{draft['id']}"
    packed.writestr(f"{name}.json", _text(draft))
    answers = draft["answers"]
    form = f"{draft['edition']}/{draft['form']}"
    here = str(draft["id"])
    send = Send("", form, FORMATS, answers if isinstance(answers, dict) else {}, draft=here)
    for file, content in make(send, exhibits).items():
        packed.writestr(f"{name}/{file}", content)
    _add_pictures(packed, f"{name}/", exhibits.get(here, ()))


def _add_pictures(packed: zipfile.ZipFile, folder: str, exhibits: Sequence[Exhibit]) -> None:
    """Add pictures as they are kept, and tables as JSON."""
    for number, one in enumerate(exhibits, 1):
        ending = one.kind if one.is_picture else "json"
        packed.writestr(f"{folder}pictures/{number}.{ending}", one.content)


def _text(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
