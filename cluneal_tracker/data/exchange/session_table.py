"""The exercises of an exported diary."""

from __future__ import annotations

from operator import attrgetter

from cluneal_tracker.data import session_store
from cluneal_tracker.data.exchange.fields import Kind, Row
from cluneal_tracker.data.exchange.table import (
    Record,
    Table,
    write_half,
    write_moment,
    write_score,
)
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.session import Session, StopReason


def _write_session(session: Session) -> Record:
    return {
        **write_half(session.started),
        "routine": session.routine,
        "seconds": session.seconds,
        "planned": dict(sorted(session.planned.items())),
        "done": dict(sorted(session.done.items())),
        "pauses": session.pauses,
        "pain_before": write_score(session.pain_before),
        "pain_after": write_score(session.pain_after),
        "level": session.level,
        "stopped": session.stopped.value if session.stopped else None,
        "note": session.note,
        **write_moment("started_at", session.started),
        "entered_at": utc_text(session.entered_at),
        "id": session.id,
    }


def _read_session(row: Row) -> Session:
    return Session(
        id=row.identity(),
        routine=row.text("routine"),
        started=row.when("started_at"),
        entered_at=row.moment("entered_at"),
        seconds=row.count("seconds"),
        planned=row.counts("planned"),
        done=row.counts("done"),
        pain_before=row.maybe(row.score, "pain_before"),
        pain_after=row.maybe(row.score, "pain_after"),
        pauses=row.count("pauses"),
        note=row.text("note"),
        level=row.maybe(row.count, "level"),
        stopped=row.maybe(lambda name: row.one_of(name, StopReason), "stopped"),
    )


SESSIONS = Table(
    "sessions",
    {
        "day": Kind.CODE,
        "half": Kind.CODE,
        "routine": Kind.TEXT,
        "seconds": Kind.NUMBER,
        "planned": Kind.COUNTS,
        "done": Kind.COUNTS,
        "pauses": Kind.NUMBER,
        "pain_before": Kind.NUMBER,
        "pain_after": Kind.NUMBER,
        "level": Kind.NUMBER,
        "stopped": Kind.CODE,
        "note": Kind.TEXT,
        "started_at": Kind.CODE,
        "zone": Kind.CODE,
        "entered_at": Kind.CODE,
        "id": Kind.CODE,
    },
    session_store.every,
    session_store.save,
    _write_session,
    _read_session,
    attrgetter("started.day"),
    later=frozenset({"level", "stopped"}),
)
