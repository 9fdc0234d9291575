"""An exercise under way knows what was done of it, and for how long it is still the same one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from tests.fakes import FakeClock

HOLD = Step("hold", "Hold it", "hold", StepKind.HOLD, 5, False, "hip-side-plank")
HOLDS = Routine("holds", "Holds", "", "", 1, 5, 5, (Part(True, 2, (HOLD,)),))
# Getting ready and both repeats of the first side are over, and half of the swap.
PLACE = Place(3, 2.5, frozenset({0, 1, 2}), 10, 1)


def under_way(place: Place = PLACE, first: Side = Side.LEFT) -> UnderWay:
    clock = FakeClock()
    return UnderWay(HOLDS, first, When.now(clock), clock.now(), place)


@pytest.mark.parametrize("first", [Side.LEFT, Side.RIGHT])
def test_what_was_done_is_of_the_side_that_came_first(first: Side) -> None:
    assert under_way(first=first).done == {first.value: 2}


def test_its_countdown_stands_at_its_place() -> None:
    countdown = under_way().countdown()
    assert countdown.place() == PLACE
    assert countdown.tick().phase_left == 2.5


@pytest.mark.parametrize(("hours", "goes_on"), [(0, True), (12, True), (12.1, False), (-1, True)])
def test_after_twelve_hours_it_is_another_exercise(hours: float, goes_on: bool) -> None:
    moment = FakeClock().now() + timedelta(hours=hours)
    assert under_way().can_go_on(moment) is goes_on


def test_a_place_that_the_exercise_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="Start it anew"):
        under_way(Place(99, 0, frozenset(), 0, 0))
