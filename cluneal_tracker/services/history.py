"""Undo and redo, of everything, across restarts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from cluneal_tracker.data import audit, journal, revisions
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.revisions import Thing
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import OF_TABLE, Changed, Changes

# Of a step that changed more than this, only how much it was of what is told.
_TOLD_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Difference:
    """A row as it was before a step, and what the step made of it.

    None where it was not there, or is no thing of its own, such as a setting.
    """

    table: str
    row_id: str
    was: Thing | None
    made: Thing | None


@dataclass(frozen=True, slots=True)
class Reversed:
    """A step that undo took back or redo brought back.

    `counts` are its rows by table. `differences` are those of a small step, one by one; of a
    large one, such as an import, there are none. `name` is what it was called, if anything.
    """

    changed: Changed
    counts: Mapping[str, int]
    differences: tuple[Difference, ...]
    name: str = ""


class History:
    """The one way back from anything, and forward again."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._seen = db.version_seen()
        self._names: dict[str, str] = {}

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Call the step made meanwhile, if any, by a name; it is known for as long as the app runs.

        The rows of a large step do not tell what it was.
        """
        before = self.newest
        yield
        made = self.newest
        if made is not None and made != before:
            self._names[made] = name

    def undo(self) -> Reversed | None:
        """Take back the newest step; says what it was about, None when nothing is left."""
        back = journal.undo(self._db, self._clock.now())
        return self._tell([replace(one, before=one.after, after=one.before) for one in back])

    def redo(self) -> Reversed | None:
        """Bring back what was undone last; None when there is nothing to bring back."""
        return self._tell(journal.redo(self._db, self._clock.now()))

    @property
    def newest(self) -> str | None:
        """Which step undo looks at first; None where there is none."""
        return journal.newest(self._db)

    @property
    def newest_name(self) -> str:
        """What the step is called that undo would take back; empty where it has no name."""
        return self._names.get(self.newest or "", "")

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return journal.can_undo(self._db)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to bring back."""
        return journal.can_redo(self._db)

    def look_again(self) -> None:
        """Tell everyone when another program has written to the diary meanwhile."""
        seen = self._db.version_seen()
        if seen != self._seen:
            self._seen = seen
            self._changes.publish(Changed.EVERYTHING)

    def damage(self) -> int | None:
        """The first change in the journal that does not hold together; None when all is well."""
        return audit.verify(self._db)

    def _tell(self, changes: Sequence[journal.Change]) -> Reversed | None:
        """Tell everyone of the `changes` of a step, as it made them at first."""
        if not changes:
            return None
        # Not known before: undo passes over a step of which nothing is left to take back.
        name = self._names.get(journal.last_reversed(self._db) or "", "")
        changed = Changed(0)
        for change in changes:
            changed |= OF_TABLE[change.table]
        self._changes.publish(changed)
        told = changes if len(changes) <= _TOLD_AT_MOST else ()
        counts = Counter(change.table for change in changes)
        return Reversed(changed, counts, tuple(map(_difference, told)), name)


def _difference(change: journal.Change) -> Difference:
    was, made = (revisions.thing(change.table, row) for row in (change.before, change.after))
    return Difference(change.table, change.row_id, was, made)
