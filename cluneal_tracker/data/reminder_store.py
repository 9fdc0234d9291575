"""The delivery ledger: which reminders were told, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper
from cluneal_tracker.data.parts import REMINDER
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason

_CHECK_IN = "check-in"


def save(step: Keeper, delivery: Delivery) -> None:
    """Write what became of one reminder."""
    step.put(
        REMINDER,
        {
            "id": identity(delivery),
            "day": delivery.day.isoformat(),
            "time": delivery.at.isoformat(timespec="minutes"),
            "outcome": delivery.outcome.value,
            "told_at": utc_text(delivery.told_at),
            "again_at": utc_text(delivery.again_at) if delivery.again_at else None,
            "kind": delivery.kind,
            "about": delivery.about,
            "due_at": utc_text(delivery.due_at) if delivery.due_at else None,
            "asked": delivery.asked,
            "done_at": utc_text(delivery.done_at) if delivery.done_at else None,
            "reason": delivery.reason.value if delivery.reason else None,
        },
    )


def since(db: Database, first: date) -> list[Delivery]:
    """Reminders of `first` and later days, oldest first."""
    rows = db.tables.table(REMINDER).rows_where(
        "day >= ?", [first.isoformat()], order_by="day, time, kind, about"
    )
    return [_delivery(row) for row in rows]


def identity(delivery: Delivery) -> str:
    """What its row is known by: two programs that tell the same reminder write the same row."""
    moment = f"{delivery.day.isoformat()}T{delivery.at.isoformat(timespec='minutes')}"
    what = f"{delivery.kind} {delivery.about}".strip()
    return moment if what == _CHECK_IN else f"{moment} {what}"


def _delivery(row: Mapping[str, Any]) -> Delivery:
    return Delivery(
        day=date.fromisoformat(row["day"]),
        at=time.fromisoformat(row["time"]),
        outcome=Outcome(row["outcome"]),
        told_at=datetime.fromisoformat(row["told_at"]),
        again_at=datetime.fromisoformat(row["again_at"]) if row["again_at"] else None,
        kind=row["kind"],
        about=row["about"],
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        asked=row["asked"],
        done_at=datetime.fromisoformat(row["done_at"]) if row["done_at"] else None,
        reason=Reason(row["reason"]) if row["reason"] else None,
    )
