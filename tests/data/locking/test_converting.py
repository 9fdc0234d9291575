"""A locked diary holds all of the plain one, and nothing of it can be read without its key."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3.dump import _iterdump  # type: ignore[attr-defined]  # sqlcipher3 has none of its own

import pytest

from cluneal_tracker.data import audit, diary_file
from cluneal_tracker.data.connecting import connect, connect_in_memory
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.connecting import connect_locked, locked_trouble
from cluneal_tracker.data.locking.converting import relock, write_copy
from cluneal_tracker.data.locking.files import append_trailer, read_key_file, settle
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.services.opening import Services
from tests import own_things
from tests.fakes import FakeClock
from tests.locked import PASSPHRASE, copy, new_lock

CANARY = "zebra-canary-7741"
TOO_LONG_FOR_A_PAGE = f"{CANARY} " * 500
LOCK, CODE = new_lock()
KEY = LOCK.key


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A diary with some scores, one of them undone, and notes in odd letters."""
    file = tmp_path_factory.mktemp("made") / "diary.db"
    with closing(open_database(file)) as db:
        services = Services(db, FakeClock())
        for mm in range(40):
            services.diary.add(VasScore(mm), note=f"{CANARY} 'äöü'\n\t{mm} 🙂")
        own_things.make(services)
        services.diary.add(VasScore(99), note=TOO_LONG_FOR_A_PAGE)
        services.history.undo()
    return file.read_bytes()


@pytest.fixture
def plain(content: bytes, tmp_path: Path) -> Path:
    """That diary, which nobody has open."""
    file = tmp_path / "diary.db"
    file.write_bytes(content)
    return file


@pytest.fixture
def locked(plain: Path, tmp_path: Path) -> Path:
    """A locked copy of it in a folder of its own."""
    file = tmp_path / "locked" / "diary.db"
    copy(plain, file, LOCK)
    settle(file, LOCK.keys)
    return file


@pytest.fixture
def opened(locked: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(locked, KEY)) as connection:
        yield connection


def _dump(connection: sqlite3.Connection) -> list[str]:
    numbers = [
        f"{name} {connection.execute(f'pragma {name}').fetchone()[0]}"
        for name in ("application_id", "user_version")
    ]
    return [*numbers, *_iterdump(connection)]


