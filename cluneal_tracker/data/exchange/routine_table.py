"""What the person made of the exercises, in an exported diary."""

from __future__ import annotations

import json

from cluneal_tracker.data import routine_store, routine_text
from cluneal_tracker.data.exchange import json_text
from cluneal_tracker.data.exchange.fields import Json, Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, of_no_day, reason
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.routine import Routine


def _write_routine(adaptation: Adaptation) -> Record:
    routine = adaptation.routine
    return {
        "id": adaptation.key,
        "routine": routine_text.written(routine) if routine else None,
        "level": adaptation.level,
        "hidden": adaptation.hidden,
        "entered_at": utc_text(adaptation.entered_at),
    }


def _read_routine(row: Row) -> Adaptation:
    key = row.identity()
    return Adaptation(
        key=key,
        entered_at=row.moment("entered_at"),
        routine=row.maybe(lambda name: _routine(key, row[name]), "routine"),
        level=row.maybe(row.count, "level"),
        hidden=row.flag("hidden"),
    )


def _routine(key: str, value: object) -> Routine:
    if isinstance(value, Json):
        value = _parsed(value)
    try:
        return routine_text.read_plain(key, json_text.plain(value))
    except ValueError as error:
        raise ValueError(reason(error)) from None


def _parsed(cell: Json) -> object:
    try:
        return json_text.parse(cell)
    except json.JSONDecodeError as error:
        raise ValueError(f"“routine” is not JSON ({error.msg})") from None
    except RecursionError:
        raise ValueError("“routine” is nested deeper than an exercise is") from None


ROUTINES = Table(
    "routines",
    {
        "id": Kind.CODE,
        "routine": Kind.JSON,
        "level": Kind.NUMBER,
        "hidden": Kind.FLAG,
        "entered_at": Kind.CODE,
    },
    routine_store.every,
    routine_store.save,
    _write_routine,
    _read_routine,
    of_no_day,
)
