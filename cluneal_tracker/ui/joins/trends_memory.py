"""What Trends were looked at as, kept beside the place of the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from cluneal_tracker.ui.widgets.period_choice import LENGTHS
from cluneal_tracker.ui.widgets.trend_choices import (
    ALL,
    FOUR_WEEKS,
    LINE,
    PARTS,
    RANGES,
    TWELVE_WEEKS,
)

_PART, _DAYS, _LATELY = "trends/as", "trends/days", "trends/lately"
_ACTIVITIES = "trends/activities"
_EVERY_DAY = "all"


@dataclass(frozen=True, slots=True)
class LastLook:
    """What is shown, of how many days (None for all), and how long the two periods are.

    `activities` are those under the chart by their keys, None for the few marked most.
    """

    part: str = LINE
    days: int | None = TWELVE_WEEKS
    lately: int = FOUR_WEEKS
    activities: tuple[str, ...] | None = None


class TrendsMemory:
    """Remembers over restarts; without a place to keep it, it begins anew each time."""

    def __init__(self, kept: QSettings | None = None) -> None:
        self._kept = kept

    @property
    def last(self) -> LastLook:
        """The last look; what makes no sense is passed over."""
        begun = LastLook()
        if self._kept is None:
            return begun
        part, days, lately = (str(self._kept.value(key)) for key in (_PART, _DAYS, _LATELY))
        ranges = {_EVERY_DAY if one is ALL else str(one): one for one in RANGES}
        lengths = {str(length): length for length in LENGTHS}
        return LastLook(
            part if part in PARTS else begun.part,
            ranges.get(days, begun.days),
            lengths.get(lately, begun.lately),
            self._activities(self._kept),
        )

    @staticmethod
    def _activities(kept: QSettings) -> tuple[str, ...] | None:
        return tuple(str(kept.value(_ACTIVITIES)).split()) if kept.contains(_ACTIVITIES) else None

    def keep(self, look: LastLook) -> None:
        """Remember a look."""
        if self._kept is not None:
            self._kept.setValue(_PART, look.part)
            self._kept.setValue(_DAYS, _EVERY_DAY if look.days is None else str(look.days))
            self._kept.setValue(_LATELY, str(look.lately))
            if look.activities is not None:
                self._kept.setValue(_ACTIVITIES, " ".join(look.activities))
