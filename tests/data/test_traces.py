"""Row by row: which trace of a small damaged diary is believed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.data import journal, under_way_store
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.pages import Pages
from cluneal_tracker.data.salvage import regain, write
from cluneal_tracker.data.traces import Regained
from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from tests.data.damaged import PAGE, cut, held, rows_in
from tests.data.routines_made_up import bridge

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)


@pytest.fixture
def db() -> Iterator[Database]:
    """One setting was changed between two changes of another."""
    numbers = iter(range(1, 1000))
    with closing(in_memory(lambda: f"{next(numbers):032x}")) as db:
        for number, (key, value) in enumerate((("a", "first"), ("b", "only"), ("a", "last"))):
            _put(db, number, key, value)
        yield db


def _put(db: Database, minutes: int, key: str, value: str | None) -> None:
    with journal.step(db, NOW + timedelta(minutes=minutes)) as step:
        if value is None:
            step.remove("setting", key)
        else:
            step.put("setting", {"id": key, "value": json.dumps(value)})


def _bytes(db: Database) -> bytes:
    return bytes(db.connection.serialize())


def _spoilt(db: Database, of: str, *pieces: tuple[str, str]) -> bytes:
    """The diary with letters exchanged on the page of a table or an index."""
    (page,) = db.connection.execute(
        "select rootpage from sqlite_master where name = ?", [of]
    ).fetchone()
    content, begin = _bytes(db), PAGE * (page - 1)
    damaged = content[begin : begin + PAGE]
    for old, new in pieces:
        assert damaged.count(old.encode()) == 1
        damaged = damaged.replace(old.encode(), new.encode())
    assert len(damaged) == PAGE
    return content[:begin] + damaged + content[begin + PAGE :]


def _regained(*contents: bytes) -> Regained:
    found = regain(Pages([page for content in contents for page in cut(content)], PAGE))
    # What is regained is a diary that holds together.
    with closing(in_memory()) as again:
        write(found, again, NOW)
        assert rows_in(again) == held(found)
    return found


def _values(found: Regained) -> dict[str, str | None]:
    return {
        key: None if row is None else json.loads(row["value"])
        for (table, key), row in found.rows.items()
        if table == "setting"
    }


LAST = (r'"\"last\""', r'"\"last\"}')


def test_whole_pages_tell_each_row_and_the_changes_in_their_order(db: Database) -> None:
    found = _regained(_bytes(db))
    assert _values(found) == {"a": "last", "b": "only"}
    assert [change.sequence for change in found.changes] == [1, 2, 3]
    assert (found.doubtful, found.left_out) == (0, 0)


def test_a_row_whose_latest_change_is_lost_is_as_it_stands_and_doubtful(db: Database) -> None:
    found = _regained(_spoilt(db, "journal", LAST))
    assert _values(found) == {"a": "last", "b": "only"}
    assert [change.sequence for change in found.changes] == [1, 2]
    assert (found.doubtful, found.left_out) == (1, 0)


def test_without_a_change_what_was_built_on_it_is_not_proven(db: Database) -> None:
    _put(db, 3, "b", "third")
    _put(db, 4, "a", "fourth")
    found = _regained(_spoilt(db, "journal", (r'"\"third\""', r'"\"third\"}')))
    assert _values(found) == {"a": "fourth", "b": "third"}
    # The fifth carries the hash of the fourth, which is there to be read: it is proven.
    assert [change.sequence for change in found.changes] == [1, 2, 3, 5]
    assert found.doubtful == 1


def test_of_a_row_that_is_lost_with_its_latest_change_the_one_before_is_told(db: Database) -> None:
    damaged = _spoilt(db, "journal", LAST)
    (page,) = db.connection.execute(
        "select rootpage from sqlite_master where name = 'setting'"
    ).fetchone()
    begin = PAGE * (page - 1)
    found = _regained(damaged[:begin] + bytes(PAGE) + damaged[begin + PAGE :])
    # The index of the table knows that it is there.
    assert _values(found) == {"a": "first", "b": "only"}
    assert (found.doubtful, found.left_out) == (1, 0)


def test_what_was_taken_away_is_not_brought_back_where_that_change_is_lost(db: Database) -> None:
    _put(db, 3, "a", None)
    (identity,) = db.connection.execute("select id from journal where sequence = 4").fetchone()
    assert _values(_regained(_bytes(db))) == {"a": None, "b": "only"}
    # The change has no id any more, so it makes no sense; the index of the journal has it still.
    found = _regained(_spoilt(db, "journal", (f"{identity}", "\0" * 32)))
    assert _values(found)["a"] is None
    assert found.doubtful == 0


@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_copies_of_a_change_the_proven_one_counts(db: Database, *, is_first: bool) -> None:
    whole, other = _bytes(db), _spoilt(db, "journal", (r'"\"last\""', r'"\"lost\""'))
    found = _regained(*((other, whole) if is_first else (whole, other)))
    assert _values(found) == {"a": "last", "b": "only"}
    assert [change.sequence for change in found.changes] == [1, 2, 3]
    assert found.doubtful == 0


def _foreign(*row: Any, indexed: bool = False) -> bytes:
    """Another program's file with one row, or with one such entry of an index."""
    columns = ", ".join(f"c{number}" for number in range(len(row)))
    # A row far wider than those of a diary, so that the entry alone may be taken for one of it.
    more = "".join(f", more{number}" for number in range(40 * indexed))
    if len(row) == 11:
        columns = columns.replace("c0", "c0 integer primary key")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"create table other ({columns}{more})")
        columns = columns.replace(" integer primary key", "")
        if indexed:
            connection.execute(f"create index one on other ({columns})")
        values = ", ".join("?" * len(row))
        connection.execute(f"insert into other ({columns}) values ({values})", row)
        connection.commit()
        return bytes(connection.serialize())


