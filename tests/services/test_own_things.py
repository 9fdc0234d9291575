"""Ticks, exercises and pictures are as safe as scores: backups, joining, locking, undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluneal_tracker.cli import main
from cluneal_tracker.data import journal, restoring, routine_store, table_rows
from cluneal_tracker.data.backup_content import Held
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.widgets import backup_words
from tests import own_things
from tests.data.routines_made_up import bridge, png, showing
from tests.fakes import FakeClock
from tests.steps import parts_of

VERSION_2 = Path(__file__).parents[1] / "data" / "databases" / "version_2.db"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    """A diary on the disk with one of each."""
    with open_services(tmp_path / "house", FakeClock()) as services:
        own_things.make(services)
        yield services


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Services]:
    """Another one of the same person."""
    with open_services(tmp_path / "laptop", FakeClock("2026-03-13T08:10")) as services:
        yield services


def _seen(services: Services) -> list[str]:
    assert services.history.damage() is None
    return own_things.seen(services._db)


def test_a_backup_tells_of_them(house: Services) -> None:
    house.backups.make()
    (view,) = house.backups.every()
    assert view.held == Held({"habit": 1, "routine": 2}, None, None)
    told = backup_words.full(view).splitlines()
    assert told[-2:] == ["1 tick of a habit", "2 exercises made or changed by you"]
    own_things.make(house, 2)
    house.backups.make()
    told = backup_words.full(house.backups.every()[0]).splitlines()
    assert told[-2:] == ["2 ticks of habits", "3 exercises made or changed by you"]


def test_a_backup_from_before_they_were_kept_has_none(house: Services, tmp_path: Path) -> None:
    shutil.copy(VERSION_2, tmp_path / "old.db")
    view = house.backups.look_at(tmp_path / "old.db")
    assert view.held is not None
    assert view.held.entries == 2
    assert not view.held.counts.keys() & {"habit", "routine"}
    assert len(backup_words.full(view).splitlines()) == 4


def test_restoring_brings_them_back_and_undo_what_was_there(house: Services) -> None:
    then, heard = _seen(house), list[Changed]()
    file = house.backups.make()
    assert file is not None
    own_things.make(house, 2)
    house.routines.choose_level("core", 1)
    now = _seen(house)
    house.changes.subscribe(heard.append)
    assert house.backups.restore(file).changed
    assert _seen(house) == then
    assert heard == [Changed.EVERYTHING]
    assert parts_of(house.history.undo()) == Changed.HABITS | Changed.ROUTINES
    assert _seen(house) == now
    house.history.redo()
    assert _seen(house) == then


def test_restoring_a_diary_of_version_2_leaves_none_and_undo_brings_them_back(
    house: Services, tmp_path: Path
) -> None:
    before = _seen(house)
    shutil.copy(VERSION_2, tmp_path / "old.db")
    house.backups.restore(tmp_path / "old.db")
    assert (_seen(house), len(house.exercises.sessions())) == ([], 2)
    house.history.undo()
    assert (_seen(house), house.exercises.sessions()) == (before, [])


def test_an_exercise_that_is_called_like_a_setting_is_not_kept_apart() -> None:
    content, db, now = in_memory(), in_memory(), FakeClock().now()
    with journal.step(content, now) as step:
        row = {"id": "theme", "content": "null", "entered_at": now.isoformat()}
        step.put("routine", row)
    restoring.put_back(content, db, now, {"theme"})
    assert len(list(table_rows.every(db, "routine"))) == 1
    assert journal.can_undo(db)


def test_two_diaries_are_joined_with_all_of_them(house: Services, laptop: Services) -> None:
    own_things.make(laptop, 2)
    assert laptop._db.file is not None
    before, theirs = _seen(house), _seen(laptop)
    told = house.joining.preview(laptop._db.file)
    assert _seen(house) == before
    assert house.joining.join(laptop._db.file) == told
    # Both chose the level, one of them later.
    assert (told.counts, told.both) == ({"habit": 1, "routine": 2, "picture": 1}, 1)
    assert (told.others, told.rows) == (0, 4)
    joined = _seen(house)
    assert joined == sorted({*before, *theirs})
    assert house._db.file is not None
    laptop.joining.join(house._db.file)
    assert _seen(laptop) == joined
    house.history.undo()
    assert _seen(house) == before


def test_what_another_diary_brings_of_them_is_told(
    house: Services, laptop: Services, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert house._db.file is not None
    words = backup_words.brought(laptop.joining.preview(house._db.file))
    parts = "1 tick of a habit, 2 exercises made or changed by you, 1 picture"
    assert words == f"New or changed here: {parts}."
    other = str(tmp_path / "third")
    assert main(["--data-dir", other, "merge", str(house._db.file)]) == 0
    before = "0 entries, 0 exercises, 0 treatments"
    said = f"{before}, 1 tick of a habit, 2 exercises of yours, 1 picture"
    assert capsys.readouterr().out == f"Brought in: {said}.\n"


def test_only_a_picture_that_is_new_can_be_undone(house: Services, laptop: Services) -> None:
    with journal.step(laptop._db, FakeClock().now()) as step:
        routine_store.save_picture(step, png())
    assert laptop._db.file is not None
    assert house.joining.join(laptop._db.file).rows == 1


def test_an_exercise_that_is_gone_can_be_brought_back_with_its_picture(services: Services) -> None:
    heard: list[Changed] = []
    key = own_things.make(services)
    there = _seen(services)
    # The tick, then the exercise: a level that was chosen is nothing to bring back.
    for _ in range(3):
        services.history.undo()
    assert _seen(services) == []
    services.changes.subscribe(heard.append)
    [gone] = services.revisions.deleted()
    assert (gone.value.id, gone.taken_back) == (key, True)
    services.revisions.bring_back_deleted([key])
    assert heard == [Changed.ROUTINES]
    assert [one for one in _seen(services) if one in there] == _seen(services)
    assert len(_seen(services)) == 2
    services.history.undo()
    assert _seen(services) == []


def test_an_exercise_without_its_picture_is_brought_back_all_the_same(services: Services) -> None:
    key = services.routines.add(showing("own:0")).routine.key
    services.history.undo()
    services.revisions.bring_back_deleted([key])
    assert services.routines.find(key).own


def test_an_earlier_version_of_an_exercise_comes_back_with_the_picture_of_then(
    services: Services,
) -> None:
    key = own_things.make(services)
    first = services.routines.find(key).routine
    services.routines.save(bridge(key=key, name="Another"))
    with journal.step(services._db, FakeClock().now()) as step:
        step.remove("picture", next(iter(routine_store.every_picture(services._db))))
    newest, oldest = services.revisions.history(key)
    assert (newest.can_come_back, oldest.can_come_back) == (False, True)
    services.revisions.bring_back(oldest.change)
    assert services.routines.find(key).routine == first
    assert len(routine_store.every_picture(services._db)) == 1


def test_the_command_line_looks_back_on_exercises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_services(tmp_path) as services:
        key = own_things.make(services)
        services.history.undo()

    def run(*words: str) -> str:
        main(["--data-dir", str(tmp_path), *words])
        said = capsys.readouterr()
        return said.out + said.err

    assert run("undo") == "Taken back: Exercise: Bridge. `redo` brings it back.\n"
    assert run("deleted").endswith("  Exercise: Bridge\n")
    assert run("bring-back", key) == "Brought back: Exercise: Bridge.\n"
    assert "Taken back" in run("history", key)
    assert run("history", "core").startswith("Exercise: Core")
    assert "exercise hide KEY" in run("delete", key)
    assert key in run("exercise", "list")
