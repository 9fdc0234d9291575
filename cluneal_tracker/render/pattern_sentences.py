"""What the calendar and the other pictures say in words: numbers, and no more than they hold."""

from __future__ import annotations

from cluneal_tracker.domain.when import Slot
from cluneal_tracker.domain.when_it_hurts import FEWEST_TOLD, Spread, WhenItHurts
from cluneal_tracker.render.sentences import Phrases, day_text, number_text
from cluneal_tracker.render.spread_plan import SpreadChart, SpreadRow, days_text
from cluneal_tracker.services.trends import SideTrend


def calendar_summary(side: SideTrend | None, phrases: Phrases, *, several: bool) -> str:
    """The middle score, and how many mornings and evenings have a score."""
    words = phrases["calendar"]
    if side is None:
        return str(words["empty"])
    parts = []
    if side.whole.middle is not None:
        form = words["middle_side"] if several else words["middle"]
        name = phrases["chart"]["panel"][side.side.value]
        parts.append(form.format(side=name, middle=number_text(side.whole.middle, phrases)))
    counts = {slot: sum(half.slot is slot for half in side.halves) for slot in Slot}
    parts.append(
        words["cells"].format(
            days=side.whole.days, mornings=counts[Slot.MORNING], evenings=counts[Slot.EVENING]
        )
    )
    later = sum(score.added_later for score in side.halves.values())
    if later:
        parts.append(words["later_some"].format(count=later))
    return " ".join(parts)


def when_chart(side: SideTrend, found: WhenItHurts, phrases: Phrases) -> SpreadChart:
    """Mornings and evenings, then the weekdays, as rows of one picture."""
    words, chart = phrases["when"], phrases["chart"]
    days = phrases["calendar"]["days"].format(
        first=day_text(side.whole.first, phrases, year=True),
        last=day_text(side.whole.last, phrases, year=True),
    )
    halves = [SpreadRow(words[slot.value], found.halves[slot]) for slot in Slot]
    weekdays = [
        SpreadRow(name, spread)
        for name, spread in zip(words["weekdays"], found.weekdays, strict=True)
    ]
    notes = (*phrases["spread"]["notes"], words["few"].format(fewest=FEWEST_TOLD))
    title = (chart["panel"][side.side.value], days)
    return SpreadChart(title, (tuple(halves), tuple(weekdays)), notes)


def when_summary(side: SideTrend | None, found: WhenItHurts, phrases: Phrases) -> str:
    """The middle scores of mornings and evenings, and the reach of those of the weekdays."""
    words = phrases["when"]
    if side is None:
        return str(phrases["calendar"]["empty"])
    parts = [_half_told(slot, found.halves[slot], phrases) for slot in Slot]
    middles = sorted(day.middle for day in found.weekdays if day.middle is not None)
    if len(middles) < len(found.weekdays):
        parts.append(words["weekdays_few"].format(fewest=FEWEST_TOLD))
    else:
        low, high = number_text(middles[0], phrases), number_text(middles[-1], phrases)
        parts.append(words["weekdays_told"].format(low=low, high=high))
    if middles or all(half.middle is not None for half in found.halves.values()):
        parts.append(words["chance"])
    return " ".join(parts)


def _half_told(slot: Slot, spread: Spread, phrases: Phrases) -> str:
    words = phrases["when"]
    days = days_text(spread, phrases)
    if spread.middle is None:
        return str(words["half_few"].format(name=words[slot.value], days=days))
    middle = number_text(spread.middle, phrases)
    return str(words["half_told"].format(name=words[slot.value], middle=middle, days=days))
