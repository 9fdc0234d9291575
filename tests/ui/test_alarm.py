"""One alarm for several askers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from cluneal_tracker.ui.platform.alarm import SharedAlarm
from tests.fakes import FakeAlarm

NINE = datetime(2026, 3, 12, 9, tzinfo=timezone.utc)
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)


def test_it_rings_at_the_earliest_moment_of_all() -> None:
    alarm = FakeAlarm()
    shared = SharedAlarm(alarm)
    one, other = shared.share(), shared.share()
    one.set(TEN)
    other.set(NINE)
    one.set(ELEVEN)
    other.set(None)
    one.set(None)
    assert alarm.wishes == [TEN, NINE, ELEVEN, None]


def test_it_is_not_set_again_for_what_it_is_set_for() -> None:
    alarm = FakeAlarm()
    shared = SharedAlarm(alarm)
    one, other = shared.share(), shared.share()
    for _ in range(3):
        one.set(NINE)
        other.set(TEN)
    assert alarm.wishes == [NINE]
    # Nine has rung; the first to look asks for later, the other has not looked yet.
    other.set(ELEVEN)
    assert alarm.wishes == [NINE]
    one.set(TEN)
    assert alarm.wishes == [NINE, TEN]


def test_one_that_stops_leaves_the_others_their_alarm() -> None:
    alarm = FakeAlarm()
    shared = SharedAlarm(alarm)
    one, other = shared.share(), shared.share()
    one.set(NINE)
    other.set(TEN)
    one.stop()
    assert (alarm.wishes[-1], alarm.stopped) == (TEN, False)
    shared.stop()
    assert alarm.stopped
