"""Side effects in words: "Sleepy, moderate, from 3 Mar, still there"."""

from __future__ import annotations

from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.render.sentences import Phrases, day_text


def told(effect: SideEffect, phrases: Phrases, *, year: bool = True) -> str:
    """What was felt, how strong it was, and when."""
    words = phrases["effects"]
    strength, days = words["strength"][effect.strength.value], _days(effect, phrases, year=year)
    what = " ".join(effect.what.split())
    return str(words["told"].format(what=what, strength=strength, days=days))


def _days(effect: SideEffect, phrases: Phrases, *, year: bool) -> str:
    words = phrases["effects"]
    first = day_text(effect.first_day, phrases, year)
    if effect.last_day is None:
        return str(words["still"].format(first=first))
    if effect.last_day == effect.first_day:
        return str(words["one_day"].format(first=first))
    return str(words["over"].format(first=first, last=day_text(effect.last_day, phrases, year)))
