"""The treatments of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import treatment_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind


def _write_treatment(treatment: Treatment) -> Record:
    return {
        "kind": treatment.kind.value,
        "first_day": treatment.first_day.isoformat(),
        "last_day": treatment.last_day.isoformat() if treatment.last_day else None,
        "name": treatment.name,
        "dose": treatment.dose,
        "side": treatment.side.value if treatment.side else None,
        "nerve": treatment.nerve.value if treatment.nerve else None,
        "note": treatment.note,
        "given_at": clock_text(treatment.given_at),
        "guidance": treatment.guidance.value if treatment.guidance else None,
        "operator": treatment.operator,
        "when_needed": treatment.when_needed,
        "entered_at": utc_text(treatment.entered_at),
        "id": treatment.id,
    }


def _read_treatment(row: Row) -> Treatment:
    return Treatment(
        id=row.identity(),
        kind=row.one_of("kind", TreatmentKind),
        first_day=row.day("first_day"),
        entered_at=row.moment("entered_at"),
        last_day=row.maybe(row.day, "last_day"),
        side=row.maybe(lambda name: row.one_of(name, Side), "side"),
        nerve=row.maybe(lambda name: row.one_of(name, Nerve), "nerve"),
        name=row.text("name"),
        dose=row.text("dose"),
        note=row.text("note"),
        given_at=row.maybe(row.clock, "given_at"),
        guidance=row.maybe(lambda name: row.one_of(name, Guidance), "guidance"),
        operator=row.text("operator") if row["operator"] is not None else "",
        when_needed=bool(row.maybe(row.flag, "when_needed")),
    )


TREATMENTS = Table(
    "treatments",
    {
        "kind": Kind.CODE,
        "first_day": Kind.CODE,
        "last_day": Kind.CODE,
        "name": Kind.TEXT,
        "dose": Kind.TEXT,
        "side": Kind.CODE,
        "nerve": Kind.CODE,
        "note": Kind.TEXT,
        "given_at": Kind.CODE,
        "guidance": Kind.CODE,
        "operator": Kind.TEXT,
        "when_needed": Kind.FLAG,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    treatment_store.every,
    treatment_store.save,
    _write_treatment,
    _read_treatment,
    attrgetter("first_day"),
    later=frozenset({"given_at", "guidance", "operator", "when_needed"}),
)
