"""The pain entries of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import pain_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import (
    Record,
    Table,
    write_half,
    write_moment,
    write_score,
)
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.pain import Given, PainEntry, Side


def _write_pain(entry: PainEntry) -> Record:
    return {
        **write_half(entry.felt),
        "score": write_score(entry.score),
        "side": entry.side.value,
        "activities": dict(sorted(entry.activities.items())),
        "signs": dict(sorted(entry.signs.items())),
        "note": entry.note,
        **write_moment("felt_at", entry.felt),
        "entered_at": utc_text(entry.entered_at),
        "given": entry.given.value if entry.given else None,
        "line_px": entry.line_px,
        "id": entry.id,
    }


def _read_pain(row: Row) -> PainEntry:
    line_px = row.maybe(row.count, "line_px")
    if line_px == 0:
        raise ValueError("“line_px” is the length of a line, so it is more than 0")
    return PainEntry(
        id=row.identity(),
        felt=row.when("felt_at"),
        entered_at=row.moment("entered_at"),
        side=row.one_of("side", Side),
        score=row.maybe(row.score, "score"),
        given=row.maybe(lambda name: row.one_of(name, Given), "given"),
        activities=row.answers("activities"),
        signs=row.answers("signs"),
        note=row.text("note"),
        line_px=line_px,
    )


PAIN = Table(
    "pain",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "score": Kind.NUMBER,
        "side": Kind.CODE,
        "activities": Kind.ANSWERS,
        "signs": Kind.ANSWERS,
        "note": Kind.TEXT,
        "felt_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "given": Kind.CODE,
        "line_px": Kind.NUMBER,
        "id": Kind.CODE,
    },
    pain_store.every,
    pain_store.save,
    _write_pain,
    _read_pain,
    attrgetter("felt.day"),
)
