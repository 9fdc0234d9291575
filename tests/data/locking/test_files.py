from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cluneal_tracker.data.exchange.files import write_whole
from cluneal_tracker.data.locking import files
from cluneal_tracker.data.locking.files import (
    append_trailer,
    find_keys,
    is_diary,
    is_locked,
    key_file,
    keys_now,
    looks_locked,
    read_key_file,
    read_trailer,
    settle,
    write_key_file,
)
from cluneal_tracker.data.locking.keys import Cost, DamagedKeys, Keys, WrongPassphrase, new_keys
from cluneal_tracker.domain.errors import DiaryError

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def made() -> tuple[Keys, bytes, str]:
    return new_keys("old words", CHEAP)


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """What a locked diary looks like."""
    file = tmp_path / "diary.db"
    file.write_bytes(os.urandom(8192))
    return file


def test_the_key_file_is_read_as_it_was_written(noise: Path, made: tuple[Keys, bytes, str]) -> None:
    assert read_key_file(noise) is None
    write_key_file(noise, made[0])
    assert read_key_file(noise) == made[0]
    assert key_file(noise).name == "diary.key"
    assert {file.name for file in noise.parent.iterdir()} == {"diary.db", "diary.key"}


@pytest.mark.skipif(os.name == "nt", reason="file modes")
def test_the_key_file_is_private_whatever_the_umask(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    before = os.umask(0)
    try:
        write_key_file(noise, made[0])
    finally:
        os.umask(before)
    assert stat.S_IMODE(key_file(noise).stat().st_mode) == 0o600


def test_after_a_change_the_old_passphrase_does_not_open_the_key_file(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    keys, key, _ = made
    write_key_file(noise, keys)
    write_key_file(noise, keys.with_new_passphrase(key, "new words", CHEAP))
    now = read_key_file(noise)
    assert now is not None
    assert now.open_with_passphrase("new words") == key
    with pytest.raises(WrongPassphrase):
        now.open_with_passphrase("old words")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", bytes(600)])
def test_a_damaged_key_file_is_told(noise: Path, content: bytes) -> None:
    key_file(noise).write_bytes(content)
    with pytest.raises(DamagedKeys, match="backup"):
        read_key_file(noise)


@pytest.mark.skipif(os.name == "nt", reason="folder modes")
def test_a_key_file_that_cannot_be_written_leaves_the_old_one(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    keys, key, _ = made
    write_key_file(noise, keys)
    # A folder that was taken away stands for every disk that does not answer.
    os.rename(noise.parent, noise.parent.with_name("gone"))
    with pytest.raises(DiaryError, match="Your diary is safe"):
        write_key_file(noise, keys.with_new_passphrase(key, "new words", CHEAP))
    assert read_key_file(noise.parent.with_name("gone") / noise.name) == keys


def test_the_trailer_is_read_as_it_was_written(noise: Path, made: tuple[Keys, bytes, str]) -> None:
    pages = noise.read_bytes()
    assert read_trailer(noise) is None
    append_trailer(noise, made[0])
    assert read_trailer(noise) == made[0]
    assert noise.read_bytes().startswith(pages)
    # Less than a page, so that it is never taken for one.
    assert noise.stat().st_size - len(pages) < 4096


def test_the_last_trailer_counts(noise: Path, made: tuple[Keys, bytes, str]) -> None:
    keys, key, _ = made
    append_trailer(noise, keys)
    append_trailer(noise, keys.with_new_passphrase(key, "new words", CHEAP))
    told = read_trailer(noise)
    assert told is not None
    assert told.open_with_passphrase("new words") == key


def test_a_damaged_trailer_is_told_and_a_cut_one_is_none(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    pages = noise.stat().st_size
    append_trailer(noise, made[0])
    whole = noise.read_bytes()
    for place in range(pages, len(whole) - 8, 7):
        noise.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(DiaryError, match=r"damaged|newer version"):
            read_trailer(noise)
        assert is_locked(noise)
        noise.write_bytes(whole[:place])
        assert read_trailer(noise) is None


@pytest.mark.parametrize("rest", [b"", b"CLNLKEYS", b"CLNLKEYS" * 2 + b"."])
def test_a_file_too_short_or_without_the_mark_has_no_trailer(tmp_path: Path, rest: bytes) -> None:
    (tmp_path / "diary.db").write_bytes(rest)
    assert read_trailer(tmp_path / "diary.db") is None


@pytest.mark.parametrize("length", [0, 5, 2**32 - 1])
def test_a_trailer_of_no_true_length_is_told(noise: Path, length: int) -> None:
    with noise.open("ab") as stream:
        stream.write(length.to_bytes(4, "big") + b"CLNLKEYS")
    with pytest.raises(DamagedKeys):
        read_trailer(noise)


def test_a_locked_diary_is_told_from_a_plain_one_and_from_noise(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    assert not is_locked(noise)
    write_key_file(noise, made[0])
    assert is_locked(noise)
    key_file(noise).unlink()
    append_trailer(noise, made[0])
    assert is_locked(noise)
    # A kill between the last two moves of unlocking leaves the key file of before.
    noise.write_bytes(b"SQLite format 3\x00" + bytes(8192))
    write_key_file(noise, made[0])
    assert not is_locked(noise)


def test_a_missing_file_is_no_locked_one(tmp_path: Path, made: tuple[Keys, bytes, str]) -> None:
    file = tmp_path / "diary.db"
    write_key_file(file, made[0])
    assert not is_locked(file)
    assert find_keys(file) == made[0]


def test_the_wraps_are_found_at_the_end_then_beside_then_in_the_newest_backup(
    noise: Path,
) -> None:
    ours, older, newer, end = (new_keys(name, CHEAP)[0] for name in "abcd")
    backups = noise.parent / "backups"
    backups.mkdir()
    assert find_keys(noise) is None
    for day, keys in (("01", older), ("02", newer), ("03", None)):
        file = backups / f"diary-2026-03-{day}T080000Z.db"
        file.write_bytes(noise.read_bytes())
        if keys:
            append_trailer(file, keys)
    assert is_locked(noise)
    assert find_keys(noise) == newer
    write_key_file(noise, ours)
    assert find_keys(noise) == ours
    key_file(noise).write_bytes(b"{")
    assert find_keys(noise) == newer
    append_trailer(noise, end)
    assert find_keys(noise) == end


def test_a_damaged_diary_that_was_locked_once_is_no_locked_one(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    backup = noise.parent / "backups" / "diary-2026-03-01T080000Z.db"
    backup.parent.mkdir()
    backup.write_bytes(noise.read_bytes())
    append_trailer(backup, made[0])
    assert is_locked(noise)
    # Cut short in its last page, it is noise all the same.
    noise.write_bytes(noise.read_bytes()[:-1])
    assert is_locked(noise)
    noise.write_bytes(bytes(100) + b"create table pain (id)" * 400)
    assert not is_locked(noise)
    assert find_keys(noise) is None
    noise.unlink()
    assert find_keys(noise) == made[0]


def test_wraps_of_which_none_is_whole_are_told(noise: Path) -> None:
    key_file(noise).write_bytes(b"{")
    assert is_locked(noise)
    with pytest.raises(DamagedKeys):
        find_keys(noise)


def test_before_it_is_written_to_a_diary_has_its_wraps_beside_it_alone(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    pages = noise.read_bytes()
    append_trailer(noise, made[0])
    settle(noise, made[0])
    assert noise.read_bytes() == pages
    assert read_key_file(noise) == made[0]
    told = key_file(noise).stat()
    settle(noise, made[0])
    assert (key_file(noise).stat().st_ino, noise.read_bytes()) == (told.st_ino, pages)


def test_what_another_program_wrote_after_settling_stays(
    noise: Path, made: tuple[Keys, bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    append_trailer(noise, made[0])
    grown = bytes(3 * 4096)

    def meanwhile(diary: Path, keys: Keys) -> None:
        write_key_file(diary, keys)
        noise.write_bytes(grown)

    monkeypatch.setattr(files, "write_key_file", meanwhile)
    settle(noise, made[0])
    assert noise.read_bytes() == grown


def test_wraps_lost_while_the_diary_is_open_are_put_back(
    noise: Path, made: tuple[Keys, bytes, str]
) -> None:
    keys, key, _ = made
    assert keys_now(noise, keys) == keys == read_key_file(noise)
    newer = keys.with_new_passphrase(key, "new words", CHEAP)
    write_key_file(noise, newer)
    assert keys_now(noise, keys) == newer
    key_file(noise).write_bytes(b"")
    assert keys_now(noise, keys) == keys == read_key_file(noise)


def test_no_diary_is_written_over(noise: Path, made: tuple[Keys, bytes, str]) -> None:
    picture, text = noise.with_name("picture.png"), noise.with_name("diary.json")
    picture.write_bytes(noise.read_bytes())
    text.write_text("{}")
    assert not is_diary(noise)
    write_key_file(noise, made[0])
    assert is_diary(noise)
    with pytest.raises(DiaryError, match="maybe your diary"):
        write_whole(noise, b"")
    for other in (picture, text, noise.with_name("none")):
        assert not is_diary(other)
    append_trailer(picture, made[0])
    assert is_diary(picture)


@pytest.mark.parametrize("suffix", [".key", ".KEY", ".seal", ".db-journal"])
def test_what_belongs_to_a_diary_is_not_written_over(
    noise: Path, made: tuple[Keys, bytes, str], suffix: str
) -> None:
    write_key_file(noise, made[0])
    kept = noise.rename(noise.with_name("diary-kept.db"))
    for diary in (noise, kept):
        part = diary.with_name(f"{diary.stem}{suffix}")
        with pytest.raises(DiaryError, match="Choose another name"):
            write_whole(part, b"")
    assert read_key_file(noise) == made[0]
    # Where there is no diary of that name, it is a file like any other.
    write_whole(noise.with_name(f"notes{suffix}"), b"all")
    assert noise.with_name(f"notes{suffix}").read_bytes() == b"all"


def test_noise_in_whole_pages_may_be_a_locked_diary(noise: Path) -> None:
    assert looks_locked(noise)
    noise.write_bytes(noise.read_bytes()[:-1])
    assert not looks_locked(noise)
    noise.write_bytes(bytes(8192))
    assert not looks_locked(noise)
