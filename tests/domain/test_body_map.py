"""Spots: what is told of one, what is refused, and which places are offered again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from cluneal_tracker.domain.body_map import Feel, Spot, Towards, last_places
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.when import Slot, When

NOON = datetime(2026, 3, 12, 12, tzinfo=timezone.utc)
TODAY = date(2026, 3, 12)


def spot(x: int = 70, y: int = -28, days_back: int = 0, **told: Any) -> Spot:
    """A spot of a day."""
    day = TODAY - timedelta(days=days_back)
    felt = When(NOON - timedelta(days=days_back), "UTC", day, Slot.MORNING)
    return Spot(f"{x}/{y}/{days_back}", felt, felt.at, x, y, **told)


def test_nothing_told_is_never_a_nought() -> None:
    assert (spot().strength, spot().spread, spot().towards, spot().feels) == (
        None,
        None,
        None,
        frozenset(),
    )
    assert spot(strength=VasScore(0)).strength == VasScore(0)
    assert spot(spread=0) != spot()


@pytest.mark.parametrize(("x", "cm"), [(70, 7), (-70, 7), (64, 6), (65, 7), (0, 0), (4, 0)])
def test_it_lies_so_many_cm_from_the_middle(x: int, cm: int) -> None:
    assert spot(x).cm_from_middle == cm


def test_its_side_comes_from_where_it_is() -> None:
    assert [spot(x).side for x in (-70, 0, 70)] == [Side.LEFT, None, Side.RIGHT]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"x": 169, "y": -150}, "is not on the body"),
        ({"x": 70.0}, "is not on the body"),
        ({"spread": -1}, "spreads 0 to 40 cm"),
        ({"spread": 401}, "spreads 0 to 40 cm"),
        ({"towards": Towards.DOWN}, "how far"),
        ({"spread": 0, "towards": Towards.DOWN}, "how far"),
    ],
)
def test_what_makes_no_sense_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        replace(spot(), **told)


@pytest.mark.parametrize(
    ("x", "towards", "reach"),
    [
        (70, Towards.DOWN, (70, 52)),
        (70, Towards.UP, (70, -108)),
        (70, Towards.OUT, (150, -28)),
        (-70, Towards.OUT, (-150, -28)),
        (-70, Towards.IN, (10, -28)),
        (70, None, (70, -28)),
    ],
)
def test_a_spread_reaches_from_the_spot(
    x: int, towards: Towards | None, reach: tuple[int, int]
) -> None:
    assert spot(x, spread=80, towards=towards, feels=frozenset({Feel.NUMB})).reach == reach


def test_the_places_of_the_last_marked_day_are_offered_for_a_week() -> None:
    first, second = spot(days_back=2), spot(-70, days_back=2)
    spots = [spot(50, 50, days_back=5), first, second, spot(0, 0)]
    assert last_places(spots, TODAY) == [first, second]
    assert last_places([spot(days_back=7)], TODAY) == [spot(days_back=7)]
    assert last_places([spot(days_back=8)], TODAY) == []
    assert last_places([spot()], TODAY) == []
