"""A diary of version 2, as the program wrote it then, opens with all that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

OLD = Path(__file__).parent / "databases" / "version_2.db"
FILES = Path(__file__).parent / "exchange" / "files"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    (tmp_path / "diary.db").write_bytes(OLD.read_bytes())
    with open_services(tmp_path, FakeClock("2026-03-12T12:00")) as services:
        yield services


def test_all_that_was_in_it_is_there(house: Services) -> None:
    scores = [entry.score for entry in house.diary.entries()]
    assert scores == [VasScore(41), VasScore(77)]
    glide, roller = house.exercises.sessions()
    assert (glide.pain_after, glide.level, glide.stopped) == (VasScore(50), None, None)
    assert roller.done == {"right": 2}
    assert [one.note for one in house.treatments.every()] == ["first"]
    assert house.preferences.current.questions == "Why?"


def test_undoing_a_change_to_an_old_row_leaves_no_trace_in_its_new_columns(
    house: Services,
) -> None:
    roller = house.exercises.sessions()[1]
    house.exercises.tell_reason(roller, StopReason.PAIN)
    house.history.undo()
    assert house.exercises.sessions()[1] == replace(roller, stopped=None)
    assert house.history.damage() is None


@pytest.mark.parametrize("name", ["version_1.json", "version_1.zip"])
def test_its_exports_are_read_as_before(tmp_path: Path, name: str) -> None:
    with open_services(tmp_path, FakeClock("2026-03-12T12:00")) as services:
        services.exchange.bring_in(FILES / name)
        assert [entry.score for entry in services.diary.entries()] == [VasScore(41), VasScore(77)]
        assert len(services.exercises.sessions()) == 2


def test_its_reminder_times_are_kept(house: Services) -> None:
    reminders = house.preferences.current.reminders
    assert [one.at for one in reminders] == [time(7, 30), time(21)]
    assert {one.kind for one in reminders} == {ReminderKind.CHECK_IN}
