"""Treatments in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Nerve, Treatment, TreatmentKind

TREATMENT = "treatment"


def save(step: Keeper, treatment: Treatment) -> None:
    """Write a treatment, new or changed."""
    step.put(TREATMENT, _row(treatment))


def remove(step: Step, treatment_id: str) -> None:
    """Take a treatment out; the journal keeps it."""
    step.remove(TREATMENT, treatment_id)


def every(db: Database) -> list[Treatment]:
    """All treatments, oldest first."""
    rows = db.tables.table(TREATMENT).rows_where(order_by="first_day, entered_at, id")
    return [read(row) for row in rows]


def read(row: Mapping[str, Any]) -> Treatment:
    """The treatment that a row holds."""
    return Treatment(
        id=row["id"],
        kind=TreatmentKind(row["kind"]),
        first_day=date.fromisoformat(row["first_day"]),
        entered_at=datetime.fromisoformat(row["entered_at"]),
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        side=Side(row["side"]) if row["side"] else None,
        nerve=Nerve(row["nerve"]) if row["nerve"] else None,
        name=row["name"],
        dose=row["dose"],
        note=row["note"],
    )


def _row(treatment: Treatment) -> dict[str, Any]:
    return {
        "id": treatment.id,
        "kind": treatment.kind.value,
        "first_day": treatment.first_day.isoformat(),
        "last_day": treatment.last_day.isoformat() if treatment.last_day else None,
        "entered_at": utc_text(treatment.entered_at),
        "side": treatment.side.value if treatment.side else None,
        "nerve": treatment.nerve.value if treatment.nerve else None,
        "name": treatment.name,
        "dose": treatment.dose,
        "note": treatment.note,
    }
