"""Ways to spoil a file that keep its shape, so that the damage reaches what reads the rows."""

from __future__ import annotations

import base64
import csv
import io
import json
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from contextlib import closing, suppress
from copy import deepcopy
from lzma import LZMAError
from pathlib import Path
from random import Random
from typing import Any

from tests.data.routines_made_up import part

# What a reader may trip over: numbers, days, formulas, letters and lengths at the edge.
ODD = [
    *("", " ", "0", "-0", "00", "1_0", "4.10", "4,1", ".5", "1e1", "10.0", "11", "٤", "４", "²"),
    *("NaN", "Infinity", "-1", "999999999", "9999999999", "True", "yes", "YES", "null", "None"),
    *("2026-02-30", "2026-03-12", "1900-01-01", "2199-12-31", "0001-01-01", "20260312"),
    *("2026-03-12T08:10:00.000+01:00", "2026-03-12T24:00:00+00:00", "2026-03-12T08:10:00Z"),
    *("1900-01-01T00:00:00+23:59", "2199-12-31T23:59:59.999-23:59:59", "2026-W11-4"),
    *("left", "both", "morning", "line", "block", "medicine", "superior", "Europe/Berlin"),
    *("=1", "'=1", "'", '"', '""', ";", ",", "\r", "\n", "\t@x", "＝", "\ufeff", "\u2028", "\x85"),
    *("\0", "\x1f", "é", "e\u0301", "👩‍👩‍👧", "\u202e", "x" * 10_000, "x" * 10_001, "🦴" * 9_999),
]
_ODD_JSON: list[Any] = [
    *(None, True, False, 0, 1, -1, 4.1, 4.15, 10, 11, 1e300, float("nan"), float("inf")),
    *(10**400, [], {}, [[]], {"a": {}}, [None], ["08:00"], ["20:00", "08:00"], {"": True}),
    *("\ud800", "\udfff" * 3),
]
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
# One small thing wrong is the common case, and what gets deepest.
_HOW_OFTEN = (1, 1, 1, 2, 3)


def spoil_bytes(content: bytes, chance: Random) -> bytes:
    """Change, add, double or take out a few bytes anywhere."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(spoilt))
        end = min(len(spoilt), start + chance.choice((0, 1, 1, 2, 8, 64)))
        piece = chance.choice(
            [
                chance.randbytes(chance.randint(0, 4)),
                chance.choice(ODD[:80]).encode(),
                bytes(spoilt[start:end]) * 2,
                b"",
            ]
        )
        spoilt[start:end] = piece
    return bytes(spoilt)


def spoil_csv(content: bytes, chance: Random) -> bytes:
    """Change cells, rows and columns, and write them out as some program would."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not any(rows):
        return spoil_bytes(content, chance)
    for _ in range(chance.choice(_HOW_OFTEN)):
        chance.choice(_CSV_DAMAGE)(rows, chance)
    text = io.StringIO(newline="")
    delimiter = chance.choice("," * 18 + ";\t")
    ending = chance.choice(("\r\n", "\r\n", "\n", "\r"))
    if chance.random() < 0.5:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator=ending)
    else:
        writer = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    writer.writerows(rows)
    return text.getvalue().encode(chance.choice(("utf-8", "utf-8-sig")))


def _cell(rows: list[list[str]], chance: Random) -> None:
    row = chance.choice(rows[1:] or rows)
    if row:
        number, other = chance.randrange(len(row)), chance.choice(rows)
        if row[number].startswith("{"):
            # An exercise, which is JSON in a cell.
            row[number] = spoil_json(row[number].encode(), chance).decode(errors="replace")
        elif row[number].startswith(_PICTURE):
            row[number] = _spoil_picture(row[number], chance)
        elif other and chance.random() < 0.3:
            row[number] = chance.choice(other)
        else:
            row[number] = chance.choice(ODD)


def _label(rows: list[list[str]], chance: Random) -> None:
    if rows[0]:
        labels = [
            "id",
            "day",
            "note",
            "activity ",
            "sign x",
            "planned left",
            "",
            chance.choice(ODD),
        ]
        rows[0][chance.randrange(len(rows[0]))] = chance.choice(labels)


def _one_row(rows: list[list[str]], chance: Random) -> None:
    number = chance.randrange(len(rows))
    if chance.random() < 0.5:
        rows.insert(chance.randint(0, len(rows)), list(rows[number]))
    elif len(rows) > 1:
        del rows[number]


def _one_column(rows: list[list[str]], chance: Random) -> None:
    number, other = chance.randrange(40), chance.randrange(40)
    damage = chance.randrange(3)
    for row in rows:
        if damage == 0:
            del row[number : number + 1]
        elif damage == 1:
            row[other:other] = row[number : number + 1]
        elif max(number, other) < len(row):
            row[number], row[other] = row[other], row[number]


def _ragged(rows: list[list[str]], chance: Random) -> None:
    row = chance.choice(rows)
    if chance.random() < 0.5:
        row.append(chance.choice(ODD))
    else:
        del row[chance.randint(0, len(row)) :]


_CSV_DAMAGE = (_cell, _cell, _cell, _cell, _label, _one_row, _one_column, _ragged)


