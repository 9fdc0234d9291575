from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import migrations
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.migrations import APPLICATION_ID, STEPS, VERSION, migrate
from cluneal_tracker.domain.errors import DiaryError


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    read = [
        connection.execute(f"pragma {name}").fetchone()[0]
        for name in ("user_version", "application_id")
    ]
    return read[0], read[1]


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("select name from sqlite_master where type = 'table'")
    return {name for (name,) in rows}


def test_a_new_file_is_brought_to_the_newest_version(connection: sqlite3.Connection) -> None:
    assert _marks(connection) == (0, 0)
    migrate(connection, 0)
    assert _marks(connection) == (VERSION, APPLICATION_ID)
    assert APPLICATION_ID.to_bytes(4, "big") == b"CLNL"


def test_a_diary_of_the_newest_version_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection, 0)
    before = list(connection.iterdump())
    migrate(connection, VERSION)
    assert list(connection.iterdump()) == before


def test_only_the_steps_that_are_missing_are_taken(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(connection, 0)
    connection.execute("insert into setting values ('sound', 'false')")
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, "create table later (id text) strict;"))
    migrate(connection, VERSION)
    assert _marks(connection) == (VERSION + 1, APPLICATION_ID)
    assert "later" in _tables(connection)
    assert connection.execute("select * from setting").fetchall() == [("sound", "false")]


def test_a_step_that_breaks_off_leaves_the_diary_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "diary.db"
    with closing(open_database(file)) as db, db.atomic():
        db.connection.execute("insert into setting values ('sound', 'false')")
    before = file.read_bytes()
    broken = "create table later (id text) strict; insert into setting values (1);"
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, broken))
    monkeypatch.setattr(migrations, "VERSION", VERSION + 1)
    with pytest.raises(DiaryError, match=r"cannot be opened: .*setting"):
        open_database(file)
    assert file.read_bytes() == before
