"""Two periods: every day of them is scored, from memory, or missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cluneal_tracker.domain.half_days import HalfScore
from cluneal_tracker.domain.periods import Period, lately, period_numbers
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.domain.when_it_hurts import Spread

FIRST = date(2026, 3, 1)
TWO_WEEKS = Period(FIRST, date(2026, 3, 14))


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_the_last_days_follow_as_many_before_them_without_a_gap() -> None:
    before, after = lately(date(2026, 3, 12), 28)
    assert (before.first, before.last) == (date(2026, 1, 16), date(2026, 2, 12))
    assert (after.first, after.last) == (date(2026, 2, 13), date(2026, 3, 12))
    assert (before.days, after.days, before.shared(after)) == (28, 28, 0)


def test_days_that_lie_in_both_are_counted() -> None:
    assert TWO_WEEKS.shared(Period(day(10), day(30))) == 4
    assert TWO_WEEKS.shared(TWO_WEEKS) == 14
    assert TWO_WEEKS.shared(Period(day(14), day(20))) == 0


def test_a_period_that_ends_before_it_begins_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match="The first day comes after the last day"):
        Period(day(2), day(1))


def test_scored_days_days_from_memory_and_missing_days_add_up() -> None:
    values = {day(number): float(number) for number in range(8)} | {day(40): 9.0}
    halves = {DaySlot(one, Slot.MORNING): HalfScore(1, False, True) for one in values}
    halves[DaySlot(day(9), Slot.EVENING)] = HalfScore(9.9, True, False)
    found = period_numbers(TWO_WEEKS, values, halves)
    assert found.spread == Spread(8, 1.75, 3.5, 5.25)
    assert (found.from_memory, found.missing) == (1, 5)
    assert found.spread.days + found.from_memory + found.missing == TWO_WEEKS.days


def test_a_day_of_exactly_half_of_the_scale_is_not_over_it() -> None:
    values = {day(0): 5.0, day(1): 5.1, day(2): 10.0}
    assert period_numbers(TWO_WEEKS, values, {}).over_half == 2


def test_of_too_few_days_no_middle_score_is_told() -> None:
    values = {day(number): 3.0 for number in range(6)}
    assert period_numbers(TWO_WEEKS, values, {}).spread == Spread(6)
