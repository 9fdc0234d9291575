from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.data import backup, journal
from cluneal_tracker.data.database import open_database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    """A diary with one score, on the disk."""
    with open_services(tmp_path / "house", clock) as services:
        services.diary.add(VasScore(41))
        yield services


def _scores(services: Services) -> list[str]:
    return sorted(str(entry.score) for entry in services.diary.entries())


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
    assert [(view.entries, view.made_at.date()) for view in house.backups.every()] == [
        (3, date(2026, 3, 14)),
        (2, date(2026, 3, 13)),
        (1, date(2026, 3, 12)),
    ]


def test_a_view_tells_the_local_time_and_the_last_day(house: Services) -> None:
    house.backups.make()
    (view,) = house.backups.every()
    assert f"{view.made_at:%Y-%m-%d %H:%M %Z}" == "2026-03-12 08:10 CET"
    assert (view.entries, view.last_day) == (1, date(2026, 3, 12))
    view.file.write_bytes(b"torn")
    (torn,) = house.backups.every()
    assert (torn.entries, torn.last_day) == (None, None)


def test_making_one_thins_the_old_ones(house: Services, clock: FakeClock) -> None:
    for number in range(3):
        house.diary.add(VasScore(number))
        house.backups.make()
    clock.move(days=5)
    house.diary.add(VasScore(50))
    house.backups.make()
    assert [view.entries for view in house.backups.every()] == [5, 4]


def test_restoring_brings_all_back_tells_everyone_and_can_be_taken_back(house: Services) -> None:
    old = house.backups.make()
    house.diary.add(VasScore(50))
    house.preferences.choose(name="Ada")
    heard: list[Changed] = []
    house.changes.subscribe(heard.append)
    assert old is not None
    before = house.backups.restore(Path(old.name))
    assert (_scores(house), house.preferences.current.name) == (["4.1"], "")
    assert heard == [Changed.EVERYTHING]
    assert before is not None
    house.backups.restore(before)
    assert (_scores(house), house.preferences.current.name) == (["4.1", "5.0"], "Ada")
    assert house.history.damage() is None
    assert house.history.undo() is Changed.SETTINGS


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


def test_a_damaged_diary_is_kept_and_the_backup_takes_its_place(
    house: Services, tmp_path: Path
) -> None:
    old = house.backups.make()
    assert old is not None
    with closing(open_database(tmp_path / "house" / "diary.db")) as db, db.atomic():
        db.connection.execute("update pain set mm = 99")
    assert house.history.damage() is not None
    kept = house.backups.restore(old)
    assert (_scores(house), house.history.damage()) == (["4.1"], None)
    assert kept is not None
    assert backup.contents(kept) == (1, date(2026, 3, 12))
    with pytest.raises(DiaryError, match="It is damaged"):
        house.backups.restore(kept)


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
        assert [view.entries for view in other.backups.every()] == [1]
        assert _scores(other) == ["4.1", "7.0"]


def test_a_diary_in_memory_has_no_backups(services: Services) -> None:
    services.diary.add(VasScore(41))
    assert services.backups.make() is None
    assert services.backups.daily() is None
    assert services.backups.every() == []


_MAKE_AND_MAKE = """
import sys
from pathlib import Path
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import open_services
with open_services(Path(sys.argv[1])) as services:
    while True:
        services.diary.add(VasScore(41), note="x" * 5000)
        print(services.backups.make().name, flush=True)
"""
_RESTORE_AND_RESTORE = """
import sys
from pathlib import Path
from cluneal_tracker.services.opening import open_services
with open_services(Path(sys.argv[1])) as services:
    first, second = sys.argv[2:]
    while True:
        services.backups.restore(Path(first))
        print("first", flush=True)
        services.backups.restore(Path(second))
        print("second", flush=True)
"""

# The writing alone, so that many a kill falls into it.
_PUT_BACK_AND_PUT_BACK = """
import sys
from pathlib import Path
from cluneal_tracker.data import backup
from cluneal_tracker.data.database import open_database
db = open_database(Path(sys.argv[1], "diary.db"))
contents = [backup.read(Path(name)) for name in sys.argv[2:]]
while True:
    for content in contents:
        backup.put_back(content, db)
        print("put back", flush=True)
"""


def _kill_after(seconds: float, *command: str) -> list[str]:
    """What a child told, line by line, before it was killed without warning."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", *command], stdout=pipe, stderr=pipe, text=True
    ) as child:
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=seconds)
        child.kill()
        said, complained = child.communicate()
    assert not complained
    return [line.strip() for line in said.splitlines(keepends=True) if line.endswith("\n")]


ROUNDS = pytest.mark.parametrize("rounds", [20, pytest.param(100, marks=pytest.mark.slow)])


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@ROUNDS
def test_a_kill_while_backups_are_made_leaves_whole_ones_only(tmp_path: Path, rounds: int) -> None:
    home, chance, drafts, told = tmp_path / "house", Random(rounds), 0, 0
    for _ in range(rounds):
        names = _kill_after(chance.uniform(0.15, 0.35), _MAKE_AND_MAKE, str(home))
        folder = home / "backups"
        made = list(backup.every(folder).values())
        assert set(names) <= {file.name for file in made}
        for file in made[:2]:
            backup.read(file).close()
        told += len(names)
        for path in folder.glob(".*"):
            drafts += 1
            assert path.suffix == ".part"
            path.unlink()
        with closing(open_database(home / "diary.db")) as db:
            assert journal.verify(db) is None
    assert told > 0
    assert drafts > 0, "no kill fell into the making"


def _dump(file: Path) -> list[str]:
    with closing(open_database(file)) as db:
        assert journal.verify(db) is None
        return list(db.connection.iterdump())


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@ROUNDS
def test_a_kill_while_restoring_leaves_the_whole_old_or_the_whole_new(
    tmp_path: Path, rounds: int
) -> None:
    home, chance, told, cut = tmp_path / "house", Random(rounds), 0, 0
    states = []
    with open_services(home, FakeClock()) as services:
        for count in (3, 60):
            for _ in range(count):
                services.diary.add(VasScore(41), note="x" * 5000)
            made = services.backups.make()
            assert made is not None
            states.append(made.rename(tmp_path / f"{count}.db"))
    whole = [_dump(file) for file in states]
    for number in range(rounds):
        code = _PUT_BACK_AND_PUT_BACK if number % 2 else _RESTORE_AND_RESTORE
        lines = _kill_after(chance.uniform(0.15, 0.35), code, str(home), *map(str, states))
        told += len(lines)
        cut += (home / "diary.db-journal").exists()
        assert _dump(home / "diary.db") in whole
        for file in list(backup.every(home / "backups").values())[:2]:
            assert _dump(file) in whole
    assert told > 0
    assert cut > 0, "no kill fell into the restoring"
