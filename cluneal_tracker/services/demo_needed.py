"""What the invented patient takes when it hurts, and a side effect that goes by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services

if TYPE_CHECKING:
    from cluneal_tracker.services.demo import DemoClock

_HEAT_FROM, _BAD, _MINUTES = 5, 6.0, 4
_SLEEPY_FROM, _SLEEPY_UNTIL = 18, 30


class DemoNeeded:
    """Heat on bad evenings; the medicine makes sleepy for a while."""

    def __init__(self, services: Services, clock: DemoClock) -> None:
        self._services, self._clock = services, clock
        self._words = services.content.demo

    def noon(self, day: date, number: int) -> None:
        """What is new on a day of the diary."""
        effects = self._services.effects
        if number == _HEAT_FROM:
            heat = self._words["heat"]
            self._services.treatments.add(TreatmentKind.OTHER, day, when_needed=True, **heat)
        if number == _SLEEPY_FROM:
            every = self._services.treatments.every()
            (medicine,) = (one for one in every if one.kind is TreatmentKind.MEDICINE)
            effects.add(medicine.id, self._words["effect"], Strength.MILD)
        if number == _SLEEPY_UNTIL:
            for effect in effects.every():
                effects.end(effect.id)

    def evening(self, points: float) -> None:
        """After the score of an evening, of a bad one above all."""
        if points < _BAD:
            return
        for one in self._services.doses.today():
            self._clock.wait(_MINUTES * 60)
            self._services.doses.take(one.treatment.id)
