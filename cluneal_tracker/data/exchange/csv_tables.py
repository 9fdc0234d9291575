"""CSV: one table a file, one column an activity, and a zip that holds the tables together."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from lzma import LZMAError
from typing import Any

from cluneal_tracker.data.exchange import csv_text
from cluneal_tracker.data.exchange.document import MOST_ROWS, Document, Placed
from cluneal_tracker.data.exchange.fields import Json, Kind, Number
from cluneal_tracker.data.exchange.picture_table import PICTURES
from cluneal_tracker.data.exchange.table import Record, Table
from cluneal_tracker.data.exchange.tables import DIARY_TABLES
from cluneal_tracker.domain.text import shown

# Keys that get a column even when no row uses them, by field.
Known = Mapping[str, Sequence[str]]
# A column of a file: its field, and its key where the field holds several answers.
Column = tuple[str, str | None]

_PREFIX = {
    **{"activities": "activity ", "signs": "sign "},
    **{"planned": "planned ", "done": "done ", "kept": "kept "},
}
_ANSWER = {True: "yes", False: "no"}
_READ_ANSWER = {"yes": True, "no": False}
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_APOSTROPHE = "'"
# Columns that no other program has.
_WRITTEN = {"entered_at", "told_at"}
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_HAS_PASSWORD = 1
# What the zipfile of Python raises for a spoilt zip. NotImplementedError: an unknown packing.
# OSError and EOFError: spoilt bytes in a bzip2 packing. UnicodeDecodeError: a spoilt name.
_SPOILT = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError),
    *(NotImplementedError, UnicodeDecodeError),
)


def write_csv(table: Table[Any], records: Sequence[Record], known: Known) -> bytes:
    """One table, its first line naming the columns."""
    columns = _columns(table, records, known)
    text = io.StringIO(newline="")
    # Every cell in quotes: a reader that splits at semicolons cannot break one open.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(_label(column) for column in columns)
    for record in records:
        writer.writerow(_cell(record, column) for column in columns)
    return text.getvalue().encode(csv_text.ENCODING)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Several files in one, readable by their owner alone once unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, content)
    return whole.getvalue()


def is_ours(text: str) -> bool:
    """Whether the first line names what only our own tables have.

    That is the moment of entry, which all have but the pictures; other programs too have days,
    notes and ids.
    Raises ValueError for one that a spreadsheet has saved with semicolons or tabs.
    """
    delimiter, labels = csv_text.first_row(text)
    found = bool(_WRITTEN & set(labels)) or set(labels) == set(PICTURES.fields)
    if found and delimiter != ",":
        raise ValueError("A spreadsheet saved it in its own way. Bring it in as it was exported.")
    return found


def read_csv(content: bytes) -> Document:
    """The rows of one table, told by its columns; raises ValueError for what is not one."""
    return _read(content, None, "")


def read_tables(files: Mapping[str, bytes]) -> Document:
    """The rows of all tables that were in a zip, by the names of its files."""
    tables = {f"{table.name}.csv": table for table in DIARY_TABLES}
    found: Document = {}
    for name, content in files.items():
        if name not in tables:
            raise ValueError(f"It holds {shown(name)}, which no diary has.")
        found |= _read(content, tables[name], f"{name}, ")
    return found


def unpack(content: bytes, limit: int) -> dict[str, bytes]:
    """The files of a zip, if they are at most `limit` bytes together; raises ValueError."""
    files: dict[str, bytes] = {}
    left = limit
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.filename:
                    raise ValueError("It holds a file without a name.")
                if entry.flag_bits & _HAS_PASSWORD:
                    raise ValueError("It has a password. Unpack it, and zip it without one.")
                if entry.filename in files:
                    raise ValueError(f"It holds {shown(entry.filename)} twice.")
                # The size that a zip states is a claim: read one byte more than may be there.
                with archive.open(entry) as stream:
                    files[entry.filename] = stream.read(left + 1)
                left -= len(files[entry.filename])
                if left < 0:
                    raise ValueError("It unpacks to more than 50 MB.")
    except _SPOILT as error:
        raise ValueError("It is a zip that cannot be unpacked.") from error
    if not files:
        raise ValueError("It is a zip without a diary in it.")
    return files


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would see a formula."""
    begins = text.startswith((_APOSTROPHE, *_FORMULA)) or text.lstrip().startswith(_FORMULA)
    return _APOSTROPHE + text if begins else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text.removeprefix(_APOSTROPHE)


