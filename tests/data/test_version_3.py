"""A diary of version 3, as the program wrote it then, opens with all that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from cluneal_tracker.data import reminder_store
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.reminders import Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

OLD = Path(__file__).parent / "databases" / "version_3.db"
FILES = Path(__file__).parent / "exchange" / "files"
TIMES = tuple(Reminder(ReminderKind.CHECK_IN, at) for at in (time(7, 30), time(21)))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    (tmp_path / "diary.db").write_bytes(OLD.read_bytes())
    with open_services(tmp_path, FakeClock("2026-03-11T21:30")) as services:
        yield services


def test_its_times_are_check_ins_on_each_day(house: Services) -> None:
    assert house.preferences.current.reminders == TIMES


def test_what_it_told_is_told_still(house: Services) -> None:
    told = reminder_store.since(house._db, date(2026, 3, 10))
    assert [(one.outcome, one.asked, one.kind, one.about, one.reason) for one in told] == [
        (outcome, 1, "check-in", "", None)
        for outcome in (Outcome.ANSWERED, Outcome.DECLINED, Outcome.TOLD, Outcome.SNOOZED)
    ]
    assert [(one.due_at, one.done_at) for one in told] == [(None, None)] * 4


def test_its_snooze_goes_on_and_its_history_is_read(house: Services) -> None:
    reminder = house.reminding.take_due()
    assert reminder is not None
    assert [one.reminder.at for one in reminder.asked] == [time(21)]
    fates = [one.fate for one in house.reminding.history(date(2026, 3, 10))]
    assert fates[:2] == [Fate.ANSWERED, Fate.DECLINED]


def test_a_new_schedule_is_taken_back_to_the_times_of_then(house: Services) -> None:
    house.reminding.plan([Reminder(ReminderKind.ROUTINE, time(12), about="nerve-glide")])
    assert house.preferences.current.reminders[0].about == "nerve-glide"
    house.history.undo()
    assert house.preferences.current.reminders == TIMES
    assert house.history.damage() is None


@pytest.mark.parametrize("name", ["version_2.json", "version_2.zip"])
def test_its_exports_are_read_as_before(tmp_path: Path, name: str) -> None:
    with open_services(tmp_path, FakeClock("2026-03-12T12:00")) as services:
        services.exchange.bring_in(FILES / name)
        assert [entry.score for entry in services.diary.entries()] == [VasScore(45)]
        if name.endswith(".json"):
            assert services.preferences.current.reminders == TIMES
