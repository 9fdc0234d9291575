"""All that a diary can do, a locked one can, and nothing of it lies on the disk in the clear."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest

from cluneal_tracker.data import audit, backup_content, diary_file
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.files import find_keys, key_file, read_trailer
from cluneal_tracker.data.locking.keys import WrongPassphrase
from cluneal_tracker.data.migrations import STEPS, VERSION
from cluneal_tracker.domain.errors import DiaryError, StillLocked
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.backups import look_at
from cluneal_tracker.services.locking import Locking, is_locked, open_key
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import Recovery, examine
from tests.fakes import FakeClock
from tests.locked import CHEAP, PASSPHRASE, lock_diary

CANARY = "heron-canary-5083"


class House:
    """A folder with a locked diary, opened as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, FakeClock()
        self.file = folder / "diary.db"
        self.key, self.code = lock_diary(folder)

    @contextmanager
    def open(self, key: bytes | None = None) -> Iterator[Services]:
        with open_services(self.folder, self.clock, key or self.key) as services:
            yield with_cheap_lock(services)

    def score(self, *tenths: int) -> None:
        with self.open() as services:
            for mm in tenths:
                services.diary.add(VasScore(mm), note=CANARY)

    def verdict(self) -> Verdict:
        return examine(self.folder, self.clock, self.key)[0]


def with_cheap_lock(services: Services) -> Services:
    locking = Locking(services._db, services.backups, CHEAP)
    services.__dict__["locking"] = locking
    return services


def scores(services: Services) -> list[int]:
    return sorted(entry.score.mm for entry in services.diary.entries() if entry.score)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "house")
    house.score(10, 20, 30)
    return house


def test_a_locked_diary_is_told_and_left_as_it_is(house: House) -> None:
    before = everything(house.folder)
    with pytest.raises(NotOpened, match="passphrase") as refused, open_services(house.folder):
        pass
    assert refused.value.verdict is Verdict.LOCKED
    assert is_locked(house.folder)
    assert everything(house.folder) == before


@pytest.mark.parametrize("is_code", [True, False, None])
def test_a_wrong_secret_changes_no_byte(house: House, is_code: bool | None) -> None:
    before = everything(house.folder)
    for secret in ("wrong", PASSPHRASE.upper(), "", house.code[:-1]):
        with pytest.raises(DiaryError):
            open_key(house.folder, secret, is_code=is_code)
    assert everything(house.folder) == before


def test_the_passphrase_and_the_code_open_the_same_key(house: House) -> None:
    assert open_key(house.folder, PASSPHRASE, is_code=False) == house.key
    assert open_key(house.folder, house.code.lower(), is_code=True) == house.key
    assert open_key(house.folder, PASSPHRASE) == open_key(house.folder, house.code) == house.key
    slip = "1" if house.code[0] == "0" else "0"
    with pytest.raises(DiaryError, match="slip in group 1"):
        open_key(house.folder, slip + house.code[1:], is_code=True)


def test_a_diary_is_locked_while_it_is_open_and_goes_on(tmp_path: Path) -> None:
    clock, folder = FakeClock(), tmp_path / "house"
    with open_services(folder, clock) as services:
        services = with_cheap_lock(services)
        services.diary.add(VasScore(10), note=CANARY)
        services.backups.make()
        new = services.locking.prepare(PASSPHRASE)
        assert not is_locked(folder)
        assert services.locking.lock(new) == ""
        assert services.locking.is_locked
        assert is_locked(folder)
        services.diary.add(VasScore(20), note=CANARY)
        services.history.undo()
        services.history.redo()
        assert scores(services) == [10, 20]
        clock.move(minutes=1)
        assert services.locking.unlock() == ""
        assert not any(is_locked(view.file) for view in services.backups.every()[:1])
        services.diary.add(VasScore(30))
    assert not is_locked(folder)
    with open_services(folder, clock) as again:
        again.make_sure()
        assert scores(again) == [10, 20, 30]


def test_no_word_of_a_locked_home_lies_on_the_disk(house: House, tmp_path: Path) -> None:
    with house.open() as services:
        house.clock.move(minutes=2)
        services.diary.write_note(CANARY)
        made = services.backups.make()
        assert made is not None
        services.preferences.choose(second_folder=str(tmp_path), questions=CANARY)
        house.clock.move(minutes=2)
        services.backups.make()
        services.backups.restore(made)
        services.history.undo()
        services.locking.change_passphrase("other words")
        services.locking.lock(services.locking.prepare("still other words"))
        house.key = open_key(house.folder, "still other words")
    house.file.write_bytes(house.file.read_bytes()[:-8192])
    recovery = Recovery(house.folder, house.clock, house.key)
    recovery.salvage()
    found = everything(tmp_path)
    assert len(found) > 8
    for name, content in found.items():
        for word in (CANARY.encode(), b"SQLite format 3", b"create table"):
            assert word not in content, name


def test_the_backup_after_a_lock_opens_with_it(house: House) -> None:
    with house.open() as services:
        services.backups.make()
        assert services.backups.make() is None
        house.clock.move(minutes=1)
        assert services.locking.change_passphrase("other words") == ""
        newest, older = services.backups.every()
        assert newest.held == older.held
        assert open_key(newest.file, "other words") == open_key(older.file, PASSPHRASE)
        with pytest.raises(WrongPassphrase):
            open_key(newest.file, PASSPHRASE)
        assert services.backups.make() is None


def test_a_new_code_counts_and_the_passphrase_stays(house: House) -> None:
    with house.open() as services:
        new = services.locking.prepare_code()
        assert open_key(house.folder, house.code) == house.key
        services.locking.lock(new)
    assert open_key(house.folder, new.code) == open_key(house.folder, PASSPHRASE) == house.key
    with pytest.raises(DiaryError):
        open_key(house.folder, house.code)


