"""How much of an exercise was done, day by day: a series that charts and statistics can use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.session import Session


@dataclass(frozen=True, slots=True)
class Dose:
    """What was done of one exercise on one diary day.

    `sessions` counts the whole ones, `repetitions` those of all, `seconds` the time spent moving
    or holding. `share` is the part of the day's target that was reached: a whole session counts
    1, a broken-off one the share of its repetitions; more than the target gives more than 1.
    """

    sessions: int
    repetitions: int
    seconds: int
    share: float


NOTHING = Dose(0, 0, 0, 0.0)


def daily_doses(
    sessions: Iterable[Session], target: int, days: Sequence[date], logged: Collection[date]
) -> dict[date, Dose | None]:
    """The dose of one exercise on each of `days`; `target` is how often a day it is meant.

    Three states. A day with sessions has its dose. A later day without one is nothing done: the
    timer logs by itself, so what is not in the diary was not led. A day before the first session
    is None, since the exercise was not begun; and so is a later day that is not in `logged`, the
    days on which anything at all was written down: then nobody was there to log.
    """
    by_day: dict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        by_day[session.started.day].append(session)
    first = min(by_day, default=None)
    return {
        day: _dose(by_day[day], target)
        if day in by_day
        else (NOTHING if first is not None and day > first and day in logged else None)
        for day in days
    }


def as_answers(doses: Mapping[date, Dose | None]) -> dict[date, bool]:
    """The days for `statistics.associations`: done, or not; a day that is not known is absent."""
    return {day: dose.repetitions > 0 for day, dose in doses.items() if dose is not None}


def share_done(session: Session) -> float:
    """The part of a session's repetitions that was done, 0 to 1."""
    planned = sum(session.planned.values())
    return sum(session.done.values()) / planned if planned else 0.0


def _dose(sessions: Sequence[Session], target: int) -> Dose:
    return Dose(
        sessions=sum(one.finished for one in sessions),
        repetitions=sum(sum(one.done.values()) for one in sessions),
        seconds=sum(one.seconds for one in sessions),
        share=sum(map(share_done, sessions)) / target,
    )
