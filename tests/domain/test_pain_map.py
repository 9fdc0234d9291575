"""Clouds of marks: a cell counts once a day, and days without a spot are left out."""

from __future__ import annotations

from cluneal_tracker.domain.body_areas import Area
from cluneal_tracker.domain.body_map import Feel, Towards
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.pain_map import (
    FEWEST_DAYS,
    area_days,
    cells_of,
    cloud,
    compare,
    middle_of,
    thirds,
)
from tests.domain.test_body_map import spot


def test_a_cell_is_counted_once_a_day_however_often_it_is_marked() -> None:
    twice = [spot(), spot(72, -28), spot(days_back=1), spot(-70, days_back=3)]
    found = cloud(twice)
    assert found.days == 3
    middle = next(cell for cell in found.cells if middle_of(cell)[0] > 0 and found.cells[cell] == 2)
    assert found.share(middle) == 2 / 3
    assert max(found.cells.values()) == 2


def test_no_spot_is_an_empty_cloud_and_never_a_nought_of_days() -> None:
    assert (cloud([]).days, dict(cloud([]).cells), cloud([]).share((0, 0))) == (0, {}, 0.0)


def test_the_cells_lie_around_the_spot_and_along_its_spread() -> None:
    near = {middle_of(cell) for cell in cells_of(spot())}
    assert near
    assert all((x - 70) ** 2 + (y + 28) ** 2 <= 14**2 for x, y in near)
    far = {middle_of(cell) for cell in cells_of(spot(spread=120, towards=Towards.DOWN))}
    assert near < far
    assert max(y for _, y in far) > 92 - 8
    assert all(abs(x - 70) <= 14 for x, _ in far)


def test_left_and_right_fill_mirrored_cells() -> None:
    right = {middle_of(cell) for cell in cells_of(spot(70))}
    left = {(-x, y) for x, y in (middle_of(cell) for cell in cells_of(spot(-70)))}
    assert right == left


def test_the_thirds_are_of_the_days_with_a_spot() -> None:
    spots = [spot(days_back=back) for back in (30, 29, 28, 10, 3, 2, 1)]
    first, last = thirds(spots)
    assert {one.felt.day.day for one in first} == {10, 11}
    assert {one.felt.day.day for one in last} == {10, 11}
    assert (first[0].felt.day.month, last[0].felt.day.month) == (2, 3)
    assert thirds([spot(), spot(days_back=1)]) == ([], [])


def test_a_change_needs_four_days_on_both_sides() -> None:
    days = [spot(days_back=back) for back in range(FEWEST_DAYS)]
    assert compare(days, days).enough
    assert not compare(days, days[1:]).enough
    assert not compare(days[1:], days).enough


def test_a_change_is_of_the_share_of_the_days() -> None:
    often = [spot(days_back=back) for back in range(8)]
    seldom = [*(spot(days_back=back) for back in (0, 1)), *(spot(-70, days_back=b) for b in (2, 3))]
    found = compare(often, seldom).differences
    assert min(found.values()) == -0.5
    assert max(found.values()) == 0.5


def test_the_areas_tell_days_feelings_and_the_middle_strength() -> None:
    burning, numb = frozenset({Feel.BURNING}), frozenset({Feel.NUMB, Feel.BURNING})
    spots = [
        spot(70, strength=VasScore(40), feels=burning),
        spot(72, strength=VasScore(60), feels=numb),
        spot(70, days_back=1),
        spot(-66, 430, days_back=1),
    ]
    hip, calf = area_days(spots, spots[:2], spots[2:])
    assert (hip.area.area, hip.area.side, hip.days) == (Area.HIP_BONE, Side.RIGHT, 2)
    assert (hip.earlier, hip.later, hip.strength) == (1, 1, 5.0)
    assert hip.feels == (Feel.BURNING, Feel.NUMB)
    assert (calf.days, calf.earlier, calf.later, calf.strength, calf.feels) == (1, 0, 1, None, ())
