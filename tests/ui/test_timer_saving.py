"""What a run of the timer leaves: it is saved, rated, undone, and kept when the window closes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from tests.fakes import FakeClock
from tests.ui import led_timer
from tests.ui.led_timer import READY, REPEAT, WHOLE, Key, Led

led = led_timer.led


def test_a_whole_session_is_saved_at_once(led: Led) -> None:
    began = led.clock.now()
    led.wait(WHOLE)
    assert led.at_end
    assert led.end.title.text() == "Well done. All 20 are saved."
    (session,) = led.services.exercises.sessions()
    assert session.finished
    assert (session.started.utc, session.seconds, session.pauses) == (began, 300, 0)


def test_stop_saves_what_was_done(led: Led) -> None:
    led.wait(READY + 6 * REPEAT + 3).press(Key.Key_Space).press(Key.Key_Escape)
    assert led.end.title.text() == "Saved: 6 of 10 on the right leg."
    (session,) = led.services.exercises.sessions()
    assert (session.done, session.seconds, session.pauses) == ({"right": 6}, 93, 1)
    assert not session.finished


def test_what_was_stopped_can_be_undone(led: Led) -> None:
    led.wait(READY + REPEAT).press(Key.Key_Escape)
    led.end.rated.emit(VasScore(30), Given.LINE)
    led.end.undo.click()
    assert led.services.exercises.sessions() == []
    assert led.desk.full is None
    assert led.desk.said == [("This exercise is out of your diary.", True)]
    led.services.history.undo()
    assert len(led.services.exercises.sessions()) == 1


def test_stopping_before_a_repeat_is_done_saves_nothing_and_says_so(led: Led) -> None:
    led.wait(READY + 14).press(Key.Key_Escape)
    assert led.services.exercises.sessions() == []
    assert led.desk.said == [("No repeat was finished, so nothing is saved.", False)]
    assert led.desk.full is None
    assert led.join.over


def test_the_pain_after_is_one_key_away(led: Led) -> None:
    led.wait(READY + REPEAT).press(Key.Key_Escape).press(Key.Key_4).press(Key.Key_Return)
    assert led.services.exercises.sessions()[0].pain_after == VasScore(40)
    said = "Saved with this exercise: 4.0 out of 10. Move the mark to change it."
    assert led.end.question.status.text() == said
    assert led.services.diary.entries() == [], "it is no score of the day"
    assert led.end.caution.isHidden()
    led.press(Key.Key_Escape)
    assert led.desk.full is None


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_Left, Key.Key_Space, Key.Key_Home])
def test_a_key_left_over_from_the_exercise_is_no_score(led: Led, key: Qt.Key) -> None:
    led.wait(WHOLE).press(key)
    assert led.at_end
    assert led.end.question.line.score is None
    assert led.services.exercises.sessions()[0].pain_after is None


def test_a_digit_with_ctrl_is_no_score(led: Led) -> None:
    led.wait(WHOLE)
    for _ in range(2):
        widget = led.desk.window.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Key.Key_7, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(widget, Key.Key_Return)
    assert led.end.question.line.score is None


def test_the_question_can_be_skipped(led: Led) -> None:
    led.wait(WHOLE)
    led.end.leave.click()
    assert led.desk.full is None
    assert led.services.exercises.sessions()[0].pain_after is None


def test_more_pain_than_before_brings_a_word_of_care(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(30), Given.LINE)
    led = Led(look, services, clock, qtbot, "nerve-glide").wait(WHOLE)
    led.end.rated.emit(VasScore(50), Given.LINE)
    assert "Stop it if it makes your pain worse." in led.end.caution.label.text()
    led.end.rated.emit(VasScore(40), Given.LINE)
    assert led.end.caution.isHidden()


def test_a_session_that_cannot_be_saved_waits_for_another_try(led: Led, db: Database) -> None:
    led.wait(READY + REPEAT)
    db.connection.execute("pragma query_only = on")
    led.press(Key.Key_Escape)
    assert led.end.title.text() == "Your exercise is not saved yet."
    assert led.end.error.isVisible()
    led.press(Key.Key_Escape)
    assert led.desk.full is led.join.widget, "a key does not leave it behind"
    led.end.retry_requested.emit()
    assert led.services.exercises.sessions() == []
    db.connection.execute("pragma query_only = off")
    led.end.retry_requested.emit()
    assert led.end.title.text() == "Saved: 1 of 10 on the right leg."
    assert led.end.error.isHidden()
    assert len(led.services.exercises.sessions()) == 1


def test_a_pain_that_cannot_be_saved_stays_on_the_line(led: Led, db: Database) -> None:
    led.wait(READY + REPEAT).press(Key.Key_Escape)
    db.connection.execute("pragma query_only = on")
    led.press(Key.Key_7).press(Key.Key_Return)
    assert led.end.error.isVisible()
    assert led.end.question.line.score == VasScore(70)
    db.connection.execute("pragma query_only = off")
    led.end.retry_requested.emit()
    assert led.services.exercises.sessions()[0].pain_after == VasScore(70)
    assert led.end.error.isHidden()


@pytest.mark.parametrize("paused", [False, True])
def test_closing_the_window_keeps_what_was_done(led: Led, paused: bool) -> None:
    led.wait(READY + 2 * REPEAT + 1)
    if paused:
        led.press(Key.Key_Space)
    led.join.leave()
    led.join.leave()
    assert [one.done for one in led.services.exercises.sessions()] == [{"right": 2}]
    assert not led.awake.is_held()
    assert not led.timer.alarm.isActive()


def test_closing_tries_once_more_to_save(led: Led, db: Database) -> None:
    led.wait(READY + REPEAT)
    db.connection.execute("pragma query_only = on")
    led.press(Key.Key_Escape)
    db.connection.execute("pragma query_only = off")
    led.join.leave()
    assert len(led.services.exercises.sessions()) == 1


def test_closing_on_the_last_page_saves_nothing_twice(led: Led) -> None:
    led.wait(WHOLE)
    led.join.leave()
    assert len(led.services.exercises.sessions()) == 1
