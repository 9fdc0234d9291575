"""Warning signs: what can be ticked, and what the ticks of a diary ask a person to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cluneal_tracker.domain.pain import NIGHT_PAIN
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import ONE_DAY

# The sign that a rule for a specialist rests on; its box is on the page with the others.
NUMB_SPREADING = "numb-spreading"
# The days on which each sign was ticked, by its key.
Ticks = Mapping[str, AbstractSet[date]]
# A rule looks at the nights or days of one week.
NIGHTS = 7


class Group(str, Enum):
    """How soon a sign needs someone, the most urgent first."""

    EMERGENCY = "emergency"
    SOON = "soon"
    AFTER_BLOCK = "after-block"
    SPECIALIST = "specialist"


URGENT = (Group.EMERGENCY, Group.SOON, Group.AFTER_BLOCK)


class Rule(str, Enum):
    """What is a reason to ask for a specialist, by the names that the guide's facts have."""

    BURNING = "SP1"
    WOKEN = "SP2"
    SPREADING = "SP3"
    BLOCKS = "SP4"


# The sign of each rule about ticks, and on how many of seven days it has to be ticked.
_TWO, _HALF = 2, 50.0
# Burning counts over this many days, once a week of them at the least has an entry.
BURNING_DAYS, _FEWEST_ENTRIES = 90, 13
_FEWEST = {Rule.WOKEN: (NIGHT_PAIN, 3), Rule.SPREADING: (NUMB_SPREADING, 1)}


@dataclass(frozen=True, slots=True)
class WarningSign:
    """One sign that needs a doctor, and how soon; `short` names it in a list of ticks."""

    key: str
    text: str
    short: str
    group: Group


@dataclass(frozen=True, slots=True)
class UrgentPrompt:
    """Signs of one group were ticked today or yesterday; `last_block` is there after a block."""

    group: Group
    signs: tuple[str, ...]
    ticked_on: date
    last_block: date | None = None


@dataclass(frozen=True, slots=True)
class SpecialistPrompt:
    """A rule is met since `crossed`, by the ticks of `days`, the last seven.

    For blocks `days` are those of the newest two that it rests on, and `reliefs` their best relief
    in percent. For burning `days` are its days of the last ninety, and `total` counts those that
    have an entry.
    """

    rule: Rule
    crossed: date
    days: tuple[date, ...]
    reliefs: tuple[float, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Burning:
    """The days on which a burning spot was marked, and all days with an entry, these among them."""

    days: AbstractSet[date] = frozenset()
    entered: AbstractSet[date] = frozenset()

    def lately(self, today: date) -> tuple[tuple[date, ...], int] | None:
        """The burning days of the ninety to a day, and how many of the ninety have an entry.

        None where they are fewer than half of those, or where the diary is younger or too empty
        to tell.
        """
        first = today - (BURNING_DAYS - 1) * ONE_DAY
        if min(self.entered, default=today) > first:
            return None
        entered = sum(first <= day <= today for day in self.entered)
        burning = tuple(sorted(day for day in self.days if first <= day <= today))
        enough = entered >= _FEWEST_ENTRIES and 2 * len(burning) >= entered
        return (burning, entered) if enough else None


@dataclass(frozen=True, slots=True)
class GuidedBlock:
    """A block under an image whose day is over, and its best relief in percent."""

    day: date
    relief: float


def days_put_away(texts: Iterable[str]) -> dict[Rule, date]:
    """The last day on which each rule was put away; a rule that only another version has is not.

    Each text is a rule and a day, as `put_away_text` writes it.
    """
    days: dict[Rule, date] = {}
    for name, _, day in (text.partition(" ") for text in sorted(texts)):
        if name in {rule.value for rule in Rule}:
            days[Rule(name)] = date.fromisoformat(day)
    return days


def put_away_text(rule: Rule, day: date) -> str:
    """A rule and the day on which it was put away, as a setting keeps them."""
    return f"{rule.value} {day.isoformat()}"


Prompt = UrgentPrompt | SpecialistPrompt


def prompts(
    signs: Sequence[WarningSign],
    ticks: Ticks,
    treatments: Iterable[Treatment],
    guided: Iterable[GuidedBlock],
    today: date,
    dismissed: Mapping[Rule, date],
    burning: Burning | None = None,
) -> tuple[Prompt, ...]:
    """What to tell the person today, the most urgent first.

    `signs` are all that can be ticked, `guided` the blocks whose relief is known, and `dismissed`
    the last day on which each rule was put away; `burning` tells where the body map says so. An
    urgent prompt is never put away, and nothing
    else in the diary weighs against it. One for a specialist comes once each time its rule begins
    to be met.
    """
    specialist = (
        one
        for one in (
            *_by_burning(burning or Burning(), today),
            *_by_ticks(ticks, today),
            *_by_blocks(guided),
        )
        if dismissed.get(one.rule, date.min) < one.crossed
    )
    return (*_urgent(signs, ticks, treatments, today), *specialist)


def _urgent(
    signs: Sequence[WarningSign], ticks: Ticks, treatments: Iterable[Treatment], today: date
) -> Iterator[UrgentPrompt]:
    # With yesterday: a diary day ends at four in the morning, and what was ticked at night holds.
    lately = {today - ONE_DAY, today}
    newest = {key: max(days & lately) for key, days in ticks.items() if days & lately}
    blocks = [
        one.first_day
        for one in treatments
        if one.kind is TreatmentKind.BLOCK and one.first_day <= today
    ]
    for group in URGENT:
        found = tuple(one.key for one in signs if one.group is group and one.key in newest)
        if found:
            block = max(blocks, default=None) if group is Group.AFTER_BLOCK else None
            yield UrgentPrompt(group, found, max(newest[key] for key in found), block)


def _by_burning(burning: Burning, today: date) -> Iterator[SpecialistPrompt]:
    lately = burning.lately(today)
    if lately is None:
        return
    crossed = today
    while burning.lately(crossed - ONE_DAY) is not None:
        crossed -= ONE_DAY
    days, total = lately
    yield SpecialistPrompt(Rule.BURNING, crossed, days, total=total)


def _by_ticks(ticks: Ticks, today: date) -> Iterator[SpecialistPrompt]:
    for rule, (key, fewest) in _FEWEST.items():
        days = ticks.get(key, frozenset())
        crossed = _crossed(days, fewest, today)
        if crossed:
            yield SpecialistPrompt(rule, crossed, _week_to(today, days))


def _by_blocks(guided: Iterable[GuidedBlock]) -> Iterator[SpecialistPrompt]:
    weak = sorted((one for one in guided if one.relief < _HALF), key=lambda one: one.day)
    if len(weak) >= _TWO:
        newest = weak[-_TWO:]
        yield SpecialistPrompt(
            Rule.BLOCKS,
            weak[_TWO - 1].day,
            tuple(one.day for one in newest),
            tuple(one.relief for one in newest),
        )


def _crossed(days: AbstractSet[date], fewest: int, today: date) -> date | None:
    """Since when the days of a week have been enough, without a break up to today."""
    crossed = None
    day = today
    while len(_week_to(day, days)) >= fewest:
        crossed, day = day, day - ONE_DAY
    return crossed


def _week_to(day: date, days: AbstractSet[date]) -> tuple[date, ...]:
    week = (day - back * ONE_DAY for back in reversed(range(NIGHTS)))
    return tuple(one for one in week if one in days)
