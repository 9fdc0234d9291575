"""Pain entries in the diary."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.journal import Keeper, Step, newest_alone
from cluneal_tracker.data.parts import PAIN
from cluneal_tracker.data.reader import Cells, Reader
from cluneal_tracker.data.when_columns import WHEN_COLUMNS, read_when, utc_text, when_row
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.when import DaySlot, Slot

_OTHER = "id entered_at side mm given activities signs note line_px"
_COLUMNS = (*WHEN_COLUMNS, *_OTHER.split())


def save(step: Keeper, entry: PainEntry) -> None:
    """Write an entry, new or changed."""
    step.put(PAIN, _row(entry))


def remove(step: Step, entry_id: str) -> None:
    """Take an entry out; the journal keeps it."""
    step.remove(PAIN, entry_id)


def between(db: Database, first: date, last: date) -> list[PainEntry]:
    """Entries felt from `first` to `last` inclusive, oldest first."""
    return _READER.between(db, first, last)


def find(db: Database, entry_id: str) -> PainEntry | None:
    """One entry; None where it is gone."""
    return _READER.find(db, entry_id)


def days(db: Database) -> set[date]:
    """All days with an entry."""
    rows = db.connection.execute("select distinct day from pain")
    return {date.fromisoformat(day) for (day,) in rows}


def ticked_days(db: Database, first: date) -> dict[str, set[date]]:
    """The days from `first` on with a yes to a sign, by the key of the sign."""
    # Of the row no more than is needed: years of nights may be looked through for one of them.
    rows = db.connection.execute(
        "select day, signs from pain where day >= ? and signs like '%true%'", [first.isoformat()]
    )
    found: defaultdict[str, set[date]] = defaultdict(set)
    # The same few answers come again and again.
    read: dict[str, list[str]] = {}
    for day, signs in rows:
        if signs not in read:
            read[signs] = [key for key, answer in json.loads(signs).items() if answer]
        for key in read[signs]:
            found[key].add(date.fromisoformat(day))
    return dict(found)


def newest_mark(db: Database) -> str | None:
    """The id of the entry whose score was given or moved by the newest change that undo takes back.

    None where that change was about anything else.
    """
    change = newest_alone(db)
    if change is None or change.table != PAIN or change.after is None:
        return None
    was = change.before["mm"] if change.before else None
    return None if change.after["mm"] in (None, was) else change.row_id


def first_scored(db: Database, first: date, last: date) -> dict[DaySlot, datetime]:
    """When the first score of each half day from `first` to `last` was written down."""
    rows = db.connection.execute(
        "select day, slot, min(entered_at) from pain"
        " where mm is not null and day between ? and ? group by day, slot",
        [first.isoformat(), last.isoformat()],
    )
    return {
        DaySlot(date.fromisoformat(day), Slot(slot)): datetime.fromisoformat(entered_at)
        for day, slot, entered_at in rows
    }


def begun_before(db: Database, day: date) -> bool:
    """Whether the diary has an entry of an earlier day."""
    found = db.connection.execute(f"select 1 from {PAIN} where day < ? limit 1", [day.isoformat()])
    return found.fetchone() is not None


def every(db: Database) -> list[PainEntry]:
    """All entries, oldest first."""
    return _READER.every(db)


def span(db: Database) -> tuple[date, date] | None:
    """The days of the oldest and the newest entry; None for an empty diary."""
    first, last = db.connection.execute("select min(day), max(day) from pain").fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def read(row: Mapping[str, Any]) -> PainEntry:
    """The entry that a row holds."""
    return _entry(tuple(row[column] for column in _COLUMNS))


def _entry(row: Cells) -> PainEntry:
    when, rest = row[: len(WHEN_COLUMNS)], row[len(WHEN_COLUMNS) :]
    identity, entered_at, side, mm, given, activities, signs, note, line_px = rest
    return PainEntry(
        id=identity,
        felt=read_when(*when),
        entered_at=datetime.fromisoformat(entered_at),
        side=Side(side),
        score=None if mm is None else VasScore(mm),
        given=None if given is None else Given(given),
        activities={} if activities == "{}" else json.loads(activities),
        signs={} if signs == "{}" else json.loads(signs),
        note=note,
        line_px=line_px,
    )


def _row(entry: PainEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        **when_row(entry.felt),
        "entered_at": utc_text(entry.entered_at),
        "side": entry.side.value,
        "mm": entry.score.mm if entry.score else None,
        "given": entry.given.value if entry.given else None,
        "activities": json.dumps(dict(entry.activities), ensure_ascii=False, sort_keys=True),
        "signs": json.dumps(dict(entry.signs), ensure_ascii=False, sort_keys=True),
        "note": entry.note,
        "line_px": entry.line_px,
    }


_READER = Reader(PAIN, _COLUMNS, _entry)
