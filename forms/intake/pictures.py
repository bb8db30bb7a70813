"""Pictures from outside, made anew: only what was decoded whole is kept, without what was hidden beside it.

Run it in a guarded child (`worker.py`): decoding is where hostile pictures do harm.
"""

import io
import warnings
from collections.abc import Callable, Iterator, Sequence

from PIL import Image, ImageOps

from forms.exhibit import Exhibit, digest_of, table
from forms.intake.things import Placed

FORMATS = ("PNG", "JPEG", "WEBP")
LIMIT_PIXELS = 40_000_000
LONGEST_SIDE = 1600  # pixels: 250 an inch at the width of the page
LIMIT_BYTES = 1_500_000
LIMIT_ALL_BYTES = 12_000_000
MOST = 20
QUALITY = 85
WHITE = (255, 255, 255)


def exhibits_of(things: Sequence[Placed], read: Callable[[str], bytes]) -> Iterator[Exhibit | None]:
    """Give each thing of a file as it can be kept, in its order; None for one that cannot."""
    kept = size = 0
    for placed in things:
        made = exhibit(placed, read) if kept < MOST else None
        if made is not None and size + len(made.content) > LIMIT_ALL_BYTES:
            made = None
        if made is not None:
            kept, size = kept + 1, size + len(made.content)
        yield made


def exhibit(placed: Placed, read: Callable[[str], bytes]) -> Exhibit | None:
    """Give one thing as it can be kept, None when it cannot."""
    thing = placed.thing
    if thing.kind == "table":
        return table(placed.part, thing.rows, placed.caption)
    if thing.kind != "picture":
        return None
    return picture(read(thing.place), placed.part, placed.caption, thing.digest)


def picture(data: bytes, part: str = "", caption: str = "", digest: str = "") -> Exhibit | None:
    """Give a PNG, JPEG or WEBP picture made anew, upright, not too big; None for anything else."""
    found = decoded(data, LONGEST_SIDE)
    if found is None:
        return None
    made, kind = found
    content = written(made, "PNG") if kind == "PNG" else b""
    is_photo = not content or len(content) > LIMIT_BYTES
    if is_photo:
        content = written(made, "JPEG")
    if len(content) > LIMIT_BYTES:
        return None
    return Exhibit(
        part,
        "jpeg" if is_photo else "png",
        content,
        digest or digest_of(data),
        caption,
        made.width,
        made.height,
    )


def decoded(data: bytes, longest_side: int) -> tuple[Image.Image, str] | None:
    """Give the pixels of a PNG, JPEG or WEBP picture, upright, no side longer, with its kind; None for anything else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as found:
                kind, pixels = found.format, found.width * found.height
                if pixels > LIMIT_PIXELS or not found.width or not found.height:
                    return None
                found.draft("RGB", (longest_side, longest_side))
                made = flat(ImageOps.exif_transpose(found))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        return None
    made.thumbnail((longest_side, longest_side))
    return made, str(kind)


def flat(image: Image.Image) -> Image.Image:
    """Give the picture in grey or colour, what shines through made white."""
    if image.mode in ("L", "RGB"):
        return image.copy()
    if image.mode in ("1", "I", "I;16", "F"):
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, WHITE)
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image.convert("RGB")


def written(image: Image.Image, kind: str) -> bytes:
    """Give the bytes of a picture, nothing in them but its pixels."""
    target = io.BytesIO()
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    if kind == "PNG":
        clean.save(target, "PNG", compress_level=9)
    else:
        clean.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
