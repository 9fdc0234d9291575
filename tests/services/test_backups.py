from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cluneal_tracker.data.backup_content import Held
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock
from tests.steps import parts_of


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    """A diary with one score, on the disk."""
    with open_services(tmp_path / "house", clock) as services:
        services.diary.add(VasScore(41))
        yield services


def _scores(services: Services) -> list[str]:
    return sorted(str(entry.score) for entry in services.diary.entries())


def _entries(view: BackupView) -> int | None:
    return view.held.entries if view.held else None


def test_one_backup_is_made_on_a_day_when_something_changed(
    house: Services, clock: FakeClock
) -> None:
    assert house.backups.daily() is not None
    house.diary.add(VasScore(50))
    assert house.backups.daily() is None
    clock.set_wall("2026-03-13T00:05")
    assert house.backups.daily() is not None
    clock.set_wall("2026-03-14T00:05")
    assert house.backups.daily() is None
    house.diary.add(VasScore(60))
    assert house.backups.daily() is not None
    clock.set_wall("2026-03-14T09:05")
    house.diary.add(VasScore(70))
    assert house.backups.daily() is None
    assert [(_entries(view), view.made_at.date()) for view in house.backups.every()] == [
        (3, date(2026, 3, 14)),
        (2, date(2026, 3, 13)),
        (1, date(2026, 3, 12)),
    ]


def test_a_view_tells_the_local_time_and_the_last_day(house: Services) -> None:
    house.backups.make()
    (view,) = house.backups.every()
    assert f"{view.made_at:%Y-%m-%d %H:%M %Z}" == "2026-03-12 08:10 CET"
    assert view.held == Held({"pain": 1}, date(2026, 3, 12), date(2026, 3, 12))
    view.file.write_bytes(b"torn")
    (torn,) = house.backups.every()
    assert torn.held is None


def test_making_one_thins_the_old_ones(house: Services, clock: FakeClock) -> None:
    for number in range(3):
        house.diary.add(VasScore(number))
        house.backups.make()
    clock.move(days=5)
    house.diary.add(VasScore(50))
    house.backups.make()
    assert [_entries(view) for view in house.backups.every()] == [5, 4]


def test_restoring_brings_all_back_tells_everyone_and_can_be_taken_back(house: Services) -> None:
    old = house.backups.make()
    house.diary.add(VasScore(50))
    house.preferences.choose(name="Ada")
    heard: list[Changed] = []
    house.changes.subscribe(heard.append)
    assert old is not None
    before = house.backups.restore(Path(old.name)).before
    assert (_scores(house), house.preferences.current.name) == (["4.1"], "")
    assert heard == [Changed.EVERYTHING]
    assert before is not None
    assert parts_of(house.history.undo()) == Changed.PAIN | Changed.SETTINGS
    assert (_scores(house), house.preferences.current.name) == (["4.1", "5.0"], "Ada")
    house.history.redo()
    house.backups.restore(before)
    assert (_scores(house), house.preferences.current.name) == (["4.1", "5.0"], "Ada")
    assert house.history.damage() is None


def test_restoring_brings_habits_and_exercises_back_as_they_were(house: Services) -> None:
    def as_it_stands() -> tuple[dict[str, int], list[str]]:
        ticked = {one.habit.key: one.count for one in house.habits.today() if one.count}
        return ticked, [offered.routine.key for offered in house.routines.off_list()]

    house.habits.tick("pad-belt")
    house.routines.hide("core")
    old = house.backups.make()
    house.habits.tick("pad-belt")
    house.habits.tick("soft-waistband")
    house.routines.put_back("core")
    assert old is not None
    house.backups.restore(old)
    assert as_it_stands() == ({"pad-belt": 1}, ["core"])
    house.history.undo()
    assert as_it_stands() == ({"soft-waistband": 1, "pad-belt": 2}, [])


