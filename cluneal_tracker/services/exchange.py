"""Taking the diary out to a file and bringing one in."""

from __future__ import annotations

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changes


class Exchange:
    """Exports and imports whole diaries."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes
