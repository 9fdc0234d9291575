"""Trials: drawn once and kept, blind until they are over, and as safe as scores."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.statistics import TrialRefusal, TrialVerdict
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.trials import Kept
from tests.fakes import FakeClock
from tests.steps import parts_of

TODAY = date(2026, 3, 12)
WORDS = TrialWords("Cushion", "With the cushion", "Without it")


def planned(**changes: Any) -> TrialPlan:
    values: dict[str, Any] = {
        **{"words": WORDS, "first_day": TODAY, "pairs": 6, "period_days": 2},
        **{"washout_days": 1, "side": Side.RIGHT, "remind_at": None},
    }
    return TrialPlan(**{**values, **changes})


def lived(services: Services, clock: FakeClock, trial: OwnTrial, days: int = 99) -> None:
    """Score each of its days, lower by two points the first way, until it is over."""
    for _ in range(days):
        today = services.trials.view().today
        period = trial.course.period_of(today)
        if period is None:
            break
        score = VasScore(30 if period.arm is Arm.A else 50)
        services.diary.mark(score, Given.LINE, Side.RIGHT)
        clock.move(days=1)


def test_the_order_is_drawn_once_and_kept(services: Services) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    begun = services.trials.start(planned(), Random(3))
    view = services.trials.view()
    assert view.current == begun == services.trials.every()[0]
    assert view.day == begun.on(TODAY)
    assert heard == [Changed.TRIALS]
    assert parts_of(services.history.undo()) is Changed.TRIALS
    assert services.trials.view().current is None
    services.history.redo()
    assert services.trials.current() == begun


def test_the_draw_is_not_the_same_each_time(services: Services) -> None:
    orders = set()
    for _ in range(12):
        orders.add(services.trials.start(planned()).course.order)
        services.history.undo()
    assert len(orders) > 4


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"pairs": 5}, "With 5 times .* never tell .* 6 times are enough"),
        ({"first_day": TODAY - timedelta(1)}, "over already"),
    ],
)
def test_a_plan_that_leads_nowhere_is_not_begun(
    services: Services, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(DiaryError, match=why):
        services.trials.start(planned(**changes))
    assert services.trials.every() == []


def test_one_trial_at_a_time(services: Services, clock: FakeClock) -> None:
    trial = services.trials.start(planned(first_day=TODAY + timedelta(5)))
    with pytest.raises(DiaryError, match="Stop that one first"):
        services.trials.start(planned())
    clock.move(days=5 + 24)
    services.trials.start(planned(first_day=TODAY + timedelta(29)))
    assert services.trials.view().over[0].trial == trial


def test_nothing_is_told_before_it_is_over(services: Services, clock: FakeClock) -> None:
    trial = services.trials.start(planned(), Random(1))
    lived(services, clock, trial, days=23)
    going = services.trials.outcome(trial)
    assert going.result.refusal is TrialRefusal.STILL_GOING
    assert (going.values, going.result.mean_a, going.result.difference) == ({}, None, None)
    assert services.trials.view().over == ()
    clock.move(days=1)
    assert services.trials.view().over


def test_the_result_is_that_of_the_drawn_order(services: Services, clock: FakeClock) -> None:
    trial = services.trials.start(planned(), Random(1))
    services.trials.answer(TODAY, True)
    lived(services, clock, trial)
    (found,) = services.trials.view().over
    assert (found.result.mean_a, found.result.mean_b) == (3, 5)
    assert (found.result.verdict, found.result.p) == (TrialVerdict.LOWER_WITH_A, 2 / 64)
    assert found.kept == Kept(1, 0, 23)
    assert found.counted == (12, 12)


def test_the_scores_are_those_of_the_side_that_was_settled(
    services: Services, clock: FakeClock
) -> None:
    trial = services.trials.start(planned(side=Side.LEFT), Random(1))
    lived(services, clock, trial)
    assert services.trials.outcome(trial).result.refusal is TrialRefusal.TOO_FEW_PAIRS


def test_a_day_without_an_answer_is_not_a_yes(services: Services, clock: FakeClock) -> None:
    services.trials.start(planned())
    services.trials.answer(TODAY, False)
    assert services.trials.on(TODAY).kept is False  # type: ignore[union-attr]
    services.trials.answer(TODAY, None)
    assert services.trials.on(TODAY).kept is None  # type: ignore[union-attr]
    with pytest.raises(DiaryError, match="not come yet"):
        services.trials.answer(TODAY + timedelta(1), True)
    with pytest.raises(DiaryError, match="no trial on that day"):
        services.trials.answer(TODAY - timedelta(1), True)
    clock.move(days=30)
    services.trials.answer(TODAY + timedelta(23), True)
    assert services.trials.every()[0].kept == {TODAY + timedelta(23): True}


def test_stopping_ends_it_at_once_and_undo_goes_on(services: Services, clock: FakeClock) -> None:
    trial = services.trials.start(planned(), Random(1))
    lived(services, clock, trial, days=9)
    stopped = services.trials.stop()
    assert stopped is not None
    assert stopped.course.last_day == TODAY + timedelta(8)
    view = services.trials.view()
    assert (view.current, view.day) == (None, None)
    assert (view.over[0].result.pairs, view.over[0].result.verdict) == (2, TrialVerdict.CANNOT_TELL)
    services.history.undo()
    assert services.trials.current() == trial
    services.trials.stop()
    with pytest.raises(DiaryError, match="No trial"):
        services.trials.stop()


def test_stopped_before_a_whole_day_it_is_called_off(services: Services) -> None:
    trial = services.trials.start(planned())
    assert services.trials.stop() is None
    assert services.trials.every() == []
    (gone,) = services.revisions.deleted()
    assert gone.value == trial
    services.revisions.bring_back_deleted([trial.id])
    assert services.trials.current() == trial


def test_a_trial_that_is_gone_cannot_be_deleted(services: Services) -> None:
    trial = services.trials.start(planned())
    services.trials.delete(trial.id)
    with pytest.raises(DiaryError, match="no longer"):
        services.trials.delete(trial.id)


def test_what_else_began_meanwhile_is_named(services: Services, clock: FakeClock) -> None:
    services.treatments.add(TreatmentKind.MEDICINE, TODAY - timedelta(9), name="Old")
    trial = services.trials.start(planned(), Random(1))
    clock.move(days=9)
    services.treatments.add(TreatmentKind.BLOCK, TODAY + timedelta(9))
    clock.move(days=20)
    services.treatments.add(TreatmentKind.PHYSIO, TODAY + timedelta(29))
    assert [one.kind for one in services.trials.outcome(trial).beside] == [TreatmentKind.BLOCK]


def test_its_history_is_told_day_by_day(services: Services) -> None:
    trial = services.trials.start(planned())
    services.trials.answer(TODAY, True)
    versions = services.revisions.history(trial.id)
    assert [version.number for version in versions] == [2, 1]
    services.revisions.bring_back(versions[1].change)
    assert services.trials.on(TODAY).kept is None  # type: ignore[union-attr]


def test_a_reminder_tells_the_way_once(services: Services, clock: FakeClock) -> None:
    services.preferences.choose(reminders=())
    clock.set_wall("2026-03-12T07:00")
    trial = services.trials.start(planned(remind_at=time(8), first_day=TODAY), Random(1))
    clock.set_wall("2026-03-12T08:00")
    told = services.reminding.take_due()
    assert told is not None
    assert (told.trial, told.only_tells, told.check_in) == (trial.id, True, False)
    services.reminding.settle(told)
    clock.move(minutes=31)
    assert services.reminding.take_due() is None
    coming = services.reminding.next_moment()
    assert coming is not None
    assert coming.astimezone(clock.zone()).date() == trial.change_days[1]
    assert services.reminding.history(TODAY) == []


def test_a_change_weeks_ahead_is_not_forgotten(services: Services, clock: FakeClock) -> None:
    services.preferences.choose(reminders=())
    trial = services.trials.start(planned(remind_at=time(8), period_days=40), Random(1))
    clock.move(hours=6)
    coming = services.reminding.next_moment()
    assert coming is not None
    assert coming.astimezone(clock.zone()).date() == trial.change_days[1]


def test_a_snoozed_word_comes_back_and_a_stopped_trial_says_no_more(
    services: Services, clock: FakeClock
) -> None:
    services.preferences.choose(reminders=())
    clock.set_wall("2026-03-12T07:00")
    services.trials.start(planned(remind_at=time(8)), Random(1))
    clock.set_wall("2026-03-12T08:00")
    told = services.reminding.take_due()
    assert told is not None
    services.reminding.snooze(told)
    clock.move(minutes=31)
    again = services.reminding.take_due()
    assert again is not None
    services.reminding.snooze(again)
    services.trials.stop()
    clock.move(minutes=31)
    assert services.reminding.take_due() is None


def test_its_words_come_though_the_other_reminders_are_off(
    services: Services, clock: FakeClock
) -> None:
    services.trials.start(planned(remind_at=time(9)), Random(1))
    services.reminding.turn(False)
    clock.move(hours=1)
    told = services.reminding.take_due()
    assert told is not None
    assert told.only_tells


def test_a_trial_without_a_time_is_silent(services: Services, clock: FakeClock) -> None:
    services.trials.start(planned(), Random(1))
    services.reminding.turn(False)
    assert services.reminding.next_moment() is None
