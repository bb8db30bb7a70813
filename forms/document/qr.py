"""The small QR at the foot of a page, which leads to a case: as PNG for Word, as SVG for PDF and pictures."""

import io
from typing import Literal

import segno

#: Dots of one module, and the quiet margin around: at 1.3 cm a phone reads it from paper.
SCALE, BORDER = 10, 2
SIDE_CM = 1.3


def qr(text: str, kind: Literal["png", "svg"]) -> bytes:
    """Give the picture of a text."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind=kind, scale=SCALE, border=BORDER)
    return out.getvalue()
