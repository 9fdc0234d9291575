"""What is taken when it hurts: one press for each time, and the way to correct it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from cluneal_tracker.data import dose_store, journal, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.changes import Changed, Changes

_GONE = "This is no longer in the diary."


@dataclass(frozen=True, slots=True)
class NeededToday:
    """A treatment that is taken when needed, and the doses of today, oldest first.

    `before` is the last one of the day before: at night that may be minutes ago.
    """

    treatment: Treatment
    doses: tuple[Dose, ...]
    before: Dose | None = None


class Doses:
    """Each time that something was taken, now or noted later."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes

    def today(self) -> list[NeededToday]:
        """What can be taken today, in the order it was begun; empty where there is nothing."""
        day = When.now(self._clock).day
        needed = treatment_store.needed(self._db, day)
        doses = dose_store.between(self._db, day - ONE_DAY, day) if needed else []
        found = []
        for one in needed:
            own = [dose for dose in doses if dose.treatment == one.id]
            today = tuple(dose for dose in own if dose.taken.day == day)
            before = [dose for dose in own if dose.taken.day != day]
            found.append(NeededToday(one, today, before[-1] if before else None))
        return found

    def take(self, treatment_id: str, at: datetime | None = None, note: str = "") -> Dose:
        """Save that a treatment was taken, now or at a wall-clock time of before.

        Raises DiaryError where the treatment is gone or not one that is taken when needed, or at
        a time before its first day or after its last.
        """
        with journal.step(self._db, self._clock.now()) as step:
            dose = Dose(
                self._db.new_id(), treatment_id, self._moment(at), self._clock.now(), note.strip()
            )
            self._check(dose)
            dose_store.save(step, dose)
        self._changes.publish(Changed.DOSES)
        return dose

    def change(self, dose_id: str, *, at: datetime | None = None, note: str | None = None) -> Dose:
        """Give a dose another wall-clock time or note; raises DiaryError as `take` does."""
        with journal.step(self._db, self._clock.now()) as step:
            dose = dose_store.find(self._db, dose_id)
            if dose is None:
                raise DiaryError(_GONE)
            if note is not None:
                dose = replace(dose, note=note.strip())
            if at is not None:
                # Written down anew: a time that was to come then may be over by now.
                dose = replace(dose, taken=self._moment(at), entered_at=self._clock.now())
                self._check(dose)
            dose_store.save(step, dose)
        if step.changes:
            self._changes.publish(Changed.DOSES)
        return dose

    def delete(self, dose_id: str) -> None:
        """Take a dose out of the diary; undo brings it back. Raises DiaryError when gone."""
        with journal.step(self._db, self._clock.now()) as step:
            dose_store.remove(step, dose_id)
            if not step.changes:
                raise DiaryError(_GONE)
        self._changes.publish(Changed.DOSES)

    def of(self, treatment_id: str) -> list[Dose]:
        """The doses of one treatment, oldest first."""
        return dose_store.of(self._db, treatment_id)

    def every(self) -> list[Dose]:
        """All doses, oldest first."""
        return dose_store.every(self._db)

    def between(self, first: date, last: date) -> list[Dose]:
        """The doses of the diary days from `first` to `last`, oldest first."""
        return dose_store.between(self._db, first, last)

    def named(self, name: str) -> Treatment:
        """What is taken when needed today and has this name, or one that begins so.

        Raises DiaryError where there is none, or more than one.
        """
        needed = [one.treatment for one in self.today()]
        wanted = name.strip().casefold()
        found = [one for one in needed if one.name.casefold() == wanted]
        found = found or [one for one in needed if one.name.casefold().startswith(wanted)]
        if len(found) == 1 and wanted:
            return found[0]
        if not needed:
            raise DiaryError("There is nothing yet that you take when it hurts.")
        names = ", ".join(one.name for one in (wanted and found) or needed)
        if wanted and found:
            raise DiaryError(f"“{name}” fits more than one. Write more of the name: {names}.")
        raise DiaryError(f"“{name}” is not one of what you take when it hurts. Use: {names}.")

    def _moment(self, at: datetime | None) -> When:
        return When.local(at, self._clock.zone()) if at else When.now(self._clock)

    def _check(self, dose: Dose) -> None:
        """Refuse a dose that its treatment cannot have."""
        for one in treatment_store.needed(self._db, dose.taken.day):
            if one.id == dose.treatment:
                return
        for known in treatment_store.every(self._db):
            if known.id == dose.treatment and known.when_needed:
                raise DiaryError("That day is not one of the days you take it.")
        raise DiaryError("This is not in the diary as something you take when it hurts.")
