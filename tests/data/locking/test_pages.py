from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.locking.files import append_trailer, settle
from cluneal_tracker.data.locking.keys import Lock, new_keys
from cluneal_tracker.data.locking.pages import (
    PAGE_BYTES,
    RESERVED_BYTES,
    decrypted_pages,
    first_page,
    opens,
)
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock
from tests.locked import CHEAP, copy

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("made") / "diary.db"
    with closing(open_database(file)) as db:
        for mm in range(20):
            Services(db, FakeClock()).diary.add(VasScore(mm), note=f"{mm} " * mm * 60)
    return file.read_bytes()


@pytest.fixture
def plain(content: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "diary.db"
    file.write_bytes(content)
    return file


@pytest.fixture
def locked(plain: Path) -> Path:
    file = plain.with_name("locked.db")
    keys, _, _ = new_keys("x", CHEAP)
    copy(plain, file, Lock(KEY, keys))
    settle(file, keys)
    return file


def _pages(file: Path) -> list[bytes]:
    return list(decrypted_pages(file, KEY))


def _damage(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(content)


def test_the_pages_make_up_the_plain_diary(plain: Path, locked: Path) -> None:
    pages = _pages(locked)
    assert len(pages) * PAGE_BYTES == locked.stat().st_size
    assert {len(page) for page in pages} == {PAGE_BYTES}
    assert pages[0][20] == RESERVED_BYTES
    clear = plain.with_name("clear.db")
    clear.write_bytes(b"".join(pages))
    with (
        closing(sqlite3.connect(clear)) as found,
        closing(sqlite3.connect(plain)) as told,
    ):
        assert found.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert list(found.iterdump()) == list(told.iterdump())


def test_a_page_with_one_wrong_bit_is_given_as_zeros(locked: Path) -> None:
    whole, content = _pages(locked), locked.read_bytes()
    # In the salt of page 1 it would be every page's.
    for number in (0, 1, 7, len(whole) - 1):
        for within in (16, 2000, 4020, 4095):
            place = number * PAGE_BYTES + within
            _damage(locked, place, bytes([content[place] ^ 4]))
            expected = [*whole[:number], bytes(PAGE_BYTES), *whole[number + 1 :]]
            assert _pages(locked) == expected
            _damage(locked, place, content[place : place + 1])


def test_pages_in_each_other_s_place_are_damaged_ones(locked: Path) -> None:
    whole, content = _pages(locked), locked.read_bytes()
    _damage(locked, PAGE_BYTES, content[2 * PAGE_BYTES : 3 * PAGE_BYTES])
    _damage(locked, 2 * PAGE_BYTES, content[PAGE_BYTES : 2 * PAGE_BYTES])
    assert _pages(locked) == [whole[0], bytes(PAGE_BYTES), bytes(PAGE_BYTES), *whole[3:]]


@pytest.mark.parametrize("lost", [1, 16, PAGE_BYTES])
def test_without_its_beginning_the_rest_is_still_read(locked: Path, lost: int) -> None:
    whole = _pages(locked)
    _damage(locked, 0, bytes(lost))
    assert _pages(locked)[1:] == whole[1:]


def test_a_cut_file_gives_the_pages_that_are_whole(locked: Path) -> None:
    whole, content = _pages(locked), locked.read_bytes()
    locked.write_bytes(content[: 3 * PAGE_BYTES + 77])
    assert _pages(locked) == whole[:3]
    locked.write_bytes(b"")
    assert _pages(locked) == []


def test_the_wraps_at_the_end_are_no_page(locked: Path) -> None:
    whole = _pages(locked)
    append_trailer(locked, new_keys("x", CHEAP)[0])
    assert _pages(locked) == whole


def test_another_key_gives_nothing_of_the_diary(locked: Path) -> None:
    whole = _pages(locked)
    found: Iterator[bytes] = decrypted_pages(locked, bytes(32))
    assert all(a[100:] != b[100:] for a, b in zip(found, whole, strict=True))


def test_a_key_opens_a_file_while_one_page_of_it_is_whole(locked: Path) -> None:
    whole = _pages(locked)
    assert first_page(locked, KEY) == whole[0]
    assert opens(locked, KEY)
    assert not opens(locked, bytes(32))
    assert first_page(locked, bytes(32)) == b""
    _damage(locked, 100, bytes(200))
    assert first_page(locked, KEY) == b""
    assert opens(locked, KEY)
    locked.write_bytes(b"")
    assert first_page(locked, KEY) == b""
    assert not opens(locked, KEY)
