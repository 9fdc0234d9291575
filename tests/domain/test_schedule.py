"""A line of the schedule: what it may say, and on which days it comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timezone
from typing import Any

import pytest

from cluneal_tracker.domain.schedule import Reminder, ReminderKind, in_order

CHECK_IN = Reminder(ReminderKind.CHECK_IN, time(8))
WEEK = Reminder(ReminderKind.PEG_WEEK, time(18), frozenset({6}))
GLIDE = Reminder(ReminderKind.ROUTINE, time(8), about="nerve-glide")


@pytest.mark.parametrize(
    ("one", "changed", "reason"),
    [
        (CHECK_IN, {"at": time(8, 0, 30)}, "whole minute"),
        (CHECK_IN, {"at": time(8, tzinfo=timezone.utc)}, "whole minute"),
        (CHECK_IN, {"weekdays": frozenset()}, "one day of the week"),
        (CHECK_IN, {"weekdays": frozenset({7})}, "one day of the week"),
        (CHECK_IN, {"about": "nerve-glide"}, "about nothing else"),
        (CHECK_IN, {"set_at": datetime(2026, 3, 12)}, "offset"),  # noqa: DTZ001
        (WEEK, {"about": "x"}, "one day of the week"),
        (WEEK, {"weekdays": frozenset({5, 6})}, "one day of the week"),
        (GLIDE, {"about": ""}, "Choose the exercise"),
        (GLIDE, {"about": "x" * 201}, "up to 200 letters"),
    ],
)
def test_a_reminder_says_what_is_wrong_with_it(
    one: Reminder, changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(one, **changed)


def test_it_comes_on_its_days_of_the_week() -> None:
    weekend = replace(CHECK_IN, weekdays=frozenset({5, 6}))
    week = [date(2026, 3, day) for day in range(9, 16)]
    assert [weekend.comes_on(day) for day in week] == [False] * 5 + [True] * 2
    assert all(CHECK_IN.comes_on(day) for day in week)


def test_a_schedule_is_kept_in_order_and_each_line_once() -> None:
    later = replace(CHECK_IN, weekdays=frozenset({0}))
    assert in_order((GLIDE, CHECK_IN, later)) == (later, GLIDE)
