"""Opens a diary and joins the services on it, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database, open_database
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.changes import Changes
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.exchange import Exchange
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.history import History
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.reminding import Reminding
from cluneal_tracker.services.treatments import Treatments
from cluneal_tracker.services.trends import Trends
from cluneal_tracker.services.visits import Visits


@dataclass(frozen=True, slots=True)
class Services:
    """All that the app can do with one open diary."""

    folder: Path | None
    clock: Clock
    changes: Changes
    content: Content
    preferences: Preferences
    diary: Diary
    exercises: Exercises
    treatments: Treatments
    reminding: Reminding
    trends: Trends
    visits: Visits
    history: History
    exchange: Exchange


def join_services(db: Database, clock: Clock, folder: Path | None = None) -> Services:
    """The services on an open diary."""
    changes, content = Changes(), Content(paths.ASSETS)
    preferences = Preferences(db, clock, changes)
    diary = Diary(db, clock, changes, content, preferences)
    exercises = Exercises(db, clock, changes, content)
    treatments = Treatments(db, clock, changes, content)
    trends = Trends(clock, diary, exercises, treatments)
    return Services(
        folder=folder,
        clock=clock,
        changes=changes,
        content=content,
        preferences=preferences,
        diary=diary,
        exercises=exercises,
        treatments=treatments,
        reminding=Reminding(db, clock, changes, preferences),
        trends=trends,
        visits=Visits(clock, diary, trends, preferences, content),
        history=History(db, clock, changes),
        exchange=Exchange(db, clock, changes),
    )


@contextmanager
def open_services(folder: Path, clock: Clock | None = None) -> Iterator[Services]:
    """The services on the diary of a folder, closed at the end; raises DiaryError."""
    db = open_database(folder / paths.DIARY_NAME)
    try:
        yield join_services(db, clock or SystemClock(), folder)
    finally:
        db.close()
