"""Undo and redo, of everything, across restarts."""

from __future__ import annotations

from cluneal_tracker.data import audit, journal
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.dose_store import DOSE
from cluneal_tracker.data.effect_store import EFFECT
from cluneal_tracker.data.habit_store import HABIT
from cluneal_tracker.data.pain_store import PAIN
from cluneal_tracker.data.reminder_store import REMINDER
from cluneal_tracker.data.roland_store import ROLAND
from cluneal_tracker.data.routine_store import PICTURE, ROUTINE
from cluneal_tracker.data.session_store import SESSION
from cluneal_tracker.data.setting_store import SETTING
from cluneal_tracker.data.spot_store import SPOT
from cluneal_tracker.data.treatment_store import TREATMENT
from cluneal_tracker.data.trial_store import TRIAL
from cluneal_tracker.data.visit_store import VISIT
from cluneal_tracker.data.weekly_store import WEEKLY
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changed, Changes

# The part of the diary that a table is.
PART = {
    PAIN: Changed.PAIN,
    SESSION: Changed.SESSIONS,
    TREATMENT: Changed.TREATMENTS,
    DOSE: Changed.DOSES,
    EFFECT: Changed.EFFECTS,
    SETTING: Changed.SETTINGS,
    REMINDER: Changed.REMINDERS,
    HABIT: Changed.HABITS,
    WEEKLY: Changed.WEEKLY,
    VISIT: Changed.VISITS,
    SPOT: Changed.SPOTS,
    ROLAND: Changed.ROLAND,
    TRIAL: Changed.TRIALS,
    ROUTINE: Changed.ROUTINES,
    PICTURE: Changed.ROUTINES,
}


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
            changed |= PART[change.table]
        self._changes.publish(changed)
        return changed
