"""How large a picture is printed on the 附页."""

from forms.exhibit import Exhibit

WIDEST_CM, TALLEST_CM = 15.5, 19.0
PIXELS_PER_INCH = 110  # of a screenshot: it prints about as large as it was seen
CM_PER_INCH = 2.54


def size_cm(picture: Exhibit) -> tuple[float, float]:
    """Give width and height on paper: as seen on a screen, smaller where the page is."""
    width, height = (
        pixels / PIXELS_PER_INCH * CM_PER_INCH for pixels in (picture.width, picture.height)
    )
    scale = min(1.0, WIDEST_CM / max(width, 0.01), TALLEST_CM / max(height, 0.01))
    return round(width * scale, 2), round(height * scale, 2)
