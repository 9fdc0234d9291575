from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import backup, backup_content, shape
from cluneal_tracker.data.connecting import connect_to_read
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.migrations import STEPS, VERSION, migrate
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from tests.fakes import FakeClock

DATABASES = Path(__file__).parent / "databases"
OTHER_SHAPES = (
    "drop table spot",
    "drop index pain_day",
    "create table visitors (name text)",
    "create table visitors (id text primary key) strict",
    "create trigger greedy after insert on pain begin delete from pain; end",
    "create view everything as select * from pain",
    "alter table habit add column colour text",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "diary.db"
    with closing(open_database(file)) as db, db.atomic():
        db.connection.execute("insert into under_way values ('a', 'core', '', '', '{}')")
    return file


def _run(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)


@pytest.mark.parametrize("version", range(VERSION + 1))
def test_each_version_has_its_shape(version: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, 0, STEPS[:version])
        assert shape.holds(connection)


@pytest.mark.parametrize("name", ["version_2.db", "version_3.db", "version_4.db"])
def test_the_diaries_of_earlier_versions_have_the_shape_of_their_time(name: str) -> None:
    with closing(connect_to_read(DATABASES / name)) as connection:
        assert shape.holds(connection)


@pytest.mark.parametrize("script", [*OTHER_SHAPES, "pragma user_version = -1"])
def test_what_is_missing_or_does_not_belong_there_is_noticed(script: str) -> None:
    with closing(in_memory()) as db:
        db.connection.execute(script)
        assert not shape.holds(db.connection)


@pytest.mark.parametrize("script", OTHER_SHAPES)
def test_nothing_is_saved_into_a_diary_of_another_shape(file: Path, script: str) -> None:
    _run(file, script)
    before = file.read_bytes()
    with closing(open_database(file)) as db, pytest.raises(NotOpened) as refused, db.atomic():
        pytest.fail("it was open for a write")
    assert refused.value.verdict is Verdict.DAMAGED
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", range(VERSION))
def test_a_version_that_is_told_wrongly_is_damage_and_no_step_is_taken(
    file: Path, version: int
) -> None:
    _run(file, f"pragma user_version = {version}")
    before = file.read_bytes()
    with pytest.raises(NotOpened) as refused:
        open_database(file, lambda _: pytest.fail("a backup was made of it"))
    assert refused.value.verdict is Verdict.DAMAGED
    assert file.read_bytes() == before
    with pytest.raises(DiaryError, match="It is damaged"):
        backup_content.read(file)


def test_what_makes_a_diary_faster_belongs_to_no_shape(file: Path, tmp_path: Path) -> None:
    """Other programs count the rows of a database, and leave the counts in it."""
    _run(file, "analyze")
    with closing(open_database(file)) as db:
        db.make_sure()
        made = backup.make(db, tmp_path / "backups", FakeClock().now(), as_it_is=True)
    assert made
    backup_content.read(made).close()
