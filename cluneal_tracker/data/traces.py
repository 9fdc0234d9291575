"""The traces that a damaged diary still holds, weighed against each other row by row.

What a row was is told up to four times: by the row itself, by its changes in the journal, and by
the indexes of both, which know of changes that are lost. The changes prove themselves by their
chain. So the newest change of a row is believed if it is proven and none after it is lost. If not,
the row is believed as it stands in its table, and last of all an older change.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cluneal_tracker.data import (
    chain,
    dose_store,
    effect_store,
    habit_store,
    pain_store,
    parts,
    reminder_store,
    roland_draft_store,
    roland_store,
    routine_store,
    session_store,
    setting_store,
    spot_store,
    table_rows,
    treatment_store,
    trial_store,
    under_way_store,
    visit_store,
    weekly_store,
)
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.pages import Pages, Record, entries, rows, unused
from cluneal_tracker.data.table_rows import Row
from cluneal_tracker.data.under_way_store import UNDER_WAY

_Key = tuple[str, str]
_Moment = tuple[Any, ...]

_JOURNAL = "journal"
READ: Mapping[str, Callable[[Database], object]] = {
    parts.PAIN: pain_store.every,
    parts.SESSION: session_store.every,
    parts.TREATMENT: treatment_store.every,
    parts.SETTING: setting_store.load,
    parts.REMINDER: lambda db: reminder_store.since(db, date.min),
    parts.DOSE: dose_store.every,
    parts.EFFECT: effect_store.every,
    parts.HABIT: habit_store.every,
    parts.WEEKLY: weekly_store.every,
    parts.VISIT: visit_store.every,
    parts.SPOT: spot_store.every,
    parts.ROLAND: roland_store.every,
    parts.TRIAL: trial_store.every,
    # Each row has to make sense here; elsewhere one that does not is set aside.
    parts.ROUTINE: lambda db: [
        routine_store.read(row) for row in table_rows.every(db, parts.ROUTINE)
    ],
    parts.PICTURE: routine_store.every_picture,
}
# What is under way, an exercise or ticks, has no changes: it is believed as it stands.
_READ_BACK: Mapping[str, Callable[[Database], object]] = {
    **READ,
    UNDER_WAY: lambda db: [*under_way_store.every(db), *roland_draft_store.every(db)],
}
# Rows from before the last columns of their table were added are shorter, and are left so.
_ONCE: Mapping[str, tuple[int, ...]] = {
    parts.SESSION: (15,),
    parts.REMINDER: (6,),
    parts.TREATMENT: (10, 13),
    parts.WEEKLY: (9,),
}
# Later than any moment: the index of an old diary does not tell when a change was made.
_UNKNOWN = ("~",)
_NONSENSE = (
    *(sqlite3.Error, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, TypeError, ValueError),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it was found; `proven` by its own hash and that of the change before it."""

    sequence: int
    content: Record
    moment: _Moment
    after: Row | None
    proven: bool

    @property
    def key(self) -> _Key:
        """The table and the id of the row that it changed."""
        return str(self.content[5]), str(self.content[6])


@dataclass(frozen=True, slots=True)
class Regained:
    """The truth about each row (None: taken away), the changes that hold, and what is not sure.

    `under_way` is where an exercise stood, and what was ticked, as the diary keeps it.
    """

    rows: Mapping[_Key, Row | None]
    changes: Collection[Change]
    doubtful: int
    left_out: int
    under_way: Sequence[Row] = ()


def age_of(change: Change) -> _Moment:
    """What orders the changes of a row: the latest one counts."""
    return change.moment


