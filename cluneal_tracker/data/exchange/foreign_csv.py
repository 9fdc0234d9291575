"""CSV tables of other programs: Track & Graph, Bearable, and any table with a line of names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from cluneal_tracker.data.exchange import csv_text
from cluneal_tracker.data.exchange.document import MOST_ROWS
from cluneal_tracker.data.exchange.fields import LONGEST_TEXT
from cluneal_tracker.data.exchange.foreign import ForeignTable, Program, Reading
from cluneal_tracker.domain.text import shown

_TRACK_AND_GRAPH = {"FeatureName", "Timestamp", "Value"}
_BEARABLE = {"time of day", "category", "rating/amount", "detail"}
# What Track & Graph puts before a label within its value: a number or a length of time.
_VALUE = re.compile(r"(-?[0-9]*:-?[0-9]{2}:-?[0-9]{2}|[^:]*)(?::(.*))?", re.DOTALL)
_SEVERITY = re.compile(r"(.+?) \((?:None|Mild|Moderate|Severe|V\. Severe|Very severe|Unbearable)\)")
# A detail that differs from row to row is a text, not the name of something.
_MOST_DETAILS = 50

# The place of each row, its cells, and what is wrong with it as a whole.
Rows = list[tuple[str, list[str], str]]


def read_table(text: str) -> ForeignTable:
    """The readings of a table, told by its first line; raises ValueError for what is none."""
    delimiter, _ = csv_text.first_row(text)
    labels: list[str] | None = None
    width = 0
    rows: Rows = []
    for line, cells in csv_text.rows(text, delimiter=delimiter):
        if labels is None:
            labels, width = _labels(cells), len(cells)
        else:
            rows.append((f"line {line}", cells, _fault(cells, len(labels), width)))
        if len(rows) > MOST_ROWS:
            raise ValueError(f"It has more than {MOST_ROWS:,} rows.")
    if labels is None or len(labels) < 2 or not rows:
        raise ValueError("It is not a table with a line of names and rows below it.")
    if set(labels) >= _TRACK_AND_GRAPH:
        return ForeignTable(Program.TRACK_AND_GRAPH, _track_and_graph(labels, rows))
    if set(labels) >= _BEARABLE and {"date", "date formatted"} & set(labels):
        return ForeignTable(Program.BEARABLE, _bearable(labels, rows))
    return ForeignTable(Program.OTHER, [_reading(labels, *row) for row in rows], labels)


def _labels(cells: Sequence[str]) -> list[str]:
    labels = [cell.strip() for cell in cells]
    while labels and not labels[-1]:
        # Some programs end each line with a comma.
        labels.pop()
    named = [label or f"column {number}" for number, label in enumerate(labels, 1)]
    for label, count in Counter(named).items():
        if count > 1:
            raise ValueError(f"Its line 1 names the column {shown(label)} twice.")
        if len(label) > LONGEST_TEXT:
            raise ValueError(f"Its line 1 has a name of more than {LONGEST_TEXT:,} letters.")
    return named


def _fault(cells: Sequence[str], named: int, width: int) -> str:
    if any(len(cell) > LONGEST_TEXT for cell in cells):
        return f"a cell has more than {LONGEST_TEXT:,} letters"
    if len(cells) != width:
        return f"it has {len(cells)} cells where line 1 has {width}"
    return "it has a cell that line 1 does not name" if any(cells[named:]) else ""


def _reading(labels: Sequence[str], place: str, cells: Sequence[str], fault: str) -> Reading:
    return Reading(place, {} if fault else dict(zip(labels, cells, strict=False)), fault=fault)


def _track_and_graph(labels: Sequence[str], rows: Rows) -> list[Reading]:
    readings = []
    for place, cells, fault in rows:
        row = _reading(labels, place, cells, fault)
        if row.fault:
            readings.append(row)
            continue
        # Older versions write the label behind the value, newer ones in a column of its own.
        found = _VALUE.fullmatch(row.values["Value"])
        value, label = (found[1], found[2] or "") if found else (row.values["Value"], "")
        label = row.values.get("Label", label)
        note = "\n".join(filter(None, [label.strip(), row.values.get("Note", "").strip()]))
        values = {row.values["FeatureName"]: value}
        readings.append(Reading(place, values, row.values["Timestamp"], note=note))
    return readings


def _bearable(labels: Sequence[str], rows: Rows) -> list[Reading]:
    found = [_reading(labels, *row) for row in rows]
    details: defaultdict[str, set[str]] = defaultdict(set)
    for row in found:
        details[row.values.get("category", "")].add(_detail(row))
    texts = {category for category, every in details.items() if len(every) > _MOST_DETAILS}
    return [row if row.fault else _bearable_reading(row, texts) for row in found]


def _bearable_reading(row: Reading, texts: set[str]) -> Reading:
    cells, category, detail = row.values, row.values["category"].strip(), _detail(row)
    in_name = detail and row.values["category"] not in texts
    name = f"{category}: {detail}" if in_name else category
    # A factor is written down only where it was there, and then often without an amount.
    amount = cells["rating/amount"].strip() or ("yes" if _is_factor(category) else "")
    notes = [cells.get("notes", "").strip(), "" if in_name else detail]
    return Reading(
        row.place,
        {name: amount},
        cells.get("date formatted") or cells.get("date", ""),
        cells["time of day"],
        "\n".join(filter(None, notes)),
    )


def _detail(row: Reading) -> str:
    detail = row.values.get("detail", "").strip()
    found = _SEVERITY.fullmatch(detail)
    return found[1] if found else detail


def _is_factor(category: str) -> bool:
    return category.lower() not in ("symptom", "mood", "energy", "sleep", "sleep quality")
