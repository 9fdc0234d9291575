from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from itertools import accumulate
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.reminders import GRACE, Slotted, due, instant

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
QUARTERS = [time(minute // 60, minute % 60) for minute in range(0, 24 * 60, 15)]
BERLIN = ZoneInfo("Europe/Berlin")
EIGHT_AND_EIGHT = (time(8), time(20))

# Every way a clock is changed: by half an hour, an hour, two hours or a day, at midnight, before
# and after it, with winter time as the exception (Dublin), and four times a year (Casablanca).
CHANGES = [
    *[(f"Europe/{city}", 2026) for city in ("Berlin", "London", "Dublin", "Chisinau")],
    *[(f"America/{city}", 2026) for city in ("New_York", "St_Johns", "Havana", "Santiago")],
    *[(f"America/{city}", 2026) for city in ("Nuuk", "Scoresbysund")],
    *[(f"Australia/{city}", 2026) for city in ("Sydney", "Adelaide", "Lord_Howe")],
    *[(f"Pacific/{island}", 2026) for island in ("Auckland", "Chatham", "Easter", "Norfolk")],
    *[(f"Asia/{city}", 2026) for city in ("Beirut", "Jerusalem", "Gaza")],
    *[("Africa/Cairo", 2026), ("Africa/Casablanca", 2026), ("Antarctica/Troll", 2026)],
    *[("Asia/Tehran", 2021), ("America/Sao_Paulo", 2018), ("Pacific/Apia", 2011)],
]


def _utc(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(timezone.utc)


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _jumps(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """The UTC minutes of a year at which the clocks of a zone are changed."""
    moment = datetime(year, 1, 1, tzinfo=timezone.utc)
    while moment.year == year:
        later = moment + DAY
        if _offset(zone, moment) != _offset(zone, later):
            low, high = moment, later
            while high - low > MINUTE:
                middle = low + (high - low) // 2
                same = _offset(zone, middle) == _offset(zone, low)
                low, high = (middle, high) if same else (low, middle)
            yield high.replace(second=0, microsecond=0)
        moment = later


def _every_zone() -> list[ZoneInfo]:
    return [ZoneInfo(name) for name in sorted(available_timezones() - {"localtime"})]


def _first_seen(zone: ZoneInfo, jump: datetime, walls: Sequence[datetime]) -> list[datetime]:
    """When a clock on the wall, watched minute by minute, first shows each time or a later one."""
    minutes = [jump + n * MINUTE for n in range(-3 * 24 * 60, 3 * 24 * 60)]
    shown = [moment.astimezone(zone).replace(tzinfo=None) for moment in minutes]
    latest = list(accumulate(shown, max))
    return [minutes[bisect_left(latest, wall)] for wall in walls]


def _check_instants(zone: ZoneInfo, year: int) -> int:
    checked = 0
    for jump in _jumps(zone, year):
        around = jump.astimezone(zone).date()
        keys = [(around + n * DAY, at) for n in (-1, 0, 1) for at in QUARTERS]
        seen = _first_seen(zone, jump, [datetime.combine(*key) for key in keys])
        assert [instant(day, at, zone) for day, at in keys] == seen, (zone, jump)
        checked += len(keys)
    return checked


@pytest.mark.parametrize(("name", "year"), CHANGES)
def test_a_reminder_comes_when_its_time_is_first_on_the_clock(name: str, year: int) -> None:
    assert _check_instants(ZoneInfo(name), year) >= len(QUARTERS) * 3


@pytest.mark.slow
def test_it_does_so_in_every_zone_of_the_world_for_ten_years() -> None:
    checked = sum(
        _check_instants(zone, year) for zone in _every_zone() for year in range(2024, 2034)
    )
    assert checked > 1_000_000


def _told_while_polled(
    zone: ZoneInfo, times: Sequence[time], jump: datetime, every: timedelta
) -> list[Slotted]:
    told: list[Slotted] = []
    now = jump - DAY
    while now <= jump + DAY:
        told += due(now, zone, times, told)
        now += every
    return told


def _check_polled(zone: ZoneInfo, jump: datetime, times: Sequence[time], every: timedelta) -> None:
    told = _told_while_polled(zone, times, jump, every)
    first, last = jump - DAY - GRACE, jump + DAY - every
    days = [(jump.astimezone(zone) + n * DAY).date() for n in range(-2, 3)]
    wanted = {(day, at) for day in days for at in times if first <= instant(day, at, zone) <= last}
    assert len(told) == len(set(told)), "told twice"
    assert wanted <= set(told), f"skipped: {sorted(wanted - set(told))}"


@pytest.mark.parametrize(("name", "year"), CHANGES)
def test_none_of_96_times_is_skipped_or_told_twice_over_a_change(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    jumps = list(_jumps(zone, year))
    assert jumps
    for jump in jumps[:2]:
        _check_polled(zone, jump, QUARTERS, timedelta(minutes=97, seconds=11))


@pytest.mark.slow
def test_nor_in_any_zone_for_ten_years() -> None:
    jumps = {
        (jump, _offset(zone, jump - MINUTE), _offset(zone, jump)): zone
        for zone in _every_zone()
        for year in range(2024, 2034)
        for jump in _jumps(zone, year)
    }
    assert len(jumps) > 500
    for (jump, _, _), zone in jumps.items():
        _check_polled(zone, jump, QUARTERS, timedelta(minutes=31, seconds=7))


@pytest.mark.parametrize("jump", list(_jumps(BERLIN, 2026)))
def test_polled_each_minute_a_reminder_comes_in_its_own_minute(jump: datetime) -> None:
    times = [time(0), time(1, 59), time(2), time(2, 30), time(3), time(12), time(23, 59)]
    minutes = [jump + n * MINUTE for n in range(-12 * 60, 24 * 60)]
    told: dict[Slotted, datetime] = {}
    for now in minutes:
        found = due(now, BERLIN, times, told, grace=timedelta(0))
        told.update(dict.fromkeys(found, now))
    around = [jump.date() + n * DAY for n in range(-2, 3)]
    moments = {(day, at): instant(day, at, BERLIN) for day in around for at in times}
    assert told == {key: moment for key, moment in moments.items() if moment in minutes}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-03-12T07:59:59", []),
        ("2026-03-12T08:00:00", [(date(2026, 3, 12), time(8))]),
        ("2026-03-12T14:00:00", [(date(2026, 3, 12), time(8))]),
        ("2026-03-12T14:00:01", []),
        ("2026-03-13T01:00:00", [(date(2026, 3, 12), time(20))]),
    ],
)
def test_a_reminder_is_told_up_to_six_hours_late(now: str, found: list[Slotted]) -> None:
    assert due(_utc(now), BERLIN, EIGHT_AND_EIGHT, set()) == found


def test_sleep_over_one_reminder_and_over_several() -> None:
    times = [time(8), time(10), time(12), time(20)]
    day = date(2026, 3, 12)
    after_one = due(_utc("2026-03-12T09:30"), BERLIN, times, set())
    assert after_one == [(day, time(8))]
    after_three = due(_utc("2026-03-12T13:00"), BERLIN, times, set())
    assert after_three == [(day, time(8)), (day, time(10)), (day, time(12))]
    # After a week asleep only what is fresh is told, not fourteen old ones.
    after_a_week = due(_utc("2026-03-19T08:05"), BERLIN, times, {(day, time(8))})
    assert after_a_week == [(day + 7 * DAY, time(8))]


def test_a_clock_set_back_tells_nothing_again_and_set_forward_skips_nothing() -> None:
    told = set(due(_utc("2026-03-12T08:00"), BERLIN, EIGHT_AND_EIGHT, set()))
    assert due(_utc("2026-03-12T07:00"), BERLIN, EIGHT_AND_EIGHT, told) == []
    assert due(_utc("2026-03-12T08:00"), BERLIN, EIGHT_AND_EIGHT, told) == []
    forward = due(_utc("2026-03-12T21:00"), BERLIN, EIGHT_AND_EIGHT, told)
    assert forward == [(date(2026, 3, 12), time(20))]


def test_a_flight_does_not_tell_a_reminder_again_nor_lose_the_next() -> None:
    new_york, moscow = ZoneInfo("America/New_York"), ZoneInfo("Europe/Moscow")
    told = set(due(_utc("2026-03-12T08:00"), BERLIN, EIGHT_AND_EIGHT, set()))
    west = due(_utc("2026-03-12T08:30", new_york), new_york, EIGHT_AND_EIGHT, told)
    assert west == []
    evening = due(_utc("2026-03-12T20:00", new_york), new_york, EIGHT_AND_EIGHT, told)
    assert evening == [(date(2026, 3, 12), time(20))]
    # East, the clock jumps over eight: told at once.
    now = _utc("2026-03-12T07:30")
    assert due(now, moscow, EIGHT_AND_EIGHT, set()) == [(date(2026, 3, 12), time(8))]


moves = st.one_of(
    st.integers(1, 600).map(lambda minutes: ("pass", minutes)),
    st.integers(-3000, 3000).map(lambda minutes: ("set", minutes)),
    st.sampled_from(["Asia/Tokyo", "America/Havana", "Pacific/Chatham", "Europe/Berlin"]).map(
        lambda zone: ("fly", zone)
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(moves, max_size=40), st.lists(st.sampled_from(QUARTERS), max_size=4))
def test_whatever_the_clock_does_each_reminder_is_told_once_and_in_time(
    moved: list[tuple[str, int | str]], times: list[time]
) -> None:
    now, zone, told = _utc("2026-03-28T12:00"), BERLIN, list[Slotted]()
    for what, how in moved:
        if isinstance(how, str):
            zone = ZoneInfo(how)
        else:
            now += how * MINUTE
        found = due(now, zone, times, told)
        for day, at in found:
            assert now - GRACE <= instant(day, at, zone) <= now, what
        told += found
        assert len(told) == len(set(told))
        assert due(now, zone, times, told) == []
