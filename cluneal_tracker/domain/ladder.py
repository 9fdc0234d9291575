"""The ladder of treatments that the guide lists, and what of a diary belongs to each rung."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluneal_tracker.domain.treatment import Treatment, TreatmentKind


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing that the guide lists, under the heading of its step.

    `facts` are the ids of what the guide says of it. `kinds` are treatments that belong to it;
    medicines do by their names: `medicines` are the words to look for, in small letters.
    `exercises` and `habits` are keys.
    """

    key: str
    step: str
    name: str
    facts: tuple[str, ...]
    kinds: tuple[TreatmentKind, ...] = ()
    medicines: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    habits: tuple[str, ...] = ()

    def holds(self, treatment: Treatment) -> bool:
        """Whether a treatment belongs here; a medicine that the guide does not name never does."""
        if treatment.kind is TreatmentKind.MEDICINE:
            words = re.findall(r"\w+", treatment.name.casefold())
            return any(word in self.medicines for word in words)
        return treatment.kind in self.kinds


def beside(rungs: Sequence[Rung], treatment: Treatment) -> bool:
    """Whether a treatment is on no rung of the ladder."""
    return not any(rung.holds(treatment) for rung in rungs)
