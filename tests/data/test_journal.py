from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cluneal_tracker.data import audit, chain, journal, migrations, pain_store, table_rows
from cluneal_tracker.data.connecting import plain_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.journal import Action
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import open_services
from tests.fakes import FakeClock

NOW = datetime(2026, 3, 12, 7, 10, tzinfo=timezone.utc)
KEYS = ("a", "b", "c")

State = dict[str, str]


def _put(db: Database, key: str, value: str, action: Action = Action.DO) -> None:
    with journal.step(db, NOW, action) as step:
        step.put("setting", {"id": key, "value": value})


def _state(db: Database) -> State:
    return dict(db.connection.execute("select id, value from setting").fetchall())


class UndoAgainstAList(RuleBasedStateMachine):
    """The journal beside the plainest undo there is: a list of states and a place in it."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._states: list[State] = [{}]
        self._place = 0

    @initialize()
    def begin(self) -> None:
        self._db = open_database(Path(self._folder.name, "diary.db"))
        self._db.connection.execute("pragma synchronous = off")

    @rule(changes=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(["1", "2", None])))
    def do(self, changes: dict[str, str | None]) -> None:
        with journal.step(self._db, NOW) as step:
            for key, value in changes.items():
                if value is None:
                    step.remove("setting", key)
                else:
                    step.put("setting", {"id": key, "value": value})
        now = {**self._states[self._place], **changes}
        state = {key: value for key, value in now.items() if value is not None}
        if state != self._states[self._place]:
            self._states[self._place + 1 :] = [state]
            self._place += 1

    @rule(value=st.sampled_from(["1", "2"]))
    def keep_house(self, value: str) -> None:
        with journal.step(self._db, NOW, Action.NOTE) as step:
            step.put("reminder", _reminder(value))

    @rule()
    def break_off(self) -> None:
        with suppress(KeyError), journal.step(self._db, NOW) as step:
            step.put("setting", {"id": "a", "value": '"half"'})
            raise KeyError

    @rule()
    def undo(self) -> None:
        changes = journal.undo(self._db, NOW)
        assert bool(changes) is (self._place > 0)
        self._place = max(0, self._place - 1)

    @rule()
    def redo(self) -> None:
        changes = journal.redo(self._db, NOW)
        assert bool(changes) is (self._place < len(self._states) - 1)
        self._place = min(len(self._states) - 1, self._place + 1)

    @precondition(lambda self: self._place > 0)
    @rule()
    def reopen(self) -> None:
        self._db.close()
        self.begin()

    @invariant()
    def is_where_the_list_is(self) -> None:
        if hasattr(self, "_db"):
            assert _state(self._db) == self._states[self._place]
            assert journal.can_undo(self._db) is (self._place > 0)
            assert journal.can_redo(self._db) is (self._place < len(self._states) - 1)
            assert audit.verify(self._db) is None

    def teardown(self) -> None:
        self._db.close()
        self._folder.cleanup()


def _reminder(value: str) -> dict[str, object]:
    outcome = "told" if value == "1" else "answered"
    row = {"id": "2026-03-12T08:00", "day": "2026-03-12", "time": "08:00", "outcome": outcome}
    return row | {"told_at": NOW.isoformat(), "again_at": None}


def test_undo_and_redo_walk_the_states_in_any_order_and_across_restarts() -> None:
    few = settings(max_examples=40, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(UndoAgainstAList, settings=few)


@pytest.mark.slow
def test_they_do_so_in_5000_histories() -> None:
    many = settings(max_examples=5000, stateful_step_count=60, deadline=None)
    run_state_machine_as_test(UndoAgainstAList, settings=many)


def test_a_thousand_steps_are_undone_one_by_one_and_a_hundred_come_back(db: Database) -> None:
    states = [_state(db)]
    for number in range(1000):
        _put(db, KEYS[number % 3], str(number))
        states.append(_state(db))
    for state in reversed(states[:-1]):
        assert journal.undo(db, NOW)
        assert _state(db) == state
    assert journal.undo(db, NOW) == []
    for state in states[1:101]:
        assert journal.redo(db, NOW)
        assert _state(db) == state
    assert audit.verify(db) is None


def test_a_diary_began_with_its_first_change(db: Database) -> None:
    assert journal.began(db) is None
    _put(db, "a", "1")
    with journal.step(db, NOW + timedelta(days=1)) as step:
        step.put("setting", {"id": "b", "value": "2"})
    assert journal.began(db) == NOW


def test_a_diary_is_known_by_its_first_change(db: Database) -> None:
    assert chain.first(db.connection) == ""
    for number in range(3):
        _put(db, "a", str(number))
    (first,) = db.connection.execute("select hash from journal where sequence = 1").fetchone()
    assert chain.first(db.connection) == first


def test_a_step_is_undone_as_a_whole_and_in_its_own_reverse(db: Database) -> None:
    _put(db, "a", "1")
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": "a", "value": "2"})
        step.put("setting", {"id": "b", "value": "3"})
        step.remove("setting", "a")
        step.put("setting", {"id": "a", "value": "4"})
        step.put("setting", {"id": "c", "value": "5"})
    changed = journal.undo(db, NOW)
    assert [change.row_id for change in changed] == ["c", "a", "b"]
    assert _state(db) == {"a": "1"}
    assert journal.undo(db, NOW)
    assert journal.undo(db, NOW) == []
    journal.redo(db, NOW)
    journal.redo(db, NOW)
    assert _state(db) == {"a": "4", "b": "3", "c": "5"}
    assert journal.redo(db, NOW) == []


def test_what_is_done_after_an_undo_cannot_be_pushed_aside_by_redo(db: Database) -> None:
    _put(db, "a", "1")
    journal.undo(db, NOW)
    _put(db, "b", "2")
    assert not journal.can_redo(db)
    assert journal.redo(db, NOW) == []
    assert _state(db) == {"b": "2"}


def test_a_row_put_as_it_is_and_one_removed_twice_are_no_changes(db: Database) -> None:
    _put(db, "a", "1")
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": "a", "value": "1"})
        step.remove("setting", "nowhere")
    assert step.changes == []
    journal.undo(db, NOW)
    assert _state(db) == {}


def test_a_step_with_an_error_inside_leaves_nothing(db: Database) -> None:
    _put(db, "a", "1")
    values = {"b": "2", "c": "not json"}
    with pytest.raises(DiaryError), journal.step(db, NOW) as step:  # noqa: PT012
        for key, value in values.items():
            step.put("setting", {"id": key, "value": value})
    assert _state(db) == {"a": "1"}
    assert db.connection.execute("select count(*) from journal").fetchone()[0] == 1


def test_housekeeping_is_not_undone_and_does_not_stand_in_the_way(db: Database) -> None:
    _put(db, "a", "1")
    _put(db, "b", "2", Action.NOTE)
    journal.undo(db, NOW)
    assert _state(db) == {"b": "2"}
    _put(db, "b", "3", Action.NOTE)
    journal.redo(db, NOW)
    assert _state(db) == {"a": "1", "b": "3"}
    assert not journal.can_redo(db)


def test_what_a_note_changed_since_stays_and_the_rest_is_taken_back(db: Database) -> None:
    """Else nothing could be undone any more once a joined setting of the screen was changed."""
    _put(db, "a", "1")
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": "a", "value": "2"})
        step.put("setting", {"id": "sound", "value": "true"})
    with journal.step(db, NOW, Action.NOTE) as step:
        step.put("setting", {"id": "sound", "value": "false"})
    journal.undo(db, NOW)
    assert _state(db) == {"a": "1", "sound": "false"}
    journal.redo(db, NOW)
    assert _state(db) == {"a": "2", "sound": "false"}
    # Also where a later step changed it again and was taken back.
    _put(db, "sound", "true")
    for state in ({"a": "2", "sound": "false"}, {"a": "1", "sound": "false"}, {"sound": "false"}):
        journal.undo(db, NOW)
        assert _state(db) == state
    assert audit.verify(db) is None


def test_a_step_that_notes_have_changed_all_of_is_passed_over(db: Database) -> None:
    _put(db, "a", "1")
    _put(db, "sound", "true")
    with journal.step(db, NOW, Action.NOTE) as step:
        step.put("setting", {"id": "sound", "value": "false"})
    journal.undo(db, NOW)
    assert _state(db) == {"sound": "false"}
    assert journal.undo(db, NOW) == []
    journal.redo(db, NOW)
    assert _state(db) == {"a": "1", "sound": "false"}
    assert journal.redo(db, NOW) == []
    assert audit.verify(db) is None


COLUMNS = ["sequence", "id", "step", "action", "undoes", "made_at", "row_table", "row_id"]
COLUMNS += ["before", "after", "hash"]


@pytest.fixture
def filled(db: Database) -> Database:
    """Six changes: three done, one taken back, one brought again, one row removed."""
    _put(db, "a", "1")
    _put(db, "a", "2")
    _put(db, "b", "3")
    journal.undo(db, NOW)
    journal.redo(db, NOW)
    with journal.step(db, NOW) as step:
        step.remove("setting", "a")
    assert audit.verify(db) is None
    return db


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", range(1, 7))
def test_each_changed_value_of_the_journal_is_found(
    filled: Database, column: str, number: int
) -> None:
    other = {
        "sequence": "sequence + 100",
        "action": "case action when 'do' then 'note' else 'do' end",
    }
    value = other.get(column, f"coalesce({column}, '') || '1'")
    filled.connection.execute(f"update journal set {column} = {value} where sequence = ?", [number])
    assert audit.verify(filled) == number


ODD_INDEX = """
pragma writable_schema = on;
update sqlite_master set sql = replace(sql, 'row_id', 'id') where name = 'journal_row';
pragma writable_schema = reset;
"""


@pytest.mark.parametrize(
    ("damage", "number"),
    [
        ("delete from journal where sequence = 3", 3),
        # The newest change is missing, so that row a should still be there.
        ("delete from journal where sequence = 6", 2),
        ("update setting set value = '4' where id = 'b'", 5),
        ("delete from setting where id = 'b'", 5),
        ("insert into setting values ('a', '2')", 6),
        ("insert into setting values ('z', '1')", 0),
        ("insert or replace into setting values ('b', '9'), ('a', '9')", 5),
        ("alter table setting rename column value to worth", 0),
        # A letter that is none in UTF-8, and an index that is not that of its table.
        ("update journal set after = cast(x'ff' as text) where sequence = 4", 4),
        (ODD_INDEX, 0),
    ],
)
def test_missing_changes_and_rows_that_differ_from_the_journal_are_found(
    filled: Database, damage: str, number: int
) -> None:
    filled.connection.executescript(damage)
    assert audit.verify(filled) == number


def test_a_number_that_was_left_out_is_found_though_each_hash_holds(filled: Database) -> None:
    _, last = chain.head(filled.connection)
    content = ["x", "x", "do", None, "2026-03-12T07:10:01.000+00:00", "setting", "z", None, None]
    chain.append(filled.connection, (7, last), content)
    assert audit.verify(filled) == 7


def test_the_check_within_a_step_leaves_the_step_alone(filled: Database) -> None:
    with journal.step(filled, NOW) as step:
        step.put("setting", {"id": "c", "value": "1"})
        assert audit.verify(filled) is None
        step.put("setting", {"id": "a", "value": "1"})
    assert _state(filled) == {"a": "1", "b": "3", "c": "1"}
    assert not filled.connection.in_transaction


def test_what_another_program_writes_during_the_check_is_no_damage(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    with closing(open_database(file)) as ours, closing(open_database(file)) as other:
        _put(ours, "a", "1")
        other.make_sure()
        other.connection.execute("pragma busy_timeout = 0")

        def write(statement: str) -> None:
            if "integrity_check" in statement:
                with suppress(DiaryError):
                    _put(other, "b", "2")

        ours.connection.set_trace_callback(write)
        assert audit.verify(ours) is None
        ours.connection.set_trace_callback(None)
        _put(other, "b", "2")
        assert audit.verify(ours) is None


def test_a_change_that_was_forged_with_a_hash_of_its_own_breaks_the_chain(
    filled: Database,
) -> None:
    rows = filled.connection.execute("select * from journal where sequence < 3").fetchall()
    values = [*rows[1][:9], rows[1][9].replace("2", "7")]
    forged = chain.hashed(rows[0][-1], values)
    filled.connection.execute(
        "update journal set after = ?, hash = ? where sequence = 2", [values[9], forged]
    )
    assert audit.verify(filled) == 3


def _diary(folder: Path) -> Path:
    clock = FakeClock()
    with open_services(folder, clock) as services:
        for number in range(30):
            clock.move(minutes=11)
            services.diary.add(VasScore(number), note=f"note {number}, worse after the drive")
    return folder / "diary.db"


def _everything(file: Path) -> list[object]:
    with closing(open_database(file)) as db:
        rows = [
            db.connection.execute(f"select * from {table}").fetchall()
            for table in ("pain", "journal")
        ]
        return [*rows, pain_store.every(db)]


def _said(look: Callable[[], object]) -> object:
    try:
        return look()
    except DiaryError as error:
        return str(error)


@pytest.mark.parametrize("flips", [60, pytest.param(2000, marks=pytest.mark.slow)])
def test_each_flipped_bit_that_changes_the_data_is_reported(tmp_path: Path, flips: int) -> None:
    whole, torn = _diary(tmp_path), tmp_path / "torn.db"
    before, good, chance = _everything(whole), whole.read_bytes(), Random(flips)
    reported = 0
    for _ in range(flips):
        content = bytearray(good)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        torn.write_bytes(content)

        def damage() -> int | None:
            with plain_words(), closing(open_database(torn)) as db:
                return audit.verify(db)

        found = _said(damage)
        reported += found is not None
        if found is None:
            assert _everything(torn) == before
    assert reported > flips / 10


def test_the_chain_goes_on_after_a_restart(tmp_path: Path) -> None:
    for number in range(3):
        with closing(open_database(tmp_path / "diary.db")) as db:
            _put(db, "a", str(number))
    with closing(open_database(tmp_path / "diary.db")) as db:
        sequences = db.connection.execute("select sequence from journal order by sequence")
        assert list(sequences) == [(1,), (2,), (3,)]
        assert audit.verify(db) is None


def test_how_a_change_is_written_and_sealed_is_the_same_in_every_version(db: Database) -> None:
    db.new_id = iter(["one", "two"]).__next__
    with journal.step(db, NOW) as step:
        step.put("setting", {"value": '"Åsa"', "id": "name"})
    row = r'{"id": "name", "value": "\"Åsa\""}'
    # SHA-256 of the JSON list of "" and all that stands before the hash.
    seal = "6b063c54252e7aef50e718e3bc5d12dc8242c823ae9147dd34bc26e4ffb8383b"
    told = [1, "two", "one", "do", None, "2026-03-12T07:10:00.000+00:00", "setting", "name"]
    assert db.connection.execute("select * from journal").fetchall() == [(*told, None, row, seal)]


def test_many_new_rows_at_once_are_told_as_one_by_one(db: Database) -> None:
    with journal.step(db, NOW + timedelta(hours=1)) as step:
        step.put("setting", {"id": "2026-03-12T08:00", "value": "1"})
        step.put("reminder", _reminder("1"))
        # The id of a row of another table.
        step.put("reminder", _reminder("1") | {"id": "b"})
        step.put("setting", {"id": "a", "value": "1"})
        step.remove("setting", "2026-03-12T08:00")
        step.remove("setting", "a")
        step.remove("reminder", "2026-03-12T08:00")
    with journal.step(db, NOW) as step:
        step.put_new("setting", [])
        step.put_new("setting", [{"id": "a", "value": "2"}, {"id": "b", "value": "3"}])
        step.put_new("reminder", [_reminder("2")])
    assert [change.row_id for change in step.changes] == ["a", "b", "2026-03-12T08:00"]
    assert [(change.before, change.after) for change in step.changes[:2]] == [
        (None, {"id": "a", "value": "2"}),
        (None, {"id": "b", "value": "3"}),
    ]
    told = db.connection.execute("select made_at from journal where sequence > 7").fetchall()
    assert [at[11:23] for (at,) in told] == ["08:10:00.002", "07:10:00.000", "08:10:00.002"]
    assert _state(db) == {"a": "2", "b": "3"}
    assert audit.verify(db) is None
    journal.undo(db, NOW)
    assert _state(db) == {}
    journal.redo(db, NOW)
    assert _state(db) == {"a": "2", "b": "3"}
    with pytest.raises(DiaryError), journal.step(db, NOW) as step:
        step.put_new("setting", [{"id": "c", "value": "1"}, {"id": "a", "value": "1"}])
    assert _state(db) == {"a": "2", "b": "3"}


def test_a_change_is_told_after_its_own_row_and_no_other(db: Database) -> None:
    for now in (NOW + timedelta(hours=1), NOW):
        with journal.step(db, now) as step:
            step.put("setting", {"id": "2026-03-12T08:00", "value": str(now.hour)})
    with journal.step(db, NOW) as step:
        step.put("reminder", _reminder("1"))
        step.put("setting", {"id": "b", "value": "1"})
    told = db.connection.execute("select made_at from journal order by sequence").fetchall()
    assert [f"{datetime.fromisoformat(at):%H:%M:%S.%f}" for (at,) in told] == [
        "08:10:00.000000",
        "08:10:00.001000",
        "07:10:00.000000",
        "07:10:00.000000",
    ]
    journal.undo(db, NOW)
    assert _state(db) == {"2026-03-12T08:00": "7"}
    assert list(table_rows.every(db, "reminder")) == []
    assert audit.verify(db) is None


def test_when_a_change_was_made_is_kept_to_the_millisecond(db: Database) -> None:
    with journal.step(db, NOW + timedelta(microseconds=123_456)) as step:
        step.put("setting", {"id": "a", "value": "1"})
    assert db.connection.execute("select made_at from journal").fetchone() == (
        "2026-03-12T07:10:00.123+00:00",
    )


def test_undo_and_the_check_survive_a_column_that_came_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with journal.step(db, NOW) as step:
        step.put("setting", {"id": "side", "value": '"left"'})
    later = "alter table setting add column since text not null default 'then';"
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, later))
    monkeypatch.setattr(migrations, "VERSION", len(migrations.STEPS))
    migrations.migrate(db.connection, len(migrations.STEPS) - 1)
    assert audit.verify(db) is None
    assert journal.undo(db, NOW)
    assert journal.redo(db, NOW)
    rows = db.connection.execute("select * from setting").fetchall()
    assert rows == [("side", '"left"', "then")]
    assert audit.verify(db) is None


def test_nothing_where_something_has_to_be_is_refused_and_not_made_up(db: Database) -> None:
    """The table has a default for it, which is for rows that know nothing of the column."""
    row = {"id": "a", "content": "x", "kind": "png"}
    with pytest.raises(DiaryError, match=r"picture\.words"), journal.step(db, NOW) as step:
        step.put("picture", row | {"words": None})
    with journal.step(db, NOW) as step:
        step.put("picture", row | {"words": "a mat"})
    with pytest.raises(DiaryError, match=r"picture\.words"), journal.step(db, NOW) as step:
        step.put("picture", row | {"words": None})
    assert [*table_rows.every(db, "picture")] == [row | {"words": "a mat"}]


def test_a_row_that_knows_nothing_of_a_column_gets_its_default(db: Database) -> None:
    row = {"id": "a", "content": "x", "kind": "png"}
    with db.atomic():
        table_rows.write(db, "picture", row | {"words": "a mat"})
        table_rows.write(db, "picture", row)
    assert [*table_rows.every(db, "picture")] == [row | {"words": ""}]


def test_undo_of_a_long_step_asks_for_its_ends_once(db: Database) -> None:
    rows = [{"id": f"{number:04d}", "value": "1"} for number in range(500)]
    with journal.step(db, NOW) as step:
        step.put_new("setting", rows)
    asked: list[str] = []
    db.connection.set_trace_callback(asked.append)
    journal.undo(db, NOW)
    assert _state(db) == {}
    assert sum("min(sequence)" in statement for statement in asked) == 1


def test_many_new_rows_are_journalled_as_one_by_one(db: Database) -> None:
    _put(db, "a", "1")
    with journal.step(db, NOW) as step:
        step.remove("setting", "a")
    with journal.step(db, NOW) as step:
        step.put_new("setting", [{"id": "a", "value": "2"}, {"id": "b", "value": "3"}])
    assert [change.row_id for change in step.changes] == ["a", "b"]
    assert audit.verify(db) is None
    journal.undo(db, NOW)
    assert _state(db) == {}
    journal.redo(db, NOW)
    assert _state(db) == {"a": "2", "b": "3"}
    assert audit.verify(db) is None
