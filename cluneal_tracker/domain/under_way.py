"""An exercise in the middle of which the program may be ended: all it takes to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from cluneal_tracker.domain.countdown import Countdown, Place
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.when import When


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A run of a routine with the `first` side first, begun at `started`.

    `place` is where it stood at `kept_at`, an aware instant; `pain_before` what was felt as it
    began. Raises ValueError for a place that the run does not have.
    """

    routine: Routine
    first: Side
    started: When
    kept_at: datetime
    place: Place
    pain_before: VasScore | None = None

    GOES_ON_FOR: ClassVar[timedelta] = timedelta(hours=12)

    def __post_init__(self) -> None:
        self.countdown()

    def countdown(self) -> Countdown:
        """A timer that stands there."""
        return Countdown(phases(self.routine, self.first), lambda: 0.0, self.place)

    @property
    def done(self) -> Mapping[str, int]:
        """The repetitions that were done."""
        return self.countdown().done

    def can_go_on(self, now: datetime) -> bool:
        """Whether it is still the same exercise; after 12 hours it would be another one."""
        return now - self.kept_at <= self.GOES_ON_FOR
