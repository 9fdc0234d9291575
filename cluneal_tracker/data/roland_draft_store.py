"""Which statements are ticked so far: a row that is no part of the diary, and in no journal."""

from __future__ import annotations

import json
from datetime import date, datetime

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.under_way_store import UNDER_WAY
from cluneal_tracker.data.when_columns import utc_text
from cluneal_tracker.domain.roland import RolandDraft, as_ticked

_ONE = "roland"


def keep(db: Database, draft: RolandDraft, now: datetime) -> None:
    """Write it in place of what was kept before."""
    content = json.dumps({"day": draft.day.isoformat(), "ticked": sorted(draft.ticked)})
    row = [_ONE, _ONE, utc_text(now), utc_text(now), content]
    with db.atomic():
        db.connection.execute(f"insert or replace into {UNDER_WAY} values (?, ?, ?, ?, ?)", row)


def every(db: Database) -> list[RolandDraft]:
    """What is kept, one or none; raises LookupError, TypeError or ValueError for nonsense."""
    found = db.connection.execute(f"select content from {UNDER_WAY} where id = ?", [_ONE])
    return [_read(json.loads(content)) for (content,) in found]


def find(db: Database) -> RolandDraft | None:
    """What is kept; None where nothing is, or what is there makes no sense."""
    try:
        return next(iter(every(db)), None)
    except (LookupError, RecursionError, TypeError, ValueError):
        # Of a newer version, or spoilt. No answer is lost with it: those have a table of their own.
        return None


def clear(db: Database) -> None:
    """Keep nothing any more."""
    with db.atomic():
        db.connection.execute(f"delete from {UNDER_WAY} where id = ?", [_ONE])


def _read(record: dict[str, object]) -> RolandDraft:
    return RolandDraft(date.fromisoformat(str(record["day"])), as_ticked(record["ticked"]))
