"""How a round is going, drawn: cases over time against the last day, and how they stand by place."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.wording import sentence
from forms.document.cells import records
from forms.form import Json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: How a case stands -> its colour, told apart in print and by most eyes.
COLOURS = {"accepted": "#1b7f5c", "sent": "#2f6fb5", "returned": "#e0a030"}
MOST_PLACES = 12
INCHES, DOTS = (9.0, 7.5), 130


def chart(data: Mapping[str, Json], topics: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return the picture (PNG) of the cases in a reply: `day` is the last day, `by` names the places.

    What was `asked` most, where the reply holds it, stands below; `topics` names each topic.
    """
    cases, asked = records(data.get("cases")), records(data.get("asked"))
    figure = _figure()
    ratios = (2, 3, 2) if asked else (2, 3)
    over_time, by_place, *below = figure.subplots(
        len(ratios), 1, gridspec_kw={"height_ratios": ratios}
    )
    figure.suptitle(sentence("charting.title", place=str(data["place"]), count=len(cases)))
    _draw_days(over_time, [date.fromisoformat(str(each["on"])) for each in cases], str(data["day"]))
    key = "place" if data["region"] == "all" else "unit"
    _draw_places(by_place, [(str(each[key]), str(each["standing"])) for each in cases])
    for axes in below:
        figure.set_figheight(INCHES[1] + 2.5)
        counts = [(str(each["topic"]), int(str(each["count"]))) for each in asked]
        _draw_topics(axes, [(topics.get(topic, topic), count) for topic, count in counts])
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DOTS)
    return out.getvalue()


def _draw_days(axes: "Axes", days: Sequence[date], last: str) -> None:
    """Draw how many there were by each day, and the last day as a line."""
    counts = Counter(days)
    ordered = sorted(counts)
    total, totals = 0, []
    for day in ordered:
        total += counts[day]
        totals.append(total)
    axes.plot([d.toordinal() for d in ordered], totals, marker="o", color=COLOURS["sent"])
    ticks = ordered[:: max(len(ordered) // 6, 1)]
    if last:
        end = date.fromisoformat(last)
        axes.axvline(end.toordinal(), color="#b03030", linestyle="--")
        ticks = [*ticks, end]
    axes.set_xticks([d.toordinal() for d in ticks], [f"{d.month}.{d.day}" for d in ticks])
    axes.set_ylim(bottom=0)
    axes.locator_params(axis="y", integer=True)
    axes.set_title(sentence("charting.over_time"), fontsize=11)


def _draw_places(axes: "Axes", found: Sequence[tuple[str, str]]) -> None:
    """Draw a bar for each place with most cases, parted by how they stand."""
    totals = Counter(place for place, _ in found)
    places = [place for place, _ in totals.most_common(MOST_PLACES)][::-1]
    counts = Counter(found)
    left = [0] * len(places)
    for standing, colour in COLOURS.items():
        widths = [counts[place, standing] for place in places]
        label = sentence(f"standing.{standing}")
        bars = axes.barh(places, widths, left=left, color=colour, label=label)
        axes.bar_label(
            bars, [str(each or "") for each in widths], label_type="center", color="white"
        )
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.locator_params(axis="x", integer=True)
    axes.set_title(sentence("charting.by_place"), fontsize=11)
    axes.legend(loc="lower right")


def _draw_topics(axes: "Axes", asked: Sequence[tuple[str, int]]) -> None:
    """Draw a bar for each topic asked most, the first on top."""
    names = [name for name, _ in asked][::-1]
    counts = [count for _, count in asked][::-1]
    axes.bar_label(axes.barh(names, counts, color=COLOURS["sent"]))
    axes.locator_params(axis="x", integer=True)
    axes.set_title(sentence("charting.asked"), fontsize=11)


def _figure() -> "Figure":
    """Return an empty picture that writes Chinese; no screen is needed."""
    from matplotlib import rcParams  # noqa: PLC0415 - takes a while to load, and few ask for it
    from matplotlib.figure import Figure  # noqa: PLC0415

    rcParams["font.family"] = [_face()]
    rcParams["axes.unicode_minus"] = False
    return Figure(figsize=INCHES, layout="constrained")


@cache
def _face() -> str:
    """Return the name of the face that is embedded in every PDF, known to matplotlib from now on."""
    from matplotlib import font_manager  # noqa: PLC0415
    from pylopdf_fonts_zh_cn import sans_path  # noqa: PLC0415

    font_manager.fontManager.addfont(sans_path())
    return str(font_manager.FontProperties(fname=sans_path()).get_name())
