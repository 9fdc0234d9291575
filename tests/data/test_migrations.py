from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import audit, chain, migrations
from cluneal_tracker.data.database import Database, in_memory
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


@pytest.mark.parametrize(
    ("number", "digest"),
    [
        (0, "31f3b506132dd27446b32794195e7a9de23803d888c0e6bb1b9fe937db26cecd"),
        (2, "dbd4951e4296ab4c8b0cdf1113a565bfc27d3b43183bebdd86c25adf354e32a5"),
        (3, "b00f080c8561be94e7a168b564b1cdbd3f7f1e528bb20b62ee5ddee250e4d52e"),
    ],
)
def test_a_step_that_was_released_is_as_it_was(number: int, digest: str) -> None:
    assert hashlib.sha256(str(STEPS[number]).encode()).hexdigest() == digest


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


@pytest.mark.parametrize("version", range(1, VERSION))
def test_two_programs_may_bring_a_diary_up_to_date_at_once(tmp_path: Path, version: int) -> None:
    file = tmp_path / "diary.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(migrations, "STEPS", STEPS[:version])
            migrate(connection, 0)
        assert _marks(connection) == (version, APPLICATION_ID)

    def be_faster(_: Database) -> None:
        open_database(file).close()

    for _ in range(2):
        with closing(open_database(file, be_faster)) as db:
            assert _marks(db.connection) == (VERSION, APPLICATION_ID)
            assert audit.verify(db) is None


def _of_version_1(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, *changes: tuple[str, str, str]
) -> None:
    """A diary of the first version with these changes to settings: moment, id, value."""
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", STEPS[:1])
        migrate(connection, 0)
    last = chain.NOTHING
    for number, (moment, key, value) in enumerate(changes, 1):
        after = json.dumps({"id": key, "value": value})
        identity = f"{number:032x}"
        content = [identity, identity, "do", None, moment, "setting", key, None, after]
        last = chain.append(connection, last, content)
        connection.execute("insert or replace into setting values (?, ?)", [key, value])


def _told(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select action, made_at, row_table, row_id, before, after, step = id, undoes from journal"
        " where sequence > 4 order by sequence"
    ).fetchall()


EARLY, LATE = "2026-03-12T07:10:00.000+00:00", "2026-03-12T09:10:00.000+00:00"
# The clock was set back between the two changes of a row.
SET_BACK = ((LATE, "b", "1"), (LATE, "a", "2"), (EARLY, "a", "3"), (EARLY, "b", "4"))


def test_what_a_clock_that_was_set_back_put_in_disorder_is_told_once_more(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _of_version_1(connection, monkeypatch, *SET_BACK)
    _, last = chain.head(connection)
    migrate(connection, 1)
    rows = [json.dumps({"id": key, "value": value}) for key, value in (("a", "3"), ("b", "4"))]
    after_late = "2026-03-12T09:10:00.001+00:00"
    assert _told(connection) == [
        ("note", after_late, "setting", "a", rows[0], rows[0], 1, None),
        ("note", after_late, "setting", "b", rows[1], rows[1], 1, None),
    ]
    assert audit.verify(Database(connection)) is None
    # Every computer that has this diary gives the change the same id.
    (identity,) = connection.execute("select id from journal where sequence = 5").fetchone()
    assert identity == hashlib.sha256(f"setting a {last}".encode()).hexdigest()[:32]


@pytest.mark.parametrize("moments", [(EARLY, LATE), (EARLY, EARLY)])
def test_where_no_clock_was_set_back_nothing_is_told_again(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, moments: tuple[str, str]
) -> None:
    first, second = moments
    changes = [(first, "a", "1"), (first, "b", "2"), (second, "a", "3"), (second, "b", "4")]
    _of_version_1(connection, monkeypatch, *changes)
    migrate(connection, 1)
    assert _told(connection) == []
    assert audit.verify(Database(connection)) is None


def test_a_diary_of_the_first_version_gets_the_tables_of_a_new_one(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    _of_version_1(connection, monkeypatch, *SET_BACK)
    migrate(connection, 1)
    with closing(in_memory()) as fresh:
        for name in ("table_info", "index_xinfo"):
            for (table,) in fresh.connection.execute("select name from sqlite_master"):
                columns = f"select * from pragma_{name}(?)"
                new, old = (
                    one.execute(columns, [table]).fetchall()
                    for one in (fresh.connection, connection)
                )
                assert new == old
