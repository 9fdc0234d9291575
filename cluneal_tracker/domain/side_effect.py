"""What a treatment did besides: what was felt, how strong it was, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import require_within_reach


class Strength(str, Enum):
    """How strong it was, in the person's own judgement."""

    MILD = "mild"
    MODERATE = "moderate"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A side effect of a treatment, whose id is `treatment`; without `last_day` it is still there.

    Its treatment may be gone: it comes back with its side effects.
    """

    id: str
    treatment: str
    what: str
    strength: Strength
    first_day: date
    entered_at: datetime
    last_day: date | None = None
    note: str = ""

    LONGEST_ID: ClassVar[int] = 64

    def __post_init__(self) -> None:
        if not 0 < len(self.treatment) <= self.LONGEST_ID:
            raise ValueError("A side effect belongs to a treatment.")
        require_text(self.treatment, self.what, self.note)
        if not self.what.strip():
            raise ValueError("Say what you felt, such as sleepy.")
        for day in (self.first_day, self.last_day or self.first_day):
            require_within_reach(day)
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValueError("The last day comes before the first day.")

    @property
    def asks_for_a_word(self) -> bool:
        """Strong and still there: a doctor or pharmacist needs to hear of it."""
        return self.strength is Strength.STRONG and self.last_day is None
