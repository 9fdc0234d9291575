"""Each thing that can happen to a diary's file is told apart, and none of it is written over."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import backup_content, diary_file, seal
from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.diary_file import journal_of, look, open_database
from cluneal_tracker.data.migrations import VERSION
from cluneal_tracker.data.restoring import take_place
from cluneal_tracker.data.seal import Seal
from cluneal_tracker.data.traces import READ
from cluneal_tracker.data.under_way_store import UNDER_WAY
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.opening import open_services
from tests.fakes import FakeClock


def _score(file: Path, *tenths: int) -> None:
    with open_services(file.parent, FakeClock()) as services:
        for mm in tenths:
            services.diary.add(VasScore(mm))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A diary with three scores."""
    file = tmp_path / "house" / "diary.db"
    _score(file, 10, 20, 30)
    return file


def _verdict(file: Path) -> Verdict:
    try:
        with closing(open_database(file)) as db:
            db.make_sure()
    except NotOpened as error:
        return error.verdict
    return Verdict.WHOLE


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma user_version = {VERSION + 1}")


def _changed(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("update pain set mm = 99 where mm = 20")
        connection.commit()


def _without_journal(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("drop table journal")


def _older(file: Path) -> None:
    old = file.read_bytes()
    _score(file, 40)
    file.write_bytes(old)


def _other(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere" / "diary.db"
    _score(elsewhere, 10, 20, 30, 40)
    file.write_bytes(elsewhere.read_bytes())


def _another_short(file: Path) -> None:
    elsewhere = file.parent.parent / "elsewhere" / "diary.db"
    _score(elsewhere, 10)
    file.write_bytes(elsewhere.read_bytes())


def _page(number: int, content: bytes) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        whole = bytearray(file.read_bytes())
        whole[number * 4096 : (number + 1) * 4096] = content
        file.write_bytes(whole)

    return spoil


def _byte(place: int, value: int) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        whole = bytearray(file.read_bytes())
        whole[place] = value
        file.write_bytes(whole)

    return spoil


SPOILT: dict[str, tuple[Callable[[Path], object], Verdict]] = {
    "nothing": (lambda file: None, Verdict.WHOLE),
    "gone": (lambda file: file.unlink(), Verdict.MISSING),
    "empty": (lambda file: file.write_bytes(b""), Verdict.EMPTY),
    "cut": (lambda file: os.truncate(file, file.stat().st_size - 4096), Verdict.SHORT),
    "cut to 200": (lambda file: os.truncate(file, 200), Verdict.SHORT),
    "cut to 20": (lambda file: os.truncate(file, 20), Verdict.FOREIGN),
    "a letter": (lambda file: file.write_text("Dear diary"), Verdict.FOREIGN),
    "first page": (_page(0, bytes(4096)), Verdict.FOREIGN),
    "no kind to write": (_byte(18, 3), Verdict.DAMAGED),
    "no kind to read": (_byte(19, 3), Verdict.DAMAGED),
    "no known format": (_byte(47, 5), Verdict.DAMAGED),
    "third page": (_page(2, bytes(4096)), Verdict.DAMAGED),
    "newer": (_newer, Verdict.NEWER),
    "a score changed": (_changed, Verdict.DAMAGED),
    "no journal": (_without_journal, Verdict.DAMAGED),
    "older": (_older, Verdict.OLDER),
    "another one": (_other, Verdict.OTHER),
    "another short one": (_another_short, Verdict.OTHER),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_happened_to_a_diary_is_told_and_nothing_is_written(file: Path, name: str) -> None:
    spoil, verdict = SPOILT[name]
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    assert _verdict(file) is verdict
    assert (file.read_bytes() if file.exists() else None) == before


def test_the_end_lost_by_a_page_is_told_without_opening(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 1)
    assert look(file) is Verdict.SHORT


def test_where_no_diary_ever_was_one_is_begun(tmp_path: Path) -> None:
    file = tmp_path / "new" / "diary.db"
    assert look(file) is Verdict.NONE
    assert _verdict(file) is Verdict.WHOLE
    assert seal.read(file) == seal.NOTHING


@pytest.mark.skipif(os.name == "nt", reason="links and file modes")
def test_where_a_link_leads_to_no_diary_yet_one_is_begun_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    file, place = tmp_path / "diary.db", tmp_path / "synced" / "mine.db"
    file.symlink_to(place)
    with pytest.raises(NotOpened, match="no such file or folder"):
        open_database(file)
    place.parent.mkdir()
    before = os.umask(0)
    try:
        assert _verdict(file) is Verdict.WHOLE
    finally:
        os.umask(before)
    assert file.is_symlink()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [path.name for path in place.parent.iterdir()] == ["mine.db"]


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_link_that_leads_nowhere_makes_way_for_what_is_brought_back(file: Path) -> None:
    lost = file.with_name("lost.db")
    file.unlink()
    file.symlink_to(lost)
    with closing(in_memory()) as content:
        kept = take_place(content, file, "kept")
    assert kept
    assert kept.is_symlink()
    assert _verdict(file) is Verdict.WHOLE
    assert not file.is_symlink()


def test_a_diary_that_was_begun_and_is_gone_is_missed_though_nothing_was_written(
    tmp_path: Path,
) -> None:
    file = tmp_path / "diary.db"
    assert _verdict(file) is Verdict.WHOLE
    file.unlink()
    assert _verdict(file) is Verdict.MISSING
    assert not file.exists()


@pytest.mark.parametrize("name", ["gone", "older", "another one"])
def test_what_the_person_accepts_is_used_from_then_on(file: Path, name: str) -> None:
    SPOILT[name][0](file)
    diary_file.accept(file)
    assert _verdict(file) is Verdict.WHOLE
    _score(file, 50)
    assert _verdict(file) is Verdict.WHOLE
    file.unlink()
    assert _verdict(file) is Verdict.MISSING


def test_without_the_seal_an_older_diary_could_not_be_told(file: Path) -> None:
    _older(file)
    file.with_suffix(".seal").unlink()
    assert _verdict(file) is Verdict.WHOLE


def test_a_seal_that_lags_behind_is_true_all_the_same(file: Path) -> None:
    behind = file.with_suffix(".seal").read_bytes()
    _score(file, 40)
    file.with_suffix(".seal").write_bytes(behind)
    assert _verdict(file) is Verdict.WHOLE


@pytest.mark.parametrize("place", [1, 2])
def test_the_seal_of_a_diary_that_another_program_begins_meanwhile_is_true(
    tmp_path: Path, place: int
) -> None:
    file = tmp_path / "diary.db"
    statements: list[str] = []

    def begin_meanwhile(statement: str) -> None:
        statements.append(statement)
        if len(statements) == place:
            _score(file, 10)

    with closing(open_database(file)) as db:
        db.connection.set_trace_callback(begin_meanwhile)
        seal.write(file, seal.of(db.connection))
        db.connection.set_trace_callback(None)
    assert _verdict(file) is Verdict.WHOLE


def test_a_seal_of_no_change_that_knows_the_first_one_is_no_false_alarm(file: Path) -> None:
    told = seal.read(file)
    assert told
    seal.write(file, Seal(0, "", told.first))
    assert _verdict(file) is Verdict.WHOLE
    _score(file, 40)
    assert seal.read(file) != Seal(0, "", told.first)


@pytest.mark.parametrize("content", [b"", b"\x00" * 87, b"cluneal", b"1 2 3\n", "é".encode()])
def test_a_torn_seal_says_nothing_but_that_there_was_a_diary(file: Path, content: bytes) -> None:
    place = file.with_suffix(".seal")
    whole = place.read_bytes()
    place.write_bytes(content)
    assert seal.read(file) is None
    assert _verdict(file) is Verdict.WHOLE
    assert place.read_bytes() == whole
    place.write_bytes(content)
    file.unlink()
    assert _verdict(file) is Verdict.MISSING


def test_the_seal_is_let_go_of_and_taking_it_off_twice_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    free = os.dup(0)
    os.close(free)
    seal.write(file, seal.NOTHING)
    handle = os.dup(0)
    os.close(handle)
    # The lowest number that is free is the same as before.
    assert handle == free
    for _ in range(2):
        seal.take_off(file)
        assert not seal.is_there(file)


def test_a_loosened_seal_is_on_the_disk_and_knows_only_that_there_was_a_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "diary.db"
    seal.write(file, Seal(7, "a" * 64, "b" * 64))
    assert seal.read(file) == Seal(7, "a" * 64, "b" * 64)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    seal.loosen(file)
    assert file.with_suffix(".seal").stat().st_ino in synced
    assert seal.is_there(file)
    assert seal.read(file) == seal.NOTHING


def test_a_seal_is_written_whole_over_any_other(tmp_path: Path) -> None:
    file = tmp_path / "diary.db"
    # Enough of them that the check begins with a nought in some.
    for sequence in (*range(100), 999_999, 8):
        told = Seal(sequence, "a" * 64, "b" * 64)
        seal.write(file, told)
        assert seal.read(file) == told
        seal.write(file, seal.NOTHING)
        assert seal.read(file) == seal.NOTHING


def test_each_flipped_bit_of_the_seal_is_noticed(file: Path) -> None:
    place = file.with_suffix(".seal")
    whole, told = place.read_bytes(), seal.read(file)
    for bit in range(len(whole) * 8):
        torn = bytearray(whole)
        torn[bit // 8] ^= 1 << bit % 8
        place.write_bytes(torn)
        assert seal.read(file) in (None, told)


def test_nothing_is_written_to_a_damaged_diary_that_was_not_looked_through(file: Path) -> None:
    _changed(file)
    before = file.read_bytes()
    with open_services(file.parent, FakeClock()) as services:
        for _ in range(2):
            with pytest.raises(NotOpened, match="is damaged"):
                services.diary.add(VasScore(50))
    assert file.read_bytes() == before


_OF_VERSION_1 = {"pain", "session", "treatment", "setting", "reminder"}
_OF_REMINDERS = ("kind", "about", "due_at", "asked", "done_at", "reason")


def test_an_older_version_is_backed_up_before_it_is_brought_up_to_date(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(
            "drop index journal_row; pragma user_version = 1;"
            " create index journal_row on journal (row_table, row_id);"
            " alter table session drop column level; alter table session drop column stopped;"
            + "".join(f" drop table {name};" for name in {*READ, UNDER_WAY} - _OF_VERSION_1)
            + "".join(f" alter table reminder drop column {name};" for name in _OF_REMINDERS)
            + "".join(
                f" alter table treatment drop column {name};"
                for name in ("given_at", "guidance", "operator", "when_needed")
            )
        )
    _score(file, 40)
    (kept,) = (file.parent / "backups").iterdir()
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (1,)
        assert connection.execute("select count(*) from pain").fetchone() == (3,)
    assert _verdict(file) is Verdict.WHOLE


_KILLED_IN_A_WRITE = """
import os, sys
from pathlib import Path
from cluneal_tracker.data.diary_file import open_database
db = open_database(Path(sys.argv[1]))
db.connection.execute("pragma cache_size = 2")
db.connection.execute("begin immediate")
for number in range(300):
    row = [str(number), "9" * 2000]
    db.connection.execute("insert into setting values (?, ?)", row)
os._exit(9)
"""


def test_a_write_that_was_cut_short_is_taken_back_and_is_no_damage(file: Path) -> None:
    run = subprocess.run([sys.executable, "-c", _KILLED_IN_A_WRITE, str(file)], check=False)
    assert run.returncode == 9
    assert journal_of(file).exists()
    assert _verdict(file) is Verdict.WHOLE
    with closing(open_database(file)) as db:
        assert db.connection.execute("select count(*) from setting").fetchone() == (0,)


def test_a_diary_with_a_cut_write_that_is_to_be_joined_says_what_to_do(file: Path) -> None:
    """It is only read, so what was cut is not taken back; rights have nothing to do with it."""
    subprocess.run([sys.executable, "-c", _KILLED_IN_A_WRITE, str(file)], check=False)
    before = file.read_bytes()
    with pytest.raises(DiaryError, match=r"Open it with the app once, then try again\.$"):
        backup_content.read(file)
    assert file.read_bytes() == before
    assert _verdict(file) is Verdict.WHOLE
    backup_content.read(file).close()


def test_the_rest_of_a_cut_write_does_not_spoil_the_diary_that_comes_after(file: Path) -> None:
    old = file.read_bytes()
    subprocess.run([sys.executable, "-c", _KILLED_IN_A_WRITE, str(file)], check=False)
    kept = diary_file.set_aside(file, "kept")
    assert kept == file.with_name("diary-kept.db")
    assert not journal_of(file).exists()
    file.write_bytes(old)
    assert _verdict(file) is Verdict.WHOLE
    # The one that was put aside can still be opened, with its cut write taken back.
    assert kept is not None
    with closing(open_database(kept)) as db:
        assert db.connection.execute("select count(*) from pain").fetchone() == (3,)


def test_the_rest_of_a_cut_write_alone_is_not_taken_for_a_beginning(file: Path) -> None:
    subprocess.run([sys.executable, "-c", _KILLED_IN_A_WRITE, str(file)], check=False)
    left = journal_of(file).read_bytes()
    file.unlink()
    file.with_suffix(".seal").unlink()
    assert look(file) is Verdict.MISSING
    diary_file.accept(file)
    assert _verdict(file) is Verdict.WHOLE
    assert left in [path.read_bytes() for path in file.parent.iterdir()]


def test_another_program_that_holds_the_file_is_no_damage(file: Path) -> None:
    with closing(open_database(file)) as ours, closing(sqlite3.connect(file)) as other:
        ours.connection.execute("pragma busy_timeout = 20")
        other.execute("begin exclusive")
        with pytest.raises(DiaryError, match="Another program is using the diary") as raised:
            ours.make_sure()
        assert not isinstance(raised.value, NotOpened)
        other.execute("rollback")
        ours.make_sure()
