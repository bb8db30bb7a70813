"""The small QR at the foot of a page, which leads to a case: as PNG for Word, as SVG for PDF and pictures."""

import io
from typing import Literal

import segno

#: Dots of one module, and the quiet margin around.
SCALE, BORDER = 10, 2
#: At this size it is read from a photo of the whole page 1100 dots high; the margins hold no larger one.
SIDE_CM = 2.0
#: How far it is from the edges of the paper: printers print no nearer.
EDGE_CM = 0.5


def qr(text: str, kind: Literal["png", "svg"]) -> bytes:
    """Give the picture of a text: few modules, and as much correction as they hold."""
    out = io.BytesIO()
    segno.make(text, error="l", micro=False).save(out, kind=kind, scale=SCALE, border=BORDER)
    return out.getvalue()
