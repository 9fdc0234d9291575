"""Opens a diary and joins the services on it, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database, open_database, plain_words
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changes
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.history import History
from cluneal_tracker.services.preferences import Preferences

if TYPE_CHECKING:
    from cluneal_tracker.services.backups import Backups
    from cluneal_tracker.services.exchange import Exchange
    from cluneal_tracker.services.reminding import Reminding
    from cluneal_tracker.services.treatments import Treatments
    from cluneal_tracker.services.trends import Trends
    from cluneal_tracker.services.visits import Visits


class Services:
    """All that the app can do with one open diary.

    What the first paint of Today needs is made at once; the rest when it is first asked for.
    """

    def __init__(self, db: Database, clock: Clock, folder: Path | None = None) -> None:
        self._db, self.clock, self.folder = db, clock, folder
        self.changes, self.content = Changes(), Content(paths.ASSETS)
        self.preferences = Preferences(db, clock, self.changes)
        self.diary = Diary(db, clock, self.changes, self.content, self.preferences)
        self.exercises = Exercises(db, clock, self.changes, self.content)
        self.history = History(db, clock, self.changes)

    def undisturbed(self) -> AbstractContextManager[None]:
        """For a thread beside the window's: nothing is written while it reads."""
        return self._db.undisturbed()

    @cached_property
    def treatments(self) -> Treatments:
        """What was tried against the pain."""
        from cluneal_tracker.services.treatments import Treatments

        return Treatments(self._db, self.clock, self.changes, self.content)

    @cached_property
    def trends(self) -> Trends:
        """The course of the pain."""
        from cluneal_tracker.services.trends import Trends

        return Trends(self.clock, self.diary, self.exercises, self.treatments)

    @cached_property
    def visits(self) -> Visits:
        """The page for the doctor."""
        from cluneal_tracker.services.visits import Visits

        return Visits(self.clock, self.diary, self.trends, self.preferences, self.content)

    @cached_property
    def reminding(self) -> Reminding:
        """What is due."""
        from cluneal_tracker.services.reminding import Reminding

        return Reminding(self._db, self.clock, self.changes, self.preferences)

    @cached_property
    def exchange(self) -> Exchange:
        """Files out and in."""
        from cluneal_tracker.services.exchange import Exchange

        return Exchange(self._db, self.clock, self.changes, self.content, self.backups)

    @cached_property
    def backups(self) -> Backups:
        """Copies to go back to."""
        from cluneal_tracker.services.backups import Backups

        return Backups(self._db, self.clock, self.changes, self.folder)


@contextmanager
def open_services(folder: Path, clock: Clock | None = None) -> Iterator[Services]:
    """The services on the diary of a folder, closed at the end; raises DiaryError."""
    db = open_database(folder / paths.DIARY_NAME)
    try:
        with plain_words():
            yield Services(db, clock or SystemClock(), folder)
    finally:
        db.close()
