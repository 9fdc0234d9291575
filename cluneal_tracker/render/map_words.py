"""What the marks of many days say, in sentences and rows; they also describe the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cluneal_tracker.domain.pain_map import CHANGED, FEWEST_DAYS, AreaDays, Change
from cluneal_tracker.render.body_words import area_text, feels_text, listed
from cluneal_tracker.render.sentences import Phrases, day_text, number_text
from cluneal_tracker.services.body_map import MapView

# More would make a sentence too long.
_NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class MapRow:
    """One named area in words: days with it in all, at the start and at the end."""

    area: str
    days: str
    earlier: str
    later: str
    strength: str
    feels: str


def map_rows(view: MapView, phrases: Phrases) -> list[MapRow]:
    """Each area that has a spot, the one with the most days first."""
    change, enough = view.change, view.change.enough

    def row(one: AreaDays) -> MapRow:
        return MapRow(
            area=area_text(one.area, phrases),
            days=_part(one.days, view.whole.days, phrases),
            earlier=_part(one.earlier, change.earlier.days, phrases) if enough else "",
            later=_part(one.later, change.later.days, phrases) if enough else "",
            strength="" if one.strength is None else number_text(one.strength, phrases),
            feels=feels_text(one.feels, phrases),
        )

    return [row(one) for one in view.areas]


def map_summary(view: MapView, phrases: Phrases) -> str:
    """How many days are marked, where most often, and what changed."""
    words = phrases["map"]
    if view.empty:
        told = "empty_before" if view.change.earlier.days else "empty"
        return str(words[told])
    days, marked = view.period.days, view.whole.days
    told = words["told_one" if marked == 1 else "told"].format(marked=marked, days=days)
    most = [one for one in view.areas if one.days][:_NAMED_AT_MOST]
    names = [
        words["most_of"].format(
            area=area_text(one.area, phrases), days=days_text(one.days, phrases)
        )
        for one in most
    ]
    parts = [told, words["most"].format(names=listed(names, phrases))]
    return " ".join([*parts, *_changes(view, phrases)])


def part_names(view: MapView, phrases: Phrases) -> tuple[str, str]:
    """What the two parts that are compared are called."""
    words = phrases["map"]
    names = ("start", "end") if view.before is None else ("earlier", "later")
    return words[names[0]], words[names[1]]


def range_text(view: MapView, phrases: Phrases) -> str:
    """The days of the picture, such as "1 Jan 2026 to 12 Mar 2026"."""
    first, last = view.period.first, view.period.last
    return str(
        phrases["map"]["days"].format(
            first=day_text(first, phrases, year=True), last=day_text(last, phrases, year=True)
        )
    )


def marked_days(count: int, phrases: Phrases) -> str:
    """How many marked days there are."""
    words = phrases["map"]
    named = {0: words["no_marked"], 1: words["one_marked"]}
    return str(named.get(count, words["marked"]).format(count=count))


def days_text(count: int, phrases: Phrases) -> str:
    """How many days."""
    words = phrases["spread"]
    return str(words["one_day" if count == 1 else "days"].format(count=count))


def _part(count: int, days: int, phrases: Phrases) -> str:
    return str(phrases["map"]["part"].format(count=count, days=days))


def _changes(view: MapView, phrases: Phrases) -> Iterator[str]:
    words, change = phrases["map"], view.change
    first, last = change.earlier.days, change.later.days
    earlier, later = part_names(view, phrases)
    if not change.enough and view.before is None:
        yield words["few"].format(fewest=3 * FEWEST_DAYS)
        return
    if not change.enough:
        yield words["few_before"].format(fewest=FEWEST_DAYS, first=first, last=last)
        return
    if view.before is None:
        yield words["thirds"].format(count=first)
    else:
        yield words["than_before"].format(
            earlier=earlier, later=later[:1].lower() + later[1:], first=first, last=last
        )
    moved = sorted(view.areas, key=lambda one: -abs(_moved(one, change)))
    moved = [one for one in moved if abs(_moved(one, change)) >= CHANGED][:_NAMED_AT_MOST]
    for one in moved:
        form = words["moved_more" if _moved(one, change) > 0 else "moved_less"]
        yield form.format(
            area=area_text(one.area, phrases),
            first=_part(one.earlier, first, phrases),
            last=_part(one.later, last, phrases),
        )
    if not moved:
        yield words["still"]


def _moved(one: AreaDays, change: Change) -> float:
    return one.later / change.later.days - one.earlier / change.earlier.days