class Traces:
    """All that the pages tell: rows, changes, and entries of the indexes."""

    def __init__(self, pages: Pages, scratch: Database) -> None:
        self._scratch = scratch
        self._columns = {table: _columns(scratch, table) for table in (*_READ_BACK, _JOURNAL)}
        self._found: dict[_Key, list[Row]] = defaultdict(list)
        self._standing: list[Row] = []
        self._links: dict[int, list[Record]] = defaultdict(list)
        # The changes that the index of the journal knows of, and when they were made.
        self._told: dict[_Key, dict[int, _Moment]] = defaultdict(dict)
        # The ids that the indexes of the tables know of.
        self._alive: set[object] = set()
        stale = unused(pages)
        self._read_entries(pages, stale)
        self._read_rows(pages, stale)
        self._story: dict[_Key, list[Change]] = defaultdict(list)
        for change in self._changes():
            self._story[change.key].append(change)

    def weighed(self) -> Regained:
        """Weigh the traces of each row against each other."""
        changes = [change for story in self._story.values() for change in story if change.proven]
        known = {sequence for told in self._told.values() for sequence in told}
        whole = {change.sequence for change in changes} == {*range(1, len(changes) + 1)} >= known
        truth: dict[_Key, Row | None] = {}
        doubtful = left_out = 0
        for key in sorted({*self._found, *self._story, *self._told}):
            if key not in self._story and whole and changes:
                # A row that no change made has a damaged id.
                left_out += 1
                continue
            try:
                truth[key], proven = self._truth(key)
                doubtful += truth[key] is not None and not proven
            except LookupError:
                left_out += 1
        changes.sort(key=lambda change: change.sequence)
        return Regained(truth, changes, doubtful, left_out, self._under_way())

    def _under_way(self) -> Sequence[Row]:
        """The newest that fits of each kind."""
        fitting = [row for row in self._standing if self._fits(UNDER_WAY, row)]
        fitting.sort(key=lambda row: str(row["kept_at"]))
        return tuple({row["id"]: row for row in fitting}.values())

    def _truth(self, key: _Key) -> tuple[Row | None, bool]:
        """A row, or None where it was taken away, and whether that is proven.

        Raises LookupError when nothing is left of a row that was there.
        """
        story, found = self._story[key], self._found[key]
        latest = story[-1].moment if story else ()
        lost = self._told[key].keys() - {change.sequence for change in story}
        outdated = any(self._told[key][sequence] > latest for sequence in lost)
        if story and story[-1].proven and not outdated:
            return story[-1].after, True

        def age(row: Row) -> int:
            same = [place for place, change in enumerate(story) if change.after == row]
            return max(same, default=len(story) if outdated else -1)

        standing = sorted(filter(lambda row: self._fits(key[0], row), found), key=age)
        if standing:
            return standing[-1], False
        if outdated and key[1] not in self._alive:
            return None, False
        for change in reversed(story):
            if change.after is None or self._fits(key[0], change.after):
                return change.after, False
        raise LookupError(key)

    def _read_rows(self, pages: Pages, stale: set[int]) -> None:
        wide: dict[int, list[str]] = defaultdict(list)
        for table, columns in self._columns.items():
            for width in {len(columns), *_ONCE.get(table, ())}:
                wide[width].append(table)
        for number, record in rows(pages, stale):
            tables = wide[len(record)]
            if tables == [_JOURNAL]:
                self._links[number].append(record[1:])
            elif tables and isinstance(record[0], str):
                table, row = self._row(tables, record)
                kept = self._standing if table == UNDER_WAY else self._found[table, record[0]]
                kept.append(row)

    def _row(self, tables: Sequence[str], record: Record) -> tuple[str, Row]:
        """A row as one of these tables has it, all of them as wide as it.

        It is of the one of which the index of the journal knows its id, else of one that takes it.
        """
        read = {table: self._as_in(table, record) for table in tables}
        known = [table for table in tables if (table, record[0]) in self._told]
        if not known and len(tables) > 1:
            known = [table for table in tables if self._fits(table, read[table])]
        table = [*known, tables[0]][0]
        return table, read[table]

    def _as_in(self, table: str, record: Record) -> Row:
        columns = self._columns[table]
        short = dict(zip(columns, record, strict=False))
        # What was added later is as the table has it for a row that says nothing of it.
        return table_rows.completed(self._scratch, table, short, dict.fromkeys(columns))

    def _read_entries(self, pages: Pages, stale: set[int]) -> None:
        for entry in entries(pages, stale):
            if len(entry) == 2:
                self._alive.add(entry[0])
            elif len(entry) in (3, 5) and entry[0] in READ:
                table, row_id, *moment, sequence = entry
                if isinstance(sequence, int) and _are_texts([row_id, *moment]):
                    told = self._told[str(table), str(row_id)]
                    told[sequence] = tuple(moment) or told.get(sequence, _UNKNOWN)

    def _changes(self) -> list[Change]:
        """The changes that make sense, oldest first."""
        changes = []
        for sequence, links in self._links.items():
            previous = [str(link[-1]) for link in self._links.get(sequence - 1, ())]
            read = [self._change(sequence, link, previous or [""]) for link in links]
            changes += sorted(filter(None, read), key=lambda change: change.proven)[-1:]
        return sorted(changes, key=age_of)

    def _change(self, sequence: int, link: Record, previous: Collection[str]) -> Change | None:
        """One change, or None where it makes no sense; `previous` are hashes it may build on."""
        *content, stored = link
        identity, _, _, _, made_at, table, row_id, *states = content
        given = {*link} - {None}
        if table not in READ or not _are_texts(given) or not given >= {identity, made_at, row_id}:
            return None
        try:
            before, after = (None if text is None else json.loads(str(text)) for text in states)
        except (ValueError, RecursionError):
            return None
        if not all(self._is_of(str(table), row_id, row) for row in (before, after)):
            return None
        proven = any(chain.hashed(each, [sequence, *content]) == stored for each in previous)
        # What the index tells of a change is not touched by the damage to the change.
        told = self._told[str(table), str(row_id)].get(sequence, _UNKNOWN)
        moment = (made_at, identity) if proven or told is _UNKNOWN else told
        return Change(sequence, tuple(content), moment, after, proven)

    def _is_of(self, table: str, row_id: object, row: Any) -> bool:
        if row is None:
            return True
        known = isinstance(row, dict) and row.keys() <= {*self._columns[table]}
        return known and row.get("id") == row_id

    def _fits(self, table: str, row: Row) -> bool:
        """Whether the table takes the row and its store can read it."""
        if any(isinstance(value, str) and "\0" in value for value in row.values()):
            # What was typed has no zeros; a lost part of the disk has nothing else.
            return False
        connection = self._scratch.connection
        connection.execute("begin")
        try:
            table_rows.write(self._scratch, table, row)
            _READ_BACK[table](self._scratch)
        except _NONSENSE:
            return False
        finally:
            connection.execute("rollback")
        return True


def _are_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _columns(db: Database, table: str) -> tuple[str, ...]:
    found: Iterator[tuple[str]] = db.connection.execute(
        "select name from pragma_table_info(?)", [table]
    )
    return tuple(name for (name,) in found)
