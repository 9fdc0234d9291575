"""The hourly nudge: an hour apart, inside its hours, once after a sleep, whatever clocks do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.nudges import EVERY, next_nudge

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_SIX = (time(9), time(18))
Hours = tuple[time, time]
# Changes by half an hour, an hour and a day; at midnight, before and after it; four times a year.
CHANGES = [
    *[(f"Europe/{city}", 2026) for city in ("Berlin", "London", "Dublin", "Chisinau")],
    *[(f"America/{city}", 2026) for city in ("New_York", "St_Johns", "Havana", "Nuuk")],
    *[("Australia/Lord_Howe", 2026), ("Pacific/Chatham", 2026), ("Asia/Beirut", 2026)],
    *[("Africa/Cairo", 2026), ("Africa/Casablanca", 2026), ("Antarctica/Troll", 2026)],
    *[("Asia/Tehran", 2021), ("Pacific/Apia", 2011)],
]
# By day, over midnight, around the hours that clock changes skip or repeat, and nearly all day.
HOURS = [
    *[NINE_TO_SIX, (time(22), time(6)), (time(1, 30), time(4)), (time(23, 40), time(0, 20))],
    *[(time(0), time(23, 59)), (time(2, 10), time(2, 50)), (time(3), time(2))],
]
BEGINNING = datetime(2025, 1, 1, tzinfo=timezone.utc)
ZONES = st.sampled_from([ZoneInfo(name) for name, _ in CHANGES])
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(lambda number: BEGINNING + number * MINUTE)
TIMES = st.times().map(lambda at: time(at.hour, at.minute))
TWO_TIMES = st.tuples(TIMES, TIMES).filter(lambda two: two[0] != two[1])


def at(wall: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=zone).astimezone(timezone.utc)


def inside(wall: datetime, hours: Hours) -> bool:
    first, last = hours
    shown = wall.time()
    return first <= shown < last if first < last else shown >= first or shown < last


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def changes(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Noons, in UTC, of the days of a year before the clocks of a zone are changed."""
    noon = datetime(year, 1, 1, 12, tzinfo=timezone.utc)
    while noon.year == year:
        if offset(zone, noon) != offset(zone, noon + DAY):
            yield noon
        noon += DAY


def watched(zone: ZoneInfo, hours: Hours, begins: datetime, ends: datetime) -> list[datetime]:
    """The nudges of somebody who looks at a clock each minute and overlooks that it runs back."""
    found, since, moment = [], begins, begins
    latest = begins.astimezone(zone).replace(tzinfo=None)
    while moment < ends:
        latest = max(latest, moment.astimezone(zone).replace(tzinfo=None))
        if moment - since >= EVERY and inside(latest, hours):
            found.append(moment)
            since = moment
        moment += MINUTE
    return found


def told(zone: ZoneInfo, hours: Hours, begins: datetime, ends: datetime) -> list[datetime]:
    """The nudges of an alarm that is always set for the next one."""
    found: list[datetime] = []
    moment = next_nudge(begins, zone, hours, [begins])
    while moment < ends:
        found.append(moment)
        moment = next_nudge(moment, zone, hours, [begins, moment])
    return found


@pytest.mark.parametrize(("name", "year"), CHANGES)
def test_over_every_clock_change_it_comes_as_the_clock_on_the_wall_says(
    name: str, year: int
) -> None:
    zone = ZoneInfo(name)
    noons = list(changes(zone, year))
    assert noons
    for noon in noons:
        for hours in HOURS:
            begins, ends = noon - DAY / 2, noon + 2 * DAY
            assert told(zone, hours, begins, ends) == watched(zone, hours, begins, ends), hours


def test_an_hour_after_the_latest_of_tick_nudge_and_start() -> None:
    moved = [at("2026-03-12T09:20"), at("2026-03-12T10:05"), at("2026-03-12T08:00")]
    assert next_nudge(at("2026-03-12T10:30"), BERLIN, NINE_TO_SIX, moved) == at("2026-03-12T11:05")


