"""Treatments in the diary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import TREATMENT
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind


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


def timed(db: Database, first: date) -> list[Treatment]:
    """The blocks since a day whose time is known, oldest first."""
    return _read_all(
        db,
        "where given_at is not null and first_day >= ?"
        " order by first_day, given_at, entered_at, id",
        first.isoformat(),
    )


def needed(db: Database, day: date) -> list[Treatment]:
    """What is taken when it hurts, as long as it was in use on a day; oldest first."""
    return _read_all(
        db,
        "where when_needed and first_day <= ? and coalesce(last_day, ?) >= ?"
        " order by first_day, entered_at, id",
        *[day.isoformat()] * 3,
    )


def _read_all(db: Database, which: str, *values: str) -> list[Treatment]:
    # Without sqlite-utils, which the first paint does not wait for.
    rows = db.connection.execute(f"select * from treatment {which}", values)
    names = [column[0] for column in rows.description]
    return [read(dict(zip(names, row, strict=True))) for row in rows]


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
        # A version that the journal keeps may be older than these.
        given_at=time.fromisoformat(row["given_at"]) if row.get("given_at") else None,
        guidance=Guidance(row["guidance"]) if row.get("guidance") else None,
        operator=row.get("operator") or "",
        when_needed=bool(row.get("when_needed")),
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
        "given_at": clock_text(treatment.given_at),
        "guidance": treatment.guidance.value if treatment.guidance else None,
        "operator": treatment.operator,
        "when_needed": int(treatment.when_needed),
    }
