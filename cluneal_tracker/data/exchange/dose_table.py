"""What was taken when it hurt, of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import dose_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table, write_half, write_moment
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.dose import Dose


def _write_dose(dose: Dose) -> Record:
    return {
        **write_half(dose.taken),
        "treatment": dose.treatment,
        "note": dose.note,
        **write_moment("taken_at", dose.taken),
        "entered_at": utc_text(dose.entered_at),
        "id": dose.id,
    }


def _read_dose(row: Row) -> Dose:
    return Dose(
        id=row.identity(),
        treatment=row.identity("treatment"),
        taken=row.when("taken_at"),
        entered_at=row.moment("entered_at"),
        note=row.text("note"),
    )


DOSES = Table(
    "doses",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "treatment": Kind.CODE,
        "note": Kind.TEXT,
        "taken_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    dose_store.every,
    dose_store.save,
    _write_dose,
    _read_dose,
    attrgetter("taken.day"),
)
