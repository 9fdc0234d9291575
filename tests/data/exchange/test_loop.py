"""Both files of Loop Habit Tracker, row by row, and what in them is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data.exchange import loop_database, loop_files
from cluneal_tracker.data.exchange.foreign import Reading
from cluneal_tracker.data.exchange.loop_database import read_database
from cluneal_tracker.data.exchange.loop_files import read_files
from tests.data.exchange import foreign_files

HABITS = "Position,Name,Type\n001,Walk,YES_NO\n002,Water,NUMERICAL\n"
WALK, WATER = "001 Walk/Checkmarks.csv", "002 Water/Checkmarks.csv"
SMALL = "create table HABITS (ID, NAME); create table Repetitions (Habit, Timestamp, Value);"
LARGE = "create table Habits (id, name, type);"
LARGE += "create table Repetitions (habit, timestamp, value, notes)"
DAY = 86_400_000


def _files(walk: str, habits: str = HABITS, **more: str) -> list[Reading]:
    files = {"Habits.csv": habits, WALK: walk, "Scores.csv": "x", **more}
    return list(read_files({name: text.encode() for name, text in files.items()}).readings)


def test_each_line_is_a_day_of_its_habit() -> None:
    walk = "Date,Value,Notes\n2026-01-25,2, wet \n2026-01-24,NO\n"
    assert _files(walk, **{WATER: "2026-01-25,4500,\n"}) == [
        Reading(f"{WALK}, line 2", {"Walk": "YES_MANUAL"}, "2026-01-25", note="wet"),
        Reading(f"{WALK}, line 3", {"Walk": "NO"}, "2026-01-24"),
        Reading(f"{WATER}, line 1", {"Water": "4.5"}, "2026-01-25"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("2026-01-25", "it is not a day, a value and a note"),
        ("2026-01-25,2,a,b", "it is not a day, a value and a note"),
        ("soon,2,a", "it is not a day, a value and a note"),
        ("2026-01-25,2," + "x" * 10_001, "a cell has more than 10,000 letters"),
        ("2026-01-25,2," + "x" * 10_000, ""),
    ],
    ids=["one cell", "four cells", "no day", "too long", "long"],
)
def test_a_bad_line_is_a_fault_and_the_next_is_read(line: str, fault: str) -> None:
    first, second = _files(f"{line}\n2026-01-24,2,\n")
    assert (first.fault, bool(first.values)) == (fault, not fault)
    assert second == Reading(f"{WALK}, line 2", {"Walk": "YES_MANUAL"}, "2026-01-24")


@pytest.mark.parametrize(
    ("habits", "walk", "reason"),
    [
        ("", "", r"Its Habits\.csv has no columns “Position” and “Name”"),
        ("Name\nWalk\n", "", r"Its Habits\.csv has no columns “Position” and “Name”"),
        ("Position,Name\n1,Walk\n2\n", "", r"Its Habits\.csv, row 3 is not like row 1"),
        (f"Position,Name\n1,{'x' * 10_001}\n", "", r"Its Habits\.csv, row 2 is not like row 1"),
        (f"Position,Name\n1,{'x' * 10_000}\n", "", "It holds no day of any habit"),
        ("Position,Name\nfirst,Walk\n", "", r"Its Habits\.csv, row 2 has no position"),
        ('Position,Name\n"1"x,Walk\n', "", r"At Habits\.csv, line 2 it is not CSV"),
        (HABITS, '\n"1"x\n', r"At 001 Walk/Checkmarks\.csv, line 2 it is not CSV"),
        (HABITS, "\n\0\n", r"At 001 Walk/Checkmarks\.csv, line 2 it holds the letter"),
        (HABITS, "Date,Value,Notes\n", "It holds no day of any habit"),
    ],
    ids=range(10),
)
def test_files_that_do_not_hold_together_are_refused(habits: str, walk: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        _files(walk, habits)


def test_the_files_have_only_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_files, "MOST_ROWS", 2)
    assert len(_files("2026-01-25,2,\n" * 2)) == 2
    with pytest.raises(ValueError, match=r"^It has more than 2 rows\.$"):
        _files("2026-01-25,2,\n" * 3)


def _database(folder: Path, script: str) -> list[Reading]:
    return list(read_database(foreign_files.loop_database(folder, script)).readings)


def test_days_of_a_database_come_in_their_order_and_older_ones_have_no_notes(
    tmp_path: Path,
) -> None:
    rows = f"insert into habits values (1, 'Walk'); insert into repetitions values (1, {DAY}, 2),"
    assert _database(tmp_path, f"{SMALL} {rows} (1, 0, 0), (1, 0, 4500)") == [
        Reading("Repetitions, row 2", {"Walk": "NO"}, "1970-01-01"),
        Reading("Repetitions, row 3", {"Walk": "4500"}, "1970-01-01"),
        Reading("Repetitions, row 1", {"Walk": "YES_MANUAL"}, "1970-01-02"),
    ]


@pytest.mark.parametrize(
    ("habit", "row", "reason"),
    [
        ("1, 7, 0", "1, 0, 2, null", "a name or note is not a text"),
        ("1, printf('%.*c', 10001, 'x'), 0", "1, 0, 2, null", "a text has more than 10,000"),
    ],
)
def test_a_database_with_a_bad_name_is_refused(
    tmp_path: Path, habit: str, row: str, reason: str
) -> None:
    rows = f"insert into Habits values ({habit}); insert into Repetitions values ({row})"
    with pytest.raises(ValueError, match=reason):
        _database(tmp_path, f"{LARGE}; {rows}")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("1, 0, 2, 7", "a name or note is not a text"),
        ("1, 0, 2, printf('%.*c', 10001, 'x')", "a text has more than 10,000 letters"),
        ("1, 0, 2, printf('%.*c', 10000, 'x')", ""),
        ("1, -1, 2, null", "“timestamp” is not a day"),
        ("1, 9999999999999, 2, ' x '", ""),
        ("1, 10000000000000, 2, null", "“timestamp” is not a day"),
    ],
)
def test_a_bad_day_of_a_database_is_a_fault(tmp_path: Path, row: str, fault: str) -> None:
    rows = f"insert into Habits values (1, 'Walk', 0); insert into Repetitions values ({row})"
    (reading,) = _database(tmp_path, f"{LARGE}; {rows}")
    assert (reading.fault, bool(reading.values)) == (fault, not fault)
    assert reading.note == reading.note.strip()


def test_a_database_has_only_so_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_database, "MOST_ROWS", 8)
    with pytest.raises(ValueError, match=r"^It has more than 8 rows\.$"):
        read_database(foreign_files.loop_database(tmp_path))
    monkeypatch.setattr(loop_database, "MOST_ROWS", 9)
    (tmp_path / "Loop Habits Backup.db").unlink()
    assert len(read_database(foreign_files.loop_database(tmp_path)).readings) == 9


def test_a_database_is_read_without_trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_database, "_EVERY", 100)
    long = "with recursive n(i) as (select 1 union all select i + 1 from n limit 900000)"
    with closing(loop_database._open(foreign_files.loop_database(tmp_path))) as connection:
        assert connection.execute("pragma trusted_schema").fetchone() == (0,)
        assert connection.execute("pragma cell_size_check").fetchone() == (1,)
        assert len(list(loop_database._readings(connection))) == 9
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            connection.execute("attach ':memory:' as more")
    with closing(loop_database._open(tmp_path / "Loop Habits Backup.db")) as connection:
        assert connection.execute("select count(*) from Repetitions").fetchone() == (9,)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            connection.execute(f"{long} select max(i) from n").fetchone()
