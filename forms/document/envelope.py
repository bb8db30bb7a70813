"""The answers carried inside a file, so that it can be read back without loss.

The envelope is `{draft, edition, form, version, answers, sha256}` as ASCII JSON; `sha256` is taken over
the rest in canonical form, and proves that nothing was lost on the way. `practice` stands in it only
where the file is for practice, which is never handed in. With the server's key an
`hmac` over the same bytes proves who wrote it.
"""

import base64
import hashlib
import hmac
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from forms.form import Answers, FormName, Json

PIECE_LENGTH = 240
PREFIX = "shenbao-"
NAMESPACE = "urn:shenbao:envelope:1"
ATTACHMENT_NAME = "shenbao.json"
EXHIBITS_NAME = "shenbao-exhibits.json"
LIMIT_BYTES = 8_000_000
FORMS = ("liaison", "application", "summary")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a file says about itself, and its answers as they were when it was written."""

    edition: str
    form: FormName
    answers: Answers
    draft: str = ""
    version: int = 0
    is_practice: bool = False


def sealed(envelope: Envelope, key: bytes = b"") -> str:
    """Give the envelope as one line of ASCII JSON with its checksum, signed when a key is given."""
    body = contents(envelope)
    canonical = canonical_bytes(body)
    body["sha256"] = hashlib.sha256(canonical).hexdigest()
    if key:
        body["hmac"] = hmac.new(key, canonical, "sha256").hexdigest()
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def opened(line: str, key: bytes = b"") -> Envelope | None:
    """Give the envelope of a sealed line; None when it is not one or its checksum does not hold.

    With a key, an envelope that is not signed with it is none either.
    """
    try:
        body = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    checksum, signature = body.pop("sha256", ""), body.pop("hmac", "")
    canonical = canonical_bytes(body)
    expected = hmac.new(key, canonical, "sha256").hexdigest() if key else signature
    if checksum != hashlib.sha256(canonical).hexdigest() or signature != expected:
        return None
    return envelope_of(body)


def envelope_of(body: dict[str, Json]) -> Envelope | None:
    """Give the record of an opened body, or None when its shape is not ours."""
    answers, form, version = body.get("answers"), body.get("form"), body.get("version")
    if not isinstance(answers, dict) or form not in FORMS or not isinstance(version, int):
        return None
    edition, draft = str(body.get("edition")), str(body.get("draft"))
    is_practice = body.get("practice") is True
    return Envelope(edition, cast("FormName", form), answers, draft, version, is_practice)


def contents(envelope: Envelope) -> dict[str, Json]:
    """Give the envelope as a JSON object, without its checksum."""
    practice: dict[str, Json] = {"practice": True} if envelope.is_practice else {}
    return {
        **practice,
        "draft": envelope.draft,
        "edition": envelope.edition,
        "form": envelope.form,
        "version": envelope.version,
        "answers": dict(envelope.answers),
    }


def canonical_bytes(body: Json) -> bytes:
    """`body` as the same bytes wherever and whenever it is written."""
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode("ascii")


def pieces(line: str, length: int = PIECE_LENGTH) -> list[tuple[str, str]]:
    """Give a sealed line as named short texts that office programs keep: `shenbao-000` -> base64."""
    packed = base64.b64encode(zlib.compress(line.encode("ascii"), 6)).decode("ascii")
    return [
        (f"{PREFIX}{number:04d}", packed[start : start + length])
        for number, start in enumerate(range(0, len(packed), length))
    ]


def rejoined(found: Iterable[tuple[str, str]]) -> str:
    """Give the sealed line of pieces in any order among other properties; empty when there are none."""
    packed = "".join(text for name, text in sorted(found) if name.startswith(PREFIX))
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(packed, validate=True), LIMIT_BYTES)
        return data.decode("ascii") if unpacker.eof else ""
    except (ValueError, zlib.error):
        return ""
