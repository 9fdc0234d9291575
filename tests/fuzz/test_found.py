"""Files that once broke a promise, by what was wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fuzz.formats import exports
from tests.fuzz.judge import Judge, Outcome

_MANY = 20_000
_HEAD = '{"format": "cluneal-tracker", "version": 1, '


def _with(**fields: Any) -> bytes:
    """A good diary with its first entry changed, under an id of its own."""
    whole = json.loads(exports()["json"][2])
    whole["pain"][0] |= {"id": "f", **fields}
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "fields",
    [
        # In UTC it is the next century, or the one before: what went out did not come back.
        {"entered_at": "2199-12-31T23:59:59.999-23:59:59"},
        {
            "entered_at": "1900-01-01T00:00:00+23:59",
            "felt_at": "1900-01-01T00:00:00+23:59",
            "day": "1900-01-01",
        },
        # An empty cell of a CSV file is no text, so that this one did not come back either.
        {"zone": ""},
    ],
    ids=lambda fields: "-".join(fields),
)
def test_what_comes_in_can_go_out_and_come_in_again(
    judge: Judge, tmp_path: Path, fields: dict[str, str]
) -> None:
    (tmp_path / "file").write_bytes(_with(**fields))
    assert judge.judge(tmp_path / "file", Random(1)) is Outcome.BAD_ROWS


def test_a_row_that_is_too_short_for_its_category_is_refused(judge: Judge, tmp_path: Path) -> None:
    rows = (
        "date;time of day;rating/amount;detail;category\n"
        "2026-01-05;am;2;Back pain;Symptom\n2026-01-05;am;2;Back pain\n"
    )
    (tmp_path / "file").write_text(rows)
    assert judge.judge(tmp_path / "file", Random(1)) is Outcome.BAD_ROWS


def test_a_database_that_asks_for_too_much_memory_is_refused(judge: Judge) -> None:
    file = Path(__file__).parent / "files" / "loop_without_memory.db"
    assert judge.judge(file, Random(1)) is Outcome.REFUSED


@pytest.mark.parametrize(
    "write",
    [
        # Each name was looked for among all the others.
        lambda: _HEAD + f'"settings": {{{_names()}, "name {_MANY - 1}": 0}}}}',
        lambda: ",".join(f"column {number}" for number in range(_MANY)) + "\n1" + ",1" * _MANY,
        lambda: "[" * 100_000,
        lambda: '{"a":' * 100_000,
        lambda: _HEAD + '"pain": [' + "9" * 200_000 + "]}",
        lambda: '"' + '""' * 200_000,
        lambda: '"a,b\n' * 100_000,
        lambda: "FeatureName,Timestamp,Value\n" + ("a,2026-03-01T08:10:00Z," + ":" * 9000 + "\n"),
        lambda: "date,pain\n2026-01-02,1e999999999\n",
        lambda: "date,pain,notes\n" + ("2026-01-02,4," + " " * 9999 + "x\n") * 20,
        # A cell can be as long as an exercise is, in any table.
        lambda: "date,pain," + "x" * 1_000_000 + "\n2026-01-02,4,1\n",
        lambda: 'date,pain,notes\n2026-01-02,4,"' + "x" * 1_000_000 + '"\n',
        lambda: "id,routine,level,hidden,entered_at\na," + "[" * 1_000_000 + ",,no,\n",
        lambda: _HEAD + '"routines": [{"id": "a", "level": ' + "9" * 1_000_000 + "}]}",
        lambda: _HEAD + '"pictures": [{"id": "a", "png": "' + "A" * 1_000_000 + '"}]}',
    ],
    ids=range(15),
)
def test_no_small_file_takes_long(judge: Judge, tmp_path: Path, write: Callable[[], str]) -> None:
    """The judge itself refuses what takes longer than two seconds of computing."""
    (tmp_path / "file").write_text(write())
    assert judge.judge(tmp_path / "file", Random(1)) is not Outcome.ADDED


def _names() -> str:
    return ", ".join(f'"name {number}": 0' for number in range(_MANY))
