"""What reminders ask for at one moment, all of it told as one."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.domain.asking import Asked
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.when import DaySlot


@dataclass(frozen=True, slots=True)
class ReminderView:
    """What is asked for now, all of it told as one; `half` is the half day that it speaks of."""

    half: DaySlot
    asked: tuple[Asked, ...]

    @property
    def check_in(self) -> bool:
        """Whether a score is asked for."""
        scores = (ReminderKind.CHECK_IN, ReminderKind.BLOCK_DAY)
        return any(one.reminder.kind in scores for one in self.asked)

    @property
    def weekly(self) -> bool:
        """Whether the questions of the week are asked for."""
        return any(one.reminder.kind is ReminderKind.PEG_WEEK for one in self.asked)

    @property
    def visits(self) -> tuple[str, ...]:
        """The ids of the visits that it tells of."""
        told = (one.reminder for one in self.asked)
        return tuple(one.about for one in told if one.kind is ReminderKind.VISIT)

    @property
    def only_tells(self) -> bool:
        """Whether it asks for nothing: all there is to do is to read it."""
        return all(one.reminder.kind.only_tells for one in self.asked)

    @property
    def trial(self) -> str:
        """The id of the trial whose way changes; empty for none."""
        told = (one.reminder for one in reversed(self.asked))
        return next((one.about for one in told if one.kind is ReminderKind.TRIAL), "")

    @property
    def block(self) -> str:
        """The id of the block after which a score is asked for; empty for none."""
        asked = (one.reminder for one in reversed(self.asked))
        return next((one.about for one in asked if one.kind is ReminderKind.BLOCK_DAY), "")

    @property
    def routines(self) -> tuple[str, ...]:
        """The keys of the exercises that are asked for, each once."""
        asked = (one.reminder for one in self.asked)
        found = (one.about for one in asked if one.kind is ReminderKind.ROUTINE)
        return tuple(dict.fromkeys(found))
