"""What became of the reminders, of an exported diary."""

from __future__ import annotations

from datetime import date, datetime

from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, of_no_day
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind


def _every(db: Database) -> list[Delivery]:
    return reminder_store.since(db, date.min)


def _write_delivery(item: Delivery) -> Record:
    return {
        "day": item.day.isoformat(),
        "time": item.at.isoformat(timespec="minutes"),
        "kind": item.kind,
        "about": item.about,
        "outcome": item.outcome.value,
        "asked": item.asked,
        "due_at": _moment(item.due_at),
        "told_at": utc_text(item.told_at),
        "again_at": _moment(item.again_at),
        "done_at": _moment(item.done_at),
        "reason": item.reason.value if item.reason else None,
    }


def _moment(at: datetime | None) -> str | None:
    return utc_text(at) if at else None


def _read_delivery(row: Row) -> Delivery:
    kind, about = row.one_of("kind", ReminderKind), row.text("about")
    day = row.day("day")
    # What no schedule can hold was never told.
    reminder = Reminder(kind, row.clock("time"), frozenset({day.weekday()}), about)
    asked = row.count("asked")
    if not asked:
        raise ValueError("“asked” is 1 or more")
    return Delivery(
        day=day,
        at=reminder.at,
        outcome=row.one_of("outcome", Outcome),
        told_at=row.moment("told_at"),
        again_at=row.maybe(row.moment, "again_at"),
        kind=kind.value,
        about=about,
        due_at=row.maybe(row.moment, "due_at"),
        asked=asked,
        done_at=row.maybe(row.moment, "done_at"),
        reason=None if row["reason"] is None else row.one_of("reason", Reason),
    )


REMINDERS = Table(
    "reminders",
    {
        "day": Kind.CODE,
        "time": Kind.CODE,
        "kind": Kind.CODE,
        "about": Kind.TEXT,
        "outcome": Kind.CODE,
        "asked": Kind.NUMBER,
        "due_at": Kind.CODE,
        "told_at": Kind.CODE,
        "again_at": Kind.CODE,
        "done_at": Kind.CODE,
        "reason": Kind.CODE,
    },
    _every,
    reminder_store.save,
    _write_delivery,
    _read_delivery,
    of_no_day,
    reminder_store.identity,
)