FAR = "2199-01-01T00:00:00.000+00:00"
CHANGE = ("f" * 32, "s", "do", None, FAR, "setting", "a", None, '{"id": "a", "value": "1"}', "hash")


@pytest.mark.parametrize(
    "entry",
    [
        # As the index of the journal has them, but for one thing.
        ("setting", "a", 7, "x"),
        ("setting", "a", b"x", "x"),
        ("setting", "a", None, "x"),
        ("setting", 7, FAR, "x"),
        ("nowhere", "a", FAR, "x"),
        ("setting", "a", FAR),
        ("setting", "a", FAR, "x", "x"),
        (None, "a", FAR, "x"),
    ],
)
def test_an_entry_that_is_none_of_the_journal_changes_nothing(
    db: Database, entry: tuple[Any, ...]
) -> None:
    assert _regained(_bytes(db), _foreign(*entry, indexed=True)) == _regained(_bytes(db))


@pytest.mark.parametrize(
    "row",
    [
        # As wide as a setting, with an id that is none.
        (7, '"x"'),
        (None, '"x"'),
        (b"c", '"x"'),
        # As wide as a change, with something that no change has, or without what each has.
        *((9, *CHANGE[:at], 1, *CHANGE[at + 1 :]) for at in (0, 1, 3, 4, 6, 8)),
        *((9, *CHANGE[:at], None, *CHANGE[at + 1 :]) for at in (0, 4, 5, 6)),
        (9, *CHANGE[:5], "nowhere", *CHANGE[6:]),
        (9, *CHANGE[:8], "{", "hash"),
        (9, *CHANGE[:8], '{"id": "b", "value": "1"}', "hash"),
        (9, *CHANGE[:8], '{"id": "a", "worth": "1"}', "hash"),
        (9, *CHANGE[:8], "7", "hash"),
        # A change that nothing proves, from before all others.
        (9, *CHANGE[:4], "2000-01-01T00:00:00.000+00:00", *CHANGE[5:]),
    ],
)
def test_a_row_that_is_none_of_a_diary_changes_nothing(db: Database, row: tuple[Any, ...]) -> None:
    assert _regained(_bytes(db), _foreign(*row)) == _regained(_bytes(db))


def test_a_change_that_nothing_proves_does_not_outdo_the_row_that_stands(db: Database) -> None:
    found = _regained(_bytes(db), _foreign(9, *CHANGE))
    assert _values(found) == {"a": "last", "b": "only"}
    assert [change.sequence for change in found.changes] == [1, 2, 3]
    assert found.doubtful == 1


def test_an_entry_without_the_number_of_a_change_changes_nothing(db: Database) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        columns = "a, b, c, d, e, primary key (a, b, c, d, e)"
        connection.execute(f"create table other ({columns}) without rowid")
        connection.execute(f"insert into other values ('setting', 'a', '{FAR}', 'x', 'y')")
        connection.commit()
        assert _regained(_bytes(db), bytes(connection.serialize())) == _regained(_bytes(db))


def test_of_a_row_without_its_table_and_its_proof_the_latest_change_is_told(db: Database) -> None:
    (_, first), (_, second) = db.connection.execute("select id, hash from journal limit 2")
    content = _spoilt(db, "journal", (second, first))
    for name in ("setting", "sqlite_autoindex_setting_1"):
        (page,) = db.connection.execute(
            "select rootpage from sqlite_master where name = ?", [name]
        ).fetchone()
        begin = PAGE * (page - 1)
        content = content[:begin] + bytes(PAGE) + content[begin + PAGE :]
    found = _regained(content)
    assert _values(found) == {"a": "last", "b": "only"}
    assert [change.sequence for change in found.changes] == [1]
    assert found.doubtful == 2


@pytest.mark.parametrize("is_newer_first", [True, False])
def test_of_two_places_of_a_running_exercise_the_newer_counts(
    db: Database, *, is_newer_first: bool
) -> None:
    contents = []
    routine = replace(bridge(), key="bridge")
    begun = When.local(datetime.fromisoformat("2026-03-12T08:00"), ZoneInfo("UTC"))
    for minutes in (1, 2):
        place = Place(0, float(minutes), frozenset(), 0.0, 0)
        now = NOW + timedelta(minutes=minutes)
        under_way_store.keep(db, UnderWay(routine, Side.LEFT, begun, now, place))
        contents.append(_bytes(db))
    (row,) = _regained(*(contents[::-1] if is_newer_first else contents)).under_way
    assert row["kept_at"] == (NOW + timedelta(minutes=2)).isoformat(timespec="milliseconds")
