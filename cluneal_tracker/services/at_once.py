"""The services on an open diary that the first paint of Today needs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changes
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.doses import Doses
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.habits import Habits
from cluneal_tracker.services.history import History
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.roland import Roland
from cluneal_tracker.services.routines import Routines
from cluneal_tracker.services.trials import Trials
from cluneal_tracker.services.weekly import Weekly


class AtOnce:
    """The diary itself, and the services that Today asks before it is first painted."""

    def __init__(self, db: Database, clock: Clock, folder: Path | None = None) -> None:
        self._db, self.clock, self.folder = db, clock, folder
        self._opened = clock.now()
        self.changes, self.content = Changes(), Content(paths.ASSETS)
        self.preferences = Preferences(db, clock, self.changes)
        self.diary = Diary(db, clock, self.changes, self.content, self.preferences)
        self.routines = Routines(db, clock, self.changes, self.content)
        self.exercises = Exercises(db, clock, self.changes, self.routines)
        self.habits = Habits(db, clock, self.changes, self.content, self.preferences)
        self.doses = Doses(db, clock, self.changes)
        self.weekly = Weekly(db, clock, self.changes, self.preferences)
        self.roland = Roland(db, clock, self.changes)
        self.trials = Trials(db, clock, self.changes, self.diary)
        self.history = History(db, clock, self.changes)

    def make_sure(self) -> None:
        """Look through the whole diary, once; raises NotOpened where it is damaged.

        Nothing is written before: who does not call it pays with the first change.
        """
        self._db.make_sure()

    @property
    def stamp(self) -> str:
        """What stands on pictures of this diary: that it is invented, or nothing."""
        return str(self.content.phrases["invented"]) if self.preferences.current.invented else ""

    def undisturbed(self) -> AbstractContextManager[None]:
        """For a thread beside the window's: nothing is written while it reads."""
        return self._db.undisturbed()
