"""What the QR codes of a picture say. Run it in a guarded child (`worker.py`), as all that looks into pictures."""

import zxingcpp

from forms.intake.pictures import decoded

#: The pictures of most phones are looked at as they are.
LONGEST_SIDE = 4000
#: More codes than these lie on no table.
MOST = 20
LONGEST_TEXT = 300
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def scanned(data: bytes) -> tuple[str, ...]:
    """Give the texts of the QR codes in a PNG, JPEG or WEBP picture, each once; none for anything else."""
    found = decoded(data, LONGEST_SIDE)
    if found is None:
        return ()
    codes = zxingcpp.read_barcodes(found[0].convert("L"), formats=_QR)
    texts = dict.fromkeys(code.text for code in codes)
    return tuple(text for text in texts if 0 < len(text) <= LONGEST_TEXT)[:MOST]
