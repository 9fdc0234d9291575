"""Reminders: told once, answered where they appear or in the window, never swallowed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome, Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.weekly import Peg
from cluneal_tracker.domain.when import Slot, When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.reminder import LEAVES_AFTER_MS, ReminderWindow
from tests.fakes import FakeAlarm, FakeClock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import begin_trial, press


class House:
    """Reminders at 08:00 and 20:00; it is 08:00 on Thursday 12 March."""

    def __init__(self, look: Look, services: Services, clock: FakeClock, db: Database) -> None:
        clock.set_wall("2026-03-12T08:00")
        services.preferences.choose(reminders_on=True)
        self.services, self.desk, self.alarm, self._db = services, FakeDesk(), FakeAlarm(), db
        self._clock, self._bridge = clock, Bridge(services.changes)
        self.reminders = Reminders(look, services, self._bridge, self.desk)

    @property
    def window(self) -> ReminderWindow:
        return self.reminders.window

    def begin(self) -> None:
        self.reminders.set_off(self.alarm)

    def ring(self) -> None:
        self._bridge.rang.emit()

    def wish(self) -> str:
        """What the alarm is set for, on the wall."""
        moment = self.alarm.wishes[-1]
        return moment.astimezone(self._clock.zone()).strftime("%H:%M") if moment else ""

    def mark(self, mm: int, side: Side | None = None) -> None:
        """A score given in the main window."""
        self.services.diary.mark(VasScore(mm), Given.LINE, side)

    def ledger(self) -> list[Delivery]:
        return reminder_store.since(self._db, When.now(self._clock).day)

    def outcomes(self) -> list[Outcome]:
        return [one.outcome for one in self.ledger()]

    def texts(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def house(
    look: Look, services: Services, clock: FakeClock, db: Database, qtbot: QtBot
) -> Iterator[House]:
    house = House(look, services, clock, db)
    qtbot.addWidget(house.desk.window)
    qtbot.addWidget(house.window)
    yield house
    house.reminders.stop()


def type_score(house: House, qtbot: QtBot, text: str, side: Side = Side.RIGHT) -> None:
    line = house.window.check_in.lines[side]
    assert line.isVisible()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_what_is_due_is_told_once(house: House, qtbot: QtBot) -> None:
    house.begin()
    assert house.window.isVisible()
    assert "Morning check-in" in house.texts()
    assert house.alarm.wishes == [house.services.reminding.next_moment()]
    house.window.hide()
    house.ring()
    assert not house.window.isVisible()
    assert len(house.alarm.wishes) == 2


def test_a_score_in_the_window_answers_it(house: House, qtbot: QtBot) -> None:
    house.services.preferences.choose(side=Side.RIGHT)
    house.begin()
    type_score(house, qtbot, "4.1")
    assert house.outcomes() == [Outcome.ANSWERED]
    assert any(text.startswith("Saved: 4.1") for text in house.texts())
    assert house.window.isVisible()


def test_both_sides_are_asked_for(house: House, qtbot: QtBot) -> None:
    house.services.preferences.choose(side=Side.BOTH)
    house.begin()
    type_score(house, qtbot, "4", Side.LEFT)
    assert house.outcomes() == [Outcome.TOLD]
    assert house.window.check_in.lines[Side.LEFT].score == VasScore(40)
    type_score(house, qtbot, "6", Side.RIGHT)
    assert house.outcomes() == [Outcome.ANSWERED]


def test_an_answer_after_two_belongs_to_the_morning_that_asked(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T13:55")
    house.services.preferences.choose(side=Side.RIGHT)
    house.begin()
    clock.set_wall("2026-03-12T14:02")
    type_score(house, qtbot, "4")
    [entry] = house.services.diary.entries()
    assert entry.felt.slot is Slot.MORNING
    assert "Morning check-in" in house.texts()
    assert house.outcomes() == [Outcome.ANSWERED]


def test_the_empty_line_in_view_is_enough(house: House) -> None:
    house.desk.line_in_view = True
    house.begin()
    assert not house.window.isVisible()
    assert house.desk.notices == []
    assert house.outcomes() == [Outcome.TOLD]
    house.mark(41)
    assert house.outcomes() == [Outcome.ANSWERED]


def test_one_that_leaves_leaves_word_until_a_score_is_given(house: House) -> None:
    house.begin()
    assert LEAVES_AFTER_MS == 15 * 60 * 1000
    house.window._leave.timeout.emit()
    assert not house.window.isVisible()
    assert "A check-in waited here" in house.desk.notices[-1]
    assert house.desk.said == []
    house.mark(41)
    assert house.desk.notices[-1] == ""
    assert house.outcomes() == [Outcome.ANSWERED]


def test_other_notices_are_left_alone(house: House) -> None:
    house.begin()
    house.mark(41)
    assert house.desk.notices == []


def test_snoozed_it_comes_back_in_half_an_hour(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    house.begin()
    press(qtbot, house.window, "In 30 minutes")
    assert not house.window.isVisible()
    wish = house.alarm.wishes[-1]
    assert wish is not None
    assert (wish - clock.now()).total_seconds() == 1800
    clock.move(minutes=30)
    house.ring()
    assert house.window.isVisible()


def test_declined_it_stays_away(house: House, clock: FakeClock, qtbot: QtBot) -> None:
    house.begin()
    press(qtbot, house.window, "Not this morning")
    assert house.outcomes() == [Outcome.DECLINED]
    press(qtbot, house.window, "Skip")
    clock.move(hours=1)
    house.ring()
    assert not house.window.isVisible()


def test_a_reason_for_a_no_is_kept_and_none_is_needed(house: House, qtbot: QtBot) -> None:
    house.begin()
    press(qtbot, house.window, "Not this morning")
    assert "Was there a reason? You can skip this." in house.texts()
    press(qtbot, house.window, "Too tired")
    assert not house.window.isVisible()
    (one,) = house.ledger()
    assert (one.outcome, one.reason) == (Outcome.DECLINED, Reason.TIRED)


def test_the_question_why_goes_away_by_itself(house: House, qtbot: QtBot) -> None:
    house.begin()
    press(qtbot, house.window, "Not this morning")
    house.window._close.timeout.emit()
    assert not house.window.isVisible()
    assert house.desk.notices == [], "a no is an answer: nothing waits any more"
    assert house.ledger()[0].reason is None


@pytest.mark.parametrize(
    ("text", "until"),
    [("In 10 minutes", "08:10"), ("In 1 hour", "09:00"), ("This evening", "19:30")],
)
def test_it_can_be_put_off_for_other_times(
    house: House, clock: FakeClock, qtbot: QtBot, text: str, until: str
) -> None:
    house.begin()
    press(qtbot, house.window, "Other times")
    press(qtbot, house.window, text)
    assert not house.window.isVisible()
    (one,) = house.ledger()
    assert one.again_at is not None
    assert f"{one.again_at.astimezone(clock.zone()):%H:%M}" == until
    clock.set_wall(f"2026-03-12T{until}")
    house.ring()
    assert house.window.isVisible()


def test_in_the_evening_there_is_no_evening_to_come(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T20:00")
    house.begin()
    press(qtbot, house.window, "Other times")
    shown = [one.text() for one in house.window.findChildren(QPushButton) if one.isVisible()]
    assert "In 1 hour" in shown
    assert "This evening" not in shown


def test_an_exercise_is_started_where_it_is_asked_for(house: House, qtbot: QtBot) -> None:
    at = time(8)
    glide = Reminder(ReminderKind.ROUTINE, at, about="nerve-glide")
    house.services.preferences.choose(reminders=(glide,))
    house.desk.line_in_view = True
    house.begin()
    assert "Time for your exercise" in house.texts()
    assert not house.window.check_in.isVisible()
    press(qtbot, house.window, "Start")
    assert (house.desk.started, house.desk.called_forward) == (["nerve-glide"], 1)
    assert not house.window.isVisible()
    house.services.exercises.add("nerve-glide")
    assert house.outcomes() == [Outcome.ANSWERED]


def test_several_that_waited_are_one_window(house: House, clock: FakeClock, qtbot: QtBot) -> None:
    glide = Reminder(ReminderKind.ROUTINE, time(8, 30), about="nerve-glide")
    check_in = Reminder(ReminderKind.CHECK_IN, time(8))
    house.services.preferences.choose(reminders=(check_in, glide), side=Side.RIGHT)
    clock.set_wall("2026-03-12T09:00")
    house.begin()
    assert {"Morning check-in", "Waiting since 08:00.", "Nerve glide"} < set(house.texts())
    type_score(house, qtbot, "4")
    assert house.window.isVisible()
    assert house.outcomes() == [Outcome.TOLD, Outcome.TOLD]
    house.services.exercises.add("nerve-glide")
    assert house.outcomes() == [Outcome.ANSWERED, Outcome.ANSWERED]


def test_esc_leaves_word_and_takes_nothing_away(house: House, qtbot: QtBot) -> None:
    house.begin()
    qtbot.keyClick(house.window, Qt.Key.Key_Escape)
    assert not house.window.isVisible()
    assert "A check-in waited here" in house.desk.notices[-1]
    assert house.outcomes() == [Outcome.TOLD]


def test_the_word_it_left_is_all_it_takes_away(house: House) -> None:
    house.begin()
    house.window._leave.timeout.emit()
    house.desk.show_notice("Something else.")
    house.mark(41)
    assert house.desk.notices[-1] == "Something else."


def test_the_app_can_be_opened_instead(house: House, qtbot: QtBot) -> None:
    house.begin()
    press(qtbot, house.window, "Open the app")
    assert house.desk.pain_asked == 1
    assert not house.window.isVisible()


def test_undo_asks_anew(house: House, qtbot: QtBot) -> None:
    house.services.preferences.choose(side=Side.RIGHT)
    house.begin()
    type_score(house, qtbot, "4")
    press(qtbot, house.window, "Undo")
    assert house.desk.undone == 1
    house.services.history.undo()
    assert house.window.check_in.lines[Side.RIGHT].score is None
    press(qtbot, house.window, "In 30 minutes")
    assert house.outcomes() == [Outcome.SNOOZED]


@pytest.mark.parametrize("text", ["In 30 minutes", "Not this morning"])
def test_what_is_not_saved_is_said_and_the_alarm_set(
    house: House, db: Database, text: str, qtbot: QtBot
) -> None:
    house.begin()
    db.connection.execute("pragma query_only = on")
    press(qtbot, house.window, text)
    assert len(house.desk.said) == 1
    assert len(house.alarm.wishes) == 2


def test_a_telling_that_does_not_work_sets_the_alarm(house: House, db: Database) -> None:
    db.connection.execute("pragma query_only = on")
    house.begin()
    assert len(house.desk.said) == 1
    assert house.wish() == "08:01", "it is tried again soon"


def test_a_score_that_is_not_saved_stays_on_the_line(
    house: House, db: Database, qtbot: QtBot
) -> None:
    house.services.preferences.choose(side=Side.RIGHT)
    house.begin()
    db.connection.execute("pragma query_only = on")
    type_score(house, qtbot, "4")
    assert house.window.check_in.lines[Side.RIGHT].score == VasScore(40)
    assert any("does not let the program write" in text for text in house.texts())
    db.connection.execute("pragma query_only = off")
    press(qtbot, house.window, "Try again")
    assert house.outcomes() == [Outcome.ANSWERED]


def test_while_the_desktop_wants_quiet_it_waits_then_comes_once(house: House) -> None:
    answers = [True, True, False]
    house.reminders.set_off(house.alarm, lambda: answers.pop(0))
    assert not house.window.isVisible()
    assert house.outcomes() == []
    assert house.wish() == "08:01"
    house.ring()
    assert not house.window.isVisible()
    house.ring()
    assert house.window.isVisible()
    assert house.wish() == "08:30"
    house.window.hide()
    house.ring()
    assert not house.window.isVisible()
    assert answers == [], "a desktop is asked only where something is due"


def test_new_times_set_the_alarm(house: House) -> None:
    house.begin()
    house.services.preferences.choose(reminders_on=False)
    assert house.alarm.wishes[-1] is None


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_of_it_is_cut_off(house: House, look: Look, qtbot: QtBot, size: int) -> None:
    """Offscreen, the screen has 800 x 800 px."""
    look.choose(Theme.LIGHT, size, system_dark=False)
    house.begin()
    press(qtbot, house.window, "Not this morning")
    (scroll,) = house.window.findChildren(QScrollArea)
    assert scroll.verticalScrollBar().maximum() == 0
    ground = scroll.widget()
    assert ground is not None
    assert scroll.viewport().width() >= ground.minimumSizeHint().width()


def test_the_window_takes_no_focus(house: House) -> None:
    house.begin()
    assert house.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert house.window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert all(
        one.height() >= 44 for one in house.window.findChildren(QPushButton) if one.isVisible()
    )


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
