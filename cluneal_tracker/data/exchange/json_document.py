"""JSON: the whole diary as one object, a row on each line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from cluneal_tracker.data.exchange import json_text
from cluneal_tracker.data.exchange.document import MOST_ROWS, Document, Placed
from cluneal_tracker.data.exchange.fields import Number, Twice
from cluneal_tracker.data.exchange.settings_table import SETTINGS
from cluneal_tracker.data.exchange.table import Record
from cluneal_tracker.data.exchange.tables import DIARY_TABLES
from cluneal_tracker.domain.text import shown

FORMAT = "cluneal-tracker"
VERSION = 4
_READABLE = tuple(map(Number, range(1, VERSION + 1)))
# More than a row has: each takes a hundred times its length once it is read.
_MOST_IN_A_ROW = {b"[": 1, b"{": 4, b",": 16}
_TABLES = tuple(table.name for table in DIARY_TABLES)
_NAMES = ("format", "version", "exported_at", *_TABLES, SETTINGS.name)


def write_json(records: Mapping[str, Sequence[Record]], exported_at: str) -> bytes:
    """The tables and settings of a diary, in UTF-8."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": exported_at}
    parts = [f"{_json(name)}: {_json(value)}" for name, value in head.items()]
    for table in _TABLES:
        rows = ",\n".join(map(_json, records[table]))
        parts.append(f"{_json(table)}: [\n{rows}\n]" if rows else f"{_json(table)}: []")
    settings = {record["id"]: record["value"] for record in records[SETTINGS.name]}
    parts.append(f"{_json(SETTINGS.name)}: {_json(settings)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def read_json(content: bytes) -> Document:
    """The rows of a JSON diary; raises ValueError for what is not one."""
    # A note may hold such letters too. Only then is it worth the time to look outside of texts.
    if _is_too_much(content) and _is_too_much(_outside_texts(content)):
        raise ValueError(f"It holds more than {MOST_ROWS:,} rows of a diary do.")
    whole = json_text.read(content, "a diary")
    _check(whole)
    document = {name: _rows(name, whole.get(name, [])) for name in _TABLES}
    document[SETTINGS.name] = _settings(whole.get(SETTINGS.name, {}))
    return document


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _is_too_much(content: bytes) -> bool:
    return any(content.count(mark) > MOST_ROWS * most for mark, most in _MOST_IN_A_ROW.items())


def _outside_texts(content: bytes) -> bytes:
    unescaped = content.replace(rb"\\", b"").replace(rb"\"", b"")
    return b"".join(unescaped.split(b'"')[::2])


def _check(whole: object) -> None:
    if isinstance(whole, Twice):
        raise ValueError(f"{shown(whole.name)} stands twice in it.")
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ValueError("It is JSON, but not a diary of Cluneal Tracker.")
    if whole.get("version") not in _READABLE:
        raise ValueError("It was written by another version of Cluneal Tracker. Update first.")
    for name in whole:
        if name not in _NAMES:
            raise ValueError(f"It holds {shown(name)}, which no diary has.")


def _rows(name: str, rows: object) -> list[Placed]:
    if not isinstance(rows, list):
        raise ValueError(f"“{name}” is not a list of rows.")
    return [Placed(f"{name}, row {number}", row) for number, row in enumerate(rows, 1)]


def _settings(settings: object) -> list[Placed]:
    if isinstance(settings, Twice):
        return [Placed("settings", settings)]
    if not isinstance(settings, dict):
        raise ValueError("“settings” is not an object with named fields.")
    return [
        Placed(f"settings, {shown(name)}", {"id": name, "value": value})
        for name, value in settings.items()
    ]
