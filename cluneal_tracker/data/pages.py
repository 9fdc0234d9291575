"""The pages of a SQLite file, read without SQLite: what one page holds does not hang on another.

SQLite finds a row by way of the first page and the pages above the row's own, so one page that is
lost can hide thousands of rows. Here each page is read for itself, by the public file format
(https://www.sqlite.org/fileformat2.html). Whatever the bytes are, nothing is raised and every
reading ends.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

Value = None | int | float | str | bytes
Record = tuple[Value, ...]

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_USUAL = (4096, 0)
_LEAST = 480
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
# How many bytes the integers of serial types 1 to 6 take.
_LENGTHS = (0, 1, 2, 3, 4, 6, 8)
_BROKEN = (ValueError, IndexError, struct.error)


@dataclass(frozen=True, slots=True)
class Pages:
    """A SQLite file page by page, as it lies on the disk; the first page has number 1.

    `size` is that of a page in bytes, `reserved` how many of them at its end are not SQLite's: an
    encrypted diary has 80. A page that cannot be had, or cannot be decrypted, is empty.
    """

    content: Sequence[bytes]
    size: int
    reserved: int = 0

    def __post_init__(self) -> None:
        if self.usable < _LEAST or any(len(page) > self.size for page in self.content):
            raise ValueError("no page is longer than told, and 480 bytes of it are SQLite's")

    @property
    def usable(self) -> int:
        """How many bytes of a page SQLite uses."""
        return self.size - self.reserved


def plain_pages(file: Path) -> Pages:
    """The pages of a file that is not encrypted; raises OSError where it cannot be read."""
    content = file.read_bytes()
    # The first page may be damaged: what it says of the others is held against what is usual.
    layouts = dict.fromkeys((_layout(content), _USUAL))
    cut = [Pages(_cut(content, size), size, reserved) for size, reserved in layouts]
    return cut[0] if len(cut) == 1 else max(cut, key=lambda pages: sum(1 for _ in rows(pages)))


def _layout(content: bytes) -> tuple[int, int]:
    size, reserved = int.from_bytes(content[16:18], "big"), content[20:21]
    size = 65536 if size == 1 else size
    # A power of two; one that is too small has no room for what is SQLite's.
    sound = content.startswith(_MAGIC) and size & (size - 1) == 0
    return (size, reserved[0]) if sound and reserved and size - reserved[0] >= _LEAST else _USUAL


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[at : at + size] for at in range(0, len(content), size)]


def rows(pages: Pages, without: Collection[int] = ()) -> Iterator[tuple[int, Record]]:
    """The rows of all tables with their row numbers, page by page; `without` names pages.

    An `integer primary key` is None in the row: it is the row number.
    """
    return _records(pages, _TABLE_LEAF, _row_head, _most_of_a_row(pages), without)


def entries(pages: Pages, without: Collection[int] = ()) -> Iterator[Record]:
    """The entries of all indexes: their columns, and the number of the row at the end."""
    most = (pages.usable - 12) * 64 // 255 - 23
    for kind, head in ((_INDEX_LEAF, _entry_head), (_INDEX_INNER, _inner_entry_head)):
        for _, record in _records(pages, kind, head, most, without):
            yield record


def unused(pages: Pages) -> set[int]:
    """The pages that hold nothing any more, by the free list; what stands on them is stale."""
    found: set[int] = set()
    first = pages.content[0] if pages.content else b""
    trunk = int.from_bytes(first[32:36], "big") if first.startswith(_MAGIC) else 0
    while 1 < trunk <= len(pages.content) and trunk not in found:
        page = pages.content[trunk - 1]
        following, count = (int.from_bytes(page[at : at + 4], "big") for at in (0, 4))
        if 8 + 4 * count > len(page):
            # Not a page of the list, so the way here was damaged.
            break
        found |= {trunk, *struct.unpack_from(f">{count}I", page, 8)}
        trunk = following
    return found


_Head = Callable[[bytes, int], tuple[int, int, int]]


def _row_head(page: bytes, at: int) -> tuple[int, int, int]:
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    return length, number - (1 << 64) if number >> 63 else number, at


def _entry_head(page: bytes, at: int) -> tuple[int, int, int]:
    length, at = _varint(page, at)
    return length, 0, at


def _inner_entry_head(page: bytes, at: int) -> tuple[int, int, int]:
    # The number of a page further down comes first.
    return _entry_head(page, at + 4)


def _most_of_a_row(pages: Pages) -> int:
    return pages.usable - 35


def _records(
    pages: Pages, kind: int, head: _Head, most: int, without: Collection[int]
) -> Iterator[tuple[int, Record]]:
    """Every record on the pages of a kind, with the number of its row.

    `head` reads what stands before a record: its length, the number of its row, and where it
    begins. Of a longer record than `most` bytes, a part is on other pages.
    """
    for number, page in enumerate(pages.content, 1):
        begin = _HEADER if number == 1 else 0
        if page[begin : begin + 1] != bytes([kind]) or number in without:
            continue
        first = begin + (12 if kind == _INDEX_INNER else 8)
        count = int.from_bytes(page[begin + 3 : begin + 5], "big")
        for place in range(first, min(first + 2 * count, len(page) - 1), 2):
            at = int.from_bytes(page[place : place + 2], "big")
            try:
                length, row, at = head(page, at)
                yield row, _record(_payload(pages, page, at, length, most))
            except _BROKEN:
                continue


def _payload(pages: Pages, page: bytes, at: int, length: int, most: int) -> bytes:
    """The bytes of a record that begins on `page`; ValueError where they are not all there."""
    usable = pages.usable
    if length > usable * len(pages.content):
        raise ValueError("longer than the file")
    here = length
    if length > most:
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
    if at + here + (4 if here < length else 0) > usable:
        raise ValueError("beyond the page")
    parts = [page[at : at + here]]
    following, missing = at + here, length - here
    while missing > 0:
        # Every page lessens what is missing, so even a chain in a circle comes to an end.
        number = int.from_bytes(page[following : following + 4], "big")
        if not 1 < number <= len(pages.content):
            raise ValueError("not a page of this file")
        page, following = pages.content[number - 1], 0
        parts.append(page[4 : 4 + min(missing, usable - 4)])
        missing -= usable - 4
    return b"".join(parts)


def _record(payload: bytes) -> Record:
    """The values of a record; ValueError where they do not fill it to the last byte."""
    head, at = _varint(payload, 0)
    if head > len(payload):
        raise ValueError("cut off")
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        if at > len(payload):
            raise ValueError("cut off")
        values.append(value)
    if at != len(payload):
        raise ValueError("of another length than told")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind >= 12:
        end = at + (kind - 12) // 2
        piece = payload[at:end]
        return piece.decode() if kind % 2 else piece, end
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind in (8, 9):
        return kind - 8, at
    if kind > 9:
        raise ValueError("no such kind of value")
    end = at + _LENGTHS[kind]
    return int.from_bytes(payload[at:end], "big", signed=True) if kind else None, end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """An integer of one to nine bytes, and where it ends; IndexError beyond the data."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9
