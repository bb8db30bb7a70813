"""Making documents with pictures keeps none of them: a package of any length lies in bounded memory."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from forms.document.render import render
from forms.exhibit import Exhibit
from forms.intake.pictures import picture

from .filled import APPLICATIONS, LIMITS, application

#: One decoded picture of the page's width is about 6 MB; twelve cases of four would be 280 MB.
CASES, PICTURES, MOST_MB = 12, 4, 90


def shown(case: int) -> list[Exhibit]:
    found = []
    for number in range(PICTURES):
        out = io.BytesIO()
        Image.new("RGB", (1600, 1200), (case, number, 90)).save(out, "JPEG")
        made = picture(out.getvalue(), "problem", f"图{case}-{number}")
        assert made is not None
        found.append(made)
    return found


def grown() -> int:
    """Return by how many MB this process grew from the second case to the last."""
    sizes = []
    for case in range(CASES):
        made = render(APPLICATIONS[1], application(), ["pdf"], limits=LIMITS, exhibits=shown(case))
        assert made
        with open("/proc/self/statm") as found:  # noqa: PTH123
            sizes.append(int(found.read().split()[1]) * 4096 // 1_000_000)
    return sizes[-1] - sizes[1]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_pictures_of_earlier_cases_are_let_go_of() -> None:
    code = "from tests.test_picture_memory import grown; print(grown())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MOST_MB
