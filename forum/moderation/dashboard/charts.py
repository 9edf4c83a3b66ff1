"""Bar charts as plain geometry: what goes where in an SVG of `WIDTH` × `HEIGHT`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 560, 170
LEFT, BOTTOM, TOP = 44, 22, 10  # room for the numbers at the side, the labels below, the top line
GAP = 0.25  # of a bar's room
LEAST_TOP = 0.1
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Series:
    """Values under one name, one for each label; `None` where there is nothing to say."""

    name: str
    values: Sequence[float | None]
    key: str = "plain"  # which colour and pattern


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `said` is read out and shown when it is pointed at."""

    x: float
    y: float
    width: float
    height: float
    key: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across at height `y`, and the value that it stands for."""

    y: float
    value: float


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the bars."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What an SVG draws; the series of one label stand on top of one another."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def draw(labels: Sequence[str], series: Sequence[Series], unit: str = "") -> Chart:
    """Return the chart of some series; without values it has lines and labels alone."""
    totals = [sum(one.values[place] or 0 for one in series) for place in range(len(labels))]
    top = axis_top(max(totals, default=0))
    room = (WIDTH - LEFT) / max(1, len(labels))
    bars: list[Bar] = []
    for place, label in enumerate(labels):
        x, y = round(LEFT + room * (place + GAP / 2), 1), float(HEIGHT - BOTTOM)
        for one in series:
            if value := one.values[place]:
                height = value / top * (HEIGHT - BOTTOM - TOP)
                y -= height
                said = f"{label}, {one.name}: {number(value)}{unit}"
                width = round(room * (1 - GAP), 1)
                bars.append(Bar(x, round(y, 1), width, round(height, 1), one.key, said))
    return Chart(tuple(bars), _lines(top), _labels(labels, room))


def axis_top(highest: float) -> float:
    """Return the round number at or above `highest` at which an axis ends; 1 for nothing."""
    if highest <= 0:
        return 1.0
    highest = max(highest, LEAST_TOP)
    power = 1.0
    while power * 10 <= highest:
        power *= 10
    while power > highest:
        power /= 10
    return next(step * power for step in STEPS if step * power >= highest - 1e-9)


def number(value: float | None) -> str:
    """Return a number as people write it: whole from ten on, else with one decimal."""
    if value is None:
        return "–"
    if value >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}"


def _lines(top: float) -> tuple[Line, ...]:
    usable = HEIGHT - BOTTOM - TOP
    return tuple(
        Line(round(HEIGHT - BOTTOM - share * usable, 1), top * share) for share in (0, 0.5, 1)
    )


def _labels(labels: Sequence[str], room: float) -> tuple[Label, ...]:
    """Every label where there are few, else the first and the last."""
    if len(labels) <= 8:
        return tuple(
            Label(round(LEFT + room * (place + 0.5), 1), text, "middle")
            for place, text in enumerate(labels)
        )
    return (Label(LEFT, labels[0], "start"), Label(WIDTH, labels[-1], "end"))
