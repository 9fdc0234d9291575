"""The visits of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import visit_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import Record, Table
from cluneal_tracker.data.when_columns import clock_text, utc_text
from cluneal_tracker.domain.visit import Visit


def _write_visit(visit: Visit) -> Record:
    return {
        "day": visit.day.isoformat(),
        "time": clock_text(visit.at),
        "whom": visit.whom,
        "asked": visit.asked,
        "said": visit.said,
        "remind": visit.remind,
        "set_at": utc_text(visit.set_at),
        "entered_at": utc_text(visit.entered_at),
        "id": visit.id,
    }


def _read_visit(row: Row) -> Visit:
    return Visit(
        id=row.identity(),
        day=row.day("day"),
        at=row.maybe(row.clock, "time"),
        whom=row.text("whom"),
        asked=row.text("asked"),
        said=row.text("said"),
        remind=row.flag("remind"),
        set_at=row.moment("set_at"),
        entered_at=row.moment("entered_at"),
    )


VISITS = Table(
    "visits",
    {
        "day": Kind.CODE,
        "time": Kind.CODE,
        "whom": Kind.TEXT,
        "asked": Kind.TEXT,
        "said": Kind.TEXT,
        "remind": Kind.FLAG,
        "set_at": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    visit_store.every,
    visit_store.save,
    _write_visit,
    _read_visit,
    attrgetter("day"),
)
