"""Treatments: adding, ending, taking out, and what the scores did around each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from cluneal_tracker.data import journal, pain_store, treatment_store
from cluneal_tracker.data.content import Content, KindText, Named
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import COMPARED_DAYS, BeforeAfter, before_after, day_values
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Guidance, Nerve, Treatment, TreatmentKind
from cluneal_tracker.domain.when import ONE_DAY, DaySlot, When
from cluneal_tracker.services.changes import Changed, Changes


@dataclass(frozen=True, slots=True)
class TreatmentView:
    """One treatment with its number among its kind, the scores around it, and what else changed.

    `compared` is None for kinds that have no single turning day (medicine, physio). `nerve` is the
    name of the nerve it was aimed at, empty where that is not known. `new_beside` are those of
    `also_changed` that are new: all but the visits that go on with a course of physio.
    """

    treatment: Treatment
    kind_name: str
    number: int
    compared: BeforeAfter | None
    also_changed: tuple[Treatment, ...]
    nerve: str = ""
    new_beside: tuple[Treatment, ...] = ()


@dataclass(frozen=True, slots=True)
class TreatmentsView:
    """The Treatments screen: newest first, and the choices of its form.

    `now` is the local time, `latest` the last day that can be chosen: past midnight, when `today`
    is still the day before, that of the wall clock.
    """

    treatments: tuple[TreatmentView, ...]
    kinds: tuple[KindText, ...]
    nerves: tuple[Named, ...]
    today: date
    side: Side
    now: time
    latest: date


class Treatments:
    """What was tried against the pain."""

    def __init__(self, db: Database, clock: Clock, changes: Changes, content: Content) -> None:
        self._db, self._clock, self._changes, self._content = db, clock, changes, content

    def view(self, side: Side) -> TreatmentsView:
        """All treatments, newest first."""
        every = treatment_store.every(self._db)
        views = [self._view(one, every) for one in every]
        return TreatmentsView(
            tuple(reversed(views)),
            tuple(self._content.treatment_kinds),
            tuple(self._content.nerves),
            When.now(self._clock).day,
            side,
            When.now(self._clock).at.time().replace(second=0, microsecond=0),
            self._latest(),
        )

    def within(self, first: date, last: date) -> list[TreatmentView]:
        """The treatments that were going on between two days, oldest first."""
        every = treatment_store.every(self._db)
        return [self._view(one, every) for one in every if one.touches(first, last)]

    def every(self) -> list[Treatment]:
        """All treatments, oldest first."""
        return treatment_store.every(self._db)

    def names(self) -> dict[str, str]:
        """What each treatment is called, by its id."""
        kinds = {kind.key: kind.name for kind in self._content.treatment_kinds}
        return {one.id: one.name.strip() or kinds[one.kind.value] for one in self.every()}

    def add(
        self,
        kind: TreatmentKind,
        first_day: date,
        *,
        last_day: date | None = None,
        side: Side | None = None,
        nerve: Nerve | None = None,
        name: str = "",
        dose: str = "",
        note: str = "",
        given_at: time | None = None,
        guidance: Guidance | None = None,
        operator: str = "",
        when_needed: bool = False,
    ) -> Treatment:
        """Save a treatment; raises DiaryError for a day that has not come yet."""
        if first_day > self._latest():
            raise DiaryError("That day has not come yet. Add it on the day itself.")
        treatment = Treatment(
            id=self._db.new_id(),
            kind=kind,
            first_day=self._diary_day(first_day, given_at, kind),
            entered_at=self._clock.now(),
            last_day=last_day,
            side=side,
            nerve=nerve,
            name=name,
            dose=dose,
            note=note,
            given_at=given_at,
            guidance=guidance,
            operator=operator,
            when_needed=when_needed,
        )
        with journal.step(self._db, self._clock.now()) as step:
            treatment_store.save(step, treatment)
        self._changes.publish(Changed.TREATMENTS)
        return treatment

    def change(self, treatment_id: str, **values: Any) -> Treatment:
        """Give a treatment other values; raises DiaryError when it is gone.

        So it does for a new first day that has not come yet. One that was there may stay.
        """
        with journal.step(self._db, self._clock.now()) as step:
            known = self._find(treatment_id)
            treatment = replace(known, **values)
            if known.first_day != treatment.first_day:
                if treatment.first_day > self._latest():
                    raise DiaryError("That day has not come yet. Change it on the day itself.")
                day = self._diary_day(treatment.first_day, treatment.given_at, treatment.kind)
                treatment = replace(treatment, first_day=day)
            treatment_store.save(step, treatment)
        self._changes.publish(Changed.TREATMENTS)
        return treatment

    def end(self, treatment_id: str) -> Treatment:
        """Note that a treatment ended today; raises DiaryError when it is gone."""
        return self.change(treatment_id, last_day=When.now(self._clock).day)

    def delete(self, treatment_id: str) -> None:
        """Take a treatment out of the diary; undo brings it back. Raises DiaryError when gone."""
        with journal.step(self._db, self._clock.now()) as step:
            self._find(treatment_id)
            treatment_store.remove(step, treatment_id)
        self._changes.publish(Changed.TREATMENTS)

    def _latest(self) -> date:
        """The last day that a treatment may have: past midnight that of the wall clock too."""
        now = When.now(self._clock)
        return max(now.day, now.at.date())

    def _diary_day(self, first_day: date, given_at: time | None, kind: TreatmentKind) -> date:
        """The day of the diary: what began since midnight still belongs to the one before."""
        today = When.now(self._clock).day
        if first_day <= today or (given_at is None and kind.is_turning_point):
            return first_day
        if given_at is None:
            return today
        return DaySlot.at(datetime.combine(first_day, given_at)).day

    def _find(self, treatment_id: str) -> Treatment:
        for treatment in treatment_store.every(self._db):
            if treatment.id == treatment_id:
                return treatment
        raise DiaryError("This treatment is no longer in the diary.")

    def _view(self, treatment: Treatment, every: list[Treatment]) -> TreatmentView:
        names = {kind.key: kind.name for kind in self._content.treatment_kinds}
        same = [one for one in every if one.kind is treatment.kind]
        others = [one for one in every if one is not treatment]
        near = [one for one in others if _changed_near(one, treatment)]
        return TreatmentView(
            treatment,
            names[treatment.kind.value],
            same.index(treatment) + 1,
            self._compare(treatment) if treatment.kind.is_turning_point else None,
            # The visits of one course are one treatment.
            tuple(one for one in near if not one.continues(treatment)),
            self._nerve(treatment),
            tuple(one for one in near if not any(map(one.continues, every))),
        )

    def _nerve(self, treatment: Treatment) -> str:
        if treatment.nerve in (None, Nerve.UNKNOWN):
            return ""
        return next(one.name for one in self._content.nerves if one.key == treatment.nerve)

    def _compare(self, treatment: Treatment) -> BeforeAfter:
        span = COMPARED_DAYS * ONE_DAY
        entries = pain_store.between(
            self._db, treatment.first_day - span, treatment.first_day + span
        )
        values = day_values(entries, treatment.side or Side.BOTH)
        return before_after(values, treatment.first_day, When.now(self._clock).day)


def _changed_near(other: Treatment, treatment: Treatment) -> bool:
    """Begun or ended within two weeks of a treatment's first day, on either side of it."""
    days = [other.first_day, *([other.last_day] if other.last_day else [])]
    return any(abs((day - treatment.first_day).days) <= COMPARED_DAYS for day in days)
