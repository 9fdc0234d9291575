"""Did what is taken when it hurts help: the days after it beside those after equally bad days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.diary import day_values
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import ONE_DAY, When
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.services.doses import Doses
from cluneal_tracker.services.treatments import TreatmentView

if TYPE_CHECKING:
    # numpy is not wanted before the first paint, so the statistics are imported on use.
    from cluneal_tracker.domain.statistics import AsNeeded

_DAYS_BEFORE = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class NeededResult:
    """How often something was taken, on how many days, and what the days after it were like.

    `outside` is how often it was taken on days on which, as it says now, it was not in use.
    """

    times: int
    days: int
    found: AsNeeded
    outside: int = 0


class NeededResults:
    """Sets the day after each day with it against the day after an equally bad one without."""

    def __init__(self, clock: Clock, diary: Diary, doses: Doses) -> None:
        self._clock, self._diary, self._doses = clock, diary, doses

    def of(self, view: TreatmentView) -> NeededResult:
        """What the scores say, over the days on which it was in use.

        A day is as bad as the mean of its scores, with it and without it alike. Were only those
        from before it was taken to count, a day with it would be told by its worst hour.
        """
        from cluneal_tracker.domain.statistics import as_needed

        treatment = view.treatment
        today = When.now(self._clock).day
        first, last = treatment.first_day, min(treatment.last_day or today, today)
        every = [dose.taken.day for dose in self._doses.of(treatment.id)]
        doses = [day for day in every if first <= day <= last]
        taken = set(doses)
        values = day_values(
            self._diary.entries(first - _DAYS_BEFORE, last + ONE_DAY), treatment.side or Side.BOTH
        )
        found = as_needed(
            [day.toordinal() for day in values],
            list(values.values()),
            {day.toordinal(): day in taken for day in values if first <= day <= last},
        )
        return NeededResult(len(doses), len(taken), found, len(every) - len(doses))
