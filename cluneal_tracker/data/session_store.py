"""Exercise sessions in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import SESSION
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.session import Session, StopReason

_OTHER = "id routine entered_at seconds planned done mm_before mm_after pauses note level stopped"
_COLUMNS = (*WHEN_COLUMNS, *_OTHER.split())


def save(step: Keeper, session: Session) -> None:
    """Write a session, new or changed."""
    step.put(SESSION, _row(session))


def remove(step: Step, session_id: str) -> None:
    """Take a session out; the journal keeps it."""
    step.remove(SESSION, session_id)


def between(db: Database, first: date, last: date) -> list[Session]:
    """Sessions begun from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def newest(db: Database, count: int) -> list[Session]:
    """The last sessions, newest first."""
    return _READER.newest(db, count)


def one_before(db: Database, session: Session) -> Session | None:
    """The session of the same routine that was begun before this one; None for the first."""
    earlier = "routine = ? and felt_at < ?", session.routine, utc_text(session.started.utc)
    return _READER.latest(db, *earlier)


def find(db: Database, session_id: str) -> Session | None:
    """One session; None when it is not there."""
    return _READER.find(db, session_id)


def every(db: Database) -> list[Session]:
    """All sessions, oldest first."""
    return _READER.every(db)


def read(row: Mapping[str, Any]) -> Session:
    """The session that a row holds."""
    # A row that was told before version 3 has no level and no reason.
    return _session(tuple(row.get(column) for column in _COLUMNS))


def _session(row: Cells) -> Session:
    when, rest = row[: len(WHEN_COLUMNS)], row[len(WHEN_COLUMNS) :]
    identity, routine, entered_at, seconds, planned, done, *others = rest
    before, after, pauses, note, level, stopped = others
    return Session(
        id=identity,
        routine=routine,
        started=read_when(*when),
        entered_at=datetime.fromisoformat(entered_at),
        seconds=seconds,
        planned=json.loads(planned),
        done=json.loads(done),
        pain_before=None if before is None else VasScore(before),
        pain_after=None if after is None else VasScore(after),
        pauses=pauses,
        note=note,
        level=level,
        stopped=None if stopped is None else StopReason(stopped),
    )


def _row(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "routine": session.routine,
        **when_row(session.started),
        "entered_at": utc_text(session.entered_at),
        "seconds": session.seconds,
        "planned": json.dumps(dict(session.planned), sort_keys=True),
        "done": json.dumps(dict(session.done), sort_keys=True),
        "mm_before": session.pain_before.mm if session.pain_before else None,
        "mm_after": session.pain_after.mm if session.pain_after else None,
        "pauses": session.pauses,
        "note": session.note,
        "level": session.level,
        "stopped": session.stopped.value if session.stopped else None,
    }


_READER = Reader(SESSION, _COLUMNS, _session)
