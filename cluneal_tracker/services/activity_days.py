"""What was marked of each activity, day by day: yes, no, or not asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cluneal_tracker.domain.pain import PainEntry

MOST_SHOWN, SHOWN_AT_FIRST = 4, 3


@dataclass(frozen=True, slots=True)
class ActivityDays:
    """One activity and its answered days; a day that is absent was not asked, which is no "no"."""

    key: str
    name: str
    answers: Mapping[date, bool]

    @property
    def yes_days(self) -> int:
        """On how many days it was marked with yes."""
        return sum(self.answers.values())


def activity_days(
    entries: Iterable[PainEntry], names: Mapping[str, str]
) -> tuple[ActivityDays, ...]:
    """Every activity that was answered, those with the most yes-days first; `names` by key.

    A day with both answers counts as yes.
    """
    found: defaultdict[str, dict[date, bool]] = defaultdict(dict)
    for entry in entries:
        for key, answer in entry.activities.items():
            day = entry.felt.day
            found[key][day] = answer or found[key].get(day, False)
    places = {key: place for place, key in enumerate(names)}
    answered = [ActivityDays(key, names.get(key, key), found[key]) for key in found]
    answered.sort(key=lambda one: (-one.yes_days, places.get(one.key, len(places)), one.key))
    return tuple(answered)


def chosen(every: Sequence[ActivityDays], keys: Sequence[str] | None) -> tuple[ActivityDays, ...]:
    """Those with these keys, four at most; None stands for the three with the most yes-days."""
    if keys is None:
        return tuple(one for one in every if one.yes_days)[:SHOWN_AT_FIRST]
    return tuple(one for one in every if one.key in keys)[:MOST_SHOWN]
