"""What became of each reminder, told or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.domain.reminder_history import Fate, Memory, Past, history
from cluneal_tracker.domain.reminders import Delivery, Key, Outcome, Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 3, 12)
MORNING = Reminder(ReminderKind.CHECK_IN, time(8))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(timezone.utc)


EIGHT = utc("2026-03-12T08:00")
TOLD = Delivery(THURSDAY, time(8), Outcome.TOLD, EIGHT)


def never(_: Key) -> None:
    return None


def past(
    now: datetime,
    schedule: Sequence[Reminder] = (),
    *items: Delivery,
    since: datetime | None = EIGHT,
    done: Callable[[Key], datetime | None] = never,
) -> list[Past]:
    memory = Memory(schedule, {item.key: item for item in items}, since, done)
    return history(THURSDAY, now, BERLIN, memory)


def fates(item: Delivery, now: datetime) -> list[Fate]:
    return [one.fate for one in past(now, (), item)]


@pytest.mark.parametrize(
    ("outcome", "after", "fate"),
    [
        (Outcome.ANSWERED, 0, Fate.ANSWERED),
        (Outcome.ANSWERED, 60, Fate.ANSWERED),
        (Outcome.ANSWERED, 61, Fate.LATE),
        (Outcome.ANSWERED, None, Fate.ANSWERED),
        (Outcome.DECLINED, 5, Fate.DECLINED),
    ],
)
def test_an_answer_is_in_time_or_late_and_no_is_an_answer_too(
    outcome: Outcome, after: int | None, fate: Fate
) -> None:
    done = None if after is None else EIGHT + timedelta(minutes=after)
    assert fates(replace(TOLD, outcome=outcome, done_at=done), EIGHT) == [fate]


@pytest.mark.parametrize("outcome", [Outcome.TOLD, Outcome.SNOOZED])
def test_one_without_an_answer_waits_for_six_hours_and_then_was_missed(outcome: Outcome) -> None:
    item = replace(TOLD, outcome=outcome)
    assert fates(item, EIGHT + timedelta(hours=6)) == []
    assert fates(item, EIGHT + timedelta(hours=6, minutes=1)) == [Fate.MISSED]


def test_what_was_to_come_while_the_app_was_closed_was_missed() -> None:
    found = past(utc("2026-03-15T09:00"), (MORNING,), TOLD)
    assert [(one.day.day, one.fate) for one in found] == [
        (12, Fate.MISSED),
        (13, Fate.MISSED),
        (14, Fate.MISSED),
    ]


def test_nothing_was_to_come_before_the_diary_or_the_reminder_was_there() -> None:
    now = utc("2026-03-15T20:00")
    begun = utc("2026-03-14T07:00")
    assert [one.day.day for one in past(now, (MORNING,), since=begun)] == [14, 15]
    new = replace(MORNING, set_at=utc("2026-03-15T07:00"))
    assert [one.day.day for one in past(now, (new,), since=begun)] == [15]
    assert past(now, (MORNING,), since=None) == []


@pytest.mark.parametrize(
    ("minutes", "fate"),
    [(-90, Fate.ANSWERED), (60, Fate.ANSWERED), (61, Fate.LATE), (361, Fate.MISSED)],
)
@pytest.mark.parametrize("items", [(), (TOLD,), (replace(TOLD, outcome=Outcome.DECLINED),)])
def test_what_was_done_counts_whether_it_was_told_or_not(
    minutes: int, fate: Fate, items: tuple[Delivery, ...]
) -> None:
    """But a score that is added from memory, long after, is no answer."""
    if items and items[0].outcome is Outcome.DECLINED and fate is Fate.MISSED:
        fate = Fate.DECLINED
    done = EIGHT + timedelta(minutes=minutes)
    (one,) = past(utc("2026-03-12T20:00"), (MORNING,), *items, done=lambda _: done)
    assert one.fate is fate


def test_a_journey_makes_no_answer_late() -> None:
    """It came at eight in Berlin; the clock of New York says that this is six hours off."""
    answered = replace(TOLD, outcome=Outcome.ANSWERED, due_at=EIGHT, done_at=EIGHT)
    memory = Memory((), {TOLD.key: answered}, EIGHT, never)
    (one,) = history(THURSDAY, EIGHT, ZoneInfo("Asia/Tokyo"), memory)
    assert one.fate is Fate.ANSWERED


def test_the_reason_of_a_no_is_kept() -> None:
    item = replace(TOLD, outcome=Outcome.DECLINED, reason=Reason.AWAY)
    (one,) = past(EIGHT, (), item)
    assert one == Past(THURSDAY, time(8), "check-in", "", Fate.DECLINED, Reason.AWAY)
