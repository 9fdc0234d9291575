"""Did what is taken when it hurts help: made-up lives in which the truth is known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from cluneal_tracker import paths
from cluneal_tracker.data import dose_store, journal, pain_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.domain.dose import Dose
from cluneal_tracker.domain.pain import Given, PainEntry, Side, VasScore
from cluneal_tracker.domain.statistics import AsNeededRefusal, AsNeededVerdict
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import needed_words
from cluneal_tracker.services.needed_results import NeededResult
from cluneal_tracker.services.opening import Services
from tests.fakes import FakeClock

LAST = date(2026, 3, 12)
PHRASES = Content(paths.ASSETS).phrases


def _life(
    days: int, *, help_next: float = 0, seed: int = 1, takes_over: float = 5.5, twice: bool = False
) -> NeededResult:
    """A life of two scores a day; heat is taken on bad days, `twice` in its worst hour."""
    db, clock = in_memory(), FakeClock(f"{LAST}T21:00")
    services = Services(db, clock)
    heat = services.treatments.add(
        TreatmentKind.OTHER, LAST - timedelta(days=days), name="Heat pad", when_needed=True
    )
    _write(db, clock, heat, days, help_next, np.random.default_rng(seed), takes_over, twice)
    (view,) = services.treatments.view(Side.RIGHT).treatments
    return services.needed_results.of(view)


def _write(
    db: Database,
    clock: FakeClock,
    heat: Treatment,
    days: int,
    help_next: float,
    random: np.random.Generator,
    takes_over: float,
    twice: bool,
) -> None:
    level, helped = 0.0, 0.0
    with journal.step(db, clock.now()) as step:
        for back in range(days, -1, -1):
            day = LAST - timedelta(days=back)
            level = 0.5 * level + float(random.standard_normal()) * 1.1
            scores = []
            for hour in (8, 20):
                points = 5 + level - helped + float(random.standard_normal()) * 0.7
                mm = VasScore(round(10 * min(10.0, max(0.0, points))))
                moment = datetime.fromisoformat(f"{day}T{hour:02}:00")
                felt = When.local(moment, clock.zone())
                entry = (f"{day}-{hour}", felt, felt.utc, Side.RIGHT, mm, Given.LINE)
                pain_store.save(step, PainEntry(*entry))
                scores.append(mm.points)
                if twice and mm.points > takes_over:
                    dose_store.save(step, Dose(f"d{day}-{hour}", heat.id, felt, felt.utc))
            bad = (max(scores) if twice else sum(scores) / 2) > takes_over
            if bad and not twice:
                dose_store.save(step, Dose(f"d{day}", heat.id, felt, felt.utc))
            helped = help_next if bad else 0.0


def test_help_on_the_next_day_is_told_with_its_numbers() -> None:
    result = _life(120, help_next=2.5)
    assert result.found.verdict is AsNeededVerdict.LOWER
    lines = needed_words.said(result, PHRASES).lines
    assert lines[0].startswith("The day after was lower than after equally bad days without it")
    assert f"Taken {result.times} times, on {result.days} days." in lines
    told = needed_words.numbers(result, PHRASES)
    assert len(told) == 5
    assert "points lower with it" in told[3]


@pytest.mark.parametrize("twice", [False, True])
def test_what_does_nothing_is_seldom_said_to_help(twice: bool) -> None:
    """Taken by the mean of the day, or in its worst hour: a bad day is followed by a better one."""
    told = [
        _life(70, seed=seed, twice=twice).found.verdict is AsNeededVerdict.LOWER
        for seed in range(40)
    ]
    # One in forty is what may be expected; four would be one life in 600.
    assert sum(told) <= 3


def test_too_few_days_are_refused_with_how_many_more_it_takes() -> None:
    result = _life(9, seed=3)
    assert result.found.refusal is AsNeededRefusal.TOO_FEW_DAYS
    first, how, taken = needed_words.said(result, PHRASES).lines
    found = result.found
    more = [8 - found.days_with, 8 - found.days_without]
    assert str(more[0]) in first
    assert str(more[1]) in first
    assert how == "A day counts once it and the day after have a score."
    assert taken.startswith("Taken ")
    assert needed_words.numbers(result, PHRASES) == []


def test_without_a_time_there_is_nothing_to_compare() -> None:
    result = _life(60, takes_over=11)
    assert needed_words.said(result, PHRASES).lines == ("You have not noted yet when you took it.",)


def test_days_before_it_was_in_use_are_not_days_without_it(
    services: Services, clock: FakeClock
) -> None:
    for _ in range(20):
        services.diary.mark(VasScore(50), Given.LINE)
        clock.move(days=1)
    today = When.now(clock).day
    heat = services.treatments.add(TreatmentKind.OTHER, today, name="Heat", when_needed=True)
    services.doses.take(heat.id)
    (view,) = services.treatments.view(Side.RIGHT).treatments
    found = services.needed_results.of(view).found
    assert (found.days_with, found.days_without) == (0, 0)


def test_times_that_a_later_first_day_leaves_out_are_told_apart(
    services: Services, clock: FakeClock
) -> None:
    begun = When.now(clock).day
    heat = services.treatments.add(TreatmentKind.OTHER, begun, name="Heat", when_needed=True)
    for _ in range(3):
        services.doses.take(heat.id)
        clock.move(days=1)
    services.treatments.change(heat.id, first_day=begun + timedelta(days=2))
    (view,) = services.treatments.view(Side.RIGHT).treatments
    result = services.needed_results.of(view)
    assert (result.times, result.days, result.outside) == (1, 1, 2)
    assert needed_words.said(result, PHRASES).answer[-2:] == (
        "Taken once.",
        "2 more times were before its first day or after its last. They do not count.",
    )


def test_the_second_opinion_on_a_step_is_the_same_for_the_same_diary(
    services: Services, clock: FakeClock
) -> None:
    random = np.random.default_rng(3)
    start = When.now(clock).day
    for day in range(30):
        level = 60 if day < 15 else 35
        services.diary.mark(
            VasScore(round(level + 8 * float(random.standard_normal()))), Given.LINE
        )
        clock.move(days=1)
    services.treatments.add(TreatmentKind.MEDICINE, start + timedelta(days=15), name="Pill")
    services.treatments.add(TreatmentKind.BLOCK, start + timedelta(days=15))
    views = services.treatments.view(Side.RIGHT).treatments
    block, pill = sorted(views, key=lambda one: one.treatment.kind)
    chance = services.results.chance(pill, views)
    assert chance is not None
    assert 0.001 <= chance <= 0.01
    assert services.results.chance(pill, views) == chance
    # The first days of a block are left out, so there are too few.
    assert services.results.chance(block, views) is None
