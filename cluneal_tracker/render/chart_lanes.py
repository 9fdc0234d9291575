"""Which treatments are lines through the scores, and which have a lane under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.own_trial import OwnTrial
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.render.sentences import name_of, short_line
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import TrendView, concerns


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with its words, such as a dose; without `last` it still goes on."""

    first: date
    last: date | None
    text: str


@dataclass(slots=True)
class Lane:
    """One row of bars, diamonds and strokes under one name.

    `taken` are the wall-clock times of a stroke each, for what is taken when it hurts, and
    `taken_later` those that were added on a later day.
    """

    name: str
    spans: list[Span] = field(default_factory=list)
    visits: list[date] = field(default_factory=list)
    taken: list[datetime] = field(default_factory=list)
    taken_later: list[datetime] = field(default_factory=list)
    when_needed: bool = False

    def holds(self, span: Span) -> bool:
        """Whether a span would lie over another one."""
        return any(one.last is None or one.last >= span.first for one in self.spans)


def turns(view: TrendView, side: Side | None) -> list[TreatmentView]:
    """The turning points in the range that are for a side, from left to right."""
    found = [
        one
        for one in view.treatments
        if one.treatment.kind.is_turning_point
        and view.first <= one.treatment.first_day <= view.last
        and (side is None or concerns(one, side))
    ]
    return sorted(found, key=lambda one: one.treatment.first_day)


def lanes(view: TrendView) -> list[Lane]:
    """The lanes of all treatments without a line through the scores, oldest first.

    Doses of one medicine follow each other in one lane; where they overlap, each has its own.
    So has each that was taken when it hurt.
    """
    sides: list[Side | None] = [*(part.side for part in view.sides)] or [None]
    lines = {one.treatment.id for side in sides for one in turns(view, side)}
    beside = [one for one in view.treatments if one.treatment.id not in lines]
    found: list[Lane] = []
    for one in sorted(beside, key=lambda one: one.treatment.first_day):
        if one.treatment.when_needed:
            if doses := view.doses.get(one.treatment.id):
                found.append(_taken(name_of(one), doses))
        else:
            _enter(one, found)
    return found + [_lane_of(one, view) for one in view.trials]


def _taken(name: str, doses: Sequence[Dose]) -> Lane:
    lane = Lane(name, when_needed=True)
    for dose in doses:
        times = lane.taken_later if dose.added_later else lane.taken
        times.append(dose.taken.at.replace(tzinfo=None))
    return lane


def _lane_of(trial: OwnTrial, view: TrendView) -> Lane:
    """The days of a trial that were lived its first way; where there is no bar it was the other."""
    ends = trial.course.last_day
    spans = [
        Span(one.first_day, min(one.last_day, ends), "")
        for one in trial.periods
        if one.arm is Arm.A and one.first_day <= min(ends, view.last) and one.last_day >= view.first
    ]
    return Lane(short_line(trial.words.way(Arm.A)), spans)


def _enter(view: TreatmentView, found: list[Lane]) -> None:
    """Put a treatment into the lane of its name, or into a new one."""
    treatment = view.treatment
    name = view.kind_name if treatment.kind is TreatmentKind.PHYSIO else name_of(view)
    lasting = treatment.goes_on or treatment.last_day is not None
    span = Span(treatment.first_day, treatment.last_day, treatment.dose)
    same = [lane for lane in found if lane.name == name and not lane.when_needed]
    fitting = [lane for lane in same if not (lasting and lane.holds(span))]
    if not fitting:
        fitting = [Lane(name)]
        found += fitting
    if lasting:
        fitting[0].spans.append(span)
    else:
        fitting[0].visits.append(treatment.first_day)
