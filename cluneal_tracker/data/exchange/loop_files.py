"""The zip of CSV files that Loop Habit Tracker writes: a list of habits, and a folder for each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cluneal_tracker.data.exchange import csv_text
from cluneal_tracker.data.exchange.document import MOST_ROWS
from cluneal_tracker.data.exchange.fields import LONGEST_TEXT
from cluneal_tracker.data.exchange.foreign import ForeignTable, Program, Reading
from cluneal_tracker.data.exchange.foreign_values import canonical
from cluneal_tracker.domain.text import shown

HABITS = "Habits.csv"
_CHECKMARKS = re.compile(r"([0-9]{3,})[^/]*/Checkmarks\.csv")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = {"-1": "UNKNOWN", "0": "NO", "1": "YES_AUTO", "2": "YES_MANUAL", "3": "SKIP"}
_NUMBERS = {word: number for number, word in _WORDS.items()}
_UNKNOWN, _SKIP = "-1", "3"
_COUNT = re.compile(r"[0-9]{1,12}")
_COUNTED = "NUMERICAL"


def read_files(files: Mapping[str, bytes]) -> ForeignTable:
    """The readings of all habits; raises ValueError for files that are not Loop's."""
    habits = _habits(files[HABITS])
    readings: list[Reading] = []
    for path, content in files.items():
        found = _CHECKMARKS.fullmatch(path)
        if found is None:
            continue
        if int(found[1]) not in habits:
            raise ValueError(f"Its {HABITS} does not name the habit of {shown(path)}.")
        readings += _checkmarks(path, content, *habits[int(found[1])])
        if len(readings) > MOST_ROWS:
            raise ValueError(f"It has more than {MOST_ROWS:,} rows.")
    if not readings:
        raise ValueError("It holds no day of any habit.")
    return ForeignTable(Program.LOOP, readings)


def value_of(text: str, *, counted: bool) -> str:
    """What Loop keeps as a whole number: a state in a word, or a count, kept in thousandths."""
    number = _NUMBERS.get(text, text)
    if not counted or number in (_UNKNOWN, _SKIP):
        return _WORDS.get(number, text)
    if not _COUNT.fullmatch(number):
        return text
    whole, thousandths = divmod(int(number), 1000)
    return canonical(f"{whole}.{thousandths:03}")


def _habits(content: bytes) -> dict[int, tuple[str, bool]]:
    """The name of each habit by its place in the list, and whether it is counted."""
    rows = [cells for _, cells in csv_text.rows(csv_text.decode(content), f"{HABITS}, ")]
    labels = rows[0] if rows else []
    if not {"Position", "Name"} <= set(labels):
        raise ValueError(f"Its {HABITS} has no columns “Position” and “Name”.")
    habits = {}
    for number, cells in enumerate(rows[1:], 2):
        if len(cells) != len(labels) or any(len(cell) > LONGEST_TEXT for cell in cells):
            raise ValueError(f"Its {HABITS}, row {number} is not like row 1.")
        habit = dict(zip(labels, cells, strict=True))
        if not re.fullmatch("[0-9]{1,6}", habit["Position"]):
            raise ValueError(f"Its {HABITS}, row {number} has no position.")
        habits[int(habit["Position"])] = (habit["Name"], habit.get("Type") == _COUNTED)
    return habits


def _checkmarks(path: str, content: bytes, name: str, counted: bool) -> list[Reading]:
    readings = []
    for line, cells in csv_text.rows(csv_text.decode(content, f"{path}, "), f"{path}, "):
        if cells[0] == "Date":
            continue
        place, fault = f"{path}, line {line}", ""
        if not 2 <= len(cells) <= 3 or not _DAY.fullmatch(cells[0]):
            fault = "it is not a day, a value and a note"
        elif any(len(cell) > LONGEST_TEXT for cell in cells):
            fault = f"a cell has more than {LONGEST_TEXT:,} letters"
        if fault:
            readings.append(Reading(place, {}, fault=fault))
            continue
        note = cells[2].strip() if len(cells) == 3 else ""
        value = value_of(cells[1], counted=counted)
        readings.append(Reading(place, {name: value}, cells[0], note=note))
    return readings
