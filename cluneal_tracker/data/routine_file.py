"""One exercise as a small JSON file with its pictures, read strictly."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.exchange import json_text
from cluneal_tracker.data.exchange.table import reason
from cluneal_tracker.data.png import check_png
from cluneal_tracker.data.routine_store import picture_name
from cluneal_tracker.data.strict_json import Fields, Misfit
from cluneal_tracker.domain.own_routines import drawings
from cluneal_tracker.domain.routine import OWN_PICTURE, Routine
from cluneal_tracker.domain.text import shown

FORMAT, VERSION, SUFFIX = "cluneal-exercise", 1, ".cluneal-exercise.json"
# Room for a dozen of the largest pictures.
LARGEST_BYTES = 8_000_000
_FIELDS = ("format", "version", "routine", "level", "pictures")


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
    """The exercise of a file; raises ValueError for anything else, with what can be done."""
    if len(content) > LARGEST_BYTES:
        raise ValueError(f"It is larger than {LARGEST_BYTES // 1_000_000} MB.")
    try:
        return _read(_parse(content))
    except Misfit as error:
        # The reason comes last: it is for whoever wrote the file, not for who was given it.
        raise ValueError(
            f"It is damaged, or was changed by hand. Ask for it once more. What is wrong: {error}."
        ) from None


def _read(whole: object) -> RoutineFile:
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ValueError("It is not an exercise of Cluneal Tracker. Choose another file.")
    # True passes for 1 in a comparison.
    if type(whole.get("version")) is not int or whole["version"] != VERSION:
        raise ValueError("It was written by another version of Cluneal Tracker. Update first.")
    fields = Fields("the file", whole, _FIELDS)
    routine = routine_text.read_plain("", fields.plain("routine"))
    if routine.levels:
        routine = routine.at_level(fields.whole("level"))
    elif not fields.is_none("level"):
        raise Misfit("“level” of the file is for an exercise with levels")
    return RoutineFile(routine, _pictures(fields.named("pictures"), drawings(routine)))


def _parse(content: bytes) -> object:
    try:
        return json_text.plain(json_text.read(content, "an exercise"))
    except ValueError as error:
        raise Misfit(reason(error)) from None


def _pictures(record: Mapping[str, object], drawn: set[str]) -> dict[str, bytes]:
    for name in record:
        if name not in drawn or not name.startswith(OWN_PICTURE):
            raise Misfit(f"the picture {shown(name)} belongs to no step")
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
