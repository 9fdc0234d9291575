"""Exercise sessions in the diary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step
from cluneal_tracker.data.parts import SESSION
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.session import Session, StopReason

_OTHER = "id routine entered_at seconds planned done mm_before mm_after pauses note level stopped"
_COLUMNS = (*WHEN_COLUMNS, *_OTHER.split())
_SELECT = f"select {', '.join(_COLUMNS)} from session"


def save(step: Keeper, session: Session) -> None:
    """Write a session, new or changed."""
    step.put(SESSION, _row(session))


def remove(step: Step, session_id: str) -> None:
    """Take a session out; the journal keeps it."""
    step.remove(SESSION, session_id)


def between(db: Database, first: date, last: date) -> list[Session]:
    """Sessions begun from `first` to `last` inclusive, oldest first."""
    rows = db.connection.execute(
        f"{_SELECT} where day between ? and ? order by felt_at, entered_at, id",
        [first.isoformat(), last.isoformat()],
    )
    return [_session(row) for row in rows]


def newest(db: Database, count: int) -> list[Session]:
    """The last sessions, newest first."""
    rows = db.connection.execute(
        f"{_SELECT} order by felt_at desc, entered_at desc, id desc limit ?", [count]
    )
    return [_session(row) for row in rows]


def one_before(db: Database, session: Session) -> Session | None:
    """The session of the same routine that was begun before this one; None for the first."""
    row = db.connection.execute(
        f"{_SELECT} where routine = ? and felt_at < ?"
        " order by felt_at desc, entered_at desc limit 1",
        [session.routine, utc_text(session.started.utc)],
    ).fetchone()
    return _session(row) if row else None


def find(db: Database, session_id: str) -> Session | None:
    """One session; None when it is not there."""
    row = db.connection.execute(f"{_SELECT} where id = ?", [session_id]).fetchone()
    return _session(row) if row else None


def every(db: Database) -> list[Session]:
    """All sessions, oldest first."""
    return between(db, date.min, date.max)


def read(row: Mapping[str, Any]) -> Session:
    """The session that a row holds."""
    # A row that was told before version 3 has no level and no reason.
    return _session(tuple(row.get(column) for column in _COLUMNS))


def _session(row: tuple[Any, ...]) -> Session:
    when, rest = row[:5], row[5:]
    (
        identity,
        routine,
        entered_at,
        seconds,
        planned,
        done,
        before,
        after,
        pauses,
        note,
        level,
        stopped,
    ) = rest
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