def test_restoring_brings_the_choices_about_the_screen_back_for_good(house: Services) -> None:
    old = house.backups.make()
    assert old is not None
    before = house.preferences.current
    house.preferences.choose(theme=Theme.DARK)
    house.diary.add(VasScore(50))
    house.backups.restore(old)
    assert house.preferences.current == before
    house.preferences.choose(theme=Theme.LIGHT)
    house.history.undo()
    assert _scores(house) == ["4.1", "5.0"]
    assert house.preferences.current.theme is Theme.LIGHT


def test_reminders_that_were_told_stay_told_when_a_backup_comes_back(
    house: Services, clock: FakeClock
) -> None:
    old = house.backups.make()
    assert old is not None
    clock.set_wall("2026-03-12T20:01")
    assert house.reminding.take_due() is not None
    house.diary.add(VasScore(50), datetime.fromisoformat("2026-03-11T09:00"))
    house.backups.restore(old)
    assert house.reminding.take_due() is None


def test_the_second_folder_gets_each_backup_and_what_it_missed(
    house: Services, tmp_path: Path, clock: FakeClock
) -> None:
    chosen = tmp_path / "stick"
    house.preferences.choose(second_folder=str(chosen))
    house.diary.add(VasScore(50))
    with pytest.raises(DiaryError, match=r"Your backups are safe, but not copied to .*no such"):
        house.backups.make()
    chosen.mkdir()
    clock.move(minutes=1)
    house.diary.add(VasScore(60))
    house.backups.make()
    second = house.backups.second
    assert second is not None
    assert second.parent == chosen
    ours = {view.file.name: view.file.read_bytes() for view in house.backups.every()}
    assert {file.name: file.read_bytes() for file in second.iterdir()} == ours
    assert len(ours) == 2
    if os.name != "nt":
        assert all(file.stat().st_mode & 0o777 == 0o600 for file in second.iterdir())


def test_a_second_folder_that_is_out_of_reach_bars_no_way_back(
    house: Services, tmp_path: Path, clock: FakeClock
) -> None:
    house.preferences.choose(second_folder=str(tmp_path / "a stick that was taken out"))
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    old = house.backups.make_before()
    assert old is not None
    clock.move(minutes=1)
    house.diary.add(VasScore(50))
    house.backups.restore(old)
    assert _scores(house) == ["4.1"]
    # Each of them made a backup first, in the folder that is there.
    assert [_entries(view) for view in house.backups.every()] == [2, 1]
    house.exchange.bring_in(file)
    with open_services(tmp_path / "other", FakeClock("2026-03-11T09:00")) as other:
        other.diary.add(VasScore(70))
    house.joining.join(tmp_path / "other")
    assert sorted(_scores(house)) == ["4.1", "7.0"]


def test_a_damaged_backup_changes_nothing(house: Services) -> None:
    old = house.backups.make()
    assert old is not None
    content = bytearray(old.read_bytes())
    content[-4096:] = b"\xff" * 4096
    old.write_bytes(content)
    house.diary.add(VasScore(50))
    with pytest.raises(DiaryError, match="Your diary is as it was"):
        house.backups.restore(old)
    assert _scores(house) == ["4.1", "5.0"]
    assert len(house.backups.every()) == 1


def test_without_room_for_the_way_back_nothing_is_restored(house: Services, tmp_path: Path) -> None:
    made = house.backups.make()
    assert made is not None
    aside = made.rename(tmp_path / "aside.db")
    made.parent.rmdir()
    made.parent.write_text("in the way")
    house.diary.add(VasScore(50))
    with pytest.raises(DiaryError, match="No backup was made"):
        house.backups.restore(aside)
    assert _scores(house) == ["4.1", "5.0"]


def test_an_import_makes_a_backup_before(house: Services, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    house.exchange.export("json", file)
    with open_services(tmp_path / "other", FakeClock()) as other:
        other.diary.add(VasScore(70))
        other.exchange.bring_in(file)
        assert [_entries(view) for view in other.backups.every()] == [1]
        assert _scores(other) == ["4.1", "7.0"]


def test_a_diary_in_memory_has_no_backups(services: Services) -> None:
    services.diary.add(VasScore(41))
    assert services.backups.make() is None
    assert services.backups.daily() is None
    assert services.backups.every() == []