def test_only_who_knows_a_secret_proves_it(house: House) -> None:
    with house.open() as services:
        services.locking.prove(PASSPHRASE)
        services.locking.prove(house.code)
        with pytest.raises(WrongPassphrase):
            services.locking.prove("wrong")


def test_a_new_key_opens_nothing_that_the_old_one_opened(house: House, tmp_path: Path) -> None:
    with house.open() as services:
        services.preferences.choose(second_folder=str(tmp_path))
        services.backups.make()
        assert services.locking.others() == []
        house.clock.move(minutes=1)
        services.locking.lock(services.locking.prepare("other words"))
        others = services.locking.others()
        assert len(others) == 2
        assert [view.locked for view in services.backups.every()] == [False, True]
        assert read_trailer(services.backups.every()[0].file) == find_keys(house.file)
        services.locking.remove(others)
        assert services.locking.others() == []
        assert [view.held is not None for view in services.backups.every()] == [True]
        services.diary.add(VasScore(40))
    assert diary_file.look(house.file, house.key) is Verdict.DAMAGED
    with house.open(open_key(house.folder, "other words")) as services:
        assert scores(services) == [10, 20, 30, 40]


def test_plain_backups_stay_until_they_are_removed_after_a_locked_one(tmp_path: Path) -> None:
    with open_services(tmp_path / "house", FakeClock()) as services:
        services = with_cheap_lock(services)
        services.diary.add(VasScore(10))
        plain = services.backups.make()
        services.locking.lock(services.locking.prepare(PASSPHRASE))
        assert services.locking.others() == [plain]
        services.locking.remove([plain] if plain else [])
        [view] = services.backups.every()
        assert view.held is not None
        assert is_locked(view.file)


def test_without_a_place_for_the_backup_the_lock_counts_and_says_so(
    house: House, tmp_path: Path
) -> None:
    with house.open() as services:
        services.preferences.choose(second_folder=str(tmp_path / "taken out"))
        assert "not copied" in services.locking.change_passphrase("other words")
    assert open_key(house.folder, "other words") == house.key


def test_a_backup_by_hand_in_the_place_of_the_diary_opens_and_keeps_its_wraps(
    house: House,
) -> None:
    with house.open() as services:
        made = services.backups.make()
        services.locking.change_passphrase("other words")
    assert made is not None
    shutil.copy(made, house.file)
    assert open_key(house.folder, PASSPHRASE) == house.key
    house.score(40, 50, 60, 70, 80)
    assert read_trailer(house.file) is None
    assert open_key(house.folder, PASSPHRASE) == house.key
    with pytest.raises(WrongPassphrase):
        open_key(house.folder, "other words")
    assert house.verdict() is Verdict.WHOLE


def test_a_missing_key_file_is_found_again_in_the_newest_backup(house: House) -> None:
    with house.open() as services:
        services.backups.make()
    key_file(house.file).unlink()
    assert open_key(house.folder, PASSPHRASE) == house.key
    house.score(40)
    assert key_file(house.file).exists()
    shutil.rmtree(house.folder / "backups")
    key_file(house.file).unlink()
    with pytest.raises(NotOpened, match=r"diary\.key is missing") as refused:
        house.score(50)
    assert refused.value.verdict is Verdict.KEYLESS


def test_a_key_file_lost_while_the_diary_is_open_is_put_back(house: House) -> None:
    with house.open() as services:
        key_file(house.file).unlink()
        services.backups.make()
    assert open_key(house.folder, PASSPHRASE) == house.key


def test_every_wrong_bit_of_a_locked_diary_is_told(house: House) -> None:
    # A key file alone, so that no backup's wraps stand in for it.
    whole = house.file.read_bytes()
    seen: dict[Verdict, int] = {}
    for place in range(0, len(whole), len(whole) // 60):
        house.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        verdict = house.verdict()
        seen[verdict] = seen.get(verdict, 0) + 1
    assert set(seen) == {Verdict.DAMAGED}


@pytest.mark.parametrize(
    ("cut", "verdict"),
    [(4096, Verdict.SHORT), (1, Verdict.SHORT), (60000, Verdict.SHORT)],
)
def test_the_lost_end_of_a_locked_diary_is_told(house: House, cut: int, verdict: Verdict) -> None:
    house.file.write_bytes(house.file.read_bytes()[:-cut])
    assert house.verdict() is verdict


def test_an_older_locked_diary_is_told(house: House) -> None:
    old = house.file.read_bytes()
    house.score(40)
    house.file.write_bytes(old)
    assert house.verdict() is Verdict.OLDER


def test_a_newer_locked_diary_is_told(house: House) -> None:
    with closing(connect(house.file, house.key)) as connection:
        connection.execute(f"pragma user_version = {VERSION + 1}")
    assert house.verdict() is Verdict.NEWER


def test_a_program_killed_while_it_wrote_is_taken_back(house: House) -> None:
    with closing(connect(house.file, house.key)) as connection:
        connection.execute("pragma cache_size = 1")
        connection.execute("begin immediate")
        connection.execute("update pain set note = note || hex(zeroblob(3000))")
        torn, left = house.file.read_bytes(), diary_file.journal_of(house.file).read_bytes()
        connection.execute("rollback")
    house.file.write_bytes(bytes(4096) + torn[4096:])
    diary_file.journal_of(house.file).write_bytes(left)
    assert house.verdict() is Verdict.WHOLE
    assert not diary_file.journal_of(house.file).exists()


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
