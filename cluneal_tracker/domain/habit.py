"""Small habits of the day: each is ticked with one tap, and nothing is counted against anyone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import When

# The habits that an hourly nudge is about; the second one for who ticked the risk that it answers.
CHANGE_POSITION, PAD_BELT = "change-position", "pad-belt"


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit as it is offered.

    `hourly` tells one that helps when it is done again and again through the day; any other is
    done or not done on a day. One with a `risk` is only for who ticked that risk.
    """

    key: str
    name: str
    why: str
    icon: str
    hourly: bool = False
    risk: str = ""


@dataclass(frozen=True, slots=True)
class HabitTick:
    """One time that a habit was ticked."""

    id: str
    habit: str
    done: When
    entered_at: datetime

    def __post_init__(self) -> None:
        require_text(self.habit)
        if not self.habit:
            raise ValueError("a tick belongs to a habit")
