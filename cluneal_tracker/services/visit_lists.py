"""The lists behind the page for the doctor: every score and every exercise, where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.session import Session
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.services.routines import Routines, name_in


@dataclass(frozen=True, slots=True)
class SessionLine:
    """An exercise that was done, with its name."""

    name: str
    session: Session


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note with its day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The notes, the entries and the exercises of the range, oldest first.

    Entries have a score, or a note alone where the lists are `noted`. A list that was not asked
    for is empty.
    """

    notes: tuple[NoteLine, ...] = ()
    scores: tuple[PainEntry, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    noted: bool = False


class VisitLists:
    """Reads the lists of a range of days."""

    def __init__(self, diary: Diary, exercises: Exercises, routines: Routines) -> None:
        self._diary, self._exercises, self._routines = diary, exercises, routines

    def between(
        self, first: date, last: date, *, scores: bool, exercises: bool, noted: bool
    ) -> Lists:
        """The lists that are asked for; notes stay out unless `noted`."""
        entries = self._diary.entries(first, last) if scores or noted else []
        sessions = self._exercises.sessions(first, last) if exercises else []
        names = {key: one.name for key, one in self._routines.by_key().items()}
        told = [one for one in entries if one.score or (noted and one.note)]
        return Lists(
            tuple(NoteLine(one.felt.day, one.note) for one in entries if noted and one.note),
            tuple(told if scores else ()),
            tuple(
                SessionLine(names.get(one.routine) or name_in(one.routine), one) for one in sessions
            ),
            noted,
        )
