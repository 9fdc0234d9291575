"""What charts and comparisons say, in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from cluneal_tracker.domain.diary import FEWEST_COMPARED, BeforeAfter
from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.services.treatments import TreatmentView
from cluneal_tracker.services.trends import SideTrend, TrendView

Phrases = Mapping[str, Any]

_NAME_LIMIT = 40
_NAMED_AT_MOST = 3
_FEW_DAYS = 3
_WEEKS_APART = 28
# Below this a fall of a point is a large share of very little, so no share is spoken of.
_FEWEST_TENTHS = 20
_HAIR = 1e-6


def day_text(day: date, phrases: Phrases, year: bool = False) -> str:
    """A day as charts and lists write it, such as "5 Mar"."""
    words = phrases["chart"]
    form: str = words["day_year" if year else "day"]
    return form.format(day=day.day, month=words["months"][day.month - 1], year=day.year)


def month_text(month: Month, phrases: Phrases) -> str:
    """A month, such as "Mar 2024"."""
    return f"{phrases['chart']['months'][month.month - 1]} {month.year}"


def tenths(value: float) -> int:
    """A score or a difference in tenths, as it is written: halves go away from zero.

    A mean may lie a hair beside what it is (6.05 as 6.0499...), and must not be told by that hair.
    """
    return int(math.copysign(math.floor(abs(value) * 10 + 0.5 + _HAIR), value))


def number_text(value: float, phrases: Phrases) -> str:
    """A score with one decimal."""
    return f"{tenths(value) / 10:.1f}".replace(".", phrases["chart"]["decimal"])


def difference_text(points: float, words: Phrases, name: str, phrases: Phrases) -> str:
    """A difference in points without a sign, by the phrases `name` has for lower, higher, none."""
    if not tenths(points):
        return str(words[f"{name}_none"])
    form = words[f"{name}_lower" if points < 0 else f"{name}_higher"]
    return str(form.format(points=number_text(abs(points), phrases)))


def label(view: TreatmentView, phrases: Phrases, year: bool = False) -> str:
    """A treatment in a few words, such as "Nerve block 1, right side, 31 Jan"."""
    words, treatment = phrases["chart"], view.treatment
    name, day = name_of(view), day_text(treatment.first_day, phrases, year)
    if treatment.goes_on:
        name, day = short_line(f"{name} {treatment.dose}"), words["from_day"].format(day=day)
    if treatment.when_needed:
        name = words["needed"].format(name=name)
    if treatment.last_day and treatment.last_day > treatment.first_day:
        day = words["from_to"].format(
            first=day_text(treatment.first_day, phrases, year),
            last=day_text(treatment.last_day, phrases, year),
        )
    if treatment.side:
        side = words["side"][treatment.side.value]
        return str(words["label_side"].format(name=name, side=side, day=day))
    return str(words["label"].format(name=name, day=day))


def name_of(view: TreatmentView) -> str:
    """What a treatment is called: its number where there may be several, its own name if any."""
    kind, own = view.treatment.kind, short_line(view.treatment.name)
    if kind in (TreatmentKind.MEDICINE, TreatmentKind.OTHER):
        return own or view.kind_name
    counted = kind in (TreatmentKind.BLOCK, TreatmentKind.PHYSIO) or view.number > 1
    return f"{view.kind_name} {view.number}" if counted else view.kind_name


def summary(view: TrendView, phrases: Phrases) -> str:
    """The sentences above the chart, which also describe it to a screen reader."""
    if view.empty:
        return str(phrases["summary"]["empty"])
    several = len(view.sides) > 1
    return " ".join(_side_summary(side, phrases, several) for side in view.sides)


def activities_said(view: TrendView, phrases: Phrases) -> str:
    """On how many of the days that were asked each activity beside the scores was marked."""
    form: str = phrases["summary"]["activity"]
    return " ".join(
        form.format(activity=one.name, yes=one.yes_days, asked=len(one.answers))
        for one in view.activities
    )


def compared(view: TreatmentView, phrases: Phrases, found: BeforeAfter | None = None) -> list[str]:
    """The middle scores before and after, what else changed, and what none of it can show.

    `found` is compared where the view has nothing: a medicine has no single turning day.
    """
    found, words, words_of = found or view.compared, phrases["compare"], phrases["summary"]
    if found is None:
        return []
    before, after = found.before.middle, found.after.middle
    if not found.enough or before is None or after is None:
        return [_refusal(found, words)]
    parts = (
        words["before"].format(middle=number_text(before, phrases)),
        words["after"].format(middle=number_text(after, phrases)),
        change_words(before, after, phrases),
    )
    days = words["days"].format(
        before=found.before.scored,
        before_days=found.before.days,
        after=found.after.scored,
        after_days=found.after.days,
    )
    if view.also_changed:
        names = treatment_names(view.also_changed, words)
        days = f"{days} {words['also_changed'].format(names=names)}"
    caution = words["caution"]
    if change_words(before, after, phrases) in (words_of["half"], words_of["third"]):
        caution = f"{words['expected']} {caution}"
    return [" ".join(filter(None, parts)), days, caution]


def time_text(minutes: float, phrases: Phrases) -> str:
    """A length of time in whole minutes, such as "1 hour 5 minutes"."""
    words = phrases["compare"]["times"]
    hours, rest = divmod(max(1, round(minutes)), 60)
    parts = []
    if hours:
        parts.append(words["hour"] if hours == 1 else words["hours"].format(count=hours))
    if rest:
        parts.append(words["minute"] if rest == 1 else words["minutes"].format(count=rest))
    if len(parts) == 1:
        return str(parts[0])
    return str(words["both"].format(hours=parts[0], minutes=parts[1]))


def change_words(before: float, after: float, phrases: Phrases) -> str:
    """How two middle scores compare, in words that change at 30 and 50 % of the first alone.

    What is less is told in points. Reckoned on the tenths that are shown, so that words and
    numbers agree. Empty when the first is under 2.0. The marks are those of IMMPACT (Dworkin 2008).
    """
    words = phrases["summary"]
    was, now = tenths(before), tenths(after)
    if was < _FEWEST_TENTHS:
        return ""
    if 2 * now <= was:
        return str(words["half"])
    if 10 * now <= 7 * was:
        return str(words["third"])
    if 10 * now >= 13 * was:
        return str(words["higher"])
    return difference_text((now - was) / 10, words, "under_third", phrases)


def _side_summary(side: SideTrend, phrases: Phrases, several: bool) -> str:
    words, whole = phrases["summary"], side.whole
    if whole.middle is None:
        return str(words["not_counted"])
    form = words["middle_side"] if several else words["middle"]
    name = phrases["chart"]["panel"][side.side.value]
    parts = [
        form.format(side=name, middle=number_text(whole.middle, phrases)),
        words["one_day"]
        if whole.scored == whole.days == 1
        else words["days"].format(scored=whole.days - len(side.missing), days=whole.days),
    ]
    if whole.scored <= _FEW_DAYS:
        parts.append(words["line_soon"])
    return " ".join([*parts, *_first_against_last(side, phrases)])


def _first_against_last(side: SideTrend, phrases: Phrases) -> list[str]:
    early, late = side.early, side.late
    enough = min(early.scored, late.scored) >= FEWEST_COMPARED
    if side.whole.days < _WEEKS_APART or not enough:
        return []
    if early.middle is None or late.middle is None:
        return []
    said = phrases["summary"]["weeks"].format(
        early=number_text(early.middle, phrases), late=number_text(late.middle, phrases)
    )
    return [part for part in (said, change_words(early.middle, late.middle, phrases)) if part]


def _refusal(found: BeforeAfter, words: Phrases) -> str:
    before, after = found.before, found.after
    if before.scored < FEWEST_COMPARED:
        form, short = words["few_before"], before
    else:
        form, short = words["few_after"], after
        needed = FEWEST_COMPARED - after.scored
        if needed <= found.days_to_come:
            soon = words["too_soon_one" if needed == 1 else "too_soon"]
            return str(soon.format(needed=needed))
    return str(form.format(scored=short.scored, days=short.days, fewest=FEWEST_COMPARED))


def treatment_names(treatments: tuple[Treatment, ...], words: Phrases) -> str:
    """Each changed treatment once, the first few by name."""
    names = list(
        dict.fromkeys(short_line(one.name) or words["kinds"][one.kind.value] for one in treatments)
    )
    named, rest = ", ".join(names[:_NAMED_AT_MOST]), len(names) - _NAMED_AT_MOST
    return words["also_more"].format(names=named, count=rest) if rest > 0 else named


def short_line(name: str, limit: int = _NAME_LIMIT) -> str:
    """A text typed by the person as one line of at most `limit` characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
