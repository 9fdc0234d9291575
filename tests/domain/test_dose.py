"""The dose of an exercise, day by day, in its three states."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.dose import Dose, as_answers, daily_doses
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.when import Slot, When

FIRST = date(2026, 3, 9)
DAYS = [FIRST + timedelta(days=n) for n in range(7)]


def session(day: date, done: int, seconds: int = 100) -> Session:
    when = When(datetime(2026, 3, 9, tzinfo=timezone.utc), "UTC", day, Slot.MORNING)
    return Session("one", "glide", when, when.at, seconds, {"right": 10}, {"right": done})


def test_whole_and_broken_off_sessions_add_up() -> None:
    doses = daily_doses([session(FIRST, 10), session(FIRST, 5, 40)], 2, DAYS[:1], ())
    assert doses == {FIRST: Dose(sessions=1, repetitions=15, seconds=140, share=0.75)}


def test_before_it_was_begun_and_where_nothing_was_logged_it_is_not_known() -> None:
    logged = {DAYS[0], DAYS[1], DAYS[3], DAYS[6]}
    doses = daily_doses([session(DAYS[2], 10)], 2, DAYS, logged)
    assert [dose and dose.sessions for dose in doses.values()] == [None, None, 1, 0, None, None, 0]
    assert as_answers(doses) == {DAYS[2]: True, DAYS[3]: False, DAYS[6]: False}


def test_an_exercise_that_was_never_done_has_no_dose() -> None:
    assert set(daily_doses([], 2, DAYS, DAYS).values()) == {None}


@given(
    st.lists(st.tuples(st.sampled_from(DAYS), st.integers(0, 10)), max_size=12),
    st.integers(1, 10),
    st.sets(st.sampled_from(DAYS)),
)
def test_nothing_is_lost_or_made_up(
    done: list[tuple[date, int]], target: int, logged: set[date]
) -> None:
    sessions = [session(day, count) for day, count in done]
    doses = daily_doses(sessions, target, DAYS, logged)
    known = [dose for dose in doses.values() if dose is not None]
    assert sum(dose.repetitions for dose in known) == sum(count for _, count in done)
    total = sum(dose.share for dose in known) * target * 10
    assert total == pytest.approx(sum(count for _, count in done))
    assert all(doses[day] is not None for day, _ in done)
