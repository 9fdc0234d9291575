"""The body from behind, from the waist to the calf, in areas that have a name.

Places are whole mm: `x` from the midline to the person's right, `y` downwards. The dimple bones lie
at 18 mm, the place where the upper nerve crosses the hip bone at 70 mm to the side and -28 mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from cluneal_tracker.domain.pain import Side

Place = tuple[int, int]
Outline = tuple[Place, ...]

# What is drawn of the body, in mm.
TOP, BOTTOM = -160, 480
# So near to the midline nobody tells one side from the other, in mm.
MIDDLE = 5

# The outer and the inner edge of the right half, as assets/drawings/body-map.svg has them.
_OUTER: Outline = (
    *((117, -172), (115, -135), (114, -106), (117, -84), (127, -56), (140, -27), (151, 8)),
    *((158, 42), (161, 75), (162, 106), (159, 148), (154, 191), (147, 236), (134, 278)),
    *((118, 316), (107, 350), (108, 373), (113, 398), (115, 426), (113, 447), (109, 470)),
    (105, 492),
)
_INNER: Outline = (
    *((29, 492), (22, 451), (20, 415), (22, 384), (25, 367), (27, 350), (25, 334)),
    *((15, 285), (9, 235), (5, 194), (0, 190)),
)
HALF_BODY: Outline = (*_OUTER, *_INNER, (0, -172))
# The upper edge of the hip bone, from the dimple bone outwards.
CREST: Outline = (
    *((40, 18), (47, 2), (57, -14), (70, -28), (84, -38)),
    *((97, -43), (111, -42), (125, -32), (134, -16), (139, 4)),
)


class Area(str, Enum):
    """A part of the body that has a name in plain words."""

    LOW_BACK = "low-back"
    WAIST = "waist"
    HIP_BONE = "hip-bone"
    DIMPLE = "dimple"
    BASE_OF_SPINE = "base-of-spine"
    UPPER_BOTTOM = "upper-bottom"
    INNER_BOTTOM = "inner-bottom"
    LOWER_BOTTOM = "lower-bottom"
    SIDE_OF_HIP = "side-of-hip"
    BETWEEN_LEGS = "between-legs"
    GROIN = "groin"
    BACK_OF_THIGH = "back-of-thigh"
    OUTER_THIGH = "outer-thigh"
    BACK_OF_KNEE = "back-of-knee"
    CALF = "calf"

    @property
    def paired(self) -> bool:
        """Whether there is one on the left and one on the right."""
        return self.middle[0] > 0

    @property
    def middle(self) -> Place:
        """The place on the right that stands for the whole area."""
        return _MIDDLES[self]


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area on a side; None for one that lies in the middle."""

    area: Area
    side: Side | None

    @property
    def place(self) -> Place:
        """The place that is marked when the whole area is meant."""
        x, y = self.area.middle
        if self.side is None:
            return 0, y
        return (x if self.side is Side.RIGHT else -x), y


