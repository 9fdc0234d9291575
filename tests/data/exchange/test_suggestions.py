"""What a name is likely to be is told by its words and by its first values."""

from __future__ import annotations

import pytest

from cluneal_tracker.data.exchange.foreign import ForeignTable, Program, Reading
from cluneal_tracker.data.exchange.suggestions import suggest

ACTIVITIES, ROUTINES = ["walking", "something-else"], ["nerve-glide"]


def _suggested(table: ForeignTable) -> dict[str, str]:
    return {name: str(role) for name, role in suggest(table, ACTIVITIES, ROUTINES).items()}


def _one(name: str, *values: str, program: Program = Program.TRACK_AND_GRAPH) -> str:
    return _suggested(ForeignTable(program, [Reading("", {name: value}) for value in values]))[name]


@pytest.mark.parametrize(
    ("name", "values", "role"),
    [
        ("Nerve glides", ("yes", "NO"), "exercise nerve-glide"),
        ("Nerve glides", ("hard",), "leave-out"),
        ("Walking", (" yes ", " SKIP "), "activity walking"),
        ("Walking", ("far",), "leave-out"),
        ("Walking", ("SKIP",), "leave-out"),
        ("Something odd", ("yes",), "leave-out"),
        ("Back pain", ("4", "10"), "score 0-10"),
        ("Back pain", ("4", "10.5"), "score 0-100"),
        ("Back pain", ("bad",), "leave-out"),
        ("Back pain", ("4", "bad"), "leave-out"),
        ("Back pain", ("4", "bad", "5"), "score 0-10"),
        ("Pain (0-100)", ("4", "7", "abc"), "score 0-100"),
        ("Pain 0 to 10", ("4", "40"), "score 0-10"),
        ("Pain, 0–5", ("4",), "score 0-5"),
        ("Pain /10", ("40",), "score 0-10"),
        ("Pain out of 4", ("3",), "score 0-4"),
        ("Pain (VAS 0-100 mm)", ("4",), "score 0-100"),
        ("Pain (0-1000)", ("4",), "score 0-10"),
        ("Left hip pain", ("4",), "score 0-10 left"),
        ("Pain left and right", ("4",), "score 0-10"),
        ("Date", ("2026-03-04",), "leave-out"),
    ],
)
def test_what_is_measured_is_known_by_its_words_and_values(
    name: str, values: tuple[str, ...], role: str
) -> None:
    assert _one(name, *values) == role


def test_symptoms_of_bearable_run_from_nought_to_four() -> None:
    assert _one("Symptom: Pain", "2", program=Program.BEARABLE) == "score 0-4"


def test_a_table_has_one_day_one_time_one_side_and_any_number_of_notes() -> None:
    names = ["Date", "Start date", "Time", "Hour", "Side", "Body side", "Notes", "Comment"]
    table = ForeignTable(Program.OTHER, [Reading("", dict.fromkeys(names, "x"))], names)
    assert _suggested(table) == {
        "Date": "date",
        "Start date": "leave-out",
        "Time": "time",
        "Hour": "leave-out",
        "Side": "side",
        "Body side": "leave-out",
        "Notes": "note",
        "Comment": "note",
    }
