"""A table of another program is told by its first line, and each row is read by that line."""

from __future__ import annotations

import csv
import io

import pytest

from cluneal_tracker.data.exchange import foreign_csv
from cluneal_tracker.data.exchange.foreign import MOST_NAMES, ForeignTable, Program, Reading
from cluneal_tracker.data.exchange.foreign_csv import read_table

BEARABLE = "date,time of day,category,rating/amount,detail,notes"


def _text(*rows: tuple[str, ...]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _bearable(*rows: tuple[str, ...]) -> ForeignTable:
    return read_table(_text(tuple(BEARABLE.split(",")), *rows))


def test_columns_without_a_name_are_counted_and_those_at_the_end_are_left_off() -> None:
    table = read_table(" Date ,,Pain,,\n2026-03-04,x,5,,\n2026-03-05,x,5,,y\n2026-03-06,1\n")
    assert table.columns == ["Date", "column 2", "Pain"]
    whole, over, short = table.readings
    assert whole == Reading("line 2", {"Date": "2026-03-04", "column 2": "x", "Pain": "5"})
    assert over == Reading("line 3", {}, fault="it has a cell that line 1 does not name")
    assert short == Reading("line 4", {}, fault="it has 2 cells where line 1 has 5")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a table with a line of names"),
        ("Pain\n5\n", "not a table with a line of names"),
        ("Date,Pain\n", "not a table with a line of names"),
        (",,\n1,2,3\n", "not a table with a line of names"),
        ("a,b, a\n1,2,3\n", "Its line 1 names the column “a” twice"),
        (f"a,{'b' * 10_001}\n1,2\n", "Its line 1 has a name of more than 10,000 letters"),
    ],
    ids=["nothing", "one column", "no rows", "no names", "twice", "long"],
)
def test_what_is_no_table_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_table(text)


def test_a_name_or_a_cell_has_up_to_ten_thousand_letters() -> None:
    name = "b" * 10_000
    whole, over = read_table(f"a,{name}\n1,{name}\n1,{name}b\n").readings
    assert whole.values == {"a": "1", name: name}
    assert over.fault == "a cell has more than 10,000 letters"


def test_a_table_has_only_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_csv, "MOST_ROWS", 3)
    assert len(read_table("a,b\n" + "1,2\n" * 3).readings) == 3
    with pytest.raises(ValueError, match=r"It has more than 3 rows\."):
        read_table("a,b\n" + "1,2\n" * 4)


def test_a_file_has_only_so_many_names_and_each_shows_its_first_values() -> None:
    rows = [Reading("", {f"{number}": "1"}) for number in range(MOST_NAMES)]
    assert len(ForeignTable(Program.OTHER, rows).names) == MOST_NAMES
    values = ["", "4", "4", "5", "", "6", "7", "8"]
    (named,) = ForeignTable(Program.OTHER, [Reading("", {"a": one}) for one in values]).names
    assert (named.name, named.count, named.samples) == ("a", 6, ("4", "5", "6", "7"))


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("FeatureName,Timestamp,Value", Program.TRACK_AND_GRAPH),
        ("FeatureName,Timestamp", Program.OTHER),
        ("date,time of day,category,rating/amount,detail", Program.BEARABLE),
        ("date formatted,time of day,category,rating/amount,detail", Program.BEARABLE),
        ("time of day,category,rating/amount,detail", Program.OTHER),
        ("date,time of day,category,rating/amount", Program.OTHER),
    ],
)
def test_a_program_is_known_by_its_columns(line: str, program: Program) -> None:
    row = ",".join("1" for _ in line.split(","))
    assert read_table(f"{line}\n{row}\n").program is program


@pytest.mark.parametrize(
    ("head", "row", "value", "note"),
    [
        ("Value,Label,Note", ("5", " Bad ", " Rain "), "5", "Bad\nRain"),
        ("Value,Label", ("5", "Bad"), "5", "Bad"),
        ("Value,Note", ("5: Bad: worse ", "Rain"), "5", "Bad: worse\nRain"),
        ("Value", ("5",), "5", ""),
        ("Value", ("1:10:00:Long",), "1:10:00", "Long"),
        ("Value", ("-0:10:00",), "-0:10:00", ""),
        ("Value", ("5:two\nlines",), "5", "two\nlines"),
    ],
)
def test_a_value_of_track_and_graph_may_hold_its_label(
    head: str, row: tuple[str, ...], value: str, note: str
) -> None:
    names = ("FeatureName", "Timestamp", *head.split(","))
    (reading,) = read_table(_text(names, ("Pain", "2026-03-04", *row))).readings
    assert reading == Reading("line 2", {"Pain": value}, "2026-03-04", note=note)


def test_a_bad_row_of_a_known_program_is_a_fault() -> None:
    row = ("2026-03-04", "am", "Symptom", "2", "Back", "")
    whole, short = _bearable(row, row[:2]).readings
    assert whole == Reading("line 2", {"Symptom: Back": "2"}, "2026-03-04", "am")
    assert short.fault == "it has 2 cells where line 1 has 6"


@pytest.mark.parametrize(
    ("cells", "name", "amount", "note"),
    [
        (("Symptom", " 2 ", " Back (Mild) ", " Rain "), "Symptom: Back", "2", "Rain"),
        ((" Symptom ", "2", "", ""), "Symptom", "2", ""),
        (("Food", "", "Tea", ""), "Food: Tea", "yes", ""),
        (("Food", "2", "Tea", ""), "Food: Tea", "2", ""),
        (("Mood", "", "Calm", ""), "Mood: Calm", "", ""),
        (("energy", "", "", ""), "energy", "", ""),
        (("Sleep", "", "", ""), "Sleep", "", ""),
        (("Sleep Quality", "", "", ""), "Sleep Quality", "", ""),
        (("Symptom", "", "Back", ""), "Symptom: Back", "", ""),
    ],
)
def test_a_row_of_bearable_is_named_by_category_and_detail(
    cells: tuple[str, ...], name: str, amount: str, note: str
) -> None:
    (reading,) = _bearable(("2026-03-04", "am", *cells)).readings
    assert reading == Reading("line 2", {name: amount}, "2026-03-04", "am", note)


@pytest.mark.parametrize(("count", "in_name"), [(50, True), (51, False)])
def test_a_detail_of_bearable_that_differs_from_row_to_row_is_a_note(
    count: int, in_name: bool
) -> None:
    day = ("2026-03-04", "am")
    rows = [(*day, "Notes", "1", f"text {number}", "Rain") for number in range(count)]
    table = _bearable(*rows, (*day, "Food", "1", "Tea", ""))
    first, food = table.readings[0], table.readings[-1]
    assert food.values == {"Food: Tea": "1"}
    if in_name:
        assert (first.values, first.note) == ({"Notes: text 0": "1"}, "Rain")
    else:
        assert (first.values, first.note) == ({"Notes": "1"}, "Rain\ntext 0")


def test_the_day_of_bearable_that_needs_no_order_is_taken() -> None:
    head = ("date formatted", *BEARABLE.split(","))
    row = ("2026-03-04", "4th Mar", "am", "Mood", "1", "", "")
    assert read_table(_text(head, row, ("", *row[1:]))).readings[0].day == "2026-03-04"
    assert read_table(_text(head, ("", *row[1:]), row)).readings[0].day == "4th Mar"
