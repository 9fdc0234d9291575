"""The database of Loop Habit Tracker, read without trusting anything in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cluneal_tracker.data.exchange.document import MOST_ROWS
from cluneal_tracker.data.exchange.fields import LONGEST_TEXT
from cluneal_tracker.data.exchange.foreign import ForeignTable, Program, Reading
from cluneal_tracker.data.exchange.loop_files import value_of
from cluneal_tracker.data.migrations import APPLICATION_ID

WHOLE_DIARY = "It is a whole diary. “Join another diary” in Settings is for it."
_TABLES = {
    "habits": {"id", "name"},
    "repetitions": {"habit", "timestamp", "value"},
}
_READ = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION)
# Far more steps than the longest honest file takes, and over in seconds.
_STEPS, _EVERY = 2_000, 100_000
_NUMERICAL = 1
_MOST_MS = 10_000_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def read_database(file: Path) -> ForeignTable:
    """The readings of all habits; raises ValueError for what is not a database of Loop."""
    try:
        with closing(_open(file)) as connection:
            _check(connection)
            readings = list(_readings(connection))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError, MemoryError) as error:
        raise ValueError("It is a database that cannot be read. It may be damaged.") from error
    if len(readings) > MOST_ROWS:
        raise ValueError(f"It has more than {MOST_ROWS:,} rows.")
    if not readings:
        raise ValueError("It holds no day of any habit.")
    return ForeignTable(Program.LOOP, readings)


def _open(file: Path) -> sqlite3.Connection:
    # Immutable: no lock, no journal and no other file is looked at, and nothing can be written.
    connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma cell_size_check = on")
    connection.text_factory = bytes
    left = [_STEPS]

    def count_down() -> bool:
        left[0] -= 1
        return left[0] < 0

    connection.set_progress_handler(count_down, _EVERY)
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """The two tables are there, and are plain tables with the columns that are read."""
    if connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID:
        raise ValueError(WHOLE_DIARY)
    plain = {
        bytes(name).decode().lower()
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'table' and rootpage > 0"
        )
    }
    for table, wanted in _TABLES.items():
        if table not in plain or not wanted <= _columns(connection, table):
            raise ValueError("It is a database, but not one of Loop Habit Tracker.")


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    # Only what is stored: a generated column could hold any calculation.
    rows = connection.execute(f"pragma table_xinfo({table})")
    return {bytes(row[1]).decode().lower() for row in rows if row[6] == 0}


def _readings(connection: sqlite3.Connection) -> Iterator[Reading]:
    kind = "type" if "type" in _columns(connection, "habits") else "0"
    notes = "notes" if "notes" in _columns(connection, "repetitions") else "null"
    connection.set_authorizer(_only_reading)
    habits = {
        identity: (_text(name), kind == _NUMERICAL)
        for identity, name, kind in connection.execute(f"select id, name, {kind} from habits")
    }
    rows = connection.execute(
        f"select rowid, habit, timestamp, value, {notes} from repetitions"
        f" order by timestamp, rowid limit {MOST_ROWS + 1}"
    )
    for number, habit, timestamp, value, note in rows:
        place = f"Repetitions, row {number}"
        try:
            if habit not in habits:
                raise ValueError("it belongs to no habit")
            name, counted = habits[habit]
            text = value_of(str(_whole("value", value)), counted=counted)
            day = _day(_whole("timestamp", timestamp))
            yield Reading(place, {name: text}, day, note=_text(note or b"").strip())
        except ValueError as error:
            if isinstance(error, UnicodeDecodeError):
                error = ValueError("its text is not in UTF-8")
            yield Reading(place, {}, fault=str(error))


def _only_reading(
    action: int, table: str | None, column: str | None, database: str | None, source: str | None
) -> int:
    return sqlite3.SQLITE_OK if action in _READ else sqlite3.SQLITE_DENY


def _whole(name: str, value: object) -> int:
    if type(value) is not int:
        raise ValueError(f"“{name}” is not a whole number")
    return value


def _text(value: object) -> str:
    if type(value) is not bytes:
        raise ValueError("a name or note is not a text")
    text = value.decode()
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"a text has more than {LONGEST_TEXT:,} letters")
    return text


def _day(milliseconds: int) -> str:
    """Loop keeps a day as its midnight in UTC."""
    if not 0 <= milliseconds < _MOST_MS:
        raise ValueError("“timestamp” is not a day")
    return (_EPOCH + timedelta(milliseconds=milliseconds)).date().isoformat()
