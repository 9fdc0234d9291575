"""Where a running exercise stands: one row that is no part of the diary, and in no journal."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from cluneal_tracker.data import routine_text
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.when_columns import read_when, utc_text, when_row
from cluneal_tracker.domain.countdown import Place
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.under_way import UnderWay

_ONE = "session"


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
        db.connection.execute("insert or replace into under_way values (?, ?, ?, ?, ?)", row)


def find(db: Database) -> UnderWay | None:
    """What is kept; None where nothing is, or what is there makes no sense."""
    found = db.connection.execute("select content from under_way where id = ?", [_ONE]).fetchone()
    if found is None:
        return None
    try:
        return _read(json.loads(found[0]))
    except (ArithmeticError, LookupError, TypeError, ValueError):
        # Of a newer version, or spoilt. No entry is lost with it: those have tables of their own.
        return None


def clear(db: Database) -> None:
    """Keep nothing any more."""
    with db.atomic():
        db.connection.execute("delete from under_way")


def _written(under_way: UnderWay) -> dict[str, Any]:
    place, before = under_way.place, under_way.pain_before
    return {
        "key": under_way.routine.key,
        "routine": routine_text.written(under_way.routine),
        "level": under_way.routine.level,
        "first": under_way.first.value,
        "started": when_row(under_way.started),
        "kept_at": utc_text(under_way.kept_at),
        "mm_before": before.mm if before else None,
        "index": place.index,
        "spent": place.spent,
        "finished": sorted(place.finished),
        "moved": place.moved,
        "pauses": place.pauses,
    }


def _read(found: dict[str, Any]) -> UnderWay:
    routine = routine_text.read_plain(found["key"], found["routine"])
    before = found["mm_before"]
    return UnderWay(
        routine=routine.at_level(found["level"]) if found["level"] else routine,
        first=Side(found["first"]),
        started=read_when(**found["started"]),
        kept_at=datetime.fromisoformat(found["kept_at"]),
        place=Place(
            index=found["index"],
            spent=found["spent"],
            finished=frozenset(found["finished"]),
            moved=found["moved"],
            pauses=found["pauses"],
        ),
        pain_before=None if before is None else VasScore(before),
    )
