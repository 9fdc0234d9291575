"""What two periods say side by side, in sentences, rows and a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cluneal_tracker.domain.diary import FEWEST_COMPARED
from cluneal_tracker.domain.periods import HALF_OF_SCALE, Period, PeriodNumbers
from cluneal_tracker.render.sentences import Phrases, day_text, number_text
from cluneal_tracker.render.spread_plan import SpreadChart, SpreadRow, half_text, middle_text
from cluneal_tracker.services.periods import PeriodsView


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One line of the table: what it is, and its value in both periods."""

    name: str
    earlier: str
    later: str


def period_rows(view: PeriodsView, phrases: Phrases) -> tuple[PeriodRow, ...]:
    """Everything that is known of both periods."""
    words = phrases["periods"]["rows"]
    both = [_cells(one, phrases) for one in (view.earlier, view.later)]
    over = number_text(HALF_OF_SCALE, phrases)
    return tuple(
        PeriodRow(words[key].format(over=over), *(cells[key] for cells in both)) for key in both[0]
    )


def _cells(found: PeriodNumbers, phrases: Phrases) -> dict[str, str]:
    spread = found.spread
    return {
        "days": str(found.period.days),
        "scored": str(spread.days),
        "missing": str(found.missing),
        "memory": str(found.from_memory),
        "middle": middle_text(spread, phrases),
        "half": half_text(spread, phrases),
        "over": _over(found, phrases),
    }


def _over(found: PeriodNumbers, phrases: Phrases) -> str:
    if found.spread.middle is None:
        return str(phrases["spread"]["too_few"])
    form = phrases["periods"]["of_scored"]
    return str(form.format(count=found.over_half, days=found.spread.days))


def period_chart(view: PeriodsView, phrases: Phrases) -> SpreadChart:
    """Both periods on one scale."""
    words = phrases["periods"]
    rows = tuple(
        SpreadRow(f"{name}: {period_text(one.period, phrases)}", one.spread)
        for name, one in zip(words["names"], (view.earlier, view.later), strict=True)
    )
    title = (phrases["chart"]["panel"][view.side.value], words["title"])
    few = phrases["when"]["few"].format(fewest=FEWEST_COMPARED)
    return SpreadChart(title, (rows,), (*phrases["spread"]["notes"], few))


def period_text(period: Period, phrases: Phrases) -> str:
    """The days of a period, the year only where it changes or is the last."""
    same = period.first.year == period.last.year
    first = day_text(period.first, phrases, year=not same)
    return str(
        phrases["calendar"]["days"].format(
            first=first, last=day_text(period.last, phrases, year=True)
        )
    )


def period_summary(view: PeriodsView, phrases: Phrases) -> str:
    """The middle score of each, the days without one, and what such numbers cannot show."""
    return " ".join(_told(view, phrases))


def _told(view: PeriodsView, phrases: Phrases) -> Iterator[str]:
    words = phrases["periods"]
    both = (view.earlier, view.later)
    for name, one in zip(words["names"], both, strict=True):
        yield _one_told(name, one, phrases)
    told = all(one.spread.middle is not None for one in both)
    if told:
        over = number_text(HALF_OF_SCALE, phrases)
        yield words["over"].format(over=over, earlier=both[0].over_half, later=both[1].over_half)
    shared = view.earlier.period.shared(view.later.period)
    if shared:
        yield words["shared_one" if shared == 1 else "shared"].format(count=shared)
    if told:
        yield phrases["when"]["chance"]


def _one_told(name: str, one: PeriodNumbers, phrases: Phrases) -> str:
    words = phrases["periods"]
    known = {"name": name, "scored": one.spread.days, "days": one.period.days}
    if one.spread.middle is None:
        return str(words["few"].format(**known, fewest=FEWEST_COMPARED))
    middle = number_text(one.spread.middle, phrases)
    return str(words["told"].format(**known, middle=middle))
