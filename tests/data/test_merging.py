"""Two diaries of one person, changed apart, are the same after they were joined in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.data import audit, chain, journal
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.merging import Merged, merge
from cluneal_tracker.domain.errors import DiaryError

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)
KEYS = st.sampled_from("abc")
# What a hand does at one of the computers: set a row, take it away, or undo.
EDIT = st.tuples(KEYS, st.sampled_from(["1", "2", "3", None, "undo"]), st.integers(-3, 3))
WORK = st.lists(EDIT, max_size=8)


def _work(db: Database, edits: list[tuple[str, str | None, int]], start: int) -> None:
    """Each edit comes a second after the one before, or earlier: clocks are set back as well."""
    for number, (key, value, drift) in enumerate(edits):
        now = NOW + timedelta(seconds=start + number * 2 + drift)
        if value == "undo":
            try:
                journal.undo(db, now)
            except DiaryError:
                continue
        else:
            _set(db, key, value, now)


def _set(db: Database, key: str, value: str | None, now: datetime) -> None:
    with journal.step(db, now) as step:
        if value is None:
            step.remove("setting", key)
        else:
            step.put("setting", {"id": key, "value": value})


def _copy(db: Database) -> Database:
    copy = in_memory()
    db.connection.backup(copy.connection)
    return copy


def _rows(db: Database) -> list[tuple[str, str]]:
    return db.connection.execute("select id, value from setting order by id").fetchall()


def _history(db: Database) -> list[tuple[object, ...]]:
    return db.connection.execute(
        "select id, made_at, row_table, row_id, before, after from journal order by id"
    ).fetchall()


def _joined(*others: Database, into: Database) -> Database:
    joined = _copy(into)
    for other in others:
        merge(other, joined)
        assert audit.verify(joined) is None
    return joined


@settings(max_examples=150, deadline=None)
@given(WORK, WORK, WORK, WORK)
def test_joining_gives_the_same_rows_and_history_in_any_order_and_again(
    before: list[tuple[str, str | None, int]],
    one: list[tuple[str, str | None, int]],
    two: list[tuple[str, str | None, int]],
    three: list[tuple[str, str | None, int]],
) -> None:
    with closing(in_memory()) as first:
        _work(first, before, 0)
        a, b, c = _copy(first), _copy(first), _copy(first)
        for db, work in ((a, one), (b, two), (c, three)):
            _work(db, work, 30)
        ways = [
            _joined(b, c, into=a),
            _joined(c, b, into=a),
            _joined(a, c, into=b),
            _joined(_joined(b, into=c), a, into=c),
            _joined(_joined(c, into=b), into=a),
            _joined(b, c, b, a, c, into=a),
        ]
        assert len({str(_rows(db)) for db in ways}) == 1
        assert len({str(_history(db)) for db in ways}) == 1
        union = {row for db in (a, b, c) for row in _history(db)}
        assert set(_history(ways[0])) == union


@pytest.fixture
def two() -> Iterator[tuple[Database, Database]]:
    """A diary with one row, and a copy of it."""
    with closing(in_memory()) as ours:
        _set(ours, "a", "1", NOW)
        with closing(_copy(ours)) as theirs:
            yield ours, theirs


def _at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_the_later_edit_counts_and_the_other_stays_in_the_history(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(ours, "a", "2", _at(20))
    _set(theirs, "a", "3", _at(10))
    assert merge(theirs, ours) == Merged(1, both=(("setting", "a"),))
    assert _rows(ours) == [("a", "2")]
    told = [json.loads(str(after))["value"] for *_, after in _history(ours)]
    assert sorted(told) == ["1", "2", "3"]
    assert merge(ours, theirs) == Merged(1, (("setting", "a"),))
    assert _rows(theirs) == [("a", "2")]


def test_a_row_that_was_deleted_later_is_gone_and_one_changed_later_is_back(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(ours, "b", "2", _at(5))
    _set(theirs, "a", None, _at(10))
    assert merge(theirs, ours).rows == (("setting", "a"),)
    assert _rows(ours) == [("b", "2")]
    _set(ours, "a", "4", _at(20))
    merge(ours, theirs)
    assert _rows(theirs) == [("a", "4"), ("b", "2")]


def test_an_edit_after_the_clock_was_set_back_still_counts_as_later(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(ours, "a", "2", _at(-3600))
    merge(theirs, ours)
    merge(ours, theirs)
    assert _rows(ours) == _rows(theirs) == [("a", "2")]


@pytest.mark.parametrize(("later", "value"), [("f" * 32, "3"), ("0" * 32, "2")])
def test_of_two_edits_at_one_moment_the_same_one_counts_on_both_sides(
    two: tuple[Database, Database], later: str, value: str
) -> None:
    ours, theirs = two
    ours.new_id = iter(["1" * 32, "2" * 32]).__next__
    theirs.new_id = iter(["3" * 32, later]).__next__
    _set(ours, "a", "2", _at(10))
    _set(theirs, "a", "3", _at(10))
    mine, yours = _copy(ours), _copy(theirs)
    for db, other, before in ((mine, theirs, "2"), (yours, ours, "3")):
        with closing(db):
            merge(other, db)
            assert _rows(db) == [("a", value)]
            assert audit.verify(db) is None
            journal.undo(db, _at(20))
            # Where one's own edit was the one that counts, that is what undo takes back.
            assert _rows(db) == [("a", before if value != before else "1")]


def test_an_older_edit_that_changed_nothing_does_not_stand_in_the_way_of_undo(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(ours, "a", "2", _at(20))
    _set(theirs, "a", "3", _at(10))
    _set(theirs, "b", "4", _at(11))
    merge(theirs, ours)
    with journal.step(ours, _at(30), Action.NOTE) as step:
        step.put("setting", {"id": "a", "value": "5"})
    journal.undo(ours, _at(40))
    assert _rows(ours) == [("a", "5")]


def test_rows_of_other_names_and_tables_are_not_the_row(two: tuple[Database, Database]) -> None:
    ours, theirs = two
    _set(ours, "b", "2", _at(20))
    _remind(ours, "a", _at(30))
    _set(theirs, "a", "3", _at(10))
    assert merge(theirs, ours) == Merged(1, (("setting", "a"),), ())


def _remind(db: Database, identity: str, now: datetime) -> None:
    row = {"id": identity, "day": "2026-03-12", "time": "08:00", "outcome": "told"}
    with journal.step(db, now) as step:
        step.put("reminder", row | {"told_at": now.isoformat()})


def test_the_rows_are_told_in_the_order_of_their_changes(two: tuple[Database, Database]) -> None:
    ours, theirs = two
    for key, second in (("c", 1), ("a", 2), ("b", 3), ("c", 4)):
        _set(theirs, key, str(second), _at(second))
    assert [key for _, key in merge(theirs, ours).rows] == ["c", "a", "b"]


def test_joining_is_one_step_to_take_back_and_to_bring_again(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(ours, "a", "2", _at(20))
    for key, value, second in (("a", "3", 10), ("b", "5", 11), ("b", "6", 12), ("c", "7", 13)):
        _set(theirs, key, value, _at(second))
    merge(theirs, ours)
    assert _rows(ours) == [("a", "2"), ("b", "6"), ("c", "7")]
    journal.undo(ours, _at(30))
    assert _rows(ours) == [("a", "2")]
    assert merge(theirs, ours).changes == 0
    assert _rows(ours) == [("a", "2")]
    journal.redo(ours, _at(31))
    assert _rows(ours) == [("a", "2"), ("b", "6"), ("c", "7")]
    journal.undo(ours, _at(32))
    journal.undo(ours, _at(33))
    assert _rows(ours) == [("a", "1")]
    assert audit.verify(ours) is None


def test_what_belongs_to_one_computer_stays_there(two: tuple[Database, Database]) -> None:
    ours, theirs = two
    _set(theirs, "theme", '"dark"', _at(1))
    assert merge(theirs, ours, {"theme"}) == Merged(0)
    assert _rows(ours) == [("a", "1")]
    _remind(theirs, "theme", _at(2))
    assert merge(theirs, ours, {"theme"}).rows == (("reminder", "theme"),)


@pytest.mark.parametrize(
    ("table", "after"),
    [("journal", '{"id": "x"}'), ("nowhere", '{"id": "x"}'), ("setting", '{"id) --": "x"}')],
)
def test_names_that_no_diary_has_are_refused(
    two: tuple[Database, Database], table: str, after: str
) -> None:
    ours, theirs = two
    content = ["x", "x", "do", None, "2026-03-12T07:10:00.000+00:00", table, "x", None, after]
    chain.append(theirs.connection, chain.head(theirs.connection), content)
    before = _history(ours)
    with pytest.raises(DiaryError, match="Nothing was joined"):
        merge(theirs, ours)
    assert _history(ours) == before


@pytest.mark.parametrize(
    "words",
    ["null", "[]", str(2**80)],
    ids=["nothing", "of another kind", "larger than a table holds"],
)
def test_a_value_that_no_table_takes_is_refused(two: tuple[Database, Database], words: str) -> None:
    ours, theirs = two
    after = f'{{"id": "x", "content": "x", "kind": "png", "words": {words}}}'
    content = ["x", "x", "do", None, "2026-03-12T07:10:00.000+00:00", "picture", "x", None, after]
    chain.append(theirs.connection, chain.head(theirs.connection), content)
    before = _history(ours)
    with pytest.raises(DiaryError, match=r"no diary has\. Nothing was joined"):
        merge(theirs, ours)
    assert _history(ours) == before


def test_joining_what_changes_nothing_leaves_undo_to_what_was_done_before(
    two: tuple[Database, Database],
) -> None:
    ours, theirs = two
    _set(theirs, "a", "3", _at(10))
    _set(ours, "a", "2", _at(20))
    merge(theirs, ours)
    assert journal.undo(ours, _at(30))
    assert _rows(ours) == [("a", "1")]
    assert journal.redo(ours, _at(31))
    assert _rows(ours) == [("a", "2")]


def test_what_the_other_side_took_back_is_told_as_gone(two: tuple[Database, Database]) -> None:
    ours, theirs = two
    _set(theirs, "b", "3", _at(10))
    merge(theirs, ours)
    journal.undo(ours, _at(20))
    assert merge(ours, theirs).gone == (("setting", "b"),)


@pytest.mark.parametrize(
    ("made_at", "after"),
    [
        ("2026-03-12T07:10:00.000+00:00", "[]"),
        ("2026-03-12T07:10:00.000+00:00", "nonsense"),
        ("2026-03-12T07:10:00.000+00:00", '{"id": "b", "value": "1"}'),
        ("2026-03-12T07:10:00.000+00:00", '{"value": "1"}'),
        ("zzz", '{"id": "x", "value": "1"}'),
        ("2026-03-12T07:10:00.000", '{"id": "x", "value": "1"}'),
        ("2026-03-12T08:10:00.000+01:00", '{"id": "x", "value": "1"}'),
        ("2026-03-12T07:10:00+00:00", '{"id": "x", "value": "1"}'),
        ("9999-12-31T23:59:59.999+00:00", '{"id": "x", "value": "1"}'),
    ],
)
def test_a_change_that_no_diary_writes_or_could_follow_is_refused(
    two: tuple[Database, Database], made_at: str, after: str
) -> None:
    ours, theirs = two
    content = ["x", "x", "do", None, made_at, "setting", "x", None, after]
    chain.append(theirs.connection, chain.head(theirs.connection), content)
    with pytest.raises(DiaryError, match="Nothing was joined"):
        merge(theirs, ours)
    assert _rows(ours) == [("a", "1")]
