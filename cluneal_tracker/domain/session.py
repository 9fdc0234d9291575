"""Exercise sessions: what was planned, what was done, and the pain before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.text import require_text
from cluneal_tracker.domain.when import When


class StopReason(str, Enum):
    """Why an exercise was ended early, in the person's own words for it."""

    PAIN = "pain"
    TIRED = "tired"
    TIME = "time"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a routine, whole or in part.

    `planned` and `done` count repetitions by side ("left", "right" or "once");
    `seconds` is the time spent moving or holding, pauses left out. `level` is None for a routine
    without levels; `stopped` is None where the end was not early, or no reason was given.
    """

    id: str
    routine: str
    started: When
    entered_at: datetime
    seconds: int
    planned: Mapping[str, int]
    done: Mapping[str, int]
    pain_before: VasScore | None = None
    pain_after: VasScore | None = None
    pauses: int = 0
    note: str = ""
    level: int | None = None
    stopped: StopReason | None = None

    def __post_init__(self) -> None:
        require_text(self.note)
        if self.seconds < 0:
            raise ValueError("an exercise cannot take less than no time")
        if self.level is not None and self.level < 1:
            raise ValueError("levels of an exercise count from 1")
        if any(count > self.planned.get(side, 0) for side, count in self.done.items()):
            raise ValueError("more repetitions done than planned")

    @property
    def finished(self) -> bool:
        """Every planned repetition was done."""
        return dict(self.done) == dict(self.planned)

    @property
    def share(self) -> float:
        """The part of its repetitions that was done, 0 to 1."""
        planned = sum(self.planned.values())
        return sum(self.done.values()) / planned if planned else 0.0
