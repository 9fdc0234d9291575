"""A trial in the person's words: what is refused, which way a day is, when it reminds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

import pytest

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.trial import FEWEST_TO_TELL, Arm, Trial, smallest_p

START = date(2026, 3, 2)
NOW = datetime(2026, 3, 1, 8, tzinfo=timezone.utc)
A, B = Arm.A, Arm.B
WORDS = TrialWords("Does it help?", "With the cushion", "Without it")


def planned(**changes: Any) -> TrialPlan:
    values: dict[str, Any] = {
        **{"words": WORDS, "first_day": START, "pairs": 6, "period_days": 3},
        **{"washout_days": 1, "side": Side.RIGHT, "remind_at": time(8)},
    }
    return TrialPlan(**{**values, **changes})


def made(**changes: Any) -> OwnTrial:
    course = Trial(START, 3, 1, (A, B, B, A))
    values: dict[str, Any] = {"course": course, "remind_at": time(8), "kept": {}}
    return OwnTrial("one", WORDS, Side.RIGHT, entered_at=NOW, **{**values, **changes})


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("", "", "Without"), "Give both ways a name"),
        (("", "With", " \n"), "Give both ways a name"),
        (("", "With  it", "with it "), "same name"),
        (("", "With", "W" * 81), "up to 80 letters"),
        (("A" * 81, "With", "Without"), "up to 80 letters"),
        (("", "With\0", "Without"), "cannot be kept"),
    ],
)
def test_words_that_do_not_tell_the_ways_apart_are_refused(
    words: tuple[str, str, str], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        TrialWords(*words)


def test_a_trial_without_a_name_is_called_by_its_first_way() -> None:
    assert TrialWords("", " With\nthe cushion ", "Without").title == "With the cushion"
    assert WORDS.title == "Does it help?"
    assert (WORDS.way(A), WORDS.way(B)) == ("With the cushion", "Without it")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"pairs": 1}, "2 to 20 pairs"),
        ({"period_days": 61}, "1 to 60 days"),
        ({"washout_days": 3}, "left out at a change"),
        ({"first_day": date.max}, "years"),
        ({"remind_at": time(8, 0, 30)}, "whole minute"),
    ],
)
def test_a_plan_that_no_trial_can_be_is_refused(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        planned(**changes)


def test_six_pairs_are_the_fewest_that_can_tell() -> None:
    assert FEWEST_TO_TELL == 6
    assert smallest_p(6) <= 0.05 < smallest_p(5)
    assert planned().smallest_p == 2 / 64
    assert planned().days == 36


def test_what_is_drawn_is_what_was_planned() -> None:
    plan = planned()
    trial = plan.draw("one", NOW, Random(1))
    assert (trial.words, trial.side, trial.remind_at) == (WORDS, Side.RIGHT, time(8))
    assert (trial.course.first_day, trial.course.planned_end) == (
        plan.calendar.first_day,
        plan.calendar.planned_end,
    )
    assert trial.kept == {}
    orders = {plan.draw("one", NOW, Random(seed)).course.order for seed in range(40)}
    assert len(orders) > 20


def test_each_day_has_its_way() -> None:
    trial = made(kept={START: True, START + timedelta(4): False})
    days = [trial.on(START + timedelta(later)) for later in range(-1, 13)]
    told = [day and (day.number, day.way[:5], day.wears_off, day.kept) for day in days]
    assert told == [
        None,
        *[(1, "With ", True, True), (2, "With ", False, None), (3, "With ", False, None)],
        *[(4, "Witho", True, None), (5, "Witho", False, False), (6, "Witho", False, None)],
        *[(7, "Witho", True, None), (8, "Witho", False, None), (9, "Witho", False, None)],
        *[(10, "With ", True, None), (11, "With ", False, None), (12, "With ", False, None)],
        None,
    ]
    assert {day.days for day in days if day} == {12}
    assert [day.number for day in days if day and day.changes] == [1, 4, 10]


def test_it_reminds_where_the_way_changes_and_not_after_it_was_stopped() -> None:
    told = made().reminders()
    assert [one.on for one in told] == [START + timedelta(days) for days in (0, 3, 9)]
    assert {(one.kind, one.about, one.at) for one in told} == {(ReminderKind.TRIAL, "one", time(8))}
    stopped = made(course=made().course.stop(START + timedelta(4)))
    assert len(stopped.reminders()) == 2
    assert made(remind_at=None).reminders() == []


def test_not_answered_is_not_yes_and_an_answer_can_be_taken_back() -> None:
    day = START + timedelta(1)
    assert made().answer(day, True).kept == {day: True}
    assert made(kept={day: True}).answer(day, False).kept == {day: False}
    assert made(kept={day: True}).answer(day, None).kept == {}
    with pytest.raises(ValueError, match="outside"):
        made().answer(START - timedelta(1), True)