def spoil_json(content: bytes, chance: Random) -> bytes:
    """Change values, names and rows anywhere in the tree."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return spoil_bytes(content, chance)
    for _ in range(chance.choice(_HOW_OFTEN)):
        whole = _spoil_tree(whole, chance)
    text = json.dumps(whole, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.1:
        # A name that stands twice: no writer of JSON makes one.
        text = text.replace(", ", f", {chance.choice(_TWICE)}, ", 1)
    return text.encode("utf-8", "surrogatepass")


_TWICE = ('"format": "x"', '"pain": []', '"settings": {}', '"id": "1"', '"note": "x"', '"": 0')


def _spoil_tree(tree: Any, chance: Random) -> Any:
    """A tree with one piece of it changed; the piece is found by walking down by chance."""
    if isinstance(tree, dict) and tree and chance.random() < 0.97:
        name = chance.choice(list(tree))
        if chance.random() < 0.1:
            tree[chance.choice([*ODD, "format", "note", "id"])] = tree.pop(name)
        elif chance.random() < 0.1:
            del tree[name]
        else:
            tree[name] = _spoil_tree(tree[name], chance)
        return tree
    if isinstance(tree, list) and tree and chance.random() < 0.97:
        number = chance.randrange(len(tree))
        if chance.random() < 0.2:
            tree.append(deepcopy(tree[number]))
        else:
            tree[number] = _spoil_tree(tree[number], chance)
        return tree
    if isinstance(tree, str) and tree.startswith(_PICTURE) and chance.random() < 0.7:
        return _spoil_picture(tree, chance)
    # A copy: the next damage may change it, and the same chances have to give the same file.
    return deepcopy(chance.choice([*ODD, *_ODD_JSON, *_ODD_JSON]))


# How base64 of every PNG begins.
_PICTURE = "iVBORw0KGgo"


def _spoil_picture(text: str, chance: Random) -> str:
    """A PNG in base64 with one of its parts spoilt, and all checksums right."""
    with suppress(ValueError, struct.error, zlib.error):
        content, at = base64.b64decode(text), 8
        parts = []
        while at < len(content):
            length, kind = struct.unpack(">I4s", content[at : at + 8])
            parts.append((kind, content[at + 8 : at + 8 + length]))
            at += 12 + length
        number = chance.randrange(len(parts))
        kind, data = parts[number]
        parts[number] = kind, spoil_bytes(data, chance)
        if kind == b"IDAT" and chance.random() < 0.5:
            parts[number] = kind, zlib.compress(spoil_bytes(zlib.decompress(data), chance))
        spoilt = content[:8] + b"".join(part(kind, data) for kind, data in parts)
        return base64.b64encode(spoilt).decode()
    return text[:-1]


_NOT_UNPACKED = (
    *(zipfile.BadZipFile, zlib.error, LZMAError),
    *(EOFError, RuntimeError, OSError, ValueError),
)


def spoil_zip(content: bytes, chance: Random) -> bytes:
    """Spoil a table within the zip, or which tables there are, or the zip itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [(entry.filename, _unpacked(archive, entry)) for entry in archive.infolist()]
    except _NOT_UNPACKED:
        files = []
    if not files or chance.random() < 0.15:
        return spoil_bytes(content, chance)
    number = chance.randrange(len(files))
    name, inner = files[number]
    damage = chance.random()
    if damage < 0.1:
        files.append((chance.choice([name, "notes.csv", "../pain.csv", "/pain.csv", ""]), inner))
    elif damage < 0.2:
        del files[number]
    elif damage < 0.8:
        files[number] = name, spoil_csv(inner, chance)
    else:
        files[number] = name, spoil_bytes(inner, chance)
    return zipped(files, chance.choice(PACKINGS))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(1 << 20)


def zipped(files: list[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Files as one zip, each under its name."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packing) as archive:
        for name, content in files:
            # A name that stands twice is warned of, and is what is wanted here.
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return whole.getvalue()


def spoil_database(content: bytes, chance: Random) -> bytes:
    """Spoil values or tables of a database by its own means, or its bytes by any."""
    if chance.random() < 0.4:
        return spoil_bytes(content, chance)
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        file = Path(folder, "file.db")
        file.write_bytes(content)
        with (
            # A spoilt file may name a length that no computer has the memory for.
            suppress(sqlite3.Error, UnicodeError, MemoryError),
            closing(sqlite3.connect(file, isolation_level=None)) as connection,
        ):
            _change_database(connection, chance)
        return file.read_bytes()


def _memory() -> Path | None:
    """Where files are kept in memory: a million of them wear a disk out."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None


def _change_database(connection: sqlite3.Connection, chance: Random) -> None:
    found = connection.execute("select name from sqlite_master where type = 'table'")
    tables = [name for (name,) in found]
    if not tables:
        return
    for _ in range(chance.choice(_HOW_OFTEN)):
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f'pragma table_info("{table}")')]
        if not columns:
            # It has a name by now that nothing finds.
            continue
        if chance.random() < 0.1:
            connection.execute(f'alter table "{table}" rename to "{chance.choice(ODD[:60])}"')
        elif chance.random() < 0.1:
            connection.execute(f'alter table "{table}" drop column "{chance.choice(columns)}"')
        else:
            column, value = chance.choice(columns), chance.choice(_ODD_STORED)
            row = chance.randint(1, 4)
            connection.execute(f'update "{table}" set "{column}" = ? where rowid = {row}', [value])


_ODD_STORED: list[Any] = [
    *(None, 0, 1, 2, 3, -1, 4500, 10**6, 2**63 - 1, -(2**63), 1.5, 1e308, float("inf")),
    *(1772323200000, -86400000, 253402300800000, b"", b"\xff\xfe", b"text"),
    *ODD[:70],
]
