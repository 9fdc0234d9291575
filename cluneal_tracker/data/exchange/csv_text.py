"""Text that came as CSV: decoded and cut into cells, strictly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cluneal_tracker.data.routine_file import LARGEST_BYTES

# Spreadsheets take a file without this mark for an old code page.
ENCODING = "utf-8-sig"
_DELIMITERS = ",;\t"
# What an exercise takes that came as a file of its own; each field has a limit besides.
_LONGEST_CELL = LARGEST_BYTES


def decode(content: bytes, before: str = "") -> str:
    """The text of a file; `before` names the file within a zip. Raises ValueError."""
    try:
        text = content.decode(ENCODING)
    except UnicodeDecodeError:
        raise ValueError(
            "The file is not text in UTF-8. In a spreadsheet, save it as “CSV UTF-8”."
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ValueError(f"At {before}line {line} it holds the letter number 0.")
    return text


def rows(text: str, before: str = "", delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells; an empty line is none."""
    # One for the whole process; what Python begins with is less than a picture takes.
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    line = 0
    try:
        for cells in reader:
            if cells:
                yield line + 1, cells
            line = reader.line_num
    except csv.Error as error:
        raise ValueError(f"At {before}line {line + 1} it is not CSV ({error}).") from error


def first_row(text: str) -> tuple[str, list[str]]:
    """What cuts the first row into most cells, and the cells; a comma where nothing cuts it."""
    cut = {delimiter: _cut(text, delimiter) for delimiter in _DELIMITERS}
    delimiter = max(cut, key=lambda one: len(cut[one]))
    return delimiter, cut[delimiter]


def _cut(text: str, delimiter: str) -> list[str]:
    try:
        return next(rows(text, delimiter=delimiter), (0, []))[1]
    except ValueError:
        return []