# Of the right half. Where two overlap, the first one counts.
_OUTLINES: tuple[tuple[Area, Outline], ...] = (
    (Area.DIMPLE, ((30, 10), (40, 5), (50, 10), (53, 20), (48, 30), (40, 33), (31, 29), (28, 20))),
    (
        Area.HIP_BONE,
        (
            *((34, 12), (45, -14), (62, -38), (82, -54), (104, -60), (130, -51), (152, -20)),
            *((156, 6), (124, 10), (118, -12), (106, -26), (90, -24), (74, -14), (58, 8)),
            (48, 26),
        ),
    ),
    (Area.BASE_OF_SPINE, ((0, 12), (30, 14), (27, 48), (17, 84), (0, 112))),
    (Area.BETWEEN_LEGS, ((0, 100), (9, 106), (10, 130), (14, 160), (24, 190), (24, 222), (0, 222))),
    (Area.LOW_BACK, ((0, -172), (60, -172), (62, -38), (45, -14), (34, 14), (0, 12))),
    (Area.WAIST, ((60, -172), (170, -172), (170, -10), (104, -60), (62, -38))),
    (Area.INNER_BOTTOM, ((30, 14), (56, 20), (76, 52), (78, 112), (8, 130), (0, 112), (17, 84))),
    (Area.SIDE_OF_HIP, ((124, 6), (175, 0), (175, 196), (128, 190))),
    (Area.UPPER_BOTTOM, ((48, 16), (90, -26), (124, 6), (128, 112), (78, 112), (76, 52))),
    (Area.LOWER_BOTTOM, ((8, 130), (78, 112), (128, 112), (128, 204), (84, 216), (24, 206))),
    (Area.GROIN, ((0, 180), (24, 200), (42, 208), (46, 262), (42, 330), (0, 330))),
    (Area.OUTER_THIGH, ((128, 190), (175, 190), (175, 344), (96, 344), (112, 268))),
    (
        Area.BACK_OF_THIGH,
        ((42, 208), (84, 216), (128, 200), (112, 268), (96, 344), (24, 344), (44, 262)),
    ),
    (Area.BACK_OF_KNEE, ((14, 344), (120, 344), (120, 386), (14, 386))),
    (Area.CALF, ((10, 386), (125, 386), (125, 500), (10, 500))),
)
_MIDDLES = {
    Area.LOW_BACK: (35, -60),
    Area.WAIST: (92, -100),
    Area.HIP_BONE: (70, -28),
    Area.DIMPLE: (40, 18),
    Area.BASE_OF_SPINE: (0, 55),
    Area.UPPER_BOTTOM: (98, 50),
    Area.INNER_BOTTOM: (50, 75),
    Area.LOWER_BOTTOM: (75, 165),
    Area.SIDE_OF_HIP: (145, 90),
    Area.BETWEEN_LEGS: (0, 175),
    Area.GROIN: (30, 250),
    Area.BACK_OF_THIGH: (72, 275),
    Area.OUTER_THIGH: (122, 260),
    Area.BACK_OF_KNEE: (65, 365),
    Area.CALF: (66, 430),
}


def side_of(x: int) -> Side | None:
    """The side of a place; None in the middle."""
    if abs(x) <= MIDDLE:
        return None
    return Side.RIGHT if x > 0 else Side.LEFT


def is_on_body(x: int, y: int) -> bool:
    """Whether a place lies on the part of the body that is drawn."""
    # The midline itself belongs to both halves.
    return TOP <= y <= BOTTOM and _inside((max(abs(x), 1), y), HALF_BODY)


def area_at(x: int, y: int) -> NamedArea:
    """The area of a place on the body, the nearest one where it lies in a gap between two."""
    here = abs(x), y
    found = next((area for area, outline in _OUTLINES if _inside(here, outline)), None)
    if found is None:
        found = min(_OUTLINES, key=lambda each: _distance(here, each[1]))[0]
    return NamedArea(found, side_of(x) if found.paired else None)


def named_areas() -> tuple[NamedArea, ...]:
    """Every area from above, the left one before the right one, and what lies between them."""
    both, between = (Side.LEFT, Side.RIGHT), (None,)
    return tuple(
        NamedArea(area, side)
        for area in Area
        for side in (both + between if area is Area.LOW_BACK else both if area.paired else between)
    )


def _inside(place: Place, outline: Sequence[Place]) -> bool:
    """Whether a ray from the place crosses the outline an odd number of times (Shimrat 1962)."""
    x, y = place
    odd = False
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def _distance(place: Place, outline: Sequence[Place]) -> float:
    """How far a place is from the nearest edge of an outline, in mm."""
    edges = zip(outline, (*outline[1:], outline[0]), strict=True)
    return min(distance_to_line(place, start, end) for start, end in edges)


def distance_to_line(
    place: tuple[float, float], start: tuple[float, float], end: tuple[float, float]
) -> float:
    """How far a place is from a straight stretch, in mm; both ends may be the same place."""
    (x, y), (ax, ay), (bx, by) = place, start, end
    long = (bx - ax) ** 2 + (by - ay) ** 2
    share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long if long else 0.0
    share = min(max(share, 0.0), 1.0)
    across, down = x - ax - share * (bx - ax), y - ay - share * (by - ay)
    return float((across * across + down * down) ** 0.5)