def test_before_the_hours_it_waits_for_them_and_after_them_for_the_next_day() -> None:
    early, late = at("2026-03-12T06:00"), at("2026-03-12T17:10")
    assert next_nudge(early, BERLIN, NINE_TO_SIX, [early]) == at("2026-03-12T09:00")
    assert next_nudge(late, BERLIN, NINE_TO_SIX, [late]) == at("2026-03-13T09:00")


def test_after_a_sleep_one_is_due_at_once_but_not_when_the_hours_are_over() -> None:
    moved = [at("2026-03-12T10:00")]
    for woken in (at("2026-03-12T15:37"), at("2026-03-13T17:59")):
        assert next_nudge(woken, BERLIN, NINE_TO_SIX, moved) == woken
        assert next_nudge(woken, BERLIN, NINE_TO_SIX, [woken]) - woken >= EVERY
    over = at("2026-03-12T18:00")
    assert next_nudge(over, BERLIN, NINE_TO_SIX, moved) == at("2026-03-13T09:00")


def test_what_a_clock_set_back_has_told_does_not_silence_it() -> None:
    now = at("2026-03-12T10:00")
    ahead = [at("2031-01-01T10:00")]
    assert next_nudge(now, BERLIN, NINE_TO_SIX, ahead) == now
    assert next_nudge(now, BERLIN, NINE_TO_SIX, [*ahead, now]) == now + EVERY


def test_on_a_journey_the_hours_are_those_of_the_new_wall() -> None:
    now = at("2026-03-12T17:30")
    new_york = ZoneInfo("America/New_York")
    assert next_nudge(now, BERLIN, NINE_TO_SIX, [now]) == at("2026-03-13T09:00")
    assert next_nudge(now, new_york, NINE_TO_SIX, [now]) == now + EVERY
    tokyo = ZoneInfo("Asia/Tokyo")
    assert next_nudge(now, tokyo, NINE_TO_SIX, [now]) == at("2026-03-13T09:00", tokyo)


def test_a_day_that_never_was_has_no_nudge() -> None:
    apia = ZoneInfo("Pacific/Apia")
    evening = at("2011-12-29T17:30", apia)
    after = next_nudge(evening, apia, NINE_TO_SIX, [evening])
    assert after.astimezone(apia).date() == date(2011, 12, 31)
    assert after == at("2011-12-31T09:00", apia)


@given(MOMENTS, ZONES, TWO_TIMES, st.lists(st.integers(-3000, 3000), max_size=4))
def test_it_is_never_early_and_never_outside_its_hours(
    now: datetime, zone: ZoneInfo, hours: Hours, minutes: list[int]
) -> None:
    moved = [now + number * MINUTE for number in minutes]
    found = next_nudge(now, zone, hours, moved)
    assert found >= now
    assert all(found - moment >= EVERY for moment in moved if moment <= now)
    # Where the clock runs back the wall shows some minutes twice; that is looked at above.
    if offset(zone, found - DAY) == offset(zone, found):
        assert inside(found.astimezone(zone), hours)


@given(MOMENTS, ZONES, TWO_TIMES, st.integers(0, 3000), st.floats(0, 1))
def test_asked_again_on_the_way_it_says_the_same(
    now: datetime, zone: ZoneInfo, hours: Hours, minutes: int, share: float
) -> None:
    moved = [now - minutes * MINUTE]
    found = next_nudge(now, zone, hours, moved)
    between = now + (found - now) * share
    assert next_nudge(between, zone, hours, moved) == found


@given(MOMENTS, ZONES, ZONES, TWO_TIMES, st.lists(st.integers(1, 2000), min_size=1, max_size=40))
def test_however_the_computer_sleeps_and_travels_two_are_an_hour_apart(
    begins: datetime, home: ZoneInfo, away: ZoneInfo, hours: Hours, waits: list[int]
) -> None:
    now, since, found = begins, begins, []
    for number, wait in enumerate(waits):
        now += wait * MINUTE
        if next_nudge(now, away if number % 3 == 2 else home, hours, [since]) <= now:
            found.append(now)
            since = now
    told_at = [begins, *found]
    assert all(later - earlier >= EVERY for earlier, later in zip(told_at, found, strict=False))
