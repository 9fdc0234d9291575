"""Rows of any table as the journal tells them: by name, and spelled out as JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from cluneal_tracker.data.database import Database

Row = Mapping[str, Any]

# The journal itself, and where an exercise stands at this moment: no part of the diary.
UNTOLD = ("journal", "under_way")


def write(db: Database, table: str, row: Row) -> None:
    """Write a row, new or changed, without a word in the journal: that is the caller's task.

    A column that the row does not have gets its default, whatever was there before. Raises
    sqlite3.IntegrityError for a row that the table does not take, and has to be in a transaction.
    """
    # Not "insert or replace": that puts the default for a null where there has to be a value.
    db.connection.execute(f"delete from {table} where id = ?", [row["id"]])
    db.connection.execute(insert(table, row), list(row.values()))


def insert(table: str, row: Row) -> str:
    """The statement that writes a new row of these columns."""
    return f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})"


def completed(db: Database, table: str, row: Row, found: Row) -> Row:
    """A row with the defaults of the columns that came after it was told; `found` has them all."""
    if found.keys() == row.keys():
        return row
    defaults = db.connection.execute(
        f"select name, coalesce(dflt_value, 'null') from pragma_table_info('{table}')"
    ).fetchall()
    missing = {
        name: db.connection.execute(f"select {default}").fetchone()[0]
        for name, default in defaults
        if name not in row
    }
    return {**row, **missing}


def same(found: Row | None, told: Row | None) -> bool:
    """Whether a row is as the journal tells it; a column that came later is not told of."""
    if found is None or told is None:
        return found is told
    return all(name in found and found[name] == value for name, value in told.items())


def tables(db: Database) -> list[str]:
    """The tables whose rows the journal tells of."""
    found = db.connection.execute("select name from sqlite_master where type = 'table'")
    # Other programs leave counts of the rows in a table of SQLite's own.
    return [name for (name,) in found if name not in UNTOLD and not name.startswith("sqlite_")]


def columns(db: Database, table: str) -> set[str]:
    """The columns of a table."""
    return {
        name for (name,) in db.connection.execute(f"select name from pragma_table_info('{table}')")
    }


def every(db: Database, table: str) -> Iterator[dict[str, Any]]:
    """All rows of a table as the journal tells them."""
    return _rows(db.connection.execute(f"select * from {table}"))


def find(db: Database, table: str, row_id: str) -> dict[str, Any] | None:
    """One row by its id; None where it is not there."""
    found = db.connection.execute(f"select * from {table} where id = ?", [row_id])
    return next(_rows(found), None)


def _rows(found: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    columns = [column[0] for column in found.description]
    return (dict(zip(columns, row, strict=True)) for row in found)


def spell(row: Row | None) -> str | None:
    """A row as JSON, the same for equal rows; None stays None."""
    return None if row is None else json.dumps(row, ensure_ascii=False, sort_keys=True)


def read(text: str | None) -> Row | None:
    """A row that was spelled."""
    return None if text is None else json.loads(text)
