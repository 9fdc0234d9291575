"""Which way a day of a trial is, in words: without the statistics that its result needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluneal_tracker.domain.own_trial import TrialDay

if TYPE_CHECKING:
    from cluneal_tracker.render.sentences import Phrases


def day_lines(day: TrialDay, phrases: Phrases) -> list[str]:
    """Such as "Your trial, day 3 of 42: With the cushion.", and that a day is not counted."""
    words = phrases["trial"]
    line = words["day"].format(number=day.number, days=day.days, way=day.way)
    return [line, words["not_counted"]] if day.wears_off else [line]


def begins_line(day: TrialDay, phrases: Phrases) -> str:
    """Which way begins on this day."""
    return str(phrases["trial"]["begins_today"].format(way=day.way))
