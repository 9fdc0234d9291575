"""One exercise from the question before it to what is kept, and what a kill leaves of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.screens.session_before import SessionBeforeScreen
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.desk import FakeAwake, FakeDesk, FakeSound, FakeVoice
from tests.ui.diaries import press
from tests.ui.windows import in_front

Key = Qt.Key
CARE = "It hurts more after this exercise."

LIFT = Step("lift", "Lift your leg", "lift", StepKind.MOVE, None, False, "hip-leg-raise", times=8)
HOLD = Step("hold", "Hold it", "hold", StepKind.HOLD, 5, False, "hip-side-plank")
# Two sets of eight at one's own pace on each side, with a rest between; 4 turns.
SETS = Part(True, 1, (LIFT,), sets=2, rest_seconds=20)
PACED = Routine("paced", "Leg lifts", "", "", 1, 5, 5, (SETS,))
SHORT = Routine("short", "Holds", "Hold.", "Go gently.", 1, 5, 5, (Part(True, 2, (HOLD,)),))


class Guided:
    """A session in a window, its clock in the test's hand."""

    def __init__(
        self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot, routine: Routine
    ) -> None:
        self.services, self.clock, self.desk = services, clock, FakeDesk()
        self.voice = FakeVoice()
        qtbot.addWidget(self.desk.window)
        self.desk.window.resize(1180, 780)
        self.desk.window.show()
        self.join = SessionJoin(
            look, services, self.desk, routine, FakeSound(), self.voice, FakeAwake()
        )
        self.join.begin()
        self.desk.window.activateWindow()
        QApplication.processEvents()

    @property
    def before(self) -> SessionBeforeScreen:
        assert self.join.before is not None
        return self.join.before

    @property
    def timer(self) -> TimerJoin:
        assert self.join.timer is not None
        return self.join.timer

    @property
    def end(self) -> str:
        return self.join.end.title.text()

    def wait(self, seconds: int) -> Guided:
        for _ in range(seconds):
            self.clock.move(seconds=1)
            if self.timer.alarm.isActive():
                self.timer.alarm.timeout.emit()
        return self

    def press(self, *keys: Qt.Key) -> Guided:
        for key in keys:
            widget = self.desk.window.focusWidget()
            assert widget is not None
            QTest.keyClick(widget, key)
        return self

    def stop(self) -> Guided:
        self.timer.screen.asked.emit(Ask.STOP)
        return self


