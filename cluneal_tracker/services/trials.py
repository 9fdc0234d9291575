"""Trials of one's own: planned, drawn, lived day by day, and told of when they are over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random, SystemRandom
from typing import TYPE_CHECKING

from cluneal_tracker.data import journal, treatment_store, trial_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import DayValues, day_values, days_between
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_trial import OwnTrial, TrialDay, TrialPlan
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.trial import FEWEST_TO_TELL, Period
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.changes import Changed, Changes
from cluneal_tracker.services.diary import Diary

if TYPE_CHECKING:
    # numpy is not wanted before the first paint, so the statistics are imported on use.
    from cluneal_tracker.domain.statistics import TrialResult


@dataclass(frozen=True, slots=True)
class Kept:
    """On how many days of a trial the person kept to the way, did not, or did not say."""

    yes: int
    no: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class PeriodMean:
    """One period of a trial that is over: its mean score, and how many counted days have one.

    `mean` is in points, None where no counted day has a score. `last_day` is its last day in the
    trial, `days` how many of its days are counted.
    """

    period: Period
    last_day: date
    mean: float | None
    scored: int
    days: int


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """A trial that is over, and what its scores say.

    `values` are the day values of all of its days, in points; a day without a score has none.
    `beside` are the treatments that began or ended meanwhile.
    """

    trial: OwnTrial
    result: TrialResult
    values: DayValues
    kept: Kept
    beside: tuple[Treatment, ...] = ()

    @property
    def counted(self) -> tuple[int, int]:
        """The counted days that have a score, and all counted days until it ended."""
        means = self.means
        return sum(one.scored for one in means), sum(one.days for one in means)

    @property
    def means(self) -> list[PeriodMean]:
        """The periods that had begun when it ended, in the order of the calendar."""
        end = self.trial.course.last_day
        return [self._mean(one, end) for one in self.trial.periods if one.first_day <= end]

    def _mean(self, period: Period, end: date) -> PeriodMean:
        last = min(period.last_day, end)
        days = list(days_between(period.counted_from, last))
        scores = [self.values[day] for day in days if day in self.values]
        mean = sum(scores) / len(scores) if scores else None
        return PeriodMean(period, last, mean, len(scores), len(days))


@dataclass(frozen=True, slots=True)
class TrialsView:
    """The trial that is planned or under way, with its day of today, and those that are over.

    Those over are newest first. Of the one under way nothing is told of its scores: who looks
    before the end is led by chance.
    """

    today: date
    current: OwnTrial | None
    day: TrialDay | None
    over: tuple[TrialOutcome, ...]


class Trials:
    """One trial at a time; its order is drawn once and kept."""

    def __init__(self, db: Database, clock: Clock, changes: Changes, diary: Diary) -> None:
        self._db, self._clock, self._changes, self._diary = db, clock, changes, diary

    def view(self) -> TrialsView:
        """Where things stand today."""
        today, current = self._today(), self.current()
        over = [self.outcome(one) for one in self.every() if one.course.is_over(today)]
        return TrialsView(today, current, current.on(today) if current else None, tuple(over[::-1]))

    def every(self) -> list[OwnTrial]:
        """All trials, the earliest first."""
        return trial_store.every(self._db)

    def current(self) -> OwnTrial | None:
        """The trial that has not ended yet, begun or not; the later one, should there be two."""
        today = self._today()
        going_on = [one for one in self.every() if not one.course.is_over(today)]
        return going_on[-1] if going_on else None

    def on(self, day: date) -> TrialDay | None:
        """What a day is in the trial that it belongs to; None where there is none."""
        found = self._of(day)
        return found.on(day) if found else None

    def start(self, plan: TrialPlan, chance: Random | None = None) -> OwnTrial:
        """Draw the order of a plan and keep it.

        `chance` draws; the computer's own source where none is given. Raises DiaryError for a plan
        that could never tell the ways apart, for a first day gone by, and beside another trial.
        """
        if plan.pairs < FEWEST_TO_TELL:
            raise DiaryError(
                f"With {plan.pairs} times this trial could never tell the two ways apart. "
                f"{FEWEST_TO_TELL} times are enough."
            )
        if plan.first_day < self._today():
            raise DiaryError("Its first day is over already. Begin today or later.")
        trial = plan.draw(self._db.new_id(), self._clock.now(), chance or SystemRandom())
        with journal.step(self._db, self._clock.now()) as step:
            # Once more within the step: another window may have begun one meanwhile.
            if self.current():
                raise DiaryError("A trial is under way or planned already. Stop that one first.")
            trial_store.save(step, trial)
        self._changes.publish(Changed.TRIALS)
        return trial

    def answer(self, day: date, kept: bool | None) -> OwnTrial:
        """Say whether the person kept to the way of a day; None takes the answer back.

        Raises DiaryError for a day to come and one outside of the trial.
        """
        if day > self._today():
            raise DiaryError("That day has not come yet.")

        with journal.step(self._db, self._clock.now()) as step:
            found = self._of(day)
            if found is None:
                raise DiaryError("There is no trial on that day.")
            trial = found.answer(day, kept)
            trial_store.save(step, trial)
        self._changes.publish(Changed.TRIALS)
        return trial

    def stop(self) -> OwnTrial | None:
        """End the trial now: the day before is its last, for this one is not whole.

        One without a whole day is taken out, and None is given. Undo takes it back. Raises
        DiaryError where there is none.
        """
        today = self._today()
        with journal.step(self._db, self._clock.now()) as step:
            trial = self.current()
            if trial is None:
                raise DiaryError("No trial is under way.")
            if today <= trial.course.first_day:
                trial_store.remove(step, trial.id)
                stopped = None
            else:
                stopped = replace(trial, course=trial.course.stop(today - ONE_DAY))
                trial_store.save(step, stopped)
        self._changes.publish(Changed.TRIALS)
        return stopped

    def delete(self, trial_id: str) -> None:
        """Take a trial out of the diary; undo brings it back. Raises DiaryError when gone."""
        with journal.step(self._db, self._clock.now()) as step:
            if all(one.id != trial_id for one in self.every()):
                raise DiaryError("This trial is no longer in the diary.")
            trial_store.remove(step, trial_id)
        self._changes.publish(Changed.TRIALS)

    def over_between(self, first: date, last: date) -> list[OwnTrial]:
        """Trials that are over and had a day between two days, the earliest first."""
        today = self._today()
        return [
            one
            for one in self.every()
            if one.course.is_over(today)
            and one.course.first_day <= last
            and one.course.last_day >= first
        ]

    def newest_outcome(self, first: date, last: date) -> TrialOutcome | None:
        """What came of the newest trial that ended between two days; None where none did."""
        ended = [one for one in self.over_between(first, last) if one.course.last_day <= last]
        newest = max(ended, key=lambda one: one.course.last_day, default=None)
        return self.outcome(newest) if newest else None

    def outcome(self, trial: OwnTrial) -> TrialOutcome:
        """What the scores of a trial say, by the rule that was settled before its first day.

        Before it is over there is a refusal, and no score in it.
        """
        from cluneal_tracker.domain.statistics import trial_result

        course, today = trial.course, self._today()
        over = course.is_over(today)
        entries = self._diary.entries(course.first_day, course.last_day) if over else []
        values = day_values(entries, trial.side)
        return TrialOutcome(
            trial,
            trial_result(course, values, today),
            values,
            _kept(trial),
            tuple(one for one in treatment_store.every(self._db) if _is_beside(one, trial)),
        )

    def _today(self) -> date:
        return When.now(self._clock).day

    def _of(self, day: date) -> OwnTrial | None:
        """The trial that a day belongs to, the later one, should there be two."""
        found = [one for one in self.every() if one.on(day) is not None]
        return found[-1] if found else None


def _kept(trial: OwnTrial) -> Kept:
    course = trial.course
    days = (course.last_day - course.first_day).days + 1
    answers = [kept for day, kept in trial.kept.items() if day <= course.last_day]
    yes = sum(answers)
    return Kept(yes, len(answers) - yes, days - len(answers))


def _is_beside(treatment: Treatment, trial: OwnTrial) -> bool:
    """Whether a treatment began or ended while the trial went on."""
    first, last = trial.course.first_day, trial.course.last_day
    days = (treatment.first_day, treatment.last_day)
    return any(first <= day <= last for day in days if day is not None)
