"""Did a treatment help: what the scores did before it, on its day and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cluneal_tracker.domain.block_day import BlockDay, in_time
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import (
    COMPARED_DAYS,
    BeforeAfter,
    DayValues,
    Stretch,
    before_after,
    day_values,
    stretch,
)
from cluneal_tracker.domain.pain import PainEntry, Side
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.block_days import BlockDays
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.treatments import TreatmentView

if TYPE_CHECKING:
    # numpy is not wanted before the first paint, so the statistics are imported on use.
    from cluneal_tracker.domain.statistics import BlockRelief, Nap, ReliefDuration, StepChange

_BASELINE = timedelta(days=28)
_LATER = timedelta(days=42)
_SPAN = COMPARED_DAYS * ONE_DAY
# Any will do, as long as it stays: the same diary says the same each time.
_SEED = 20_260_312


@dataclass(frozen=True, slots=True)
class BlockHours:
    """The timed scores around a block, and what they say of its relief.

    Without a score from before the block there is nothing to hold them against.
    """

    day: BlockDay
    relief: BlockRelief | None


@dataclass(frozen=True, slots=True)
class TreatmentResult:
    """A treatment and what the scores did around its first day.

    `compared` are the middle scores of the two weeks either side. `that_day` are the scores of its
    own day in points, oldest first. `later` is weeks 3 to 6 as far as they have come, None before
    that. `change` is the step over the two weeks either side, `overlap` the share of their pairs
    that are lower after (None under two scored days on a side), both without the first days of a
    block, which numbs. `lasting` is how long scores stayed lower.
    `hours` are those after a block whose time is known, where they were scored.
    """

    view: TreatmentView
    compared: BeforeAfter
    that_day: tuple[float, ...]
    later: Stretch | None
    change: StepChange
    overlap: Nap | None
    lasting: ReliefDuration
    hours: BlockHours | None = None


class Results:
    """Sets the scores after a treatment against those before."""

    def __init__(self, clock: Clock, diary: Diary, block_days: BlockDays) -> None:
        self._clock, self._diary, self._block_days = clock, diary, block_days

    def of(
        self, view: TreatmentView, every: Sequence[TreatmentView], until: date | None = None
    ) -> TreatmentResult:
        """What the scores did, among `every` treatment of the time, up to `until` or today."""
        from cluneal_tracker.domain.statistics import nap, relief_duration, step_change

        treatment = view.treatment
        turned, side = treatment.first_day, treatment.side or Side.BOTH
        today = When.now(self._clock).day
        end = _end(treatment, every, min(until or today, today))
        entries = self._diary.entries(turned - _BASELINE, end)
        values = day_values(entries, side)
        before, after = _either_side(values, treatment)
        settling = _settling_days(treatment)
        numbers = [day.toordinal() for day in values]
        scores = list(values.values())
        return TreatmentResult(
            view=view,
            compared=before_after(values, turned, today),
            that_day=_scores_of(entries, turned, side),
            later=_later(values, turned, end),
            change=step_change(
                [day.toordinal() for day in (*before, *after)],
                [values[day] for day in (*before, *after)],
                (turned + settling * ONE_DAY).toordinal(),
                settling=settling,
                other_changes=_other_changes(view),
            ),
            overlap=(
                nap([values[day] for day in before], [values[day] for day in after])
                if min(len(before), len(after)) > 1
                else None
            ),
            lasting=relief_duration(numbers, scores, turned.toordinal()),
            hours=self._hours(treatment),
        )

    def chance(self, view: TreatmentView, every: Sequence[TreatmentView]) -> float | None:
        """A second opinion on the step of `of`: the share of diaries without one that show it.

        It takes a tenth of a second, and the same diary always gets the same answer. None where
        the two weeks either side are not whole; that holds for every block, whose first days are
        left out.
        """
        from numpy.random import default_rng

        from cluneal_tracker.domain.statistics import bootstrap_p

        treatment = view.treatment
        turned = treatment.first_day
        end = _end(treatment, every, When.now(self._clock).day)
        values = day_values(
            self._diary.entries(turned - _BASELINE, end), treatment.side or Side.BOTH
        )
        before, after = _either_side(values, treatment)
        days = [*before, *after]
        start = turned + _settling_days(treatment) * ONE_DAY
        numbers, scores = [day.toordinal() for day in days], [values[day] for day in days]
        return bootstrap_p(numbers, scores, start.toordinal(), default_rng(_SEED)) if days else None

    def _hours(self, treatment: Treatment) -> BlockHours | None:
        from cluneal_tracker.domain.statistics import relief

        if treatment.given_at is None:
            return None
        day = self._block_days.of(treatment)
        if not day.checks:
            return None
        if day.baseline is None:
            return BlockHours(day, None)
        return BlockHours(day, relief(day.baseline, in_time(day.checks)))


def _either_side(values: DayValues, treatment: Treatment) -> tuple[list[date], list[date]]:
    """The scored days of the two weeks before and after, without those on which it settles."""
    turned = treatment.first_day
    settled = turned + _settling_days(treatment) * ONE_DAY
    before = [day for day in values if turned - _SPAN <= day < turned]
    return before, [day for day in values if settled <= day <= turned + _SPAN]


def _later(values: DayValues, turned: date, end: date) -> Stretch | None:
    """Weeks 3 to 6 as far as they have come."""
    third_week = turned + _SPAN + ONE_DAY
    return stretch(values, third_week, min(end, turned + _LATER)) if third_week <= end else None


def _settling_days(treatment: Treatment) -> int:
    """The days from the treatment on that are neither before nor after: its own, or some more."""
    from cluneal_tracker.domain.statistics.relief_duration import SETTLING_DAYS

    return SETTLING_DAYS if treatment.kind is TreatmentKind.BLOCK else 1


def _end(treatment: Treatment, every: Sequence[TreatmentView], today: date) -> date:
    """The last day that is the work of this one: the next turning point, or its own end."""
    turned = treatment.first_day
    turns = [
        one.treatment.first_day
        for one in every
        if one.treatment.kind.is_turning_point and one.treatment.shares_side(treatment)
    ]
    ends = [day - ONE_DAY for day in turns if day > turned]
    if treatment.kind is TreatmentKind.MEDICINE and treatment.last_day:
        ends.append(treatment.last_day)
    return min([today, *ends])


def _scores_of(entries: Sequence[PainEntry], day: date, side: Side) -> tuple[float, ...]:
    """The counted scores of one day on a side."""
    return tuple(
        entry.score.points
        for entry in entries
        if entry.felt.day == day
        and entry.counted
        and entry.score
        and (side is Side.BOTH or side in entry.side.parts)
    )


def _other_changes(view: TreatmentView) -> list[int]:
    """The days near a treatment on which another one began or ended.

    A visit in a course of physio is no change, and neither is a block on the other side.
    """
    others = [one for one in view.new_beside if one.shares_side(view.treatment)]
    days = [day for one in others for day in (one.first_day, one.last_day) if day]
    return [day.toordinal() for day in days]