@pytest.fixture
def short(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Guided:
    return Guided(look, services, clock, qtbot, SHORT)


@pytest.fixture
def paced(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Guided:
    services.preferences.choose(ask_before=False)
    return Guided(look, services, clock, qtbot, PACED)


def test_a_mark_before_begins_the_exercise_and_is_kept_with_it(short: Guided) -> None:
    assert short.join.timer is None
    short.before.question.line.marked.emit(VasScore(41), Given.LINE)
    short.wait(5 + 5).stop()
    (session,) = short.services.exercises.sessions()
    assert session.pain_before == VasScore(41)
    assert short.join.end.question.known.text() == "Before the exercise: 4.1."
    assert short.services.diary.entries() == [], "it is no score of the day"


def test_the_question_before_can_be_answered_and_skipped_by_keys(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    Guided(look, services, clock, qtbot, SHORT).press(Key.Key_Space).wait(10).stop()
    Guided(look, services, clock, qtbot, SHORT).press(Key.Key_4, Key.Key_Return).wait(10).stop()
    before = [one.pain_before for one in services.exercises.sessions()]
    assert sorted(before, key=str) == [VasScore(40), None]


def test_esc_leaves_before_anything_has_begun(short: Guided) -> None:
    short.press(Key.Key_Escape)
    assert short.desk.full is None
    assert short.join.over
    assert short.services.exercises.sessions() == []


def test_a_score_of_the_last_ten_minutes_is_the_one_before(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(30), Given.LINE)
    clock.move(minutes=9)
    guided = Guided(look, services, clock, qtbot, SHORT).wait(10).stop()
    assert services.exercises.sessions()[0].pain_before == VasScore(30)
    assert guided.join.before is None
    assert guided.join.end.question.known.text() == "You marked 3.0 at 08:10."


def test_so_is_one_from_before_the_turn_of_the_half_day(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T13:59")
    services.diary.mark(VasScore(30), Given.LINE)
    clock.set_wall("2026-03-12T14:01")
    assert Guided(look, services, clock, qtbot, SHORT).join.before is None


def test_one_that_was_given_for_an_earlier_time_is_not(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.diary.add(VasScore(30), datetime.fromisoformat("2026-03-12T07:50"))
    assert Guided(look, services, clock, qtbot, SHORT).join.before is not None


@pytest.mark.parametrize("minutes", [11, 600])
def test_an_older_score_is_not(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot, minutes: int
) -> None:
    services.diary.mark(VasScore(30), Given.LINE)
    clock.move(minutes=minutes)
    assert Guided(look, services, clock, qtbot, SHORT).before.question.line.score is None


def test_with_both_sides_it_is_not_known_which_score_counts(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.preferences.choose(side=Side.BOTH)
    services.diary.mark(VasScore(30), Given.LINE, Side.LEFT)
    assert Guided(look, services, clock, qtbot, SHORT).before is not None


def test_at_ones_own_pace_the_screen_waits_for_done(paced: Guided) -> None:
    paced.wait(5 + 120)
    screen = paced.timer.screen
    assert (screen.say.text, screen.digits.shown) == ("Lift your leg", "8 ×")
    assert screen.buttons[Ask.PAUSE].text() == "Done (Space)"
    assert screen._where.text() == "Right side, set 1 of 2"
    paced.press(Key.Key_Space)
    assert (screen.say.text, screen.digits.text) == ("Rest", "20")
    assert screen.buttons[Ask.PAUSE].text() == "Pause (Space)"
    paced.wait(20)
    assert screen._where.text() == "Right side, set 2 of 2"
    for _ in range(3):
        paced.press(Key.Key_Space).wait(20)
    (session,) = paced.services.exercises.sessions()
    assert session.finished
    assert session.done == {"right": 2, "left": 2}
    assert session.seconds >= 120


def test_at_ones_own_pace_p_pauses_and_space_goes_on(paced: Guided) -> None:
    paced.wait(5 + 10)
    screen = paced.timer.screen
    assert screen.buttons[Ask.HOLD].isVisible()
    paced.press(Key.Key_P).wait(60)
    assert screen.say.text == "Paused"
    assert screen.buttons[Ask.HOLD].isHidden()
    paced.press(Key.Key_Space).wait(10)
    assert screen.say.text == "Lift your leg"
    assert paced.timer.countdown.active_seconds == 20


def test_a_timed_step_needs_no_second_pause(short: Guided) -> None:
    short.press(Key.Key_Space).wait(5 + 2)
    assert short.timer.screen.buttons[Ask.HOLD].isHidden()
    short.press(Key.Key_P).wait(60)
    assert short.timer.screen.say.text == "Paused"
    short.press(Key.Key_P).wait(1)
    assert short.timer.countdown.active_seconds == 3


def test_r_begins_the_side_again(short: Guided) -> None:
    short.press(Key.Key_Space).wait(5 + 8)
    assert short.timer.countdown.done == {"right": 1}
    short.press(Key.Key_R)
    assert short.timer.countdown.done == {}
    assert short.timer.screen.digits.text == "5"
    assert short.timer.screen._where.text() == "Right side, repeat 1 of 2"


def test_why_it_was_stopped_is_one_click_and_only_asked_then(short: Guided, qtbot: QtBot) -> None:
    short.press(Key.Key_Space).wait(10).stop()
    press(qtbot, short.join.end, "I was tired")
    assert short.services.exercises.sessions()[0].stopped is StopReason.TIRED
    short.services.history.undo()
    assert short.services.exercises.sessions()[0].stopped is None


def test_the_voice_falls_silent_where_it_was_stopped(short: Guided) -> None:
    short.services.preferences.choose(voice=True)
    short.press(Key.Key_Space).wait(10)
    assert short.voice.said
    short.stop()
    assert short.voice.hushed == 1


def test_a_whole_exercise_is_not_asked_for_a_reason(short: Guided) -> None:
    short.press(Key.Key_Space).wait(5 + 10 + 5 + 10)
    assert short.end == "Well done. All 4 are saved."
    assert short.join.end.stopped.isHidden()


def test_who_skips_a_step_and_goes_on_to_the_end_is_not_asked_why(short: Guided) -> None:
    short.press(Key.Key_Space).wait(5 + 2)
    short.press(Key.Key_Right).wait(5 + 5 + 10)
    assert short.end == "Saved: 2 of 2 on the left side, 1 of 2 on the right side."
    assert short.join.end.stopped.isHidden()


def test_hurting_more_twice_running_brings_a_word_of_care(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    for round_, after in enumerate((55, 50)):
        clock.move(hours=1)
        guided = Guided(look, services, clock, qtbot, SHORT)
        guided.before.question.line.marked.emit(VasScore(40), Given.LINE)
        guided.wait(30)
        guided.join.end.rated.emit(VasScore(after), Given.LINE)
        assert (CARE in guided.join.end.caution.label.text()) is (round_ == 1)


def test_stopping_for_pain_twice_running_does_too(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    cares = []
    for _ in range(2):
        clock.move(hours=1)
        guided = Guided(look, services, clock, qtbot, SHORT).press(Key.Key_Space).wait(10).stop()
        guided.join.end.reason_told.emit(StopReason.PAIN)
        cares.append(CARE in guided.join.end.caution.label.text())
    assert cares == [False, True]


def test_a_disk_that_fails_in_the_middle_does_not_stop_the_exercise(
    short: Guided, db: Database
) -> None:
    short.press(Key.Key_Space)
    db.connection.execute("pragma query_only = on")
    short.wait(5 + 10 + 5 + 5)
    assert short.timer.countdown.done == {"right": 2, "left": 1}
    db.connection.execute("pragma query_only = off")
    short.wait(5)
    assert short.end == "Well done. All 4 are saved."
    assert short.services.exercises.under_way() is None


def test_from_the_first_repeat_on_its_place_is_kept_until_it_is_saved(short: Guided) -> None:
    under_way = short.services.exercises.under_way
    short.before.question.line.marked.emit(VasScore(41), Given.LINE)
    short.wait(5 + 4)
    assert under_way() is None
    short.wait(1 + 3)
    kept = under_way()
    assert kept is not None
    assert (kept.done, kept.pain_before) == ({"right": 1}, VasScore(41))
    short.stop()
    assert under_way() is None
    assert not short.services.history.damage()


def test_a_side_begun_again_takes_back_what_was_kept_of_it(short: Guided) -> None:
    short.press(Key.Key_Space).wait(5 + 5 + 2)
    assert short.services.exercises.under_way() is not None
    short.press(Key.Key_R)
    assert short.services.exercises.under_way() is None


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    """A window after the program was ended in the first repeats of the left leg."""
    glide = services.exercises.routine("nerve-glide")
    killed = SessionJoin(look, services, FakeDesk(), glide, FakeSound(), FakeVoice(), FakeAwake())
    killed.begin()
    assert killed.before is not None
    killed.before.rated.emit(VasScore(41), Given.LINE)
    assert killed.timer is not None
    for _ in range(15 + 150 + 10 + 15 + 3):
        clock.move(seconds=1)
        killed.tick()
    killed.timer.halt()
    clock.move(hours=1)
    window = in_front(look, services, qtbot)
    window.offer_under_way()
    yield window
    window.close()
    qtbot.addWidget(killed.widget)


SAID = "You were in the middle of “Nerve glide” at 08:10: 10 of 10 on the right leg, "


def test_the_next_start_tells_what_there_is(window: Window) -> None:
    assert window.notice.label.text() == SAID + "1 of 10 on the left leg."


def test_it_goes_on_where_it_was_and_waits_for_the_person(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    press(qtbot, window, "Go on")
    assert window.notice.isHidden()
    session = window.exercise
    assert session is not None
    assert session.timer is not None
    assert session.timer.screen.say.text == "Paused"
    clock.move(minutes=5)
    session.timer.screen.asked.emit(Ask.PAUSE)
    # Of the 15 seconds of the second repeat 2 were over at its last step.
    for _ in range(9 * 15 - 2):
        clock.move(seconds=1)
        session.tick()
    (saved,) = services.exercises.sessions()
    assert saved.finished
    assert (saved.seconds, saved.pauses, saved.pain_before) == (300, 0, VasScore(41))
    assert services.exercises.under_way() is None


def test_what_was_done_can_be_saved_and_that_undone(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, window, "Save what was done")
    (saved,) = services.exercises.sessions()
    assert saved.done == {"right": 10, "left": 1}
    assert services.exercises.under_way() is None
    assert window.toast.label.text() == "What was done of “Nerve glide” is saved."
    window.undo()
    assert services.exercises.sessions() == []


def test_it_can_be_left_out(window: Window, services: Services, qtbot: QtBot) -> None:
    press(qtbot, window, "Leave it out")
    assert services.exercises.sessions() == []
    assert services.exercises.under_way() is None
    assert window.notice.isHidden()


def test_leaving_it_out_can_be_undone(window: Window, services: Services, qtbot: QtBot) -> None:
    before = services.exercises.under_way()
    press(qtbot, window, "Leave it out")
    press(qtbot, window.toast, "Undo")
    assert services.exercises.under_way() == before
    assert window.notice.label.text().startswith(SAID)


def test_another_message_in_its_place_does_not_lose_it(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    window.show_notice("Something else.")
    page = window.go(Place.EXERCISES).widget
    assert window.notice.label.text() == "Something else."
    assert isinstance(page, ExercisesScreen)
    assert page.under_way.label.text().startswith(SAID)
    press(qtbot, page, "Save what was done")
    QApplication.processEvents()
    assert services.exercises.sessions()[0].done == {"right": 10, "left": 1}
    assert page.under_way.isHidden()


def test_the_page_of_exercises_asks_once(window: Window) -> None:
    page = window.go(Place.EXERCISES).widget
    assert window.notice.isHidden()
    assert isinstance(page, ExercisesScreen)
    assert not page.under_way.isHidden()


def test_it_is_not_gone_on_with_when_that_has_become_too_late(
    window: Window, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.move(hours=12)
    press(qtbot, window, "Go on")
    assert window.exercise is None
    assert not window.notice.isHidden()


def test_it_is_not_offered_in_the_middle_of_an_exercise(
    window: Window, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.preferences.choose(ask_before=False)
    window.start_exercise("foam-roller")
    assert window.exercise is not None
    while services.exercises.under_way() is None:
        clock.move(seconds=1)
        window.exercise.tick()
    window.offer_under_way()
    assert window.notice.isHidden()


def test_where_it_cannot_be_saved_no_other_exercise_takes_its_place(
    window: Window, services: Services, db: Database
) -> None:
    kept = services.exercises.under_way()
    db.connection.execute("pragma query_only = on")
    window.start_exercise("foam-roller")
    db.connection.execute("pragma query_only = off")
    assert window.exercise is None
    assert window.toast.label.text()
    assert services.exercises.under_way() == kept


def test_stopped_right_after_going_on_the_time_of_the_step_counts(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    kept = services.exercises.under_way()
    assert kept is not None
    press(qtbot, window, "Go on")
    session = window.exercise
    assert session is not None
    assert session.timer is not None
    session.timer.screen.asked.emit(Ask.STOP)
    (saved,) = services.exercises.sessions()
    assert saved.seconds == round(kept.countdown().active_seconds)
    assert services.exercises.under_way() is None


def test_the_next_day_it_can_be_saved_and_not_gone_on_with(
    window: Window, clock: FakeClock
) -> None:
    clock.move(hours=11)
    clock.move(minutes=1)
    window.offer_under_way()
    QApplication.processEvents()
    names = {one.text() for one in window.notice.findChildren(Button) if one.isVisible()}
    assert names == {"Save what was done", "Leave it out"}


def test_another_exercise_does_not_lose_it(window: Window, services: Services) -> None:
    window.start_exercise("foam-roller")
    assert [one.done for one in services.exercises.sessions()] == [{"right": 10, "left": 1}]
    assert services.exercises.under_way() is None
