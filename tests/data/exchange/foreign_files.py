"""Small files of other programs as a person would have them, and how they are brought in."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.column_roles import DayOrder, Role, Roles
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

FILES = Path(__file__).with_name("files")
# After every day in the files.
LATER = "2026-05-12T08:10"

# As migration 25 of Loop Habit Tracker leaves them.
LOOP_TABLES = """
create table Habits (
    id integer primary key autoincrement, archived integer, color integer, description text,
    freq_den integer, freq_num integer, highlight integer, name text, position integer,
    reminder_hour integer, reminder_min integer, reminder_days integer not null default 127,
    type integer not null default 0, target_type integer not null default 0,
    target_value real not null default 0, unit text not null default '', question text, uuid text
);
create table Repetitions (
    id integer primary key autoincrement, habit integer not null references Habits(id),
    timestamp integer not null, value integer not null, notes text
);
pragma user_version = 25;
"""
# The same days as in files/loop.
LOOP_ROWS = """
insert into Habits (id, name, type)
    values (1, 'Walk, long', 0), (2, 'Heat and stretch', 0), (3, 'Back pain today', 1);
insert into Repetitions (habit, timestamp, value, notes) values
    (1, 1769299200000, 2, null), (1, 1769212800000, 0, 'Sick'),
    (1, 1769126400000, 1, 'Forgot to do it, really'), (1, 1769040000000, 3, null),
    (2, 1769299200000, 2, 'In the evening'), (2, 1769212800000, 0, null),
    (3, 1769299200000, 4500, ''), (3, 1769212800000, -1, null), (3, 1769126400000, 0, null);
"""


def house(wall: str = LATER) -> Services:
    """An empty diary."""
    return Services(in_memory(), FakeClock(wall))


def roles(
    by_name: Mapping[str, str],
    *,
    side: Side = Side.RIGHT,
    order: DayOrder | None = None,
    half: Slot | None = None,
) -> Roles:
    """What names are, as they are typed in a command."""
    return Roles({name: Role.parse(text) for name, text in by_name.items()}, side, order, half)


def loop_zip(folder: Path) -> Path:
    """The zip that Loop Habit Tracker exports."""
    file, inside = folder / "Loop Habits CSV.zip", FILES / "loop"
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(inside.rglob("*.csv")):
            archive.write(path, path.relative_to(inside).as_posix())
    return file


def loop_database(folder: Path, script: str = LOOP_TABLES + LOOP_ROWS) -> Path:
    """A backup of Loop Habit Tracker, or any other database."""
    file = folder / "Loop Habits Backup.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)
        connection.commit()
    return file
