from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.pain import Given, PainEntry, Side, Timeliness, VasScore, still_open
from cluneal_tracker.domain.when import DaySlot, When
from tests.fakes import FakeClock

MORNING = "2026-03-12T08:00"


def _entry(felt: str, entered: str, zone: str = "Europe/Berlin", **more: object) -> PainEntry:
    clock = FakeClock(entered, zone)
    when = When.local(datetime.fromisoformat(felt), clock.zone())
    return PainEntry("one", when, clock.now(), Side.LEFT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("4", 40),
        ("4.1", 41),
        ("4,1", 41),
        ("0", 0),
        ("0.0", 0),
        ("9.9", 99),
        ("10", 100),
        ("10.0", 100),
        (" 7 ", 70),
    ],
)
def test_a_score_is_read_as_people_write_it(text: str, mm: int) -> None:
    assert VasScore.parse(text) == VasScore(mm)


@pytest.mark.parametrize(
    "text",
    [
        *("10.1", "11", "-1", "-0", "+4", "4.15", "4.", ".4", "4.,1", "1_0", "٤", "４", "", " "),
        *("nan", "inf", "1e1", "4 1", "4\x001", "04", "100", "four"),
    ],
)
def test_what_is_not_a_score_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^A score is a number from 0 to 10, such as 4 or 4\.1,"):
        VasScore.parse(text)


@given(st.integers(0, 100))
def test_every_score_round_trips_through_its_text(mm: int) -> None:
    score = VasScore(mm)
    assert VasScore.parse(str(score)) == score
    assert VasScore.parse(str(score).replace(".", ",")) == score
    assert round(score.points * 10) == mm


def test_there_are_101_scores_in_order() -> None:
    scores = [VasScore(mm) for mm in range(101)]
    assert len({str(score) for score in scores}) == 101
    assert sorted(reversed(scores)) == scores


@given(st.text(max_size=5))
def test_only_numbers_from_0_to_10_are_scores(text: str) -> None:
    try:
        score = VasScore.parse(text)
    except ValueError:
        return
    assert score.points == float(text.strip().replace(",", "."))


@pytest.mark.parametrize("mm", [-1, 101, 1000, float("nan")])
def test_no_score_lies_off_the_line(mm: int) -> None:
    with pytest.raises(ValueError, match="0 to 100 mm"):
        VasScore(mm)


def test_both_sides_stand_for_left_then_right() -> None:
    assert Side.BOTH.parts == (Side.LEFT, Side.RIGHT)
    assert Side.LEFT.parts == (Side.LEFT,)
    assert Side.RIGHT.parts == (Side.RIGHT,)


@pytest.mark.parametrize(
    ("felt", "entered", "timeliness"),
    [
        (MORNING, "2026-03-12T08:00", Timeliness.ON_TIME),
        (MORNING, "2026-03-12T09:00", Timeliness.ON_TIME),
        (MORNING, "2026-03-12T09:01", Timeliness.SAME_DAY),
        (MORNING, "2026-03-13T03:59", Timeliness.SAME_DAY),
        (MORNING, "2026-03-13T04:00", Timeliness.ADDED_LATER),
        (MORNING, "2026-03-13T08:00", Timeliness.ADDED_LATER),
        (MORNING, "2026-03-13T08:01", Timeliness.RECALLED),
        # Before four in the morning still belongs to the day that went before.
        ("2026-03-12T03:30", "2026-03-12T04:20", Timeliness.ON_TIME),
        ("2026-03-12T03:00", "2026-03-12T04:30", Timeliness.ADDED_LATER),
    ],
)
def test_how_late_a_score_was_written_down(felt: str, entered: str, timeliness: Timeliness) -> None:
    entry = _entry(felt, entered, score=VasScore(40), given=Given.NUMBER)
    later = timeliness in (Timeliness.ADDED_LATER, Timeliness.RECALLED)
    assert entry.timeliness is timeliness
    assert entry.added_later is later
    assert entry.counted is (timeliness is not Timeliness.RECALLED)


def test_an_entry_without_a_score_is_not_counted_and_zero_is() -> None:
    assert not _entry(MORNING, MORNING).counted
    assert _entry(MORNING, MORNING, score=VasScore(0), given=Given.LINE).counted


def test_a_time_to_come_is_refused_beyond_a_minute() -> None:
    _entry("2026-03-12T08:01", MORNING)
    with pytest.raises(ValueError, match="has not come yet"):
        _entry("2026-03-12T08:02", MORNING)


def test_a_score_and_how_it_was_given_belong_together() -> None:
    with pytest.raises(ValueError, match="together"):
        _entry(MORNING, MORNING, score=VasScore(1))
    with pytest.raises(ValueError, match="together"):
        _entry(MORNING, MORNING, given=Given.LINE)


def test_a_note_has_a_limit_that_it_may_reach() -> None:
    assert len(_entry(MORNING, MORNING, note="é" * 10_000).note) == 10_000
    with pytest.raises(ValueError, match="10,000 letters"):
        _entry(MORNING, MORNING, note="é" * 10_001)


@pytest.mark.parametrize(
    ("later", "open_still"),
    [
        (timedelta(0), True),
        (timedelta(minutes=9, seconds=59), True),
        (timedelta(minutes=10), False),
        # The clock was set back meanwhile: nothing tells how long ago it was.
        (timedelta(seconds=-1), False),
    ],
)
def test_a_mark_stays_open_for_ten_minutes(later: timedelta, open_still: bool) -> None:
    entry = _entry(MORNING, MORNING)
    found = still_open([entry], entry.felt.half, entry.entered_at + later)
    assert found == ([entry] if open_still else [])


def test_only_marks_of_the_same_half_day_stay_open() -> None:
    entry = _entry(MORNING, MORNING)
    evening = DaySlot.at(datetime.fromisoformat("2026-03-12T20:00"))
    assert still_open([entry], evening, entry.entered_at) == []
