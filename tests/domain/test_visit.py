"""Visits: which is next, which was last, and when a word comes before one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest

from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.visit import Visit, last_visit, next_visit

SET_AT = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
NOON = datetime.fromisoformat("2026-03-12T12:00")


def visit(day: date, at: time | None = None, name: str = "a", *, remind: bool = True) -> Visit:
    return Visit(name, day, SET_AT, SET_AT, at, remind=remind)


def test_a_visit_without_a_time_is_to_come_until_its_day_is_over() -> None:
    today = visit(NOON.date())
    assert today.is_to_come(NOON.replace(hour=23, minute=59))
    assert not today.is_to_come(NOON + timedelta(days=1))


def test_a_visit_with_a_time_has_been_from_that_minute_on() -> None:
    at_noon = visit(NOON.date(), time(12))
    assert at_noon.is_to_come(NOON - timedelta(minutes=1))
    assert not at_noon.is_to_come(NOON)


def test_next_is_the_first_to_come_and_last_the_latest_that_has_been() -> None:
    days = [date(2026, 3, 20), date(2026, 2, 1), date(2026, 3, 14), date(2026, 3, 1)]
    visits = [visit(day, name=str(day)) for day in days]
    visits += [visit(NOON.date(), time(9), "early"), visit(NOON.date(), time(15), "late")]
    found = next_visit(visits, NOON), last_visit(visits, NOON)
    assert [one.id if one else "" for one in found] == ["late", "early"]
    assert next_visit([], NOON) is None
    assert last_visit(visits[:1], NOON) is None


def test_the_word_comes_on_the_evening_before_and_on_no_other_day() -> None:
    reminder = visit(date(2026, 3, 1), name="clinic").reminder
    assert reminder is not None
    assert (reminder.kind, reminder.about, reminder.at) == (ReminderKind.VISIT, "clinic", time(18))
    assert [day for day in range(20, 29) if reminder.comes_on(date(2026, 2, day))] == [28]
    assert visit(date(2026, 3, 1), remind=False).reminder is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"day": date(1890, 1, 1)}, "years 1900 to 2199"),
        ({"at": time(9, 0, 30)}, "whole minute"),
        ({"said": "x" * 10_001}, "up to 10,000 letters"),
        ({"set_at": NOON}, "offset from UTC"),
    ],
)
def test_a_visit_that_makes_no_sense_is_refused(values: dict[str, object], why: str) -> None:
    good: dict[str, object] = {
        "id": "a",
        "day": NOON.date(),
        "set_at": SET_AT,
        "entered_at": SET_AT,
    }
    with pytest.raises(ValueError, match=why):
        Visit(**good | values)  # type: ignore[arg-type]
