from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluneal_tracker.data.pages import Pages, entries, plain_pages, rows, unused

VALUES: list[object] = [
    None,
    0,
    1,
    -1,
    127,
    -129,
    40_000,
    8_000_000,
    -(2**31),
    2**40,
    2**62,
    -(2**63),
]
VALUES += [
    1.5,
    "",
    "März",
    b"",
    b"\x00\xff",
    "x" * 200,
    "y" * 5_000,
    "note " * 2_000,
    b"z" * 90_000,
]


def _fill(connection: sqlite3.Connection, chance: Random) -> None:
    connection.execute("create table one (a, b, c)")
    connection.execute("create table two (id integer primary key, text)")
    connection.execute("create index one_b on one (b, a)")
    for _ in range(300):
        connection.execute("insert into one values (?, ?, ?)", chance.choices(VALUES, k=3))
        row = [chance.randrange(-(2**63), 2**63), "t" * chance.randrange(600)]
        connection.execute("insert into two values (?, ?)", row)
    connection.execute("delete from one where rowid % 3 = 0")
    connection.execute("delete from two where id > 0")
    connection.commit()


def _with_reserve(file: Path, size: int, reserved: int) -> None:
    """A new database each page of which has some bytes that SQLite leaves alone."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma page_size = {size}")
        connection.execute("pragma user_version = 1")
    content = bytearray(file.read_bytes())
    content[20] = reserved
    content[105:107] = ((size - reserved) & 0xFFFF).to_bytes(2, "big")
    file.write_bytes(content)


def _stored(file: Path) -> tuple[list[object], list[object]]:
    """The rows and the entries of the index, as SQLite tells them."""
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
        told: list[object] = [
            *connection.execute("select rowid, a, b, c from one"),
            *connection.execute("select id, null, text from two"),
            *connection.execute("select rowid, * from sqlite_master"),
        ]
        return told, [*connection.execute("select b, a, rowid from one")]


@pytest.mark.parametrize(
    ("size", "reserved"), [(512, 0), (512, 32), (1024, 0), (4096, 0), (4096, 80), (65536, 0)]
)
def test_a_whole_file_is_read_as_sqlite_reads_it(tmp_path: Path, size: int, reserved: int) -> None:
    file = tmp_path / "file.db"
    _with_reserve(file, size, reserved)
    with closing(sqlite3.connect(file)) as connection:
        _fill(connection, Random(size + reserved))
        free = connection.execute("pragma freelist_count").fetchone()[0]
    pages = plain_pages(file)
    assert (pages.size, pages.reserved) == (size, reserved)
    stale = unused(pages)
    assert len(stale) == free
    told, indexed = _stored(file)
    found = [(number, *record) for number, record in rows(pages, stale)]
    assert sorted(map(repr, found)) == sorted(map(repr, told))
    assert sorted(map(repr, entries(pages, stale))) == sorted(map(repr, indexed))


@pytest.mark.parametrize(
    ("size", "reserved"),
    [(512, 0), (512, 32), (1024, 0), (1024, 80), (4096, 0), (4096, 80), (65536, 0)],
)
def test_a_row_and_an_entry_of_each_length_are_read(
    tmp_path: Path, size: int, reserved: int
) -> None:
    file = tmp_path / "file.db"
    _with_reserve(file, size, reserved)
    # From a fourth of a page on, an index keeps a part elsewhere; a table only from a whole one on.
    near = range(2 * size) if size < 4096 else range(size // 4 - 80, size // 4 + 80)
    lengths = {*near, *range(size - reserved - 60, size - reserved + 20)}
    texts = ["x" * length for length in sorted(lengths)]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table one (a)")
        connection.execute("create index one_a on one (a)")
        connection.executemany("insert into one values (?)", [(text,) for text in texts])
        connection.commit()
    pages = plain_pages(file)
    assert sorted(record[0] for _, record in rows(pages) if len(record) == 1) == texts  # type: ignore[type-var]
    assert sorted(record[0] for record in entries(pages)) == texts  # type: ignore[type-var]


def test_a_page_may_hold_hundreds_of_rows(tmp_path: Path) -> None:
    file = tmp_path / "file.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("pragma page_size = 4096")
        connection.execute("create table one (a)")
        connection.executemany("insert into one values (?)", [(number,) for number in range(600)])
        connection.commit()
    found = [record[0] for _, record in rows(plain_pages(file)) if len(record) == 1]
    assert found == [*range(600)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("whole") / "file.db"
    _with_reserve(file, 4096, 0)
    with closing(sqlite3.connect(file)) as connection:
        _fill(connection, Random(1))
    return file.read_bytes()


def _pages(tmp_path: Path, content: bytes) -> Pages:
    file = tmp_path / "damaged.db"
    file.write_bytes(content)
    return plain_pages(file)


def test_pages_that_hold_nothing_any_more_are_told(tmp_path: Path, whole: bytes) -> None:
    file = tmp_path / "file.db"
    file.write_bytes(whole)
    with closing(sqlite3.connect(file)) as connection:
        # Some builds of SQLite write zeros over what is deleted.
        connection.execute("pragma secure_delete = off")
        connection.execute("drop table one")
    pages = plain_pages(file)
    current, every = ([*rows(pages, without)] for without in (unused(pages), ()))
    assert not any(len(record) == 3 for _, record in current)
    assert any(len(record) == 3 for _, record in every)
    looped = pages.content[0][:32] + (2).to_bytes(4, "big") + pages.content[0][36:]
    assert unused(Pages([looped, (2).to_bytes(4, "big") + bytes(508)], 4096)) == {2}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, b"\0" * 100),
        (16, b"\x20\x00"),
        (17, b"\x01"),
        (20, b"\x40"),
        # Less than SQLite needs of a page.
        (16, b"\x02\x00\x01\x01\x40"),
        (16, b"\x01\x00"),
    ],
)
def test_a_damaged_header_hides_no_row(
    tmp_path: Path, whole: bytes, place: int, value: bytes
) -> None:
    damaged = whole[:place] + value + whole[place + len(value) :]
    found = list(rows(_pages(tmp_path, damaged)))
    assert found == list(rows(_pages(tmp_path, whole)))


def test_a_page_that_was_cut_off_gives_what_is_left_of_it(tmp_path: Path) -> None:
    file = tmp_path / "file.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table one (a)")
        connection.executemany("insert into one values (?)", [["early" * 200], ["late" * 200]])
        connection.commit()
    # The rows of a page are written from its end on.
    pages = _pages(tmp_path, file.read_bytes()[:-100])
    assert [record for _, record in rows(pages) if len(record) == 1] == [("late" * 200,)]


@pytest.mark.parametrize("content", [b"", b"\x0d", b"SQLite format 3\x00", b"text " * 2000])
def test_what_is_no_database_has_no_rows(tmp_path: Path, content: bytes) -> None:
    pages = _pages(tmp_path, content)
    assert [*rows(pages), *entries(pages)] == []
    assert unused(pages) == set()


def test_a_row_whose_pages_go_round_in_a_circle_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "file.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table one (a)")
        connection.execute("insert into one values (?)", ["n" * 20_000])
        connection.execute("insert into one values ('short')")
        connection.commit()
    pages = plain_pages(file)
    turned = [
        (3).to_bytes(4, "big") + page[4:] if page[4:] == b"n" * 4092 else page
        for page in pages.content
    ]
    assert turned != pages.content
    found = [record for _, record in rows(Pages(turned, 4096)) if len(record) == 1]
    assert ("short",) in found
    assert all(
        str(record[0]).strip("n") in ("", "short") or "\0" in str(record) for record in found
    )


def test_a_row_longer_than_its_file_is_passed_over() -> None:
    endless = bytes([0x90] * 8 + [1, 1]) + bytes(40)
    leaf = bytes([13, 0, 0, 0, 1, 0, 0, 0]) + (512 - len(endless)).to_bytes(2, "big")
    to_itself = (2).to_bytes(4, "big") + bytes(508)
    pages = Pages([bytes(512), to_itself, leaf.ljust(512 - len(endless), b"\0") + endless], 512)
    assert list(rows(pages)) == []


def test_a_row_without_end_whose_pages_go_round_is_passed_over_at_once() -> None:
    to_itself = (2).to_bytes(4, "big") + bytes(508)
    # A length of 2 to the power of 62 and more, of which a part is on this page.
    for last in range(256):
        cell = bytes([0xC0] + [0x80] * 7 + [last, 1]) + to_itself[:4] * 123
        leaf = bytes([13, 0, 0, 0, 1, 0, 0, 0]) + (10).to_bytes(2, "big") + cell
        assert list(rows(Pages([bytes(512), to_itself, leaf], 512))) == []


def test_pages_longer_than_told_are_refused() -> None:
    with pytest.raises(ValueError, match="longer than told"):
        Pages([bytes(512), bytes(513)], 512)
    with pytest.raises(ValueError, match="480"):
        Pages([bytes(512)], 512, 80)


def _read(pages: Pages) -> None:
    stale = unused(pages)
    for record in (*(record for _, record in rows(pages, stale)), *entries(pages)):
        assert all(value is None or type(value) in (int, float, str, bytes) for value in record)


def _leaf(body: bytes, kind: int, count: int) -> bytes:
    head = bytes([kind, 0, 0]) + count.to_bytes(2, "big") + bytes(3 + 4 * (kind == 2))
    return (head + body)[:512].ljust(512, b"\x81")


garbage = st.lists(
    st.builds(_leaf, st.binary(max_size=504), st.sampled_from([2, 10, 13]), st.integers(0, 65535)),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("examples", [150, pytest.param(20_000, marks=pytest.mark.slow)])
def test_no_bytes_whatever_make_it_fail(examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(content=garbage, head=st.binary(max_size=112), reserved=st.integers(0, 32))
    def read(content: list[bytes], head: bytes, reserved: int) -> None:
        _read(Pages([head.ljust(512, b"\x0d"), *content], 512, reserved))

    read()


def _flips(size: int) -> st.SearchStrategy[list[tuple[int, bytes]]]:
    return st.lists(st.tuples(st.integers(0, size - 1), st.binary(min_size=1, max_size=64)))


@pytest.mark.parametrize("examples", [40, pytest.param(2_000, marks=pytest.mark.slow)])
def test_no_damage_to_real_pages_makes_it_fail(whole: bytes, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(damage=_flips(len(whole)))
    def read(damage: list[tuple[int, bytes]]) -> None:
        content = bytearray(whole)
        for place, piece in damage:
            content[place : place + len(piece)] = piece[: len(content) - place]
        _read(Pages(list(_cut(bytes(content))), 4096))

    read()


def _cut(content: bytes) -> Iterator[bytes]:
    for at in range(0, len(content), 4096):
        yield content[at : at + 4096]


def test_a_value_that_would_end_far_beyond_all_bytes_is_passed_over() -> None:
    # Two texts of 2 to the power of 63 letters, and then a number.
    kinds = (b"\xff" * 8 + b"\x0d") * 2 + b"\x07"
    payload = bytes([len(kinds) + 1]) + kinds + b"abc"
    cell = bytes([len(payload), 1]) + payload
    head = b"\x0d\x00\x00\x00\x01" + (4096 - len(cell)).to_bytes(2, "big") + b"\x00"
    page = head + (4096 - len(cell)).to_bytes(2, "big")
    page = page.ljust(4096 - len(cell), b"\x00") + cell
    assert list(rows(Pages([bytes(4096), page], 4096))) == []
