"""What became of the reminders goes wherever the diary goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import Literal

import pytest

from cluneal_tracker.data import reminder_store
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)
GLIDE = Reminder(ReminderKind.ROUTINE, time(9), frozenset({3}), "nerve-glide")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    """A diary in which one reminder was put off and declined, with the reason."""
    clock = FakeClock("2026-03-12T08:30")
    with open_services(tmp_path / "house", clock) as services:
        services.reminding.plan([GLIDE])
        clock.set_wall("2026-03-12T09:00")
        for _ in range(2):
            told = services.reminding.take_due()
            assert told is not None
            services.reminding.snooze(told)
            clock.move(minutes=30)
            last = told
        services.reminding.decline(last, Reason.TIRED)
        yield services


def _utc(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 12, hour, minute, tzinfo=timezone.utc)


def _ledger(services: Services) -> list[Delivery]:
    return reminder_store.since(services._db, TODAY)


def test_the_ledger_tells_all_that_is_to_know(house: Services) -> None:
    (found,) = _ledger(house)
    assert found == Delivery(
        day=TODAY,
        at=time(9),
        outcome=Outcome.DECLINED,
        told_at=_utc(8, 30),
        kind="routine",
        about="nerve-glide",
        due_at=_utc(8),
        asked=2,
        done_at=_utc(9),
        reason=Reason.TIRED,
    )


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_it_goes_out_and_comes_in_once(
    house: Services, tmp_path: Path, kind: Literal["json", "csv"]
) -> None:
    house.exchange.export(kind, tmp_path / "all")
    with open_services(tmp_path / "copy", FakeClock("2026-03-13T12:00")) as copy:
        assert copy.exchange.bring_in(tmp_path / "all").added["reminders"] == 1
        assert _ledger(copy) == _ledger(house)
        assert copy.exchange.bring_in(tmp_path / "all").total_added == 0
        copy.history.undo()
        assert _ledger(copy) == []
        copy.history.redo()
        assert _ledger(copy) == _ledger(house)
        assert copy.history.damage() is None


def test_the_schedule_goes_out_and_comes_in_as_json(house: Services, tmp_path: Path) -> None:
    house.exchange.export("json", tmp_path / "all")
    with open_services(tmp_path / "copy", FakeClock("2026-03-13T12:00")) as copy:
        copy.exchange.bring_in(tmp_path / "all")
        assert copy.preferences.current.reminders == house.preferences.current.reminders
        copy.history.undo()
        assert [one.at for one in copy.preferences.current.reminders] == [time(8), time(20)]


def test_joining_brings_it_along(house: Services, tmp_path: Path) -> None:
    with open_services(tmp_path / "other", FakeClock("2026-03-13T12:00")) as other:
        other.joining.join(tmp_path / "house" / "diary.db")
        assert _ledger(other) == _ledger(house)
        assert other.preferences.current.reminders == house.preferences.current.reminders
        assert other.joining.join(tmp_path / "house" / "diary.db").changes == 0
        assert other.history.damage() is None


def test_a_backup_brings_the_schedule_back_and_what_was_told_stays(
    house: Services, tmp_path: Path
) -> None:
    made = house.backups.make()
    assert made is not None
    schedule, told = house.preferences.current.reminders, _ledger(house)
    house.reminding.plan([])
    house.backups.restore(made)
    assert house.preferences.current.reminders == schedule
    assert _ledger(house) == told
    house.history.undo()
    assert house.preferences.current.reminders == ()
