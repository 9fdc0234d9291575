"""A routine as JSON: what the diary keeps of one's own, and what a routine file carries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cluneal_tracker.data.strict_json import Fields, Misfit
from cluneal_tracker.domain.routine import Level, Part, Routine, Step, StepKind

_STEP = ("key", "say", "short", "kind", "seconds", "times", "from_guide", "drawing", "swing")
_PART = ("each_side", "repetitions", "sets", "rest_seconds", "from_guide", "steps")
_ROUTINE = (
    "name",
    "summary",
    "caution",
    "per_day",
    "per_day_from_guide",
    "ready_seconds",
    "swap_seconds",
    "by_leg",
    "levels",
    "parts",
)


def spell(routine: Routine) -> str:
    """The routine as JSON, the same for equal routines."""
    return json.dumps(written(routine), ensure_ascii=False, sort_keys=True)


def written(routine: Routine) -> dict[str, Any]:
    """The routine as plain values. Its key and the level in use are told apart from it."""
    found = _values(routine, _ROUTINE)
    levels = [{"name": one.name, "parts": [*map(_part, one.parts)]} for one in routine.levels]
    return found | {
        "levels": levels,
        "parts": [] if levels else [*map(_part, routine.parts)],
    }


def read_plain(key: str, record: object) -> Routine:
    """The routine that `written` gave; raises ValueError with the place and the reason."""
    row = Fields("the exercise", record, _ROUTINE)
    levels = tuple(
        Level(one.text("name"), _read_parts(one))
        for one in row.each("levels", ("name", "parts"), Routine.MOST_LEVELS)
    )
    if levels and row.each("parts", _PART, Routine.MOST_PARTS):
        raise Misfit("an exercise has levels or parts, not both")
    return Routine(
        key=key,
        name=row.text("name"),
        summary=row.text("summary"),
        caution=row.text("caution"),
        per_day=row.whole("per_day"),
        ready_seconds=row.number("ready_seconds"),
        swap_seconds=row.number("swap_seconds"),
        parts=levels[0].parts if levels else _read_parts(row),
        by_leg=row.flag("by_leg"),
        per_day_from_guide=row.flag("per_day_from_guide"),
        levels=levels,
        level=1 if levels else 0,
    )


def _part(part: Part) -> Mapping[str, Any]:
    found = _values(part, _PART)
    return found | {"steps": [*map(_step, part.steps)]}


def _step(step: Step) -> Mapping[str, Any]:
    return _values(step, _STEP) | {"kind": step.kind.value}


def _values(thing: object, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in names}
    # Equal numbers are written alike: 5.0 as 5.
    whole = {name: int(one) for name, one in values.items() if _is_whole_float(one)}
    return values | whole


def _is_whole_float(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()


def _read_parts(row: Fields) -> tuple[Part, ...]:
    return tuple(_read_part(part) for part in row.each("parts", _PART, Routine.MOST_PARTS))


def _read_part(row: Fields) -> Part:
    return Part(
        each_side=row.flag("each_side"),
        repetitions=row.whole("repetitions"),
        steps=tuple(_read_step(step) for step in row.each("steps", _STEP, Part.MOST_STEPS)),
        from_guide=row.flag("from_guide"),
        sets=row.whole("sets"),
        rest_seconds=row.number("rest_seconds"),
    )


def _read_step(row: Fields) -> Step:
    return Step(
        key=row.text("key"),
        say=row.text("say"),
        short=row.text("short"),
        kind=row.one_of("kind", StepKind),
        seconds=None if row.is_none("seconds") else row.number("seconds"),
        from_guide=row.flag("from_guide"),
        drawing=row.text("drawing"),
        times=row.whole("times"),
        swing=row.text("swing"),
    )
