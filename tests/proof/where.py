"""Where it hurt, counted once more from the spots of the export: standard library only.

The areas are boxes in mm that lie well within those of the app, so that nothing of its outlines is
needed; the spots of these diaries are in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.proof.export import Row

# From above, as the page has them in order: the name, and the box on the right.
BOXES: dict[str, tuple[int, int, int, int]] = {
    "Low back": (15, 40, -120, -60),
    "Top edge of the hip bone": (66, 74, -34, -24),
    "Upper part of the bottom": (85, 115, 30, 80),
    "Lower part of the bottom": (50, 100, 140, 180),
    "Calf": (50, 80, 400, 450),
}


def where(spots: Sequence[Row], first: date, last: date) -> dict[str, Any]:
    """The marked days of a range, and the areas by how many of these days they have."""
    inside = [row for row in spots if first <= date.fromisoformat(row["day"]) <= last]
    days: defaultdict[str, set[str]] = defaultdict(set)
    for row in inside:
        days[_area(int(row["x_mm"]), int(row["y_mm"]))].add(row["day"])
    order = [f"{name}, {side}" for name in BOXES for side in ("left", "right")]
    areas = sorted(days, key=lambda one: (-len(days[one]), order.index(one)))
    return {
        "days": len({row["day"] for row in inside}),
        "areas": [(one, len(days[one])) for one in areas],
    }


def _area(x: int, y: int) -> str:
    for name, (left, right, top, bottom) in BOXES.items():
        if left <= abs(x) <= right and top <= y <= bottom:
            return f"{name}, {'right' if x > 0 else 'left'}"
    raise AssertionError(f"{x} {y} lies in no box")
