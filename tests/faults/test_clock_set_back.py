"""A clock that jumps back: nothing is lost, and undo goes by what was done, not by the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

BACK = pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=365)], ids=str)


def _set_back(clock: FakeClock, back: timedelta) -> None:
    wall = clock.now().astimezone(clock.zone()).replace(tzinfo=None) - back
    clock.set_wall(wall.isoformat())


def _notes(services: Services) -> list[str]:
    assert services.history.damage() is None
    return [entry.note for entry in services.diary.entries()]


def _again_and_again(action: Callable[[], object]) -> int:
    count = 0
    while action():
        count += 1
    return count


@BACK
def test_what_is_saved_after_it_is_kept_and_undone_first(
    tmp_path: Path, clock: FakeClock, back: timedelta
) -> None:
    clock.set_wall("2026-03-12T11:30")
    with open_services(tmp_path, clock) as services:
        for note in ("1", "2"):
            services.diary.add(VasScore(41), note=note)
            clock.move(minutes=5)
        _set_back(clock, back)
        for note in ("3", "4"):
            services.diary.add(VasScore(41), note=note)
            clock.move(minutes=5)
        # In the order in which it was felt, as far as the clock can tell.
        assert _notes(services) == ["3", "4", "1", "2"]
    with open_services(tmp_path, clock) as services:
        services.history.undo()
        assert _notes(services) == ["3", "1", "2"]
        _set_back(clock, back)
        services.history.redo()
        assert _notes(services) == ["3", "4", "1", "2"]
        assert _again_and_again(services.history.undo) == 4
        assert _notes(services) == []
        assert _again_and_again(services.history.redo) == 4
        assert _notes(services) == ["3", "4", "1", "2"]


@BACK
def test_the_later_change_of_an_entry_counts_though_the_clock_says_otherwise(
    tmp_path: Path, clock: FakeClock, back: timedelta
) -> None:
    with open_services(tmp_path, clock) as services:
        entry = services.diary.add(VasScore(41), note="1")
        _set_back(clock, back)
        services.diary.delete(entry.id)
        assert _notes(services) == []
    with open_services(tmp_path, clock) as services:
        assert _notes(services) == []
        _set_back(clock, back)
        services.history.undo()
        assert _notes(services) == ["1"]
    with open_services(tmp_path, clock) as services:
        assert _notes(services) == ["1"]
        services.diary.delete(entry.id)
        assert _notes(services) == []


@BACK
def test_backups_of_the_time_ahead_stay_and_new_ones_are_made(
    tmp_path: Path, clock: FakeClock, back: timedelta
) -> None:
    with open_services(tmp_path, clock) as services:
        services.diary.add(VasScore(41), note="1")
        ahead = services.backups.make()
        _set_back(clock, back)
        services.diary.add(VasScore(50), note="2")
        made = services.backups.make()
        assert made is not None
        assert ahead is not None
        assert {view.file for view in services.backups.every()} == {ahead, made}
        services.backups.restore(ahead)
        assert _notes(services) == ["1"]
        services.history.undo()
        assert sorted(_notes(services)) == ["1", "2"]
