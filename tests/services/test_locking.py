"""All that a diary can do, a locked one can, and nothing of it lies open on the disk."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import diary_file
from cluneal_tracker.data.connecting import connect
from cluneal_tracker.data.locking.files import find_keys, key_file, read_trailer
from cluneal_tracker.data.locking.keys import WrongPassphrase
from cluneal_tracker.data.migrations import VERSION
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import NotOpened, Verdict
from cluneal_tracker.services.locking import is_locked, open_key
from cluneal_tracker.services.opening import open_services
from cluneal_tracker.services.recovery import Recovery
from tests.fakes import FakeClock
from tests.locked import PASSPHRASE
from tests.services import locked_house
from tests.services.locked_house import CANARY, House, everything, scores, with_cheap_lock

house = locked_house.house


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
