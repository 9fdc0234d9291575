"""Reminders: told once, answered where they appear or in the window."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.reminders import Outcome, Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.reminder import LEAVES_AFTER_MS
from tests.fakes import FakeClock
from tests.ui import reminded
from tests.ui.diaries import press
from tests.ui.reminded import House, type_score

house = reminded.house


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
