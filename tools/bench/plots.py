"""Cost against size as small pictures, drawn here: one for each page, the median and the 95th percentile."""

import math
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 300, 190, 46, 30, 12, 34
_LINES = (("p50", "#1d70b8"), ("p95", "#d4351c"))

Point = tuple[int, float, float]  # size, p50, p95


def draw(charts: dict[str, Sequence[Point]], *, across: int = 3) -> str:
    """An SVG of all charts; sizes are on a logarithmic scale, milliseconds on one from zero."""
    rows = math.ceil(len(charts) / across)
    parts = [
        f'<g transform="translate({place % across * WIDTH},{place // across * HEIGHT})">{_chart(name, points)}</g>'
        for place, (name, points) in enumerate(charts.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across * WIDTH} {rows * HEIGHT}" '
        'font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _chart(name: str, points: Sequence[Point]) -> str:
    top = max(p95 for _size, _p50, p95 in points) * 1.15
    low, high = math.log10(points[0][0]), math.log10(points[-1][0])

    def x(size: int) -> float:
        share = (math.log10(size) - low) / (high - low) if high > low else 0.5
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text x="{LEFT}" y="18" font-weight="bold">{escape(name)}</text>', *_axes(points, x, y, top)]
    for place, (label, colour) in enumerate(_LINES, start=1):
        pairs = " ".join(f"{x(point[0]):.1f},{y(float(point[place])):.1f}" for point in points)
        parts.append(f'<polyline points="{pairs}" fill="none" stroke="{colour}" stroke-width="2"/>')
        end = points[-1]
        parts.append(
            f'<text x="{x(end[0]):.1f}" y="{y(float(end[place])) - 5:.1f}" text-anchor="end" fill="{colour}">'
            f"{label} {float(end[place]):.0f}</text>"
        )
    return "".join(parts)


def _axes(points: Sequence[Point], x: object, y: object, top: float) -> Iterable[str]:
    for value in (0, top / 1.15 / 2, top / 1.15):
        height = y(value)  # type: ignore[operator]
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 6}" y="{height + 4:.1f}" text-anchor="end" fill="#555">{value:.0f} ms</text>'
    for size, _p50, _p95 in points:
        place = x(size)  # type: ignore[operator]
        yield f'<text x="{place:.1f}" y="{HEIGHT - 16}" text-anchor="middle" fill="#555">{size:,}</text>'
