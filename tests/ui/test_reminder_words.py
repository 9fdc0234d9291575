"""Reminders of the week, of visits and of trials, which ask for no score."""

from __future__ import annotations

from datetime import date, time
from random import Random

from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.reminders import Outcome
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.weekly import Peg
from tests.fakes import FakeClock
from tests.ui import reminded
from tests.ui.diaries import begin_trial, press
from tests.ui.reminded import House, type_score

house = reminded.house


def test_the_questions_of_the_week_are_answered_in_the_app(house: House, qtbot: QtBot) -> None:
    week = Reminder(ReminderKind.PEG_WEEK, time(8), frozenset({3}))
    house.services.reminding.plan([week])
    house.desk.line_in_view = True
    house._clock.set_wall("2026-03-19T08:00")
    house.begin()
    assert house.window.isVisible()
    assert "Your week in three questions" in house.texts()
    assert not house.window.check_in.isVisible()
    press(qtbot, house.window, "Answer your week")
    assert house.desk.week_asked == 1
    assert not house.window.isVisible()
    house.services.weekly.answer(Peg(4, 5, 6))
    assert house.outcomes() == [Outcome.ANSWERED]


def test_beside_a_check_in_they_are_one_more_button(house: House) -> None:
    plan = [Reminder(ReminderKind.PEG_WEEK, time(8), frozenset({3}))]
    house.services.reminding.plan([*house.services.preferences.current.reminders, *plan])
    house._clock.set_wall("2026-03-19T08:00")
    house.begin()
    assert "Morning check-in" in house.texts()
    assert house.window.week.isVisible()
    house.services.weekly.put_off()
    assert house.window.isVisible()
    house.mark(41)
    assert house.outcomes() == [Outcome.ANSWERED] * 2


def _told_of_a_visit(house: House, clock: FakeClock) -> str:
    house.services.reminding.turn(False)
    visit = house.services.visit_log.add(date(2026, 3, 24), at=time(10, 30), whom="Pain clinic")
    house.begin()
    assert not house.window.isVisible()
    clock.set_wall("2026-03-23T18:00")
    house.ring()
    return visit.id


def test_the_word_before_a_visit_opens_the_page(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    _told_of_a_visit(house, clock)
    assert house.window.windowTitle() == "Your next visit"
    assert "Your visit is tomorrow. 10:30, Pain clinic" in house.texts()
    assert not house.window.check_in.isVisible()
    press(qtbot, house.window, "See your page")
    assert (house.desk.visit_asked, house.window.isVisible()) == (1, False)
    assert house.outcomes() == [Outcome.ANSWERED]


def test_two_visits_of_a_day_are_told_together(house: House, clock: FakeClock) -> None:
    house.services.visit_log.add(date(2026, 3, 24), at=time(15), whom="Physio")
    _told_of_a_visit(house, clock)
    assert (
        "Your visit is tomorrow. 10:30, Pain clinic\nYour visit is tomorrow. 15:00, Physio"
        in house.texts()
    )


def test_the_word_before_a_visit_goes_when_the_visit_does(house: House, clock: FakeClock) -> None:
    visit = _told_of_a_visit(house, clock)
    house.services.visit_log.delete(visit)
    assert not house.window.isVisible()


def test_a_word_of_a_visit_stands_beside_the_score_that_is_asked_for(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    house.services.visit_log.add(date(2026, 3, 13))
    house.begin()
    type_score(house, qtbot, "4")
    clock.set_wall("2026-03-12T20:05")
    house.ring()
    assert house.window.windowTitle() == "Evening check-in"
    assert "Your visit is tomorrow." in house.texts()
    type_score(house, qtbot, "5")
    kinds = {one.kind: one.outcome for one in house.ledger()}
    assert kinds["visit"] is Outcome.ANSWERED
    house.window.hide()
    clock.set_wall("2026-03-12T21:00")
    house.ring()
    assert not house.window.isVisible()


def _told_of_a_trial(house: House, clock: FakeClock) -> OwnTrial:
    """At 08:00 on the first day of a trial, with the other reminders off."""
    house.services.reminding.turn(False)
    clock.set_wall("2026-03-12T07:00")
    trial = begin_trial(house.services)
    house.begin()
    clock.set_wall("2026-03-12T08:00")
    house.ring()
    return trial


def test_the_word_of_a_trial_names_the_way_and_is_told_once(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    trial = _told_of_a_trial(house, clock)
    assert house.window.windowTitle() == "Your trial"
    first = trial.periods[0]
    assert f"From today on: {trial.words.way(first.arm)}." in house.texts()
    assert not house.window.check_in.isVisible()
    house.window.declined.emit()
    assert not house.window.isVisible()
    assert house.outcomes() == [Outcome.ANSWERED]
    clock.move(hours=1)
    house.ring()
    assert not house.window.isVisible()


def test_the_word_of_a_trial_goes_when_the_trial_does(house: House, clock: FakeClock) -> None:
    _told_of_a_trial(house, clock)
    house.services.trials.stop()
    assert not house.window.isVisible()


def test_in_the_night_the_way_of_the_new_day_is_told(house: House, clock: FakeClock) -> None:
    house.services.reminding.turn(False)
    clock.set_wall("2026-03-11T20:00")
    words = TrialWords("", "With the cushion", "Without it")
    plan = TrialPlan(words, date(2026, 3, 12), 6, 1, 0, Side.RIGHT, time(1))
    trial = house.services.trials.start(plan, Random(1))
    house.begin()
    change = trial.change_days[1]
    clock.set_wall(f"{change}T01:00")
    house.ring()
    day = trial.on(change)
    assert day is not None
    assert f"From today on: {day.way}." in house.texts()


def test_a_word_of_a_trial_that_comes_the_day_after_tells_the_way_of_that_day(
    house: House, clock: FakeClock
) -> None:
    house.services.reminding.turn(False)
    house.services.preferences.choose(quiet_hours=(time(22), time(7)))
    words = TrialWords("", "With the cushion", "Without it")
    plan = TrialPlan(words, date(2026, 3, 12), 6, 1, 0, Side.RIGHT, time(23))
    trial = house.services.trials.start(plan, Random(1))
    house.begin()
    clock.set_wall("2026-03-13T07:00")
    house.ring()
    before, day = trial.on(date(2026, 3, 12)), trial.on(date(2026, 3, 13))
    assert before is not None
    assert day is not None
    assert before.way != day.way
    assert f"Your trial, day 2 of 12: {day.way}." in house.texts()


def test_of_a_trial_that_is_over_no_word_comes(house: House, clock: FakeClock) -> None:
    house.services.reminding.turn(False)
    words = TrialWords("", "With the cushion", "Without it")
    plan = TrialPlan(words, date(2026, 3, 12), 6, 1, 0, Side.RIGHT, time(23))
    trial = house.services.trials.start(plan, Random(1))
    assert trial.course.planned_end in trial.change_days
    house.begin()
    clock.set_wall("2026-03-24T04:30")
    house.ring()
    assert not house.window.isVisible()
