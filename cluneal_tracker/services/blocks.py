"""All nerve blocks of a diary side by side: what each did, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.preferences import Preferences
from cluneal_tracker.services.results import Results, TreatmentResult
from cluneal_tracker.services.treatments import Treatments


@dataclass(frozen=True, slots=True)
class BlocksView:
    """The newest blocks, oldest first; `earlier` counts those before them that are left out."""

    results: tuple[TreatmentResult, ...]
    earlier: int = 0

    @property
    def count(self) -> int:
        """How many blocks the diary has."""
        return len(self.results) + self.earlier


class Blocks:
    """Reads every block of the diary."""

    def __init__(self, treatments: Treatments, results: Results, preferences: Preferences) -> None:
        self._treatments, self._results = treatments, results
        self._preferences = preferences

    def view(self, until: date | None = None, most: int | None = None) -> BlocksView:
        """The blocks up to a day (today by default), the newest `most` of them."""
        every = self._treatments.view(self._preferences.current.side).treatments
        blocks = [
            one
            for one in every
            if one.treatment.kind is TreatmentKind.BLOCK
            and (until is None or one.treatment.first_day <= until)
        ]
        shown = blocks[:most]
        found = [self._results.of(one, every, until) for one in reversed(shown)]
        return BlocksView(tuple(found), len(blocks) - len(shown))