def _columns(table: Table[Any], records: Sequence[Record], known: Known) -> list[Column]:
    columns: list[Column] = []
    for field in table.fields:
        if field in _PREFIX:
            used = {key for record in records for key in record[field]}
            first = list(known.get(field, ()))
            columns += [(field, key) for key in [*first, *sorted(used - set(first))]]
        else:
            columns.append((field, None))
    return columns


def _label(column: Column) -> str:
    field, key = column
    return field if key is None else _PREFIX[field] + key


def _cell(record: Record, column: Column) -> str:
    field, key = column
    value = record[field] if key is None else record[field].get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return _ANSWER[value]
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _read(content: bytes, table: Table[Any] | None, before: str) -> Document:
    rows = csv_text.rows(csv_text.decode(content, before), before)
    _, labels = next(rows, (1, []))
    table = table or _nearest(labels)
    columns = _read_labels(table, labels, before)
    read = _Reader(table, columns)
    placed = (read.placed(cells, f"{before}line {line}") for line, cells in rows)
    # One row more than there may be, so that the count tells.
    return {table.name: list(islice(placed, MOST_ROWS + 1))}


def _nearest(labels: Iterable[str]) -> Table[Any]:
    """The table that shares most columns with a file."""
    return max(DIARY_TABLES, key=lambda table: len(set(table.fields) & set(labels)))


def _read_labels(table: Table[Any], labels: Sequence[str], before: str) -> list[Column]:
    columns = [_read_label(table, label, before) for label in labels]
    for name in table.fields:
        if name not in (*_PREFIX, *table.later) and (name, None) not in columns:
            raise ValueError(f"Its {before}line 1 has no column “{name}”.")
    if len(set(columns)) < len(columns):
        raise ValueError(f"Its {before}line 1 names a column twice.")
    return columns


def _read_label(table: Table[Any], label: str, before: str) -> Column:
    if label in table.fields and label not in _PREFIX:
        return label, None
    for field, prefix in _PREFIX.items():
        if field in table.fields and label.startswith(prefix):
            return field, label.removeprefix(prefix)
    raise ValueError(f"Its {before}line 1 has a column {shown(label)} that no diary has.")


class _Reader:
    """Makes records of the rows of one table."""

    def __init__(self, table: Table[Any], columns: Sequence[Column]) -> None:
        self._width = len(columns)
        self._empty = [field for field in table.fields if field in _PREFIX]
        ways = [_WAYS[table.fields[field]] for field, _ in columns]
        self._columns = [(field, key, way) for (field, key), way in zip(columns, ways, strict=True)]

    def placed(self, cells: Sequence[str], place: str) -> Placed:
        """The record of one row."""
        if len(cells) != self._width:
            fault = f"it has {len(cells)} cells where line 1 has {self._width}"
            return Placed(place, None, fault)
        record: Record = {field: {} for field in self._empty}
        for (field, key, way), cell in zip(self._columns, cells, strict=True):
            if key is None:
                record[field] = way(cell)
            elif cell:
                record[field][key] = way(cell)
        return Placed(place, record)


def _code(cell: str) -> str | None:
    return unguarded(cell) if cell else None


def _json(cell: str) -> Json | None:
    return Json(cell) if cell else None


def _number(cell: str) -> Number | None:
    return Number(cell) if cell else None


def _answer(cell: str) -> object:
    return _READ_ANSWER.get(cell, cell)


_WAYS: Mapping[Kind, Callable[[str], object]] = {
    Kind.TEXT: unguarded,
    Kind.CODE: _code,
    Kind.NUMBER: _number,
    Kind.FLAG: _answer,
    Kind.ANSWERS: _answer,
    Kind.COUNTS: Number,
    Kind.JSON: _json,
}
