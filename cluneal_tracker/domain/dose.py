"""What was taken when it hurt: one dose for each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cluneal_tracker.domain.pain import PainEntry, Timeliness
from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class Dose:
    """One time that a treatment was taken when needed; `treatment` is the id of that one.

    Its treatment may be gone: it comes back with its doses.
    """

    id: str
    treatment: str
    taken: When
    entered_at: datetime
    note: str = ""

    LONGEST_ID: ClassVar[int] = 64

    def __post_init__(self) -> None:
        if not 0 < len(self.treatment) <= self.LONGEST_ID:
            raise ValueError("A dose belongs to a treatment.")
        require_text(self.treatment, self.note)
        if self.taken.at > self.entered_at + PainEntry.AHEAD:
            raise ValueError("That time has not come yet. Add it once you have taken it.")

    @property
    def added_later(self) -> bool:
        """Written on another day than it was taken: drawn hollow."""
        return Timeliness.of(self.taken, self.entered_at).is_later
