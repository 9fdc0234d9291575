"""CSV: one table a file, one column an activity, and a zip that holds the tables together."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cluneal_tracker.data.exchange.document import MOST_ROWS, Document, Placed
from cluneal_tracker.data.exchange.fields import Kind, Number, shown
from cluneal_tracker.data.exchange.tables import DIARY_TABLES, Record, Table

# Keys that get a column even when no row uses them, by field.
Known = Mapping[str, Sequence[str]]
# A column of a file: its field, and its key where the field holds several answers.
Column = tuple[str, str | None]

_PREFIX = {"activities": "activity ", "signs": "sign ", "planned": "planned ", "done": "done "}
_ANSWER = {True: "yes", False: "no"}
_READ_ANSWER = {"yes": True, "no": False}
# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_APOSTROPHE = "'"
# Spreadsheets take a file without this mark for an old code page.
_ENCODING = "utf-8-sig"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_csv(table: Table[Any], records: Sequence[Record], known: Known) -> bytes:
    """One table, its first line naming the columns."""
    columns = _columns(table, records, known)
    text = io.StringIO(newline="")
    # Every cell in quotes: a reader that splits at semicolons cannot break one open.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(_label(column) for column in columns)
    for record in records:
        writer.writerow(_cell(record, column) for column in columns)
    return text.getvalue().encode(_ENCODING)


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Several files in one, readable by their owner alone once unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, content)
    return whole.getvalue()


def read_csv(content: bytes) -> Document:
    """The rows of one table, told by its columns; raises ValueError for what is not one."""
    return _read(content, None, "")


def read_zip(content: bytes, limit: int) -> Document:
    """The rows of all tables in a zip that unpacks to at most `limit` bytes."""
    tables = {f"{table.name}.csv": table for table in DIARY_TABLES}
    found: Document = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = limit
            for entry in archive.infolist():
                table = tables.pop(entry.filename, None)
                if table is None:
                    raise ValueError(f"It holds {shown(entry.filename)}, or holds it twice.")
                # The size that a zip states is a claim: read one byte more than may be there.
                with archive.open(entry) as stream:
                    text = stream.read(left + 1)
                left -= len(text)
                if left < 0:
                    raise ValueError("It unpacks to more than 50 MB.")
                found |= _read(text, table, f"{entry.filename}, ")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        # RuntimeError: a password. NotImplementedError, a kind of it: an unknown packing.
        raise ValueError("It is a zip that cannot be unpacked.") from error
    if not found:
        raise ValueError("It is a zip without a diary in it.")
    return found


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
    if isinstance(value, bool):
        return _ANSWER[value]
    return guarded(value) if isinstance(value, str) else str(value)


def _read(content: bytes, table: Table[Any] | None, before: str) -> Document:
    try:
        text = content.decode(_ENCODING)
    except UnicodeDecodeError:
        raise ValueError("It is not text in UTF-8.") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ValueError(f"At {before}line {line} it holds the letter number 0.")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Placed] = []
    line = 0
    try:
        labels = next(reader, [])
        table = table or _nearest(labels)
        columns = _read_labels(table, labels, before)
        line = reader.line_num
        for cells in reader:
            if cells:
                rows.append(_placed(table, columns, cells, f"{before}line {line + 1}"))
            if len(rows) > MOST_ROWS:
                break
            line = reader.line_num
    except csv.Error as error:
        raise ValueError(f"At {before}line {line + 1} it is not CSV ({error}).") from error
    return {table.name: rows}


def _nearest(labels: Iterable[str]) -> Table[Any]:
    """The table that shares most columns with a file."""
    return max(DIARY_TABLES, key=lambda table: len(set(table.fields) & set(labels)))


def _read_labels(table: Table[Any], labels: Sequence[str], before: str) -> list[Column]:
    columns = [_read_label(table, label, before) for label in labels]
    for name in table.fields:
        if name not in _PREFIX and (name, None) not in columns:
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


def _placed(table: Table[Any], columns: list[Column], cells: list[str], place: str) -> Placed:
    if len(cells) != len(columns):
        return Placed(place, None, f"it has {len(cells)} cells where line 1 has {len(columns)}")
    record: Record = {field: {} for field in table.fields if field in _PREFIX}
    for (field, key), cell in zip(columns, cells, strict=True):
        value = _value(table.fields[field], cell)
        if key is None:
            record[field] = value
        elif value is not None:
            record[field][key] = value
    return Placed(place, record)


def _value(kind: Kind, cell: str) -> object:
    if kind is Kind.TEXT:
        return unguarded(cell)
    if not cell:
        return None
    if kind is Kind.CODE:
        return unguarded(cell)
    return _READ_ANSWER.get(cell, cell) if kind is Kind.ANSWERS else Number(cell)
