"""What the journal remembers of one row: each state it was in, and the rows that are gone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cluneal_tracker.data import (
    dose_store,
    effect_store,
    habit_store,
    pain_store,
    roland_store,
    routine_store,
    session_store,
    spot_store,
    treatment_store,
    trial_store,
    visit_store,
    weekly_store,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Action, Step
from cluneal_tracker.data.parts import (
    DOSE,
    EFFECT,
    HABIT,
    PAIN,
    PICTURE,
    ROLAND,
    ROUTINE,
    SESSION,
    SPOT,
    TREATMENT,
    TRIAL,
    VISIT,
    WEEKLY,
)
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation, drawings
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import MOVE_AGAIN_WITHIN, PainEntry
from cluneal_tracker.domain.roland import RolandAnswer
from cluneal_tracker.domain.routine import OWN_PICTURE
from cluneal_tracker.domain.session import Session
from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.domain.weekly import WeeklyAnswer

Value = (
    PainEntry
    | Session
    | Treatment
    | Dose
    | SideEffect
    | Visit
    | WeeklyAnswer
    | RolandAnswer
    | OwnTrial
    | Adaptation
    | Spot
)
# A tick has no history of its own: it is there or not.
Thing = Value | HabitTick

_READ: dict[str, Callable[[Mapping[str, Any]], Value]] = {
    PAIN: pain_store.read,
    SESSION: session_store.read,
    TREATMENT: treatment_store.read,
    DOSE: dose_store.read,
    EFFECT: effect_store.read,
    VISIT: visit_store.read,
    TRIAL: trial_store.read,
    ROUTINE: routine_store.read,
    ROLAND: roland_store.read,
    SPOT: spot_store.read,
    WEEKLY: weekly_store.read,
}
_TABLES = f"row_table in ({', '.join(repr(table) for table in _READ)})"


@dataclass(frozen=True, slots=True)
class State:
    """What one change made of a row; `value` is None where it took the row out.

    `change` is the id of the change, which is the same in every copy of the diary.
    """

    change: str
    action: Action
    made_at: datetime
    value: Value | None


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that is no longer there: what it last was, and the change that took it out."""

    value: Value
    action: Action
    made_at: datetime


def thing(table: str, row: Mapping[str, Any] | None) -> Thing | None:
    """What a row holds; None for no row, a spoilt one, or one that is no thing of its own."""
    with suppress(*routine_store.NONSENSE):
        if row is not None and table == HABIT:
            return habit_store.read(row)
        return _READ[table](row) if row is not None and table in _READ else None
    return None


def states(db: Database, row_id: str) -> list[State]:
    """The states that a row was in, oldest first; a change that left it as it was is none.

    A state that cannot be read, be it spoilt or of a newer version, is left out.
    Changes come in the order of their moments, not in that of the journal: those of another
    computer were written into it later.
    """
    rows = db.connection.execute(
        "select id, action, made_at, row_table, after from journal"
        f" where row_id = ? and {_TABLES} order by made_at, id",
        [row_id],
    )
    found: list[State] = []
    told = None
    for change, action, made_at, table, after in rows:
        if after != told:
            with suppress(*routine_store.NONSENSE):
                value = None if after is None else _READ[table](json.loads(after))
                found.append(State(change, Action(action), datetime.fromisoformat(made_at), value))
        told = after
    return found


def gone_since(db: Database, moment: datetime) -> list[Gone]:
    """The rows taken out since a moment and not there now, the last one first.

    A level that was chosen, a place on the list, or questions put off are nothing to bring back.
    """
    gone = [one for table in _READ for one in _gone(db, table, moment) if _is_a_thing(one.value)]
    return sorted(gone, key=lambda one: one.made_at, reverse=True)


def _gone(db: Database, table: str, moment: datetime) -> list[Gone]:
    rows = db.connection.execute(
        "select row_id, action, made_at, (select after from journal as earlier"
        " where earlier.row_table = journal.row_table and earlier.row_id = journal.row_id"
        " and after is not null order by made_at desc, id desc limit 1)"
        " from journal where row_table = ? and after is null and made_at >= ?"
        f" and row_id not in (select id from {table}) order by made_at, id",
        [table, utc_text(moment)],
    )
    last = {row_id: (after, action, made_at) for row_id, action, made_at, after in rows if after}
    found = []
    for after, action, made_at in last.values():
        with suppress(*routine_store.NONSENSE):
            value = _READ[table](json.loads(after))
            found.append(Gone(value, Action(action), datetime.fromisoformat(made_at)))
    return found


def corrected(db: Database) -> set[str]:
    """The ids of check-ins and exercises that were changed once they were over.

    Who answers one question after another changes the entry too; that is still the same check-in.
    """
    rows = db.connection.execute(
        "select row_id, made_at, after from journal where row_table in (?, ?)"
        " and after is not null order by made_at, id",
        [PAIN, SESSION],
    )
    found: set[str] = set()
    known: dict[str, str] = {}
    for row_id, made_at, after in rows:
        if known.get(row_id, after) != after:
            entered = datetime.fromisoformat(json.loads(after)["entered_at"])
            if datetime.fromisoformat(made_at) - entered >= MOVE_AGAIN_WITHIN:
                found.add(row_id)
        known[row_id] = after
    return found


def _is_a_thing(value: Value) -> bool:
    if isinstance(value, RolandAnswer):
        return value.ticked is not None
    if isinstance(value, WeeklyAnswer):
        return not value.put_off
    return not isinstance(value, Adaptation) or value.routine is not None


def put_back(db: Database, step: Step, change: str) -> None:
    """Let a row be what a change had made of it; an exercise comes with its pictures."""
    table, after = db.connection.execute(
        "select row_table, after from journal where id = ?", [change]
    ).fetchone()
    row = json.loads(after)
    step.put(table, row)
    if table == ROUTINE and (routine := routine_store.read(row).routine):
        for name in sorted(drawings(routine)):
            if name.startswith(OWN_PICTURE):
                _put_picture_back(db, step, name.removeprefix(OWN_PICTURE))


def _put_picture_back(db: Database, step: Step, identity: str) -> None:
    """Let a picture be there; what it is never changes."""
    told = db.connection.execute(
        "select after from journal where row_table = ? and row_id = ? and after is not null",
        [PICTURE, identity],
    ).fetchone()
    if told:
        step.put(PICTURE, json.loads(told[0]))


def ids_beginning(db: Database, text: str) -> list[str]:
    """The ids that begin with a text, of rows that are or once were in the diary."""
    rows = db.connection.execute(
        f"select distinct row_id from journal where {_TABLES} and substr(row_id, 1, ?) = ?",
        [len(text), text],
    )
    return [row_id for (row_id,) in rows]
