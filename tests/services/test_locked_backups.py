"""Backups, exports and what is saved of a damaged diary: with a lock they are as without."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from cluneal_tracker.data import audit, backup_content
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.files import find_keys, key_file
from cluneal_tracker.data.migrations import STEPS, VERSION
from cluneal_tracker.domain.errors import DiaryError, StillLocked
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.services.backups import look_at
from cluneal_tracker.services.locking import open_key
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery, examine
from tests.fakes import FakeClock
from tests.locked import PASSPHRASE, lock_diary
from tests.services import locked_house
from tests.services.locked_house import CANARY, House, scores, with_cheap_lock

house = locked_house.house


def test_an_older_version_of_a_locked_diary_is_brought_up_to_date(tmp_path: Path) -> None:
    house = House(tmp_path)
    assert isinstance(STEPS[0], str)
    house.file.unlink()
    with closing(connect(house.file, house.key)) as connection:
        connection.executescript(STEPS[0])
        connection.execute("pragma application_id = 1129074252")
        connection.execute("pragma user_version = 1")
    (tmp_path / "diary.seal").unlink()
    with house.open() as services:
        assert services._db.connection.execute("pragma user_version").fetchone() == (VERSION,)
        [kept] = services.backups.every()
        assert kept.held is not None


@pytest.mark.parametrize("ours", ["plain", "locked"])
@pytest.mark.parametrize("theirs", ["plain", "locked", "other"])
def test_a_backup_of_any_lock_is_restored_into_a_diary_of_any_lock(
    tmp_path: Path, ours: str, theirs: str
) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    keys: dict[Path, bytes | None] = {home: None, away: None}
    for folder, kind, mm in ((home, ours, 10), (away, theirs, 20)):
        if kind != "plain":
            keys[folder], _ = lock_diary(folder, kind)
        with open_services(folder, FakeClock(), keys[folder]) as services:
            services.diary.add(VasScore(mm))
    with open_services(home, FakeClock(), keys[home]) as services:
        needed = services.backups.needs_key(away / "diary.db")
        assert needed is (theirs != "plain")
        if needed:
            assert services.backups.look_at(away / "diary.db").locked
            for refuse in (services.backups.restore, services.joining.join):
                with pytest.raises(StillLocked):
                    refuse(away / "diary.db")
        assert services.joining.preview(away, keys[away]).counts == {"pain": 1}
        assert services.joining.join(away, keys[away]).counts == {"pain": 1}
        assert scores(services) == [10, 20]
        services.history.undo()
        assert services.backups.restore(away / "diary.db", keys[away]).changed
        assert scores(services) == [20]
        services.history.undo()
        assert scores(services) == [10]
        assert services.locking.is_locked is (ours != "plain")
    assert examine(home, FakeClock(), keys[home])[0] is Verdict.WHOLE


@pytest.mark.parametrize("kind", ["plain", "locked", "other"])
def test_a_locked_diary_that_is_damaged_is_made_good_by_a_backup_of_any_lock(
    house: House, tmp_path: Path, kind: str
) -> None:
    with house.open() as services:
        made = services.backups.make()
        assert made is not None
    away = tmp_path / "away"
    key = lock_diary(away, "other")[0] if kind == "other" else None
    if kind != "locked":
        with open_services(away, FakeClock(), key) as services:
            services.diary.add(VasScore(77))
        made = away / "diary.db"
    house.file.write_bytes(bytes(5000) + house.file.read_bytes()[5000:])
    assert house.verdict() is Verdict.DAMAGED
    recovery = Recovery(house.folder, house.clock, house.key)
    assert recovery.needs_key(made) is (kind == "other")
    recovered = recovery.restore(made, key)
    assert recovered.entries == (3 if kind == "locked" else 1)
    assert (recovery.key, house.verdict()) == (house.key, Verdict.WHOLE)
    assert recovered.kept is not None
    assert find_keys(recovered.kept) == find_keys(house.file)


def test_a_lost_locked_diary_comes_back_with_the_lock_of_its_backup(house: House) -> None:
    with house.open() as services:
        made = services.backups.make()
    assert made is not None
    house.file.unlink()
    key_file(house.file).unlink()
    recovery = Recovery(house.folder, house.clock)
    assert recovery.backups()[0].locked
    with pytest.raises(StillLocked):
        recovery.restore(made)
    assert recovery.restore(made, open_key(made, PASSPHRASE)).entries == 3
    assert recovery.look_again() is None
    house.score(40)


def test_what_can_be_read_of_a_damaged_locked_diary_is_saved_and_locked(house: House) -> None:
    house.score(*range(40, 80))
    whole = house.file.read_bytes()
    third = 2 * 4096
    house.file.write_bytes(bytes(4096) + whole[4096:third] + bytes(4096) + whole[third + 4096 :])
    recovery = Recovery(house.folder, house.clock, house.key)
    recovered = recovery.salvage()
    assert recovered.entries > 30
    assert house.verdict() is Verdict.WHOLE
    assert CANARY.encode() not in house.file.read_bytes()
    assert open_key(house.folder, PASSPHRASE) == house.key


def test_what_is_saved_of_a_locked_diary_is_never_on_the_disk_in_the_clear(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.file.write_bytes(house.file.read_bytes()[:-8192])
    seen: list[bytes] = []

    def look(file: Path, own: bytes | None, known: bytes | None) -> Database:
        seen.extend(path.read_bytes() for path in house.folder.iterdir() if path.is_file())
        return read_with(file, own, known)

    read_with = backup_content.read_with
    monkeypatch.setattr(backup_content, "read_with", look)
    Recovery(house.folder, house.clock, house.key).salvage()
    assert len(seen) == 4
    assert not any(CANARY.encode() in content or b"SQLite" in content for content in seen)


def test_an_exported_locked_diary_is_read_elsewhere(tmp_path: Path) -> None:
    file = tmp_path / "all.db"
    with ExitStack() as stack:
        here, there = (
            with_cheap_lock(stack.enter_context(open_services(tmp_path / name, FakeClock())))
            for name in "ab"
        )
        here.diary.add(VasScore(10), note=CANARY)
        new = here.locking.prepare(PASSPHRASE)
        here.locking.export(file, new)
        assert not here.locking.is_locked
        assert CANARY.encode() not in file.read_bytes()
        with pytest.raises(DiaryError, match="maybe your diary"):
            here.locking.export(file, new)
        assert there.joining.join(file, open_key(file, PASSPHRASE)).counts == {"pain": 1}
        assert there.backups.restore(file, open_key(file, new.code)).changed is False
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b", "all.db"}


def test_a_locked_export_goes_where_its_name_leads(tmp_path: Path) -> None:
    target, link = tmp_path / "stick.db", tmp_path / "link.db"
    target.write_text("what was there")
    link.symlink_to(target)
    with open_services(tmp_path / "a", FakeClock()) as opened:
        services = with_cheap_lock(opened)
        services.diary.add(VasScore(10), note=CANARY)
        new = services.locking.prepare(PASSPHRASE)
        services.locking.export(link, new)
        assert link.is_symlink()
        assert open_key(target, PASSPHRASE) == new.lock.key
        with pytest.raises(DiaryError, match=r"diary is safe\. There is no such file"):
            services.locking.export(tmp_path / "nowhere" / "all.db", new)
        with pytest.raises(DiaryError, match="That name is a folder"):
            services.locking.export(Path(), new)


def test_files_come_and_go_in_a_locked_diary(house: House, tmp_path: Path) -> None:
    with house.open() as services:
        assert services.exchange.export("json", tmp_path / "all.json") == 3
        with pytest.raises(DiaryError, match="maybe your diary"):
            services.exchange.export("json", house.file)
        with pytest.raises(DiaryError, match="It is a whole diary"):
            services.exchange.read(house.file)
        # It has the name of the key's diary, and is none.
        services.exchange.export("csv", house.file.with_suffix(".csv"))
        services.exchange.read(house.file.with_suffix(".csv"))
    other = House(tmp_path / "other")
    with other.open() as services:
        assert services.exchange.bring_in(tmp_path / "all.json").total_added == 3
        assert services._db.tables["pain"].count == 3
        assert audit.verify(services._db) is None
    with closing(open_database(other.file, key=other.key)) as db:
        assert audit.verify(db) is None


def test_a_locked_file_in_a_list_is_no_damaged_one(house: House) -> None:
    zone = house.clock.zone()
    assert look_at(house.file, zone).locked
    held = look_at(house.file, zone, house.key).held
    assert held is not None
    assert held.entries == 3
    junk = house.folder.parent / "junk.db"
    junk.write_bytes(b"junk")
    assert (look_at(junk, zone).locked, look_at(junk, zone).held) == (False, None)


def test_a_torn_backup_of_a_locked_diary_is_made_again(house: House) -> None:
    with house.open() as services:
        made = services.backups.make()
        assert made is not None
        content = made.read_bytes()
        # One that is locked holds any letter at any place: each has to become another one.
        made.write_bytes(content[:9000] + bytes([content[9000] ^ 255]) + content[9001:])
        house.clock.move(minutes=1)
        again = services.backups.make()
        assert again is not None
        with pytest.raises(DiaryError, match="damaged"):
            services.backups.restore(made)
        assert backup_content.contents(again, house.key) is not None


def test_sqlite_alone_reads_no_backup(house: House) -> None:
    with house.open() as services:
        made = services.backups.make()
    assert made is not None
    with closing(sqlite3.connect(made)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("select * from pain")
