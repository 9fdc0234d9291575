"""What is regained of a damaged diary: every row that can be, and none that is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cluneal_tracker.data import (
    audit,
    journal,
    migrations,
    roland_draft_store,
    table_rows,
)
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.pages import Pages, rows
from cluneal_tracker.data.salvage import regain, salvage, write
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.roland import RolandDraft
from cluneal_tracker.services.opening import open_services
from tests.benchmarks import long_diary
from tests.data.damaged import (
    LAST,
    LEAF,
    NOW,
    PAGE,
    SECTOR,
    TABLES,
    Diary,
    Shares,
    cut,
    flipped,
    held,
    live,
    regained_rows,
    remember,
    rows_in,
    sample,
    without,
)
from tests.fakes import FakeClock


@pytest.fixture(scope="module")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    folder = tmp_path_factory.mktemp("lived")
    live(folder)
    return remember(folder / "diary.db")


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    folder = tmp_path_factory.mktemp("ten")
    long_diary.write(folder, LAST, 10)
    return remember(folder / "diary.db")


def test_a_whole_diary_comes_out_as_it_was(tmp_path: Path, diary: Diary) -> None:
    damaged, target = tmp_path / "damaged.db", tmp_path / "new" / "diary.db"
    damaged.write_bytes(diary.content)
    salvaged = salvage(damaged, target, NOW)
    assert damaged.read_bytes() == diary.content
    assert target.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in target.parent.iterdir()] == ["diary.db"]
    new = remember(target)
    assert new.journal == diary.journal
    assert new.rows == diary.rows
    counted = {table: sum(key[0] == table for key in diary.rows) for table in TABLES}
    assert salvaged.rows == counted
    assert salvaged.changes == len(diary.journal)
    assert (salvaged.doubtful, salvaged.left_out) == (0, 0)
    with closing(connect(target)) as connection:
        names = ("application_id", "user_version")
        told = [connection.execute(f"pragma {name}").fetchone()[0] for name in names]
    assert told == [migrations.APPLICATION_ID, migrations.VERSION]


@pytest.mark.parametrize("most", [15, pytest.param(10**6, marks=pytest.mark.slow)])
def test_one_lost_page_loses_no_row(diary: Diary, most: int) -> None:
    shares = Shares()
    for number in sample(diary.pages, most):
        shares.weigh(diary, regained_rows(without(diary.content, number * PAGE, PAGE)))
    print(shares)
    assert shares.mean >= 0.9996
    assert (shares.wrong, shares.older, shares.risen) == (0, 0, 0)


@pytest.mark.slow
def test_one_lost_page_of_ten_years_loses_no_row(ten_years: Diary) -> None:
    shares = Shares()
    # All of them would take half an hour; the first hold the roots of all tables.
    for number in (*range(100), *range(100, ten_years.pages, 24)):
        content = without(ten_years.content, number * PAGE, PAGE)
        shares.weigh(ten_years, held(regain(Pages(cut(content), PAGE))))
    print(shares)
    assert shares.mean >= 0.9996
    assert (shares.wrong, shares.older, shares.risen) == (0, 0, 0)


@pytest.mark.parametrize("times", [10, pytest.param(1_000, marks=pytest.mark.slow)])
def test_one_lost_sector_loses_no_row(diary: Diary, times: int) -> None:
    shares, chance = Shares(), Random(times)
    for _ in range(times):
        place = chance.randrange(len(diary.content) // SECTOR) * SECTOR
        shares.weigh(diary, regained_rows(without(diary.content, place, SECTOR)))
    print(shares)
    assert shares.mean >= 0.9996
    assert (shares.wrong, shares.older, shares.risen) == (0, 0, 0)


@pytest.mark.parametrize("times", [10, pytest.param(2_000, marks=pytest.mark.slow)])
def test_one_flipped_bit_loses_no_row(diary: Diary, times: int) -> None:
    shares, chance = Shares(), Random(times)
    for _ in range(times):
        place = chance.randrange(len(diary.content))
        shares.weigh(diary, regained_rows(flipped(diary.content, place, chance.randrange(8))))
    print(shares)
    assert shares.mean >= 0.9996
    assert (shares.wrong, shares.older, shares.risen) == (0, 0, 0)


@pytest.mark.parametrize("most", [15, pytest.param(10**6, marks=pytest.mark.slow)])
def test_what_lies_before_the_cut_is_regained(diary: Diary, most: int) -> None:
    shares = Shares()
    for number in sample(diary.pages, most):
        shares.weigh(diary, regained_rows(diary.content[: number * PAGE + SECTOR]))
    print(shares)
    assert shares.wrong == 0
    assert shares.mean > 0.5


@pytest.mark.parametrize("times", [3, pytest.param(200, marks=pytest.mark.slow)])
def test_much_damage_gives_no_wrong_row_that_is_not_called_doubtful(
    diary: Diary, times: int
) -> None:
    chance = Random(times)
    for _ in range(times):
        content = diary.content
        for _ in range(60):
            content = flipped(content, chance.randrange(len(content)), chance.randrange(8))
            place = chance.randrange(len(content) // SECTOR) * SECTOR
            content = without(content, place, SECTOR)
        shares = Shares()
        shares.weigh(diary, regained_rows(content))
        assert shares.wrong <= regain(Pages(cut(content), PAGE)).doubtful
        assert shares.mean > 0.7


def _less(diary: Diary, lost: Callable[[tuple[Any, ...]], bool]) -> bytes:
    """The diary without the pages on which such rows are."""
    content, pages = diary.content, cut(diary.content)
    inner = [b"" if page[:1] == LEAF else page for page in pages]
    for number, page in enumerate(pages):
        alone = Pages([*inner[:number], page, *inner[number + 1 :]], PAGE)
        if page[:1] == LEAF and any(lost(record) for _, record in rows(alone, {1})):
            content = without(content, number * PAGE, PAGE)
    assert content != diary.content
    return content


def _of_journal(record: tuple[Any, ...]) -> bool:
    return len(record) == 11


def test_without_its_journal_the_rows_that_stand_are_kept(diary: Diary) -> None:
    content = _less(diary, _of_journal)
    assert regained_rows(content) == diary.rows
    assert regain(Pages(cut(content), PAGE)).doubtful == len(diary.rows)


def test_without_its_tables_the_journal_tells_every_row(diary: Diary) -> None:
    content = _less(diary, lambda record: not _of_journal(record))
    assert regained_rows(content) == diary.rows
    assert regain(Pages(cut(content), PAGE)).doubtful == 0


@pytest.mark.parametrize(
    ("good", "bad"),
    [(b"morning", b"mourned"), (b"Europe/Berlin", bytes(13)), (b"+00:00", b"+0?:00")],
)
def test_a_row_that_makes_no_sense_is_left_out(diary: Diary, good: bytes, bad: bytes) -> None:
    content = _less(diary, _of_journal)
    key = next(key for key, row in diary.rows.items() if row.get("slot") == "morning")
    place = content.index(key[1].encode())
    damaged = content[:place] + content[place:].replace(good, bad, 1)
    regained = regain(Pages(cut(damaged), PAGE))
    assert held(regained) == {each: row for each, row in diary.rows.items() if each != key}
    assert regained.left_out == 1


def test_a_damaged_moment_does_not_bring_back_what_was_deleted(diary: Diary) -> None:
    table, row_id = next(key for key in diary.versions if key not in diary.rows)
    made_at = next(change[5] for change in diary.journal if change[7] == row_id)
    place = diary.content.index(f"{made_at}{table}{row_id}".encode())
    damaged = flipped(diary.content, place, 0)
    assert damaged[place : place + 2] == b"30"
    assert regained_rows(damaged) == diary.rows


def test_what_was_deleted_is_not_fetched_from_pages_that_are_free(
    tmp_path: Path, diary: Diary
) -> None:
    file = tmp_path / "diary.db"
    file.write_bytes(diary.content)
    gone = [key for key in diary.rows if key[0] == "pain"]
    with closing(open_database(file)) as db, journal.step(db, NOW) as step:
        # Not every build of SQLite writes zeros over what is deleted.
        db.connection.execute("pragma secure_delete = on")
        for key in gone:
            step.remove(*key)
    fewer = remember(file)
    content = _less(fewer, _of_journal)
    # The free list: a page that names one more page, on which rows were once.
    trunk = b"".join(number.to_bytes(4, "big") for number in (0, 1, fewer.pages + 2))
    known = b"".join(number.to_bytes(4, "big") for number in (fewer.pages + 1, 2))
    leaves = [page for page in cut(_less(diary, _of_journal)) if page[:1] == LEAF]
    once = next(page for page in leaves if any(key[1].encode() in page for key in gone))
    content = content[:32] + known + content[40:] + trunk.ljust(PAGE, b"\0") + once
    assert any(len(record) == 14 for _, record in rows(Pages(cut(content), PAGE)))
    assert regained_rows(content) == fewer.rows


def test_a_row_with_a_damaged_id_does_not_come_twice(diary: Diary) -> None:
    key = next(key for key in diary.rows if key[0] == "pain")
    # Of the leaves only those of the journal hold the id twice.
    leaves = [
        at for at in range(PAGE, len(diary.content), PAGE) if diary.content[at : at + 1] == LEAF
    ]
    standing = _less(diary, _of_journal)
    place = next(
        at + at_page
        for at in leaves
        if (at_page := standing[at : at + PAGE].find(key[1].encode())) > 0
    )
    regained = regain(Pages(cut(flipped(diary.content, place, 0)), PAGE))
    assert held(regained) == diary.rows
    assert regained.left_out == 1


def test_what_is_regained_without_proof_is_one_step_after_the_history(
    tmp_path: Path, diary: Diary
) -> None:
    latest = max(sequence for sequence, *_ in diary.journal)
    content = _less(diary, lambda record: _of_journal(record) and record[1] == diary.journal[-1][1])
    target = tmp_path / "diary.db"
    salvaged = salvage(Pages(cut(content), PAGE), target, NOW)
    assert 0 < salvaged.changes < latest
    new = remember(target)
    assert new.rows == diary.rows
    kept, added = new.journal[: salvaged.changes], new.journal[salvaged.changes :]
    assert kept == diary.journal[: salvaged.changes]
    assert {(change[2], change[3]) for change in added} == {(added[0][2], "note")}
    with closing(open_database(target)) as db:
        # The history goes on where it was.
        assert journal.undo(db, NOW)
        assert audit.verify(db) is None


def test_pages_with_a_reserve_are_read_as_an_encrypted_diary_hands_them_over(
    tmp_path: Path, diary: Diary
) -> None:
    file = tmp_path / "reserve.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma user_version = 1")
    content = bytearray(file.read_bytes())
    content[20], content[105:107] = 80, (PAGE - 80).to_bytes(2, "big")
    file.write_bytes(content)
    with closing(connect(file)) as connection:
        # It was set for the file to be written at all; no step of a diary was taken.
        connection.execute("pragma user_version = 0")
        migrations.migrate(connection, 0)
        write(regain(Pages(cut(diary.content), PAGE)), Database(connection), NOW)
    # The first page of an encrypted file may come without its beginning.
    pages = cut(without(file.read_bytes(), 0, 100))
    assert held(regain(Pages(pages, PAGE, 80))) == diary.rows
    assert held(regain(Pages(pages, PAGE))) != diary.rows


@pytest.mark.parametrize("content", [b"", b"\x00" * 9000, b"text " * 4000, None])
def test_where_nothing_can_be_regained_no_diary_is_left(
    tmp_path: Path, content: bytes | None
) -> None:
    damaged, target = tmp_path / "damaged.db", tmp_path / "new" / "diary.db"
    if content is not None:
        damaged.write_bytes(content)
    with pytest.raises(DiaryError, match=r"could be read|There is no such file"):
        salvage(damaged, target, NOW)
    assert not target.parent.exists()


def test_a_diary_that_is_there_is_not_written_over(tmp_path: Path, diary: Diary) -> None:
    target = tmp_path / "diary.db"
    target.write_bytes(diary.content)
    with pytest.raises(DiaryError, match="is there already"):
        salvage(target, target, NOW)
    assert target.read_bytes() == diary.content


def test_where_the_new_diary_cannot_be_written_it_is_said(tmp_path: Path, diary: Diary) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with pytest.raises(DiaryError, match="Nothing was salvaged"):
        salvage(Pages(cut(diary.content), PAGE), in_the_way / "diary.db", NOW)


def test_changes_of_another_kind_of_program_are_no_trouble(diary: Diary) -> None:
    chance = Random(7)
    for _ in range(20):
        pages = [bytes(chance.randbytes(PAGE)) for _ in range(3)]
        place = chance.randrange(PAGE)
        page = chance.choice(cut(diary.content))
        mixed = page[:place] + pages[0][place:]
        assert regained_rows(b"".join([pages[1], mixed, pages[2]])).keys() <= diary.versions.keys()


def test_a_change_is_known_by_its_number_of_columns() -> None:
    with closing(in_memory()) as db:
        found = db.connection.execute("select name from sqlite_master where type = 'table'")
        names = [name for (name,) in found if not name.startswith("sqlite_")]
        counts = [len(table_rows.columns(db, name)) for name in names]
    assert counts.count(counts[names.index("journal")]) == 1, dict(zip(names, counts, strict=True))


@pytest.mark.parametrize("name", ["version_2.db", "version_3.db", "version_4.db"])
def test_rows_from_before_the_last_columns_are_regained(tmp_path: Path, name: str) -> None:
    old = Path(__file__).parent / "databases" / name
    file = tmp_path / "diary.db"
    file.write_bytes(old.read_bytes())
    kept = remember(file)
    (tmp_path / "damaged").write_bytes(kept.content)
    salvage(tmp_path / "damaged", tmp_path / "new" / "diary.db", NOW)
    with closing(open_database(tmp_path / "new" / "diary.db")) as db:
        assert rows_in(db) == kept.rows


@pytest.mark.parametrize(
    ("name", "table", "count"),
    [
        ("version_2.db", "session", 2),
        ("version_3.db", "reminder", 4),
        ("version_3.db", "treatment", 1),
        ("version_4.db", "weekly", 1),
    ],
)
def test_they_are_regained_where_no_change_tells_of_them_too(
    tmp_path: Path, name: str, table: str, count: int
) -> None:
    file = tmp_path / "damaged"
    file.write_bytes((Path(__file__).parent / "databases" / name).read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("delete from journal")
        connection.commit()
        connection.execute("vacuum")
    salvage(file, tmp_path / "new" / "diary.db", NOW)
    with closing(open_database(tmp_path / "new" / "diary.db")) as db:
        assert db.connection.execute(f"select count(*) from {table}").fetchone() == (count,)


def test_ticks_that_wait_are_regained_beside_an_exercise_under_way(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    draft = RolandDraft(date(2026, 3, 12), frozenset({2, 24}))
    with open_services(tmp_path, FakeClock()) as services:
        services.diary.mark(VasScore(41), Given.LINE)
        roland_draft_store.keep(services._db, draft, NOW)
        services._db.connection.execute(
            "insert into under_way select 'elsewhere', routine, started_at, kept_at, '{}'"
            " from under_way"
        )
    salvage(file, tmp_path / "new" / "diary.db", NOW)
    with closing(open_database(tmp_path / "new" / "diary.db")) as db:
        assert roland_draft_store.find(db) == draft
        found = db.connection.execute("select id from under_way order by id").fetchall()
        assert found == [("elsewhere",), ("roland",)]
