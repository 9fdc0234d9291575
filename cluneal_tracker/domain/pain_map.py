"""What the spots of many days say together: on how many days each part of the body hurt.

A day counts when it has a spot: one without is not a day without pain, and is left out. As in pain
drawings (Margolis 1986), the body is laid with small cells, and a cell is counted once a day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, sqrt

from cluneal_tracker.domain.body_areas import NamedArea, distance_to_line, named_areas
from cluneal_tracker.domain.body_map import Feel, Spot
from cluneal_tracker.domain.diary import median

# Six-cornered cells, each of this radius in mm; a spot fills those whose middle is so near to it.
CELL = 7.0
_SPOT_REACH, _SPREAD_REACH = 14.0, 8.0
_STEP_ACROSS, _STEP_DOWN = CELL * sqrt(3), CELL * 1.5
# Fewer days than this tell nothing of a change.
FEWEST_DAYS = 4
# A cell has changed where this much more, or less, of the days have it.
CHANGED = 0.25

# A column and a row of cells; the midline runs through the middle of column 0 of even rows.
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cloud:
    """The marks of some days laid over each other: how many days there are, and have each cell."""

    days: int
    cells: Mapping[Cell, int]

    def share(self, cell: Cell) -> float:
        """The share of the days that have a cell, 0 to 1."""
        return self.cells.get(cell, 0) / self.days if self.days else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """Two clouds, the earlier and the later one, and where they differ."""

    earlier: Cloud
    later: Cloud

    @property
    def enough(self) -> bool:
        """Both rest on the days that a comparison needs."""
        return min(self.earlier.days, self.later.days) >= FEWEST_DAYS

    @property
    def differences(self) -> dict[Cell, float]:
        """By how much of the days each cell has more (above 0) or less in the later cloud."""
        cells = {*self.earlier.cells, *self.later.cells}
        return {cell: self.later.share(cell) - self.earlier.share(cell) for cell in cells}


@dataclass(frozen=True, slots=True)
class AreaDays:
    """What the days say of one named area.

    `earlier` and `later` count the days of the two parts that are compared; `strength` is the
    middle one, 0-10, None where none was told; `feels` are in the order of how often they are.
    """

    area: NamedArea
    days: int
    earlier: int
    later: int
    strength: float | None
    feels: tuple[Feel, ...]


def cloud(spots: Iterable[Spot]) -> Cloud:
    """The cloud of some spots, each cell counted once for a day."""
    days: defaultdict[date, set[Cell]] = defaultdict(set)
    for spot in spots:
        days[spot.felt.day].update(cells_of(spot))
    return Cloud(len(days), Counter(cell for cells in days.values() for cell in cells))


def cells_of(spot: Spot) -> Iterator[Cell]:
    """The cells that a spot and its spread fill."""
    start, end = (spot.x, spot.y), spot.reach
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    rows = range(
        floor((top - _SPOT_REACH) / _STEP_DOWN), ceil((bottom + _SPOT_REACH) / _STEP_DOWN) + 1
    )
    columns = range(
        floor((left - _SPOT_REACH) / _STEP_ACROSS) - 1,
        ceil((right + _SPOT_REACH) / _STEP_ACROSS) + 1,
    )
    for cell in ((column, row) for row in rows for column in columns):
        middle = middle_of(cell)
        if (
            distance_to_line(middle, start, start) <= _SPOT_REACH
            or distance_to_line(middle, start, end) <= _SPREAD_REACH
        ):
            yield cell


def middle_of(cell: Cell) -> tuple[float, float]:
    """The middle of a cell, in mm; every other row is shifted by half a cell."""
    column, row = cell
    return (column + (row % 2) / 2) * _STEP_ACROSS, row * _STEP_DOWN


def thirds(spots: Sequence[Spot]) -> tuple[list[Spot], list[Spot]]:
    """The spots of the first and of the last third of the days that have any."""
    days = sorted({spot.felt.day for spot in spots})
    part = len(days) // 3
    first, last = {*days[:part]}, {*days[len(days) - part :]}
    return (
        [spot for spot in spots if spot.felt.day in first],
        [spot for spot in spots if spot.felt.day in last],
    )


def compare(earlier: Iterable[Spot], later: Iterable[Spot]) -> Change:
    """The change from some days to others."""
    return Change(cloud(earlier), cloud(later))


def area_days(
    spots: Sequence[Spot], earlier: Sequence[Spot] = (), later: Sequence[Spot] = ()
) -> list[AreaDays]:
    """Each area that has a spot, the one with the most days first."""
    order = named_areas()
    inside, before, after = _days_of(spots), _days_of(earlier), _days_of(later)
    found = [
        AreaDays(
            area,
            len(inside[area]),
            len(before[area]),
            len(after[area]),
            median(spot.strength.points for spot in spots if spot.area == area and spot.strength),
            _feels([spot for spot in spots if spot.area == area]),
        )
        for area in {spot.area for spot in (*spots, *earlier, *later)}
    ]
    return sorted(found, key=lambda one: (-one.days, order.index(one.area)))


def _days_of(spots: Iterable[Spot]) -> defaultdict[NamedArea, set[date]]:
    found: defaultdict[NamedArea, set[date]] = defaultdict(set)
    for spot in spots:
        found[spot.area].add(spot.felt.day)
    return found


def _feels(spots: Sequence[Spot]) -> tuple[Feel, ...]:
    told = Counter(feel for spot in spots for feel in spot.feels)
    return tuple(sorted(told, key=lambda feel: (-told[feel], list(Feel).index(feel))))
