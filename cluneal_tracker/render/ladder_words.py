"""The guide's ladder in words: what the guide says of each rung, and what the diary holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cluneal_tracker.domain.learning import Fact
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render.relief_words import held_text, most_text, weeks_text
from cluneal_tracker.render.result_words import said
from cluneal_tracker.render.sentences import (
    Phrases,
    compared,
    day_text,
    label,
    month_text,
    number_text,
)
from cluneal_tracker.services.ladder import LadderView, Onset, RungView, Used
from cluneal_tracker.services.results import TreatmentResult

# Of one rung so many treatments are told; Treatments has the others.
MOST_TOLD = 5
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that the diary holds: what it is, and what may be said of it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RungWords:
    """A rung: `guide` are the facts of the guide about it, `more` a word on older treatments."""

    key: str
    name: str
    guide: tuple[Fact, ...]
    held: tuple[Held, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of the guide and its rungs."""

    title: str
    rungs: tuple[RungWords, ...]


@dataclass(frozen=True, slots=True)
class LadderWords:
    """The whole ladder; `others` is what the diary has besides, None where there is nothing."""

    intro: str
    onset: str
    steps: tuple[StepWords, ...]
    others: RungWords | None
    nothing: str


def ladder_words(view: LadderView, phrases: Phrases) -> LadderWords:
    """Everything that the page of the ladder says."""
    words = phrases["ladder"]
    steps = [
        StepWords(title, tuple(_rung(one, view.today, phrases) for one in rungs))
        for title, rungs in groupby(view.rungs, key=lambda one: one.rung.step)
    ]
    others = None
    if view.others:
        held, more = _treatments(view.others, view.today, phrases)
        others = RungWords("others", words["others"], (), tuple(held), more)
    return LadderWords(
        words["intro"], onset_text(view.onset, phrases), tuple(steps), others, words["nothing"]
    )


def onset_text(onset: Onset | None, phrases: Phrases) -> str:
    """When the pain began, and how long ago that is."""
    words = phrases["ladder"]
    if onset is None:
        return str(words["no_onset"])
    forms = {0: words["onset_now"], 1: words["onset_one"]}
    form = forms.get(onset.months, words["onset"])
    return str(form.format(month=month_text(onset.began, phrases), months=onset.months))


def _rung(view: RungView, today: date, phrases: Phrases) -> RungWords:
    held, more = _treatments(view.treatments, today, phrases)
    return RungWords(
        view.rung.key,
        view.rung.name,
        view.facts,
        (*held, *(_used(one, phrases) for one in view.used)),
        more,
    )


def _used(one: Used, phrases: Phrases) -> Held:
    words = phrases["ladder"]
    first, last = (day_text(day, phrases, year=True) for day in (one.first, one.last))
    form = "once" if one.times == 1 else "one_day" if one.days == 1 else "times"
    lines = [words[form].format(times=one.times, days=one.days, first=first, last=last)]
    pain = one.pain
    if pain is not None and pain.before is not None and pain.after is not None:
        before, after = number_text(pain.before, phrases), number_text(pain.after, phrases)
        form = words["pain_one" if pain.sessions == 1 else "pain"]
        lines.append(form.format(before=before, after=after, count=pain.sessions))
    return Held(one.name, tuple(lines))


def _treatments(
    results: Sequence[TreatmentResult], today: date, phrases: Phrases
) -> tuple[list[Held], str]:
    """The newest treatments, visits to the physio as one; and a word on the older ones."""
    visits = [one for one in results if one.view.treatment.kind is TreatmentKind.PHYSIO]
    others = [one for one in results if one.view.treatment.kind is not TreatmentKind.PHYSIO]
    held = [_visits(visits, phrases)] if visits else []
    held += [
        Held(label(one.view, phrases, year=True), tuple(_lines(one, today, phrases)))
        for one in others[-MOST_TOLD:]
    ]
    earlier = len(others) - MOST_TOLD
    return held, phrases["ladder"]["earlier"].format(count=earlier) if earlier > 0 else ""


def _visits(visits: Sequence[TreatmentResult], phrases: Phrases) -> Held:
    words = phrases["ladder"]
    days = [one.view.treatment.first_day for one in visits]
    first, last = (day_text(day, phrases, year=True) for day in (days[0], days[-1]))
    form = words["visit" if len(visits) == 1 else "visits"]
    told = form.format(count=len(visits), first=first, last=last)
    return Held(visits[0].view.kind_name, (told, *said(visits[0], phrases).answer[:1]))


def _lines(result: TreatmentResult, today: date, phrases: Phrases) -> Iterator[str]:
    words, treatment = phrases["ladder"], result.view.treatment
    if treatment.kind is TreatmentKind.BLOCK:
        yield words["relief"].format(
            most=most_text(result, phrases), held=held_text(result, phrases)
        )
        yield words["lasted"].format(weeks=weeks_text(result, phrases["relief"]))
    elif treatment.goes_on or treatment.last_day:
        yield _span(result, today, phrases)
    # What is taken when it hurts has no before and after.
    if not treatment.when_needed:
        yield from compared(result.view, phrases, result.compared)[:1]


def _span(result: TreatmentResult, today: date, phrases: Phrases) -> str:
    """How long it was taken, in weeks from two weeks on."""
    words, treatment = phrases["ladder"], result.view.treatment
    days = max(0, ((treatment.last_day or today) - treatment.first_day).days) + 1
    form = "still" if treatment.last_day is None else "for"
    if days >= 2 * _DAYS_A_WEEK:
        return str(words[f"{form}_weeks"].format(count=days // _DAYS_A_WEEK))
    return str(words[f"{form}_day"] if days == 1 else words[f"{form}_days"].format(count=days))
