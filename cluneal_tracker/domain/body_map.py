"""Spots on the body: where it hurts, how it feels there, how much, and how far it spreads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.body_areas import NamedArea, Place, area_at, is_on_body, side_of
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.when import When

_MM_A_CM = 10


class Feel(str, Enum):
    """How a spot feels, in the order in which it is asked."""

    STABBING = "stabbing"
    ELECTRIC = "electric"
    BURNING = "burning"
    NUMB = "numb"
    TINGLING = "tingling"


class Towards(str, Enum):
    """Where a pain spreads to from its spot."""

    UP = "up"
    DOWN = "down"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that hurts, with what was told of it; nothing told is never a nought.

    `x` is mm from the midline, to the person's right above nought, `y` mm downwards in the frame
    of the body's areas. `spread` is how far the pain reaches from there, in mm: 0 where it was said
    to stay, None where nothing was said.
    """

    id: str
    felt: When
    entered_at: datetime
    x: int
    y: int
    feels: frozenset[Feel] = frozenset()
    strength: VasScore | None = None
    spread: int | None = None
    towards: Towards | None = None

    FARTHEST: ClassVar[int] = 400

    def __post_init__(self) -> None:
        if type(self.x) is not int or type(self.y) is not int or not is_on_body(self.x, self.y):
            raise ValueError(
                f"{self.x} mm to the side and {self.y} mm down is not on the body of the map."
            )
        if self.spread is not None and not 0 <= self.spread <= self.FARTHEST:
            most = self.FARTHEST // _MM_A_CM
            raise ValueError(f"A pain spreads 0 to {most} cm on the map.")
        if self.towards is not None and not self.spread:
            raise ValueError("Say how far the pain spreads, as well as where to.")

    @property
    def side(self) -> Side | None:
        """The side it is on; None in the middle."""
        return side_of(self.x)

    @property
    def area(self) -> NamedArea:
        """The part of the body it is on."""
        return area_at(self.x, self.y)

    @property
    def cm_from_middle(self) -> int:
        """How far to the side it is, in whole cm."""
        return (abs(self.x) + _MM_A_CM // 2) // _MM_A_CM

    @property
    def reach(self) -> Place:
        """Where the spread ends, which may lie beside the body; the spot itself without one."""
        if not self.spread or self.towards is None:
            return self.x, self.y
        outwards = -1 if self.x < 0 else 1
        across, down = {
            Towards.UP: (0, -1),
            Towards.DOWN: (0, 1),
            Towards.OUT: (outwards, 0),
            Towards.IN: (-outwards, 0),
        }[self.towards]
        return self.x + across * self.spread, self.y + down * self.spread


# So long the places of an earlier day are offered again.
OFFERED_FOR = timedelta(days=7)


def last_places(spots: Iterable[Spot], day: date) -> list[Spot]:
    """The spots of the newest day before `day`, where that is no more than a week ago."""
    before = [spot for spot in spots if day - OFFERED_FOR <= spot.felt.day < day]
    newest = max((spot.felt.day for spot in before), default=None)
    return [spot for spot in before if spot.felt.day == newest]
