from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.when import DaySlot, Slot, When
from tests.fakes import FakeClock

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
ZONES += ["Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "Antarctica/Troll", "UTC"]


def _local(text: str, zone: str = "Europe/Berlin") -> When:
    return When.local(datetime.fromisoformat(text), ZoneInfo(zone))


@pytest.mark.parametrize(
    ("wall", "day", "slot"),
    [
        ("2026-03-12T03:59:59", "2026-03-11", Slot.EVENING),
        ("2026-03-12T04:00:00", "2026-03-12", Slot.MORNING),
        ("2026-03-12T13:59:59", "2026-03-12", Slot.MORNING),
        ("2026-03-12T14:00:00", "2026-03-12", Slot.EVENING),
        ("2026-03-12T23:59:59", "2026-03-12", Slot.EVENING),
        ("2026-03-13T00:00:00", "2026-03-12", Slot.EVENING),
        ("2026-01-01T00:30:00", "2025-12-31", Slot.EVENING),
    ],
)
def test_the_day_turns_at_four_and_evening_begins_at_two(wall: str, day: str, slot: Slot) -> None:
    half = DaySlot(date.fromisoformat(day), slot)
    assert DaySlot.at(datetime.fromisoformat(wall)) == half
    assert _local(wall).half == half


@given(
    st.datetimes(
        datetime.fromisoformat("1970-01-02T00:00"), datetime.fromisoformat("2037-12-30T00:00")
    ),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_a_local_time_is_kept_with_its_zone_and_offset(wall: datetime, zone: ZoneInfo) -> None:
    when = When.local(wall, zone)
    assert when.zone == zone.key
    assert when.utc == when.at
    assert when.utc.utcoffset() == timedelta()
    assert when.at.utcoffset() == when.at.astimezone(zone).utcoffset()
    assert timedelta(seconds=when.offset_seconds) == when.at.astimezone(zone).utcoffset()
    lived = when.at.astimezone(zone).replace(tzinfo=None)
    # A wall-clock time that was skipped comes out as the one lived instead.
    skipped = zone.utcoffset(wall) != zone.utcoffset(wall.replace(fold=1)) and lived != wall
    assert lived == wall or skipped
    assert when.half == DaySlot.at(lived)


def test_a_time_skipped_in_spring_becomes_the_one_that_was_lived() -> None:
    when = _local("2026-03-29T02:30")
    assert when.at.isoformat() == "2026-03-29T03:30:00+02:00"
    assert when.utc.isoformat() == "2026-03-29T01:30:00+00:00"


def test_a_time_lived_twice_in_autumn_is_the_first_of_the_two() -> None:
    when = _local("2026-10-25T02:30")
    assert when.at.isoformat() == "2026-10-25T02:30:00+02:00"


def test_now_in_the_second_of_two_equal_hours_keeps_its_own_offset() -> None:
    clock = FakeClock("2026-10-25T01:30", "Europe/Berlin")
    clock.move(hours=2)
    when = When.now(clock)
    assert when.at.isoformat() == "2026-10-25T02:30:00+01:00"
    assert when.utc == clock.now()
    assert (when.zone, when.offset_seconds) == ("Europe/Berlin", 3600)


def test_now_can_be_counted_to_the_other_half_of_the_day(clock: FakeClock) -> None:
    evening = DaySlot(date(2026, 3, 12), Slot.EVENING)
    when = When.now(clock, evening)
    assert when.half == evening
    assert when.utc == clock.now()


@pytest.mark.parametrize(("slot", "hour"), [(Slot.MORNING, 8), (Slot.EVENING, 20)])
def test_a_score_from_memory_gets_the_usual_time_of_its_half(slot: Slot, hour: int) -> None:
    half = DaySlot(date(2026, 7, 1), slot)
    when = When.usual(half, BERLIN)
    assert when.half == half
    assert when.at == datetime(2026, 7, 1, hour, tzinfo=timezone(timedelta(hours=2)))


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        replace(_local("2026-03-12T08:00"), at=datetime.fromisoformat("2026-03-12T08:00"))


def test_a_zone_without_a_name_is_said_to_be_unknown() -> None:
    counts, plus_one_hour = (0, 0, 0, 0, 1, 4), (3600, 0, 0)
    binary = b"TZif" + bytes(16) + struct.pack(">6l", *counts) + struct.pack(">lBB", *plus_one_hour)

    class Nameless(FakeClock):
        def zone(self) -> ZoneInfo:
            return ZoneInfo.from_file(io.BytesIO(binary + b"CET\0"))

    when = When.now(Nameless())
    assert (when.zone, when.offset_seconds) == (When.UNSURE, 3600)


@pytest.mark.parametrize("wall", ["0001-01-01T00:00", "1899-12-31T23:00", "9999-12-31T23:59"])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_time_out_of_all_reach_is_refused_in_a_sentence(wall: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"^The diary holds the years 1900 to 2199\.$"):
        _local(wall, zone)
