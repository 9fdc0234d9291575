"""Looks through a whole diary: does each change, and each row, hold together with the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from cluneal_tracker.data import chain, shape, table_rows
from cluneal_tracker.data.connecting import is_damage, trouble
from cluneal_tracker.data.database import Database


def verify(db: Database) -> int | None:
    """The sequence number of the first change that does not hold; None when all is well.

    The hash of each change is made anew; then each row is held against its latest change. A row
    that the journal does not know of, a damaged index, or a table that is missing or does not
    belong there, is change 0.
    """
    with _one_moment(db):
        return _first_fault(db)


@contextmanager
def _one_moment(db: Database) -> Iterator[None]:
    """All that is read within is of one moment, whatever another program writes meanwhile."""
    begun = not db.connection.in_transaction
    if begun:
        db.connection.execute("begin")
    try:
        yield
    finally:
        if begun and db.connection.in_transaction:
            db.connection.execute("rollback")


def _first_fault(db: Database) -> int | None:
    previous, expected = "", 0
    newest: dict[tuple[str, str], tuple[str, str, int, str | None]] = {}
    try:
        for row in db.connection.execute("select * from journal order by sequence"):
            expected += 1
            sequence, identity, _, _, _, made_at, table, row_id, _, after, stored = row
            if sequence != expected or chain.hashed(previous, row[:-1]) != stored:
                return expected
            previous = stored
            told = (made_at, identity, sequence, after)
            newest[table, row_id] = max(newest.get((table, row_id), told), told, key=_moment)
        intact = db.connection.execute("pragma integrity_check(1)").fetchone()[0] == "ok"
        return _first_astray(db, newest) if intact and shape.holds(db.connection) else 0
    except trouble() as error:
        if not is_damage(error):
            raise
        # A flipped bit can leave text that is none any more.
        return expected + 1


def _moment(told: tuple[str, str, int, str | None]) -> tuple[str, str]:
    return told[:2]


def _first_astray(
    db: Database, newest: Mapping[tuple[str, str], tuple[str, str, int, str | None]]
) -> int | None:
    found = {
        (table, row["id"]): row
        for table in table_rows.tables(db)
        for row in table_rows.every(db, table)
    }
    unknown = ("", "", 0, None)
    numbers = []
    for key in {*found, *newest}:
        _, _, sequence, after = newest.get(key, unknown)
        if not table_rows.same(found.get(key), table_rows.read(after)):
            numbers.append(sequence)
    return min(numbers, default=None)
