"""What became of each reminder, told or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.domain.reminder_history import Fate, Past, history
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 3, 12)
MORNING = Reminder(ReminderKind.CHECK_IN, time(8))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(timezone.utc)


EIGHT = utc("2026-03-12T08:00")
TOLD = Delivery(THURSDAY, time(8), Outcome.TOLD, EIGHT)


def fates(item: Delivery, now: datetime) -> list[Fate]:
    return [one.fate for one in history(THURSDAY, now, BERLIN, (), {item.key: item}, EIGHT)]


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
    now = utc("2026-03-15T09:00")
    found = history(THURSDAY, now, BERLIN, (MORNING,), {TOLD.key: TOLD}, EIGHT)
    assert [(one.day.day, one.fate) for one in found] == [
        (12, Fate.MISSED),
        (13, Fate.MISSED),
        (14, Fate.MISSED),
    ]


def test_nothing_was_to_come_before_the_diary_or_the_reminder_was_there() -> None:
    now = utc("2026-03-15T20:00")
    begun = utc("2026-03-14T07:00")
    days = [one.day.day for one in history(THURSDAY, now, BERLIN, (MORNING,), {}, begun)]
    assert days == [14, 15]
    new = replace(MORNING, set_at=utc("2026-03-15T07:00"))
    days = [one.day.day for one in history(THURSDAY, now, BERLIN, (new,), {}, begun)]
    assert days == [15]
    assert history(THURSDAY, now, BERLIN, (MORNING,), {}, None) == []


def test_the_reason_of_a_no_is_kept() -> None:
    item = replace(TOLD, outcome=Outcome.DECLINED, reason="away")
    (past,) = history(THURSDAY, EIGHT, BERLIN, (), {item.key: item}, EIGHT)
    assert past == Past(THURSDAY, time(8), "check-in", "", Fate.DECLINED, "away")
