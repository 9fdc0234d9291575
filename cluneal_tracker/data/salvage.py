"""Salvage: a new diary made of all that can be read of a damaged one, which is only ever read."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cluneal_tracker.data import (
    audit,
    chain,
    diary_file,
    journal,
    table_rows,
)
from cluneal_tracker.data.connecting import trouble, why
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.journal import Action
from cluneal_tracker.data.locking.keys import Lock
from cluneal_tracker.data.pages import Pages, plain_pages
from cluneal_tracker.data.traces import READ, Change, Regained, Traces, age_of
from cluneal_tracker.data.under_way_store import UNDER_WAY
from cluneal_tracker.domain.errors import DiaryError


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was regained: the rows of each table, and the changes of the journal.

    `doubtful` rows are as they were found, but no change vouches for them. `left_out` were found
    or known of, and made no sense or had nothing left.
    """

    rows: Mapping[str, int]
    changes: int
    doubtful: int
    left_out: int


def salvage(
    damaged: Path | Pages, target: Path, now: datetime, lock: Lock | None = None
) -> Salvaged:
    """Write all that can be regained of a damaged diary into a new one, locked or not.

    The pages of a locked diary are handed over decrypted. Raises DiaryError, with no new
    diary left behind, when nothing can be regained or the new one cannot be written.
    """
    if target.exists():
        raise DiaryError(f"{target} is there already. It was left as it is.")
    try:
        pages = damaged if isinstance(damaged, Pages) else plain_pages(damaged)
        regained = regain(pages)
        held = [key for key, row in regained.rows.items() if row is not None]
        if not held and not regained.changes:
            raise DiaryError("Nothing of the diary could be read. The file was left as it is.")
        diary_file.make(target, lambda connection: write(regained, Database(connection), now), lock)
    except trouble(OSError) as error:
        raise DiaryError(f"Nothing was salvaged. {why(error)}") from error
    counts = {table: sum(name == table for name, _ in held) for table in READ}
    return Salvaged(counts, len(regained.changes), regained.doubtful, regained.left_out)


def regain(pages: Pages) -> Regained:
    """All that can be regained of these pages, were it nothing."""
    with closing(in_memory()) as scratch:
        return Traces(pages, scratch).weighed()


def write(regained: Regained, db: Database, now: datetime) -> None:
    """Fill a new diary: the changes that hold, with the rows as they tell them, then one step.

    That step makes the rows what they truly were. Where no change is missing there is nothing
    for it to do, and the journal is as it was, hash by hash.
    """
    newest: dict[tuple[str, str], Change] = {}
    with journal.step(db, now, Action.NOTE) as step:
        last = chain.NOTHING
        for change in regained.changes:
            last = chain.append(db.connection, last, change.content)
            newest[change.key] = max(newest.get(change.key, change), change, key=age_of)
        for (table, _), change in newest.items():
            if change.after is not None:
                table_rows.write(db, table, change.after)
        for (table, row_id), row in regained.rows.items():
            if row is None:
                step.remove(table, row_id)
            else:
                step.put(table, row)
        for row in regained.under_way:
            table_rows.write(db, UNDER_WAY, row)
    if audit.verify(db) is not None:
        raise DiaryError("What was read does not hold together. The file was left as it is.")
