"""Times of the week refuse what no clock of a computer could keep."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from cluneal_tracker.domain.timetable import EVERY_DAY, Timetable, WeeklyTime


@pytest.mark.parametrize(
    ("at", "weekdays"),
    [
        (time(8, 0, 1), EVERY_DAY),
        (time(8, 0, 0, 1), EVERY_DAY),
        (time(8), frozenset()),
        (time(8), frozenset({0, 7})),
        (time(8), frozenset({-1})),
    ],
)
def test_what_is_no_time_of_the_week_is_refused(at: time, weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="a time of the week"):
        WeeklyTime(at, weekdays)


@pytest.mark.parametrize(
    ("moment", "held"),
    [
        ("2026-03-16T08:05", True),
        ("2026-03-18T08:05", True),
        ("2026-03-17T08:05", False),
        ("2026-03-16T08:06", False),
        ("2026-03-16T20:05", False),
    ],
)
def test_a_moment_is_held_on_its_days_alone(moment: str, held: bool) -> None:
    """16 March 2026 is a Monday."""
    monday_and_wednesday = WeeklyTime(time(8, 5), frozenset({0, 2}))
    assert monday_and_wednesday.holds(datetime.fromisoformat(moment)) is held
    assert not monday_and_wednesday.daily


def test_without_any_time_it_is_empty() -> None:
    assert not Timetable()
    assert Timetable((WeeklyTime(time(8)),))
    assert Timetable(once=(datetime.fromisoformat("2026-03-16T08:05"),))
