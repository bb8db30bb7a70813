"""A picture or a table that goes with one part of the application form, and is printed on its 附页."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from forms.form import Json

Kind: TypeAlias = Literal["png", "jpeg", "table"]
Rows: TypeAlias = tuple[tuple[str, ...], ...]

#: What it may go with, in the order of the page; the empty one is the form as a whole.
PARTS = ("problem", "approach_idea", "approach_method", "approach_strategy", "outcomes", "")
DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture (its bytes, and how many pixels it has) or a table (its rows as JSON).

    `digest` tells the same one again, also when it comes back in a file this program made.
    """

    part: str
    kind: Kind
    content: bytes
    digest: str
    caption: str = ""
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """True for a picture, False for a table."""
        return self.kind != "table"

    @property
    def rows(self) -> Rows:
        """The cells of a table, row by row; none for a picture."""
        return () if self.is_picture else tuple(map(tuple, json.loads(self.content)))

    def as_json(self) -> dict[str, Json]:
        """Give the exhibit as the guarded child hands it over."""
        return {
            "part": self.part,
            "kind": self.kind,
            "content": base64.b64encode(self.content).decode("ascii"),
            "digest": self.digest,
            "caption": self.caption,
            "width": self.width,
            "height": self.height,
        }


def exhibit_from_json(line: Mapping[str, Json]) -> Exhibit:
    """Give the exhibit that `as_json` wrote."""
    kinds: tuple[Kind, ...] = ("png", "jpeg", "table")
    return Exhibit(
        part=str(line["part"]),
        kind=next(kind for kind in kinds if kind == line["kind"]),
        content=base64.b64decode(str(line["content"])),
        digest=str(line["digest"]),
        caption=str(line["caption"]),
        width=int(str(line["width"])),
        height=int(str(line["height"])),
    )


def table(part: str, rows: Sequence[Sequence[str]], caption: str = "") -> Exhibit:
    """Give a table of these rows, each as long as the longest."""
    width = max(map(len, rows), default=0)
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    content = json.dumps(whole, ensure_ascii=False).encode()
    return Exhibit(part, "table", content, digest_of(content), caption)


def listed(exhibits: Sequence[Exhibit]) -> str:
    """Give the list of exhibits as ASCII JSON, tables with their rows, pictures without their content."""
    keys = ("part", "kind", "caption", "digest", "width", "height", "rows")
    return json.dumps([{key: getattr(one, key) for key in keys} for one in exhibits])


def digest_of(content: bytes) -> str:
    """Give the digest of what was read."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]
