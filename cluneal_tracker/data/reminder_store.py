"""The delivery ledger: which reminders were told, and what became of them."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Step
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.reminders import Delivery, Outcome

REMINDER = "reminder"


def save(step: Step, delivery: Delivery) -> None:
    """Write what became of one reminder."""
    day, at = delivery.day.isoformat(), delivery.at.isoformat(timespec="minutes")
    step.put(
        REMINDER,
        {
            # Two programs that tell the same reminder write the same row.
            "id": f"{day}T{at}",
            "day": day,
            "time": at,
            "outcome": delivery.outcome.value,
            "told_at": utc_text(delivery.told_at),
            "again_at": utc_text(delivery.again_at) if delivery.again_at else None,
        },
    )


def since(db: Database, first: date) -> list[Delivery]:
    """Reminders of `first` and later days, oldest first."""
    rows = db.tables.table(REMINDER).rows_where(
        "day >= ?", [first.isoformat()], order_by="day, time"
    )
    return [_delivery(row) for row in rows]


def _delivery(row: dict[str, Any]) -> Delivery:
    return Delivery(
        day=date.fromisoformat(row["day"]),
        at=time.fromisoformat(row["time"]),
        outcome=Outcome(row["outcome"]),
        told_at=datetime.fromisoformat(row["told_at"]),
        again_at=datetime.fromisoformat(row["again_at"]) if row["again_at"] else None,
    )
