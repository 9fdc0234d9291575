"""Undo and redo, of everything, across restarts."""

from __future__ import annotations

from cluneal_tracker.data import audit, journal
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import OF_TABLE, Changed, Changes


class History:
    """The one way back from anything, and forward again."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._seen = db.version_seen()

    def undo(self) -> Changed | None:
        """Take back the newest step; says what it was about, None when nothing is left."""
        return self._tell(journal.undo(self._db, self._clock.now()))

    def redo(self) -> Changed | None:
        """Bring back what was undone last; None when there is nothing to bring back."""
        return self._tell(journal.redo(self._db, self._clock.now()))

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

    def _tell(self, changes: list[journal.Change]) -> Changed | None:
        if not changes:
            return None
        changed = Changed(0)
        for change in changes:
            changed |= OF_TABLE[change.table]
        self._changes.publish(changed)
        return changed
