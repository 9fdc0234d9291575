"""Where a running exercise stands: one row that is no part of the diary, and in no journal."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.strict_json import Fields
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.under_way import UnderWay

UNDER_WAY = "under_way"
_ONE = "session"
_FIELDS = (
    *("key", "routine", "level", "first", *WHEN_COLUMNS, "kept_at", "mm_before"),
    *("index", "spent", "finished", "moved", "pauses"),
)


def keep(db: Database, under_way: UnderWay) -> None:
    """Write it in place of what was kept before."""
    row = [
        _ONE,
        under_way.routine.key,
        utc_text(under_way.started.utc),
        utc_text(under_way.kept_at),
        json.dumps(_written(under_way), ensure_ascii=False),
    ]
    with db.atomic():
        db.connection.execute(f"insert or replace into {UNDER_WAY} values (?, ?, ?, ?, ?)", row)


def every(db: Database) -> list[UnderWay]:
    """What is kept, one or none; raises ValueError where it makes no sense."""
    found = db.connection.execute(f"select content from {UNDER_WAY} where id = ?", [_ONE])
    return [_read(json.loads(content)) for (content,) in found]


def find(db: Database) -> UnderWay | None:
    """What is kept; None where nothing is, or what is there makes no sense."""
    try:
        return next(iter(every(db)), None)
    except (ArithmeticError, RecursionError, ValueError):
        # Of a newer version, or spoilt. No entry is lost with it: those have tables of their own.
        return None


def clear(db: Database) -> None:
    """Keep nothing any more."""
    with db.atomic():
        db.connection.execute(f"delete from {UNDER_WAY} where id = ?", [_ONE])


def _written(under_way: UnderWay) -> dict[str, Any]:
    place, before = under_way.place, under_way.pain_before
    return {
        "key": under_way.routine.key,
        "routine": routine_text.written(under_way.routine),
        "level": under_way.routine.level,
        "first": under_way.first.value,
        **when_row(under_way.started),
        "kept_at": utc_text(under_way.kept_at),
        "mm_before": before.mm if before else None,
        "index": place.index,
        "spent": place.spent,
        "finished": sorted(place.finished),
        "moved": place.moved,
        "pauses": place.pauses,
    }


def _read(record: object) -> UnderWay:
    row = Fields("the exercise under way", record, _FIELDS)
    routine = routine_text.read_plain(row.text("key"), row.plain("routine"))
    level = row.whole("level")
    kept_at = datetime.fromisoformat(row.text("kept_at"))
    if kept_at.tzinfo is None:
        raise ValueError("a moment without a zone")
    felt_at, zone, utc_offset, day, slot = WHEN_COLUMNS
    return UnderWay(
        routine=routine.at_level(level) if level else routine,
        first=row.one_of("first", Side),
        started=read_when(
            row.text(felt_at), row.text(zone), row.whole(utc_offset), row.text(day), row.text(slot)
        ),
        kept_at=kept_at,
        place=Place(
            index=row.whole("index"),
            spent=row.number("spent"),
            finished=frozenset(row.wholes("finished")),
            moved=row.number("moved"),
            pauses=row.whole("pauses"),
        ),
        pain_before=None if row.is_none("mm_before") else VasScore(row.whole("mm_before")),
    )
