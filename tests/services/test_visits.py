"""The numbers of the page for the doctor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.reminder_history import Fate
from cluneal_tracker.domain.statistics import DurationRefusal, StepRefusal
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.results import TreatmentResult
from cluneal_tracker.services.visits import Also
from tests.fakes import FakeClock

FIRST = date(2026, 1, 1)
BLOCK = 40


def live(
    services: Services,
    clock: FakeClock,
    days: int,
    level: Callable[[int], float],
    answers: Callable[[int], dict[str, bool]] = lambda _: {},
) -> None:
    """A score each morning that swings a little around its level; ends on the last evening."""
    for number in range(days):
        clock.set_wall(datetime.combine(FIRST + timedelta(number), time(8)).isoformat())
        swing = (0.0, 0.4, -0.3, 0.2, -0.4)[number % 5]
        services.diary.mark(VasScore(round(10 * (level(number) + swing))), Given.LINE)
        if answers(number):
            services.diary.answer_all(answers(number))
    clock.set_wall(datetime.combine(FIRST + timedelta(days - 1), time(21)).isoformat())


def lower_after_block(day: int) -> float:
    """Six before the block, two for five weeks after it, then six again."""
    return 2.0 if BLOCK < day <= BLOCK + 35 else 6.0


def add(
    services: Services,
    day: int,
    kind: TreatmentKind = TreatmentKind.BLOCK,
    side: Side | None = Side.RIGHT,
) -> None:
    services.treatments.add(
        kind, FIRST + timedelta(day), side=side, nerve=Nerve.SUPERIOR, name="Gabapentin"
    )


def results(services: Services) -> tuple[TreatmentResult, ...]:
    return services.visits.view().treated.results


def test_block_that_helped_for_five_weeks(services: Services, clock: FakeClock) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    (found,) = results(services)
    assert found.view.nerve == "Superior (upper)"
    assert found.that_day == (6.0,)
    assert found.later is not None
    assert (found.later.first, found.later.days) == (FIRST + timedelta(BLOCK + 15), 28)
    assert found.later.middle == pytest.approx(2.2)
    assert found.change.refusal is None
    assert found.change.change == pytest.approx(-4.0, abs=0.2)
    assert (found.change.days_before, found.change.days_after) == (14, 12)
    assert found.lasting.weeks == pytest.approx(5.5, abs=0.5)
    assert not found.lasting.censored


@pytest.mark.parametrize(
    ("kind", "refused"), [(TreatmentKind.BLOCK, True), (TreatmentKind.SURGERY, False)]
)
def test_the_days_while_a_block_numbs_are_no_step(
    services: Services, clock: FakeClock, kind: TreatmentKind, refused: bool
) -> None:
    live(services, clock, BLOCK + 9, lambda day: 1.0 if BLOCK < day < BLOCK + 3 else 6.0)
    add(services, BLOCK, kind)
    (found,) = results(services)
    assert found.compared.after.scored == 8
    assert (found.change.refusal is StepRefusal.TOO_FEW_DAYS) is refused
    assert found.change.days_after == (6 if refused else 8)
    if refused:
        assert found.change.after_mean == pytest.approx(6.0, abs=0.2)
        assert found.overlap is not None
        assert found.overlap.value == pytest.approx(0.5, abs=0.2)


@pytest.mark.parametrize("near", [-14, 14])
def test_two_weeks_around_a_block_are_kept_free_of_others(
    services: Services, clock: FakeClock, near: int
) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    add(services, BLOCK + near, TreatmentKind.MEDICINE, None)
    assert results(services)[0].change.refusal is StepRefusal.ANOTHER_TREATMENT


def test_weeks_to_come_are_not_shown(services: Services, clock: FakeClock) -> None:
    live(services, clock, BLOCK + 11, lower_after_block)
    add(services, BLOCK)
    (found,) = results(services)
    assert found.later is None
    assert found.lasting.censored


def test_weeks_three_to_six_grow_day_by_day(services: Services, clock: FakeClock) -> None:
    live(services, clock, BLOCK + 21, lower_after_block)
    add(services, BLOCK)
    (found,) = results(services)
    assert found.later is not None
    assert found.later.days == 6


def test_next_block_ends_the_time_of_the_first(services: Services, clock: FakeClock) -> None:
    live(services, clock, 120, lower_after_block)
    for day in (BLOCK, BLOCK + 21):
        add(services, day)
    newest, first = results(services)
    assert newest.view.number == 2
    assert first.later is not None
    assert first.later.last == FIRST + timedelta(BLOCK + 20)
    assert first.lasting.censored
    assert first.lasting.weeks == pytest.approx(20 / 7)


def test_block_on_the_other_side_changes_nothing(services: Services, clock: FakeClock) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    alone = results(services)[0]
    add(services, BLOCK + 5, side=Side.LEFT)
    beside = results(services)[1]
    assert (beside.change, beside.later, beside.lasting) == (
        alone.change,
        alone.later,
        alone.lasting,
    )


@pytest.mark.parametrize("side", [None, Side.BOTH])
def test_change_is_refused_beside_another_one(
    services: Services, clock: FakeClock, side: Side | None
) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    add(services, BLOCK - 5, TreatmentKind.MEDICINE, side)
    assert results(services)[0].change.refusal is StepRefusal.ANOTHER_TREATMENT


def test_only_the_first_physio_visit_is_a_change(services: Services, clock: FakeClock) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    add(services, BLOCK - 17, TreatmentKind.PHYSIO, None)
    add(services, BLOCK - 3, TreatmentKind.PHYSIO, None)
    assert results(services)[0].change.refusal is None
    narrow = services.visits.view(FIRST + timedelta(BLOCK - 5)).treated.results[0]
    assert narrow.change.refusal is None, "the visit before the range counts too"
    services.treatments.delete(services.treatments.every()[0].id)
    assert results(services)[0].change.refusal is StepRefusal.ANOTHER_TREATMENT


@pytest.mark.parametrize("earlier", [15, 300])
def test_a_new_course_of_physio_is_a_change(
    services: Services, clock: FakeClock, earlier: int
) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    add(services, BLOCK - 3 - earlier, TreatmentKind.PHYSIO, None)
    add(services, BLOCK - 3, TreatmentKind.PHYSIO, None)
    add(services, BLOCK + 3, TreatmentKind.PHYSIO, None)
    assert results(services)[0].change.refusal is StepRefusal.ANOTHER_TREATMENT


def test_few_scores_are_refused_with_the_reason(services: Services, clock: FakeClock) -> None:
    live(services, clock, 5, lambda _: 5.0)
    add(services, 3)
    (found,) = results(services)
    assert found.change.refusal is StepRefusal.TOO_FEW_DAYS
    assert found.lasting.refusal is DurationRefusal.TOO_LITTLE_BEFORE


def test_newest_three_come_first(services: Services, clock: FakeClock) -> None:
    live(services, clock, 100, lower_after_block)
    for day in (10, 30, 50, 70, 90):
        add(services, day)
    add(services, 95, TreatmentKind.PHYSIO)
    view = services.visits.view()
    assert [one.view.number for one in view.treated.results] == [5, 4, 3]
    assert view.treated.more_results == 2


def test_scores_of_a_range_reach_back_for_the_weeks_before(
    services: Services, clock: FakeClock
) -> None:
    live(services, clock, 100, lower_after_block)
    add(services, BLOCK)
    whole = results(services)[0]
    later = services.visits.view(FIRST + timedelta(BLOCK - 2)).treated.results[0]
    assert later.change == whole.change


def test_activity_that_stands_out_comes_first(services: Services, clock: FakeClock) -> None:
    live(
        services,
        clock,
        60,
        lambda day: 7.0 if day % 3 == 0 else 4.0,
        lambda day: {"sitting": day % 3 == 0, "walking": day % 7 < 5},
    )
    view = services.visits.view()
    assert [one.key for one in view.answers.activities] == ["sitting", "walking"]
    assert (view.answers.activities[0].yes_days, view.answers.activities[0].asked_days) == (20, 60)
    (found,) = (one for one in view.answers.together if one.found.lag == 0)
    assert found.factor.name == "Sitting or driving"
    assert found.found.difference == pytest.approx(3.0, abs=0.3)


def test_days_before_the_diary_began_were_not_asked(services: Services, clock: FakeClock) -> None:
    live(services, clock, 10, lambda _: 5.0)
    view = services.visits.view(FIRST - timedelta(30), FIRST + timedelta(30))
    assert (view.answers.scored_days, view.answers.asked_days) == (10, 10)


def test_what_became_of_the_reminders_is_counted_in_the_range(
    services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-10T07:00")
    services.preferences.choose(welcomed=True)
    clock.set_wall("2026-03-10T08:00")
    services.diary.mark(VasScore(41), Given.LINE)
    clock.set_wall("2026-03-12T12:00")
    told = services.reminding.take_due()
    assert told is not None
    services.reminding.decline(told)
    whole = {Fate.ANSWERED: 1, Fate.MISSED: 3, Fate.DECLINED: 1}
    assert services.visits.view().reminders == whole
    first = services.visits.view(date(2026, 3, 10), date(2026, 3, 10))
    assert first.reminders == {Fate.ANSWERED: 1, Fate.MISSED: 1}


def test_name_and_notes_only_when_asked_for(services: Services) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    services.diary.write_note("Long drive.")
    services.preferences.choose(name="Anna", questions=" Why?\n\n When? ")
    view = services.visits.view()
    assert (view.name, view.lists.notes) == ("", ())
    assert view.questions == ("Why?", "When?")
    told = services.visits.view(also=Also(name=True, notes=True))
    assert told.name == "Anna"
    assert [one.text for one in told.lists.notes] == ["Long drive."]


def test_sign_keeps_its_last_day(services: Services, clock: FakeClock) -> None:
    for day, woke in ((8, True), (9, False)):
        clock.set_wall(f"2026-03-0{day}T08:00")
        services.diary.tick_sign("night-pain", woke)
    night, numb = services.visits.view().answers.signs
    assert (night.yes_days, night.asked_days, night.last_yes) == (1, 2, date(2026, 3, 8))
    assert (numb.asked_days, numb.last_yes) == (0, None)


def test_warning_signs_have_their_days_the_most_urgent_first(
    services: Services, clock: FakeClock
) -> None:
    for day, key in ((8, "weight-loss"), (9, "leg-weakness"), (11, "leg-weakness")):
        clock.set_wall(f"2026-03-{day:02}T08:00")
        services.diary.tick_sign(key, True)
    services.diary.tick_sign("numb-genitals", False)
    ticked = services.visits.view().answers.warnings
    told = [(one.name, [day.day for day in one.days]) for one in ticked]
    assert told == [("Weak leg", [9, 11]), ("Weight loss", [8])]
    last = services.visits.view(date(2026, 3, 10), date(2026, 3, 12)).answers.warnings
    assert [(one.name, len(one.days)) for one in last] == [("Weak leg", 1)]


def test_exercises_a_day_counts_from_the_day_the_diary_began(
    services: Services, clock: FakeClock
) -> None:
    for day in range(6, 13):
        clock.set_wall(f"2026-03-{day:02}T08:10")
        services.diary.mark(VasScore(50), Given.LINE)
        services.exercises.add("nerve-glide")
        services.exercises.add("nerve-glide")
    view = services.visits.view(date(2025, 12, 19), date(2026, 3, 12))
    assert view.answers.exercises_a_day == 2.0
