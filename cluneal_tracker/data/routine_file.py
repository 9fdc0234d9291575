"""One exercise as a small JSON file with its pictures, read strictly."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.png import check_png
from cluneal_tracker.data.routine_store import picture_name
from cluneal_tracker.data.strict_json import Fields
from cluneal_tracker.domain.own_routines import drawings
from cluneal_tracker.domain.routine import OWN_PICTURE, Routine
from cluneal_tracker.domain.text import shown

FORMAT, VERSION, SUFFIX = "cluneal-exercise", 1, ".cluneal-exercise.json"
# Room for a dozen of the largest pictures.
LARGEST_BYTES = 8_000_000
_FIELDS = ("format", "version", "routine", "level", "pictures")
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """An exercise without a key, and the pictures that it brings, by the names of drawings."""

    routine: Routine
    pictures: Mapping[str, bytes]


def write_file(routine: Routine, pictures: Mapping[str, bytes]) -> bytes:
    """The file of an exercise, the same for equal ones; raises ValueError where it is too large."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "routine": routine_text.written(routine),
        "level": routine.level or None,
        "pictures": {name: base64.b64encode(png).decode() for name, png in pictures.items()},
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    content = f"{text}\n".encode()
    if len(content) > LARGEST_BYTES:
        raise ValueError("Its pictures are too large for one file. Take some out, then try again.")
    return content


def read_file(content: bytes) -> RoutineFile:
    """The exercise of a file; raises ValueError with one sentence for anything else."""
    if len(content) > LARGEST_BYTES:
        raise ValueError(f"It is larger than {LARGEST_BYTES // 1_000_000} MB.")
    whole = _parse(content)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ValueError("It is JSON, but not an exercise of Cluneal Tracker.")
    # True passes for 1 in a comparison.
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise ValueError("It was written by another version of Cluneal Tracker. Update first.")
    fields = Fields("the file", whole, _FIELDS)
    routine = routine_text.read_plain("", fields.plain("routine"))
    if routine.levels:
        routine = routine.at_level(fields.whole("level"))
    elif not fields.is_none("level"):
        raise ValueError("“level” of the file is for an exercise with levels.")
    return RoutineFile(routine, _pictures(fields.plain("pictures"), drawings(routine)))


def _parse(content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_int=_whole,
            parse_constant=_refuse_constant,
            object_pairs_hook=_pairs,
        )
    except UnicodeDecodeError:
        raise ValueError("It is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"At line {error.lineno} it is not JSON ({error.msg}).") from None
    except RecursionError:
        raise ValueError("It is nested deeper than an exercise is.") from None


def _whole(text: str) -> int:
    # Some Pythons take minutes for a number of a million figures.
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("A number in it is larger than any that an exercise has.")
    return int(text)


def _refuse_constant(text: str) -> float:
    raise ValueError(f"“{text}” in it is not a number.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("A name stands twice in it.")
    return found


def _pictures(record: object, drawn: set[str]) -> dict[str, bytes]:
    if not isinstance(record, dict):
        raise ValueError("“pictures” of the file is not an object with named fields.")
    for name in record:
        if name not in drawn or not name.startswith(OWN_PICTURE):
            raise ValueError(f"The picture {shown(name)} belongs to no step.")
    return {name: _picture(name, value) for name, value in record.items()}


def _picture(name: str, value: object) -> bytes:
    try:
        png = base64.b64decode(value if isinstance(value, str) else "", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("A picture in it is damaged.") from None
    check_png(png)
    if picture_name(png) != name:
        raise ValueError("A picture in it is another one than its step shows.")
    return png
