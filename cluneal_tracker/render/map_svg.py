"""A body with its cloud of marks as a small SVG, for the page for the doctor: light, no words."""

from __future__ import annotations

from collections.abc import Iterator

from cluneal_tracker.domain.body_areas import TOP
from cluneal_tracker.domain.pain_map import Cloud
from cluneal_tracker.render.map_plan import WIDE, body_marks, cloud_looks, lowest
from cluneal_tracker.render.palette import LIGHT
from cluneal_tracker.render.picture import Marks, ink


def map_svg(cloud: Cloud) -> tuple[str, float]:
    """The drawing, and how many times as high as wide it is."""
    cells = cloud_looks(cloud)
    low = lowest(cells)
    high = low - TOP
    marks = Marks()
    body_marks(marks, cells, 0.0, high, 1.0, low)
    shapes = "".join(_shapes(marks, high))
    lines = "".join(_lines(marks, high))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high:g}">'
    return f'{head}{shapes}<g fill="none" stroke-linecap="round">{lines}</g></svg>', high / WIDE


def _shapes(marks: Marks, high: float) -> Iterator[str]:
    for shape in marks.shapes:
        points = " ".join(f"{x:.1f},{high - y:.1f}" for x, y in shape.points)
        yield f'<polygon points="{points}" fill="{ink(LIGHT, shape.look.fill)}"/>'


def _lines(marks: Marks, high: float) -> Iterator[str]:
    for stroke in marks.over:
        (ax, ay), (bx, by) = stroke.start, stroke.end
        colour = ink(LIGHT, stroke.look.edge)
        # Of a drawing that is a tenth of its size on the page.
        width = max(2.0, stroke.look.line * 1.5)
        path = f"M{ax:.1f} {high - ay:.1f}L{bx:.1f} {high - by:.1f}"
        yield f'<path d="{path}" stroke="{colour}" stroke-width="{width:.1f}"/>'
