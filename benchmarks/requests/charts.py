"""Charts of what was measured, as SVG without any script or font of others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, ROW, LEFT, RIGHT, TOP = 800, 26, 280, 60, 56
HEIGHT, BOTTOM, EDGE = 420, 60, 50
COLOURS = ("#0b6e75", "#b4540a", "#5b3fa0", "#a3123f", "#3c6e1f", "#555555", "#1857b0", "#8a6d00")
STYLE = "font-family:system-ui,sans-serif;font-size:13px"
Point = tuple[float, float]
Series = Mapping[str, Sequence[Point]]


def bars(title: str, values: Mapping[str, float]) -> str:
    """Return a bar for each value, all on one scale that begins at 0."""
    height = TOP + ROW * len(values) + 10
    most = max(values.values())
    parts = []
    for number, (name, value) in enumerate(values.items()):
        y = TOP + ROW * number
        parts.append(_text(LEFT - 8, y + 15, name, "end"))
        length = value / most * (WIDTH - LEFT - RIGHT)
        parts.append(_bar(LEFT, y + 3, length))
        parts.append(_text(LEFT + length + 6, y + 15, f"{value:.3g}"))
    return _drawing(title, height, parts)


def lines(title: str, series: Series, unit: str) -> str:
    """Return a line for each series of (posts, value) on logarithmic scales."""
    points = [point for each in series.values() for point in each]
    parts = [_text(EDGE, HEIGHT - 12, f"posts in the forum → (each line: {unit}, logarithmic)")]
    levels = [10.0**power for power in range(math.ceil(math.log10(max(v for _, v in points))) + 1)]
    place = _scale([*points, *((points[0][0], level) for level in levels)])
    for level in levels:
        _, y = place((points[0][0], level))
        parts.append(f'<path d="M{EDGE} {y:.1f}H{WIDTH - LEFT}" stroke="#ccc"/>')
        parts.append(_text(EDGE - 8, y + 4, f"{level:g}", "end"))
    for at in sorted({at for at, _ in points}):
        x, _ = place((at, points[0][1]))
        parts.append(f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ccc"/>')
        parts.append(_text(x, HEIGHT - BOTTOM + 20, f"{at:,.0f}", "middle"))
    dearest_first = sorted(series, key=lambda name: -series[name][-1][1])
    for number, name in enumerate(dearest_first):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, series[name]))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = TOP + 18 * number
        parts.append(
            f'<path d="M{WIDTH - LEFT + 12} {y - 4}h16" stroke="{colour}" stroke-width="3"/>'
        )
        (_, first), (_, last) = series[name][0], series[name][-1]
        parts.append(_text(WIDTH - LEFT + 34, y, f"{name}: {first:.3g} → {last:.3g}"))
    return _drawing(title, HEIGHT, parts)


def _scale(points: Sequence[Point]) -> Callable[[Point], Point]:
    """Return where in the drawing a point stands."""
    posts = [math.log10(at) for at, _ in points]
    values = [math.log10(value) for _, value in points]
    wide, high = max(posts) - min(posts) or 1, max(values) - min(values) or 1

    def place(point: Point) -> Point:
        across = (math.log10(point[0]) - min(posts)) / wide
        up = (math.log10(point[1]) - min(values)) / high
        return (
            EDGE + across * (WIDTH - LEFT - EDGE),
            HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP),
        )

    return place


def _bar(x: float, y: float, length: float) -> str:
    return f'<rect x="{x}" y="{y}" width="{length:.1f}" height="16" fill="{COLOURS[0]}"/>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _drawing(title: str, height: float, parts: Sequence[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'style="{STYLE}" role="img"><title>{escape(title)}</title>',
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            f'<text x="16" y="28" style="font-size:16px;font-weight:600">{escape(title)}</text>',
            *parts,
            "</svg>\n",
        ]
    )
