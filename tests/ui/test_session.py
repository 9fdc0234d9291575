"""One exercise from the question before it to what is kept of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask
from tests.fakes import FakeClock
from tests.ui import guided
from tests.ui.diaries import press
from tests.ui.guided import SHORT, Guided, Key

CARE = "It hurts more after this exercise."

LIFT = Step("lift", "Lift your leg", "lift", StepKind.MOVE, None, False, "hip-leg-raise", times=8)
# Two sets of eight at one's own pace on each side, with a rest between; 4 turns.
SETS = Part(True, 1, (LIFT,), sets=2, rest_seconds=20)
PACED = Routine("paced", "Leg lifts", "", "", 1, 5, 5, (SETS,))

short = guided.short


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
