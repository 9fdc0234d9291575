"""A value for each morning and each evening; none is made up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cluneal_tracker.domain.half_days import HalfScore, half_scores
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.when import DaySlot, Slot, When

ZONE = ZoneInfo("Europe/Berlin")
MORNING = DaySlot(date(2026, 3, 12), Slot.MORNING)
EVENING = DaySlot(date(2026, 3, 12), Slot.EVENING)


def entry(mm: int | None, wall: str, side: Side = Side.RIGHT, hours_late: float = 0) -> PainEntry:
    felt = When.local(datetime.fromisoformat(wall), ZONE)
    score = None if mm is None else VasScore(mm)
    given = None if mm is None else Given.LINE
    return PainEntry(wall, felt, felt.at + timedelta(hours=hours_late), side, score, given)


def test_mornings_and_evenings_are_apart_and_each_is_the_mean_of_its_scores() -> None:
    found = half_scores(
        [
            entry(40, "2026-03-12T08:00"),
            entry(50, "2026-03-12T09:00"),
            entry(0, "2026-03-12T20:00"),
        ],
        Side.RIGHT,
    )
    assert found == {
        MORNING: HalfScore(4.5, added_later=False, counted=True),
        EVENING: HalfScore(0.0, added_later=False, counted=True),
    }


def test_the_hours_after_midnight_belong_to_the_evening_before() -> None:
    assert list(half_scores([entry(40, "2026-03-13T03:30")], Side.RIGHT)) == [EVENING]


def test_an_entry_without_a_score_and_one_of_the_other_side_leave_no_trace() -> None:
    entries = [entry(None, "2026-03-12T08:00"), entry(40, "2026-03-12T08:00", Side.LEFT)]
    assert half_scores(entries, Side.RIGHT) == {}
    assert list(half_scores([entry(40, "2026-03-12T08:00", Side.BOTH)], Side.LEFT)) == [MORNING]


def test_a_score_from_memory_gives_way_to_one_that_counts() -> None:
    memory = entry(90, "2026-03-12T08:00", hours_late=30)
    alone = half_scores([memory], Side.RIGHT)
    assert alone[MORNING] == HalfScore(9.0, added_later=True, counted=False)
    beside = half_scores([memory, entry(40, "2026-03-12T09:00")], Side.RIGHT)
    assert beside[MORNING] == HalfScore(4.0, added_later=False, counted=True)
