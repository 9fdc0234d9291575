"""What goes wrong around a lock is told as it is, and nothing of the diary is lost by it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data import diary_file
from cluneal_tracker.data.locking import files
from cluneal_tracker.data.locking.converting import relock
from cluneal_tracker.data.locking.keys import Keys
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.verdict import Verdict
from cluneal_tracker.services.locking import Locking, open_key
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.services.recovery import Recovery, examine
from tests.fakes import FakeClock
from tests.locked import CHEAP, PASSPHRASE, lock_diary

CANARY = "otter-canary-2290"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    """A plain diary of 40 entries that is open."""
    with open_services(tmp_path, FakeClock()) as services:
        services.__dict__["locking"] = Locking(services._db, services.backups, CHEAP)
        for mm in range(40):
            services.diary.add(VasScore(mm), note=CANARY)
        yield services


def _lock(services: Services, passphrase: str = PASSPHRASE) -> str:
    return services.locking.lock(services.locking.prepare(passphrase))


def _parts(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def _unlock_elsewhere(folder: Path, key: bytes) -> None:
    with closing(diary_file.open_database(folder / "diary.db", key=key)) as db:
        relock(db, None)


def test_a_diary_that_was_unlocked_is_salvaged_as_a_plain_one(
    opened: Services, tmp_path: Path
) -> None:
    _lock(opened)
    opened.locking.unlock()
    opened.diary.add(VasScore(77))
    file = tmp_path / "diary.db"
    whole = file.read_bytes()
    file.write_bytes(bytes(100) + whole[100:])
    assert diary_file.look(file) is Verdict.FOREIGN
    assert Recovery(tmp_path, FakeClock()).salvage().entries == 41


def test_a_key_that_was_typed_does_not_hide_a_plain_diary(opened: Services, tmp_path: Path) -> None:
    keys = opened.locking.prepare(PASSPHRASE).lock
    file = tmp_path / "diary.db"
    # A kill leaves the key file of before, and the file may have had a knock since.
    files.write_key_file(file, keys.keys)
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    recovery = Recovery(tmp_path, FakeClock(), open_key(tmp_path, PASSPHRASE))
    assert recovery.salvage().entries == 40


def test_a_locked_diary_without_its_beginning_is_salvaged_and_locked(
    opened: Services, tmp_path: Path
) -> None:
    _lock(opened)
    file = tmp_path / "diary.db"
    file.write_bytes(bytes(16) + file.read_bytes()[16:])
    recovery = Recovery(tmp_path, FakeClock(), open_key(tmp_path, PASSPHRASE))
    assert recovery.salvage().entries == 40
    assert diary_file.look(file) is Verdict.LOCKED
    assert CANARY.encode() not in file.read_bytes()


@pytest.mark.parametrize("before", ["plain", "locked"])
def test_a_lock_without_room_for_its_key_file_counts_and_nothing_is_written_over_its_wraps(
    opened: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    if before == "locked":
        _lock(opened, "the words of before")
    file = tmp_path / "diary.db"

    def full(_diary: Path, _keys: Keys) -> None:
        raise DiaryError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_key_file", full)
        # The lock is in force: only the backup is told of.
        assert "The disk is full" in _lock(opened)
        assert opened.locking.is_locked
        for write in (lambda: opened.diary.add(VasScore(77)), opened.backups.make):
            with pytest.raises(DiaryError, match=r"Nothing was saved\. The disk is full"):
                write()
    opened.diary.add(VasScore(88))
    assert files.read_trailer(file) is None
    for place in (file, opened.backups.make()):
        assert place is not None
        key = open_key(place, PASSPHRASE)
    assert examine(tmp_path, FakeClock(), key) == (Verdict.WHOLE, "")
    with open_services(tmp_path, FakeClock(), key) as again:
        assert len(again.diary.entries()) == 41


def test_a_diary_that_cannot_be_opened_again_is_not_called_unchanged(
    opened: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("cluneal_tracker.data.database.connect", refuse)
    _lock(opened)
    with pytest.raises(DiaryError, match="moved or replaced"):
        opened.diary.add(VasScore(77))
    assert open_key(tmp_path, PASSPHRASE) == opened._db.key


def test_a_window_on_the_plain_diary_makes_no_backup_once_another_program_locked_it(
    opened: Services, tmp_path: Path
) -> None:
    lock_diary(tmp_path)
    with pytest.raises(DiaryError, match="moved or replaced"):
        opened.backups.make()
    assert not list(tmp_path.glob("backups/*"))


def test_a_window_on_the_locked_diary_puts_no_key_back_once_another_program_unlocked_it(
    opened: Services, tmp_path: Path
) -> None:
    _lock(opened)
    locking = opened.locking
    code = locking.prepare_code()
    _unlock_elsewhere(tmp_path, open_key(tmp_path, PASSPHRASE))
    for late in (
        opened.backups.make,
        locking.prepare_code,
        locking.unlock,
        lambda: locking.prove(PASSPHRASE),
        lambda: locking.change_passphrase("other words"),
        lambda: locking.lock(code),
    ):
        with pytest.raises(DiaryError, match="moved or replaced"):
            late()
    assert _parts(tmp_path) == {"diary.db", "diary.seal"}


def test_a_plain_diary_that_was_kept_is_one_of_those_that_open_without_the_lock(
    opened: Services, tmp_path: Path
) -> None:
    plain = tmp_path / "diary-kept-2026-03-01T080000Z.db"
    plain.write_bytes((tmp_path / "diary.db").read_bytes())
    left = diary_file.journal_of(plain)
    left.write_bytes(CANARY.encode())
    assert opened.locking.others() == []
    _lock(opened)
    locked = tmp_path / "diary-kept-2026-03-02T080000Z.db"
    locked.write_bytes((tmp_path / "diary.db").read_bytes())
    shutil.copy(files.key_file(tmp_path / "diary.db"), files.key_file(locked))
    assert opened.locking.others() == [plain]
    opened.locking.remove([plain])
    assert locked.exists()
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.glob("diary*"))
