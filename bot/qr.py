"""A link -> its QR picture."""

import io

import segno

#: Large enough for a phone to read from a poster on a screen.
SCALE, BORDER = 8, 4


def qr_picture(link: str) -> bytes:
    """Return the PNG picture of a link."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=SCALE, border=BORDER)
    return out.getvalue()