def _dump_of(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return _dump(connection)


def test_a_diary_is_locked_and_unlocked_while_it_is_open(plain: Path) -> None:
    told = _dump_of(plain)
    assert sum(CANARY in line for line in told) > 80
    other, _ = new_lock("three words more")
    with closing(open_database(plain)) as db:
        services = Services(db, FakeClock())
        for lock in (LOCK, other, None, LOCK):
            seen = db.version_seen()
            relock(db, lock)
            # Who keeps what was read knows that it may be of another file now.
            assert db.version_seen() != seen
            assert db.key == (lock.key if lock else None)
            assert _dump(db.connection) == told
            assert read_key_file(plain) == (lock.keys if lock else None)
            assert {file.suffix for file in plain.parent.iterdir()} <= {".db", ".key", ".seal"}
            assert (CANARY.encode() in plain.read_bytes()) is (lock is None)
            services.diary.add(VasScore(77))
            assert db.tables["pain"].count == 41
            services.history.undo()
            told = _dump(db.connection)
    with closing(open_database(plain, key=KEY)) as again:
        assert audit.verify(again) is None
        assert _dump(again.connection) == told


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_a_diary_behind_a_link_is_locked_where_it_lies(plain: Path, tmp_path: Path) -> None:
    place = tmp_path / "synced" / "mine.db"
    place.parent.mkdir()
    plain.rename(place)
    plain.symlink_to(place)
    told = _dump_of(place)
    with closing(open_database(plain)) as db:
        relock(db, LOCK)
        assert _dump(db.connection) == told
    assert plain.is_symlink()
    assert CANARY.encode() not in place.read_bytes()
    assert [path.name for path in place.parent.iterdir()] == ["mine.db"]
    with closing(open_database(plain, key=KEY)) as again:
        assert _dump(again.connection) == told


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_a_locked_diary_is_private_whatever_the_umask(plain: Path) -> None:
    before = os.umask(0)
    try:
        with closing(open_database(plain)) as db:
            relock(db, LOCK)
    finally:
        os.umask(before)
    modes = {file.suffix: stat.S_IMODE(file.stat().st_mode) for file in plain.parent.iterdir()}
    assert modes == {".db": 0o600, ".key": 0o600, ".seal": 0o600}


def test_no_word_of_the_diary_is_in_the_locked_file(plain: Path, locked: Path) -> None:
    assert CANARY.encode() in plain.read_bytes()
    content = locked.read_bytes()
    for word in (CANARY.encode(), b"SQLite", b"create table", b"felt_at", b"Berlin", KEY):
        assert word not in content


def test_no_word_of_the_diary_is_on_the_disk_while_it_is_written(
    opened: sqlite3.Connection, locked: Path
) -> None:
    # So small a cache makes SQLite write before the end.
    opened.execute("pragma cache_size = 2")
    opened.execute("begin immediate")
    opened.execute("update pain set note = note || ' and more'")
    opened.execute("update journal set after = after || ' and more'")
    left = diary_file.journal_of(locked)
    assert left.stat().st_size > 8192
    for file in locked.parent.iterdir():
        assert CANARY.encode() not in file.read_bytes()
    opened.execute("rollback")
    assert not left.exists()
    assert audit.verify(Database(opened)) is None


def test_what_sqlite_sorts_stays_in_memory(opened: sqlite3.Connection) -> None:
    kept = {option for (option,) in opened.execute("pragma compile_options")}
    assert kept & {"TEMP_STORE=2", "TEMP_STORE=3"}


@pytest.mark.parametrize("wrong", [bytes(32), KEY[::-1]], ids=["zeros", "turned"])
def test_another_key_opens_nothing_and_says_nothing(
    locked: Path, wrong: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    before = locked.read_bytes()
    with closing(connect_locked(locked, wrong)) as connection:
        with pytest.raises(locked_trouble(), match="not a database"):
            connection.execute("select * from pain")
        with pytest.raises(locked_trouble(), match="not a database"):
            connection.execute("create table pain (id)")
    assert locked.read_bytes() == before
    assert capfd.readouterr().err == ""


def test_sqlite_itself_cannot_read_it(locked: Path) -> None:
    with (
        closing(sqlite3.connect(locked)) as connection,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        connection.execute("select * from pain")


def test_only_a_whole_key_is_taken(locked: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect_locked(locked, KEY[:-1])


@pytest.mark.parametrize(
    "damage",
    ["update pain set mm = 100 where mm = 7", "delete from journal where sequence = 3"],
)
def test_a_damaged_diary_is_not_locked(plain: Path, damage: str) -> None:
    with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
        connection.execute(damage)
    before = plain.read_bytes()
    with (
        closing(open_database(plain)) as db,
        pytest.raises(DiaryError, match=r"not changed.*damaged"),
    ):
        relock(db, LOCK)
    assert plain.read_bytes() == before
    assert {file.name for file in plain.parent.iterdir()} == {"diary.db", "diary.seal"}


def test_a_diary_in_use_is_not_locked_and_a_change_is_not_lost(plain: Path) -> None:
    with closing(open_database(plain)) as ours, closing(open_database(plain)) as theirs:
        ours.connection.execute("pragma busy_timeout = 50")
        with (
            theirs.atomic(),
            pytest.raises(DiaryError, match="Another program is using the diary"),
        ):
            relock(ours, LOCK)
        relock(ours, LOCK)
        with pytest.raises(DiaryError, match="moved or replaced"):
            Services(theirs, FakeClock()).diary.add(VasScore(55))
        Services(ours, FakeClock()).diary.add(VasScore(56))
    with closing(open_database(plain, key=KEY)) as again:
        assert audit.verify(again) is None


def test_a_change_that_waits_while_the_lock_is_changed_is_not_lost_unsaid(plain: Path) -> None:
    waits, refused = threading.Event(), []

    def change(theirs: Database) -> None:
        try:
            Services(theirs, FakeClock()).diary.add(VasScore(55))
        except DiaryError as error:
            refused.append(str(error))

    with closing(open_database(plain)) as ours, closing(open_database(plain)) as theirs:
        theirs.make_sure()
        theirs.connection.set_trace_callback(lambda text: waits.set() if "begin" in text else None)
        thread = threading.Thread(target=change, args=[theirs])
        with (
            diary_file.draft_of(plain, diary_file.RELOCKED) as draft,
            ours.exchange(draft, LOCK),
        ):
            thread.start()
            assert waits.wait(5)
            write_copy(ours, draft, LOCK)
        thread.join()
    assert len(refused) == 1
    assert "moved or replaced" in refused[0]


def test_without_the_part_the_way_to_get_it_is_told(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with (
        closing(open_database(plain)) as db,
        pytest.raises(DiaryError, match="pip install sqlcipher3 cryptography"),
    ):
        relock(db, LOCK)
    assert {file.name for file in plain.parent.iterdir()} == {"diary.db", "diary.seal"}


def test_a_backup_is_opened_by_a_stranger_with_the_passphrase_alone(
    plain: Path, tmp_path: Path
) -> None:
    """What the README tells of the file is enough: none of our code is used."""
    backup = tmp_path / "backup.db"
    copy(plain, backup, LOCK)

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.keywrap import aes_key_unwrap
    from sqlcipher3 import dbapi2

    content = backup.read_bytes()
    assert content.endswith(b"CLNLKEYS")
    length = int.from_bytes(content[-12:-8], "big")
    told = json.loads(content[-12 - length : -12])["passphrase"]
    derived = Argon2id(
        salt=bytes.fromhex(told["salt"]),
        length=32,
        iterations=told["passes"],
        lanes=told["lanes"],
        memory_cost=told["memory_kib"],
    ).derive(PASSPHRASE.encode())
    found = aes_key_unwrap(derived, bytes.fromhex(told["wrapped"]))
    with closing(dbapi2.connect(f"{backup.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute(f"pragma key = \"x'{found.hex()}'\"")
        assert _dump(connection) == _dump_of(plain)
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]


def test_the_wraps_at_the_end_are_written_over_when_the_file_grows(locked: Path) -> None:
    """This is why they are taken off before a diary is opened for writing."""
    append_trailer(locked, LOCK.keys)
    with closing(connect_locked(locked, KEY)) as connection:
        services = Services(Database(connection), FakeClock())
        for mm in range(10):
            services.diary.add(VasScore(mm))
        assert audit.verify(Database(connection)) is None
        assert connection.execute("pragma cipher_integrity_check").fetchall() == []
    assert locked.stat().st_size % 4096 == 0


def test_backups_pass_between_locked_connections(
    opened: sqlite3.Connection, tmp_path: Path
) -> None:
    with (
        closing(connect(tmp_path / "copy.db", KEY)) as kept,
        closing(connect_in_memory(KEY)) as memory,
    ):
        opened.backup(kept)
        opened.backup(memory)
        assert _dump(kept) == _dump(memory) == _dump(opened)
    assert CANARY.encode() not in (tmp_path / "copy.db").read_bytes()


_CHANGE = """
import sys
from contextlib import closing
from pathlib import Path
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.converting import relock, write_copy
from cluneal_tracker.data.locking.keys import Keys, Lock

file, key, to, keys = sys.argv[1:]
with closing(open_database(Path(file), key=bytes.fromhex(key) or None)) as db:
    db.make_sure()
    print("now", flush=True)
    sys.stdin.read(1)
    relock(db, Lock(bytes.fromhex(to), Keys.from_json(keys)) if to else None)
    print("done", flush=True)
"""


def _kill_while_it_changes(file: Path, key: bytes | None, lock: Lock | None, after: float) -> bool:
    """Kill a program some seconds after it began to change the lock; whether it was done."""
    to, keys = (lock.key.hex(), lock.keys.to_json()) if lock else ("", "")
    words = [sys.executable, "-c", _CHANGE, str(file), key.hex() if key else "", to, keys]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline() == "now\n"
        program.stdin.write("x")
        program.stdin.flush()
        try:
            program.wait(after)
        except subprocess.TimeoutExpired:
            program.kill()
        return program.stdout.read() == "done\n"


@pytest.mark.skipif(os.name == "nt", reason="kill")
@pytest.mark.parametrize("kills", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_a_kill_leaves_the_whole_diary_as_it_was_or_as_it_is_to_be(plain: Path, kills: int) -> None:
    with closing(open_database(plain)) as db:
        told = _dump(db.connection)
    other, _ = new_lock("three words more")
    before: Lock | None = None
    changes = [LOCK, other, None]
    both, patience = {False: 0, True: 0}, 0.05
    for number in range(kills):
        after = changes[number % 3]
        done = _kill_while_it_changes(plain, before.key if before else None, after, patience)
        verdict = diary_file.look(plain)
        locks = () if verdict is Verdict.WHOLE else (before, after)
        now = next((lock for lock in locks if lock and _opens(plain, lock)), None)
        assert now is after or not done
        # Around the moment at which the new one takes its place.
        patience *= 0.8 if now is after else 1.3
        with closing(open_database(plain, key=now.key if now else None)) as db:
            db.make_sure()
            assert _dump(db.connection) == told
            both[now is after] += 1
            names = {file.suffix for file in plain.parent.iterdir()}
            # A key file without use may be left, or the draft of one; nothing of the diary.
            assert names <= {".db", ".seal", ".key", ".part"}
            relock(db, after)
        before = after
    assert both[False]
    assert both[True]


def _opens(file: Path, lock: Lock) -> bool:
    return diary_file.look(file, lock.key) is Verdict.WHOLE
