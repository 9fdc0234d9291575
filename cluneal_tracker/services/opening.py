"""Opens a diary and joins the services on it, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cluneal_tracker import paths
from cluneal_tracker.data.connecting import plain_words
from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.data.system_clock import SystemClock
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.services.at_once import AtOnce

if TYPE_CHECKING:
    from cluneal_tracker.services.backups import Backups
    from cluneal_tracker.services.block_days import BlockDays
    from cluneal_tracker.services.blocks import Blocks
    from cluneal_tracker.services.body_map import BodyMap
    from cluneal_tracker.services.effects import Effects
    from cluneal_tracker.services.exchange import Exchange
    from cluneal_tracker.services.joining import Joining
    from cluneal_tracker.services.ladder import Ladder
    from cluneal_tracker.services.locking import Locking
    from cluneal_tracker.services.needed_results import NeededResults
    from cluneal_tracker.services.periods import Periods
    from cluneal_tracker.services.reminding import Reminding
    from cluneal_tracker.services.results import Results
    from cluneal_tracker.services.revisions import Revisions
    from cluneal_tracker.services.risks import Risks
    from cluneal_tracker.services.routine_files import RoutineFiles
    from cluneal_tracker.services.session_history import SessionHistory
    from cluneal_tracker.services.together import Together
    from cluneal_tracker.services.treatments import Treatments
    from cluneal_tracker.services.trends import Trends
    from cluneal_tracker.services.visit_log import VisitLog
    from cluneal_tracker.services.visits import Visits
    from cluneal_tracker.services.warning_signs import WarningSigns


class Services(AtOnce):
    """All that the app can do with one open diary.

    What the first paint of Today does not need is made when it is first asked for.
    """

    @cached_property
    def risks(self) -> Risks:
        """What can bring the pain back, as far as it is the person's own."""
        from cluneal_tracker.services.risks import Risks

        return Risks(self.content, self.preferences)

    @cached_property
    def treatments(self) -> Treatments:
        """What was tried against the pain."""
        from cluneal_tracker.services.treatments import Treatments

        return Treatments(self._db, self.clock, self.changes, self.content)

    @cached_property
    def trends(self) -> Trends:
        """The course of the pain."""
        from cluneal_tracker.services.trends import Trends

        return Trends(
            self.clock,
            self.diary,
            self.exercises,
            self.treatments,
            self.content,
            self.trials,
            self.doses,
        )

    @cached_property
    def body_map(self) -> BodyMap:
        """Where it hurts."""
        from cluneal_tracker.services.body_map import BodyMap

        return BodyMap(self._db, self.clock, self.changes)

    @cached_property
    def periods(self) -> Periods:
        """Two periods of the scores compared."""
        from cluneal_tracker.services.periods import Periods

        return Periods(self.clock, self.trends)

    @cached_property
    def visit_log(self) -> VisitLog:
        """The visits to doctors, gone by and to come."""
        from cluneal_tracker.services.visit_log import VisitLog

        return VisitLog(self._db, self.clock, self.changes, self.preferences)

    @cached_property
    def visits(self) -> Visits:
        """The page for the doctor."""
        from cluneal_tracker.services.visit_answers import VisitAnswers
        from cluneal_tracker.services.visit_lists import VisitLists
        from cluneal_tracker.services.visit_treatments import VisitTreatments
        from cluneal_tracker.services.visits import Visits

        answered = self.diary, self.together, self.weekly, self.roland
        treated = self.results, self.ladder, self.blocks, self.effects, self.trials
        return Visits(
            self.clock,
            self.preferences,
            self.trends,
            VisitAnswers(self.clock, self.content, *answered),
            VisitTreatments(*treated),
            self.reminding,
            self.body_map,
            VisitLists(self.diary, self.exercises, self.routines),
            self.visit_log,
        )

    @cached_property
    def warning_signs(self) -> WarningSigns:
        """What is ticked, and what it asks for."""
        from cluneal_tracker.services.warning_signs import WarningSigns

        return WarningSigns(
            self.clock,
            self.content,
            self.preferences,
            self.diary,
            self.treatments,
            self.block_days,
            self.body_map,
        )

    @cached_property
    def results(self) -> Results:
        """Whether a treatment helped."""
        from cluneal_tracker.services.results import Results

        return Results(self.clock, self.diary, self.block_days)

    @cached_property
    def effects(self) -> Effects:
        """What treatments did besides."""
        from cluneal_tracker.services.effects import Effects

        return Effects(self._db, self.clock, self.changes)

    @cached_property
    def needed_results(self) -> NeededResults:
        """Whether what is taken when it hurts helped."""
        from cluneal_tracker.services.needed_results import NeededResults

        return NeededResults(self.clock, self.diary, self.doses)

    @cached_property
    def block_days(self) -> BlockDays:
        """The hours after a block."""
        from cluneal_tracker.services.block_days import BlockDays

        return BlockDays(self._db, self.clock)

    @cached_property
    def blocks(self) -> Blocks:
        """All blocks side by side."""
        from cluneal_tracker.services.blocks import Blocks

        return Blocks(self.treatments, self.results, self.preferences)

    @cached_property
    def ladder(self) -> Ladder:
        """The ladder of treatments in the guide."""
        from cluneal_tracker.services.ladder import Ladder

        return Ladder(
            self._db,
            self.clock,
            self.content,
            self.preferences,
            self.treatments,
            self.results,
            self.routines,
        )

    @cached_property
    def together(self) -> Together:
        """What went together with more or less pain."""
        from cluneal_tracker.services.together import Together

        return Together(
            self._db, self.clock, self.diary, self.exercises, self.routines, self.content
        )

    @cached_property
    def session_history(self) -> SessionHistory:
        """What was exercised, and the pain around it."""
        from cluneal_tracker.services.session_history import SessionHistory

        return SessionHistory(self._db, self.clock, self.routines)

    @cached_property
    def reminding(self) -> Reminding:
        """What is due."""
        from cluneal_tracker.services.reminding import Reminding

        return Reminding(self._db, self.clock, self.changes, self.preferences, self._opened)

    @cached_property
    def revisions(self) -> Revisions:
        """How each entry came to be, and what was deleted lately."""
        from cluneal_tracker.services.revisions import Revisions

        return Revisions(self._db, self.clock, self.changes)

    @cached_property
    def routine_files(self) -> RoutineFiles:
        """One exercise as a file, out and in."""
        from cluneal_tracker.services.routine_files import RoutineFiles

        return RoutineFiles(self.routines, self.content)

    @cached_property
    def exchange(self) -> Exchange:
        """Files out and in."""
        from cluneal_tracker.services.exchange import Exchange

        return Exchange(
            self._db, self.clock, self.changes, self.content, self.backups, self.routines
        )

    @cached_property
    def backups(self) -> Backups:
        """Copies to go back to."""
        from cluneal_tracker.services.backups import Backups

        return Backups(self._db, self.clock, self.changes, self.preferences, self.folder)

    @cached_property
    def joining(self) -> Joining:
        """Another diary of the same person."""
        from cluneal_tracker.services.joining import Joining

        return Joining(self._db, self.changes, self.backups)

    @cached_property
    def locking(self) -> Locking:
        """The passphrase."""
        from cluneal_tracker.services.locking import Locking

        return Locking(self._db, self.backups)


@contextmanager
def open_services(
    folder: Path, clock: Clock | None = None, key: bytes | None = None
) -> Iterator[Services]:
    """The services on the diary of a folder, closed at the end; `key` opens a locked one.

    Raises NotOpened for a diary that is not whole, and DiaryError for what is met later.
    """
    clock = clock or SystemClock()

    def keep(db: Database) -> None:
        from cluneal_tracker.data import backup

        backup.make(db, folder / backup.FOLDER, clock.now(), as_it_is=True)

    db = open_database(folder / paths.DIARY_NAME, before_migrating=keep, key=key)
    try:
        with plain_words():
            yield Services(db, clock, folder)
    finally:
        db.close()
