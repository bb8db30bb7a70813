"""How a round is going, drawn: cases over time against the last day, and how they stand by place."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.wording import sentence
from forms.document.cells import records
from forms.form import Json

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Where a case lies on the desk, from the left -> its colour, told apart in print and by most eyes.
COLOURS = {
    "main": "#1b7f5c",
    "reserve": "#767676",
    "open": "#8456a8",
    "sent": "#2f6fb5",
    "returned": "#e0a030",
}
MOST_PLACES = 12
#: A question longer than this is cut where it stands beside its bar.
LONGEST_NAME = 16
INCHES_A_PLACE = 0.3
INCHES, DOTS = (9.0, 7.5), 130
DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: Day 0 of the dates of matplotlib.
_EPOCH = date(1970, 1, 1)
#: A legend stands beside what is drawn, never on it.
_OUTSIDE: Mapping[str, Any] = MappingProxyType({"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)})


def chart(data: Mapping[str, Json], topics: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return the picture (PNG) of the cases in a reply: `day` is the last day, `by` names the places.

    What was `asked` most, where the reply holds it, stands below; `topics` names each topic.
    """
    cases, asked = records(data.get("cases")), records(data.get("asked"))
    if data.get("by_school"):
        return _of_schools(str(data["place"]), cases)
    figure = blank_figure()
    ratios = (2, 3, 2) if asked else (2, 3)
    over_time, by_place, *below = figure.subplots(
        len(ratios), 1, gridspec_kw={"height_ratios": ratios}
    )
    figure.suptitle(sentence("charting.title", place=str(data["place"]), count=len(cases)))
    draw_days(over_time, [date.fromisoformat(str(each["on"])) for each in cases], str(data["day"]))
    draw_places(by_place, _found(cases, "place" if data["region"] == "all" else "unit"))
    for axes in below:
        figure.set_figheight(INCHES[1] + 2.5)
        _draw_topics(axes, topics_told(asked, topics))
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DOTS)
    return out.getvalue()


def topics_told(
    asked: Sequence[Mapping[str, Json]], topics: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Return what each topic is called, or the question of an answer of the centre's own, with its count."""
    told = []
    for each in asked:
        name = topics.get(str(each["topic"])) or str(each.get("name") or "")
        short = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
        told.append((short or sentence("charting.own_answer"), int(str(each["count"]))))
    return told


def _of_schools(place: str, cases: Sequence[Mapping[str, Json]]) -> bytes:
    """Return the picture of every school of a region, as high as it needs."""
    found = _found(cases, "unit")
    many = len({unit for unit, _ in found})
    figure = blank_figure()
    figure.set_figheight(1.5 + INCHES_A_PLACE * many)
    figure.suptitle(sentence("charting.title", place=place, count=len(cases)))
    draw_places(figure.subplots(), found, many)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DOTS)
    return out.getvalue()


def draw_days(axes: "Axes", days: Sequence[date], last: str) -> None:
    """Draw how many there were by each day on an axis of time, and the last day as a line.

    The axis begins with the first case, or a week before the last day where no case is as early.
    """
    from matplotlib.dates import AutoDateLocator  # noqa: PLC0415

    end = date.fromisoformat(last) if last else max(days, default=None)
    axes.set_title(sentence("charting.over_time"), fontsize=11)
    if end is None:
        axes.set_axis_off()
        return
    counts = Counter(days)
    ordered = sorted(counts)
    totals = list(accumulate(counts[day] for day in ordered))
    dates: list[Any] = list(ordered)  # matplotlib takes them as its own dates
    axes.plot(dates, totals, marker="o", color=COLOURS["sent"])
    if last:
        line: Any = end
        label = sentence("charting.last_day", day=_day_told(end))
        axes.axvline(line, color="#b03030", linestyle="--", label=label)
        axes.legend(**_OUTSIDE)
    sides: list[Any] = [min([end - WEEK, *days]) - DAY, max([end, *days]) + DAY]
    axes.set_xlim(*sides)
    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(lambda at, _: _day_told(_EPOCH + DAY * int(at)))
    axes.set_ylim(0, max([1, *totals]) * 1.1)
    axes.locator_params(axis="y", integer=True)


def _day_told(day: date) -> str:
    return f"{day.month}.{day.day}"


def _found(cases: Sequence[Mapping[str, Json]], key: str) -> list[tuple[str, str]]:
    """Return where each case is from and where it lies on the desk; a file nobody could read says no unit."""
    unread = sentence("charting.unread")
    return [(str(each[key]) or unread, str(each["shelf"])) for each in cases]


def draw_places(axes: "Axes", found: Sequence[tuple[str, str]], most: int = MOST_PLACES) -> None:
    """Draw a bar for each place with most cases, parted as the desk counts them."""
    totals = Counter(place for place, _ in found)
    places = [place for place, _ in totals.most_common(most)][::-1]
    counts = Counter(found)
    left = [0] * len(places)
    for shelf, colour in COLOURS.items():
        widths = [counts[place, shelf] for place in places]
        label = sentence(f"charting.shelf.{shelf}")
        bars = axes.barh(places, widths, left=left, color=colour, label=label)
        axes.bar_label(
            bars, [str(each or "") for each in widths], label_type="center", color="white"
        )
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.locator_params(axis="x", integer=True)
    axes.set_title(sentence("charting.by_place"), fontsize=11)
    axes.legend(**_OUTSIDE)


def _draw_topics(axes: "Axes", asked: Sequence[tuple[str, int]]) -> None:
    """Draw a bar for each topic asked most, the first on top."""
    names = [name for name, _ in asked][::-1]
    counts = [count for _, count in asked][::-1]
    axes.bar_label(axes.barh(names, counts, color=COLOURS["sent"]))
    axes.locator_params(axis="x", integer=True)
    axes.set_title(sentence("charting.asked"), fontsize=11)


def blank_figure() -> "Figure":
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
