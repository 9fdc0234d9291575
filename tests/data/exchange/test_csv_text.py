"""CSV is cut strictly: each row knows its line, and a file of ours is known by its first line."""

from __future__ import annotations

import io
import zipfile

import pytest

from cluneal_tracker.data.exchange import csv_tables, csv_text
from cluneal_tracker.data.exchange.pain_table import PAIN
from cluneal_tracker.data.exchange.session_table import SESSIONS
from cluneal_tracker.data.routine_file import LARGEST_BYTES


def test_each_row_knows_its_line_and_an_empty_line_is_none() -> None:
    text = 'a,b\n\n"one\ntwo",3\n4,5\n'
    assert list(csv_text.rows(text)) == [(1, ["a", "b"]), (3, ["one\ntwo", "3"]), (5, ["4", "5"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_of_three_ways(end: str) -> None:
    assert list(csv_text.rows(end.join(["a,b", "c,d", ""]))) == [(1, ["a", "b"]), (2, ["c", "d"])]


@pytest.mark.parametrize(("before", "place"), [("", "line 2"), ("pain.csv, ", "pain.csv, line 2")])
def test_where_it_is_not_csv_is_told_by_its_line(before: str, place: str) -> None:
    with pytest.raises(ValueError, match=rf"^At {place} it is not CSV \("):
        list(csv_text.rows('a\n"b" c\n', before))
    with pytest.raises(ValueError, match=r" it is not CSV \([^)]+\)\.$"):
        list(csv_text.rows('a\n"b" c\n', before))
    with pytest.raises(ValueError, match=r"^At line 2 it is not CSV"):
        list(csv_text.rows('a\n"b" c\n'))


def test_a_cell_may_be_as_long_as_an_exercise_with_its_pictures() -> None:
    (row,) = csv_text.rows("x" * LARGEST_BYTES)
    assert row == (1, ["x" * LARGEST_BYTES])
    with pytest.raises(ValueError, match="it is not CSV"):
        list(csv_text.rows("x" * (LARGEST_BYTES + 1)))


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        *((f"{mark}1", f"'{mark}1") for mark in "=+-@\t\r＝＋－＠"),
        *((f" \n{mark}1", f"' \n{mark}1") for mark in "=+-@＝"),
        ("'", "''"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        (" 'a", " 'a"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_reckon_out_is_guarded_and_comes_back(
    text: str, guarded: str
) -> None:
    assert csv_tables.guarded(text) == guarded
    assert csv_tables.unguarded(guarded) == text


@pytest.mark.parametrize(
    ("text", "delimiter", "cells"),
    [
        ("", ",", []),
        ("a", ",", ["a"]),
        ("a;b,c;d\n1;2;3", ";", ["a", "b,c", "d"]),
        ("a\tb\tc,d", "\t", ["a", "b", "c,d"]),
        ('"a', ",", []),
    ],
)
def test_a_row_is_cut_by_what_cuts_it_most(text: str, delimiter: str, cells: list[str]) -> None:
    assert csv_text.first_row(text) == (delimiter, cells)


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("entered_at", True),
        ("day,half,score,note,entered_at,id", True),
        ("id,png", True),
        ("png,id", True),
        ("id,png,date", False),
        ("id,note", False),
        ("id,date,habit,pain", False),
        ("id,day,half,score,side,note", False),
        ("day,note", False),
        ("", False),
    ],
)
def test_our_own_tables_are_known_by_their_columns(line: str, ours: bool) -> None:
    assert csv_tables.is_ours(line) is ours


def test_activities_of_another_version_come_after_the_known_ones_by_name() -> None:
    answers = {"z": True, "b": False, "m": True, "y": True, "é": True, "a": True}
    record = dict.fromkeys(PAIN.fields) | {"signs": {}, "activities": answers}
    content = csv_tables.write_csv(PAIN, [record, record], {"activities": ["sitting"], "signs": []})
    head, row, _ = content.decode("utf-8-sig").split("\r\n")[:3]
    names = [label.strip('"') for label in head.split(",") if "activity" in label]
    assert names == [f"activity {key}" for key in ("sitting", "a", "b", "m", "y", "z", "é")]
    assert '"","yes","no","yes","yes","yes","yes"' in row


def test_a_file_in_a_zip_is_the_table_of_its_name() -> None:
    sessions = csv_tables.write_csv(SESSIONS, [], {})
    assert csv_tables.read_tables({"sessions.csv": sessions}) == {"sessions": []}
    with pytest.raises(ValueError, match=r"^Its pain\.csv, line 1 has a column “routine”"):
        csv_tables.read_tables({"pain.csv": sessions})


def test_a_zip_says_nothing_of_when_and_is_for_its_owner_alone() -> None:
    content = csv_tables.write_zip({"pain.csv": b"x" * 1000, "b": b""})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [one.date_time for one in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)] * 2
        assert [one.external_attr >> 16 for one in archive.infolist()] == [0o600] * 2
    assert len(content) < 400


def test_a_zip_unpacks_to_its_limit_and_not_a_byte_more() -> None:
    content = csv_tables.write_zip({"a": b"x" * 60, "b": b"y" * 40})
    assert csv_tables.unpack(content, 100) == {"a": b"x" * 60, "b": b"y" * 40}
    for limit in (99, 60, 59, 0):
        with pytest.raises(ValueError, match="It unpacks to more than 50 MB"):
            csv_tables.unpack(content, limit)


def test_a_zip_with_a_name_twice_or_a_name_of_no_table_is_refused() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("pain.csv", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("pain.csv", "two")
    with pytest.raises(ValueError, match=r"^It holds “pain\.csv” twice\."):
        csv_tables.unpack(whole.getvalue(), 100)
    with pytest.raises(ValueError, match=r"^It holds “notes\.csv”, which no diary has\."):
        csv_tables.read_tables(csv_tables.unpack(csv_tables.write_zip({"notes.csv": b"x"}), 100))


def test_a_zip_whose_names_are_spoilt_is_refused_in_our_words() -> None:
    content = csv_tables.write_zip({"pain.csv": b"x", "zähne": b"y"})
    for spoilt, told in (
        (content.replace("ä".encode(), b"\xff\xff"), "It is a zip that cannot be unpacked."),
        (_entry(content, flags=1), "It has a password."),
        # A name that is empty: the zipfile of Python does not even have words for it.
        (_entry(content, name=0), "It holds a file without a name."),
        (_entry(content, name=0, flags=1), "It holds a file without a name."),
    ):
        with pytest.raises(ValueError, match=f"^{told}") as raised:
            csv_tables.unpack(spoilt, 100)
        assert type(raised.value) is ValueError


def _entry(content: bytes, name: int | None = None, flags: int = 0) -> bytes:
    """The zip with another length of the first name, or other flags, in its list of files."""
    at = content.index(b"PK\x01\x02")
    changed = bytearray(content)
    changed[at + 8] |= flags
    if name is not None:
        length = int.from_bytes(content[at + 28 : at + 30], "little")
        # What is left of the name is taken for a comment.
        changed[at + 28 : at + 30] = name.to_bytes(2, "little")
        changed[at + 32 : at + 34] = (length - name).to_bytes(2, "little")
    return bytes(changed)


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_spoilt_zip_is_refused_however_it_was_packed(packing: int) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packing) as archive:
        archive.writestr("pain.csv", bytes(range(256)))
    content = whole.getvalue()
    assert csv_tables.unpack(content, 300) == {"pain.csv": bytes(range(256))}
    # Behind the heads, of the zip and of LZMA; nobody misses the very last of the packed bytes.
    for place in range(60, len(content) // 2):
        spoilt = content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]
        with pytest.raises(ValueError, match=r"^It is a zip that cannot be unpacked\.$"):
            csv_tables.unpack(spoilt, 300)
