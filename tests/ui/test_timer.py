"""The exercise timer on screen: led by a fake clock, driven by keys."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.routine import phases
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import left_text, length_text, say_text
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask, TimerScreen
from cluneal_tracker.ui.widgets.drawing import WAY_SECONDS
from tests.fakes import FakeClock
from tests.ui.desk import FakeAwake, FakeDesk, FakeSound, FakeVoice

Key = Qt.Key
READY, REPEAT, SWAP = 15, 15, 10
WHOLE = READY + 20 * REPEAT + SWAP


class Led:
    """A run of the timer in a window, its clock in the test's hand."""

    def __init__(
        self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot, key: str
    ) -> None:
        self.services, self.clock = services, clock
        self.desk, self.sound, self.awake = FakeDesk(), FakeSound(), FakeAwake()
        self.voice = FakeVoice()
        qtbot.addWidget(self.desk.window)
        self.desk.window.resize(1180, 780)
        self.desk.window.show()
        services.preferences.choose(ask_before=False)
        routine = services.exercises.routine(key)
        self.join = SessionJoin(
            look, services, self.desk, routine, self.sound, self.voice, self.awake
        )
        self.end = self.join.end
        self.join.begin()
        self.desk.window.activateWindow()
        QApplication.processEvents()

    @property
    def timer(self) -> TimerJoin:
        assert self.join.timer is not None
        return self.join.timer

    @property
    def screen(self) -> TimerScreen:
        return self.timer.screen

    def wait(self, seconds: int) -> Led:
        """Let the clock tick: once a second, as the timer of the real app does."""
        for _ in range(seconds):
            self.clock.move(seconds=1)
            if self.timer.alarm.isActive():
                self.timer.alarm.timeout.emit()
        return self

    def press(self, key: Qt.Key) -> Led:
        """A key, to whatever has the keyboard."""
        widget = self.desk.window.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)
        return self

    def click(self, ask: Ask) -> Led:
        QTest.mouseClick(self.screen.buttons[ask], Qt.MouseButton.LeftButton)
        return self

    def is_flashing(self) -> bool:
        return self.screen.digits.flashing

    @property
    def said(self) -> str:
        return self.screen.say.text

    @property
    def seconds(self) -> str:
        return self.screen.digits.text

    @property
    def at_end(self) -> bool:
        return self.join.widget.currentWidget() is self.end


@pytest.fixture
def led(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Led:
    return Led(look, services, clock, qtbot, "nerve-glide")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told; Qt gives no way to listen from inside."""
    told: list[str] = []
    name = "cluneal_tracker.ui.screens.timer.announce"
    monkeypatch.setattr(name, lambda _, text: told.append(text))
    return told


def test_it_starts_at_once_with_nothing_to_fill_in(led: Led) -> None:
    assert (led.said, led.seconds) == ("Get ready", str(READY))
    assert led.screen.next.text == "Next: knee to your chest"
    assert led.desk.window.focusWidget() is led.screen.buttons[Ask.PAUSE]


def test_it_leads_through_the_steps(led: Led) -> None:
    seen = []
    for _ in range(READY + REPEAT + 1):
        seen.append((led.said, led.seconds))
        led.wait(1)
    assert seen[READY : READY + 3] == [
        ("Pull your knee to your chest", "2"),
        ("Pull your knee to your chest", "1"),
        ("Hold your knee to your chest", "5"),
    ]
    assert seen[-1] == ("Pull your knee to your chest", "2")
    assert led.screen.left.text().startswith("1 of 20 done. About 5 minutes left.")


def test_the_side_and_the_repeat_are_named(led: Led) -> None:
    assert led.screen._where.text() == "Right leg"
    led.wait(READY + 3 * REPEAT)
    assert led.screen._where.text() == "Right leg, repeat 4 of 10"
    led.wait(7 * REPEAT)
    assert led.said == "Now the left leg"
    assert led.screen.next.text == "Next: knee to your chest"


def test_the_drawing_is_mirrored_on_the_left(led: Led) -> None:
    led.wait(READY)
    assert (led.screen.drawing.name, led.screen.drawing.mirrored) == ("glide-knee-to-chest", False)
    right = picture(led)
    led.wait(10 * REPEAT + SWAP)
    assert (led.screen.drawing.name, led.screen.drawing.mirrored) == ("glide-knee-to-chest", True)
    left = picture(led)
    assert difference(left, right) > 10
    assert difference(left.flipped(Qt.Orientation.Horizontal), right) < 2


def picture(led: Led) -> QImage:
    """The drawing where it has come to rest."""
    led.screen.drawing.advance(WAY_SECONDS)
    return led.screen.drawing.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of grey, 0 to 255."""
    rows = range(one.height())
    pairs = ((one.pixelColor(x, y), other.pixelColor(x, y)) for y in rows[::4] for x in rows[::4])
    differences = [abs(a.value() - b.value()) for a, b in pairs]
    return sum(differences) / len(differences)


def test_the_chosen_side_comes_first(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.preferences.choose(side=Side.LEFT)
    led = Led(look, services, clock, qtbot, "nerve-glide").wait(READY)
    assert led.screen._where.text() == "Left leg, repeat 1 of 10"
    assert led.screen.drawing.mirrored


def test_a_missing_drawing_leaves_the_place_empty(led: Led) -> None:
    led.screen.drawing.show_drawing("not-drawn-yet")
    led.desk.window.repaint()
    assert led.screen.drawing._picture.isNull()


def test_the_leg_travels_while_the_exercise_runs_and_stands_in_a_pause(led: Led) -> None:
    led.wait(READY + 2 + 5)
    assert led.screen.drawing.name == "glide-leg-up"
    assert led.screen.drawing.is_running()
    led.press(Key.Key_Space)
    assert not led.screen.drawing.is_running()
    led.press(Key.Key_Space)
    assert led.screen.drawing.is_running()


def test_keys_are_dead_in_the_first_second_and_alive_after_it(led: Led) -> None:
    for key in (Key.Key_Space, Key.Key_Right, Key.Key_Left, Key.Key_M, Key.Key_Escape):
        led.clock.move(milliseconds=199)
        led.press(key)
    assert (led.said, led.at_end) == ("Get ready", False)
    assert led.services.preferences.current.sound
    led.clock.move(milliseconds=6)
    assert led.press(Key.Key_Space).said == "Paused"


def test_the_mouse_works_from_the_start(led: Led) -> None:
    assert led.click(Ask.PAUSE).said == "Paused"


def test_space_pauses_and_goes_on(led: Led) -> None:
    led.wait(READY + 4).press(Key.Key_Space)
    assert (led.said, led.screen.next.text) == ("Paused", "Press Space to go on.")
    assert led.screen.buttons[Ask.PAUSE].text() == "Go on (Space)"
    assert not led.timer.alarm.isActive()
    led.clock.move(minutes=10)
    led.press(Key.Key_Space)
    assert (led.said, led.seconds) == ("Hold your knee to your chest", "3")
    assert led.screen.buttons[Ask.PAUSE].text() == "Pause (Space)"
    assert led.timer.alarm.isActive()


def test_right_skips_and_left_goes_back(led: Led) -> None:
    led.wait(2).press(Key.Key_Right)
    assert led.said == "Pull your knee to your chest"
    led.press(Key.Key_Right)
    assert led.said == "Hold your knee to your chest"
    led.wait(3).press(Key.Key_Left)
    assert (led.said, led.seconds) == ("Hold your knee to your chest", "5")
    led.press(Key.Key_Left)
    assert led.said == "Pull your knee to your chest"


def test_a_key_held_down_acts_once(led: Led) -> None:
    led.wait(2)
    pause = led.screen.buttons[Ask.PAUSE]
    for repeated in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", repeated
        )
        QApplication.sendEvent(pause, event)
    assert led.said == "Pull your knee to your chest"


def test_space_on_another_button_presses_that_button(led: Led) -> None:
    led.wait(READY)
    led.screen.buttons[Ask.SKIP].setFocus()
    led.press(Key.Key_Space)
    assert led.said == "Hold your knee to your chest"


def test_a_click_leaves_the_keyboard_on_pause(led: Led) -> None:
    led.wait(2).click(Ask.SKIP)
    assert led.desk.window.focusWidget() is led.screen.buttons[Ask.PAUSE]


def test_keys_of_the_window_are_held_back(led: Led) -> None:
    gone: list[str] = []
    shortcut = QShortcut(QKeySequence("F1"), led.desk.window)
    shortcut.activated.connect(lambda: gone.append("help"))
    led.wait(2).press(Key.Key_F1)
    assert gone == []
    assert led.said == "Get ready"
    led.wait(WHOLE)
    assert led.at_end
    led.press(Key.Key_F1)
    assert gone == []


def test_a_sleeping_computer_pauses_the_exercise(led: Led) -> None:
    led.wait(READY + 3)
    led.clock.move(hours=2)
    led.timer.alarm.timeout.emit()
    assert led.said == "Paused while your computer slept."
    assert not led.awake.is_held()
    led.press(Key.Key_Space)
    assert (led.said, led.seconds) == ("Hold your knee to your chest", "4")


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
    assert led.end.question.status.text() == "Saved: 4.0 out of 10. Move the mark to change it."
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


def test_the_screen_is_kept_on_only_while_it_runs(led: Led) -> None:
    assert led.awake.is_held()
    led.wait(2).press(Key.Key_Space)
    assert not led.awake.is_held()
    led.press(Key.Key_Space)
    assert led.awake.is_held()
    led.wait(WHOLE)
    assert not led.awake.is_held()


def test_each_sound_comes_at_its_moment(led: Led) -> None:
    led.wait(READY + 2 + 5)
    change, tick = Cue.CHANGE, Cue.TICK
    assert led.sound.played == [tick, tick, tick, change, tick, change, tick, tick, tick, change]
    led.wait(WHOLE)
    assert led.sound.played.count(Cue.END) == 1
    assert led.sound.played[-1] is Cue.END


def test_a_key_repeats_no_sound(led: Led) -> None:
    led.wait(READY - 2)
    before = list(led.sound.played)
    led.press(Key.Key_Space).press(Key.Key_Space).press(Key.Key_M).press(Key.Key_M)
    assert led.sound.played == before == [Cue.TICK, Cue.TICK]


def test_each_sound_has_a_visible_twin(led: Led, qtbot: QtBot) -> None:
    led.wait(READY - 4)
    assert not led.is_flashing()
    led.wait(1)
    assert led.is_flashing()
    with qtbot.waitSignal(led.screen.digits._flash.timeout, timeout=2000):
        pass
    assert not led.is_flashing()


def test_m_turns_the_sound_off_and_it_stays_off(led: Led) -> None:
    led.wait(1).press(Key.Key_M)
    led.wait(20)
    assert led.sound.played == []
    assert not led.services.preferences.current.sound
    assert led.screen.buttons[Ask.SOUND].accessibleName() == "Sound off"
    assert led.is_flashing(), "what is not heard is still seen"
    led.press(Key.Key_M).wait(5)
    assert led.sound.played


def test_v_says_where_the_exercise_stands_and_stays_on(led: Led) -> None:
    led.wait(1).press(Key.Key_V)
    assert led.voice.said == ["Get ready. Right leg. Next: knee to your chest."]
    assert led.services.preferences.current.voice
    assert led.screen.buttons[Ask.VOICE].accessibleName() == "Voice on"
    led.press(Key.Key_V).wait(10)
    assert len(led.voice.said) == 1
    assert (led.voice.hushed, led.services.preferences.current.voice) == (1, False)


def test_without_a_voice_v_says_so_and_stays_off(led: Led) -> None:
    led.voice.lacks = "This computer has no voice."
    led.wait(1).press(Key.Key_V)
    assert led.desk.said == [("This computer has no voice.", False)]
    assert not led.services.preferences.current.voice
    assert led.screen.buttons[Ask.VOICE].accessibleName() == "Voice off"


def test_a_voice_that_turns_out_to_be_missing_is_off(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    services.preferences.choose(voice=True)
    led = Led(look, services, clock, qtbot, "nerve-glide")
    led.voice.told("This computer has no voice.")
    led.wait(6)
    assert led.desk.said == [("This computer has no voice.", False)]
    assert led.screen.buttons[Ask.VOICE].accessibleName() == "Voice off"
    assert len(led.voice.said) == 1


def test_a_reader_hears_phases_and_not_seconds(
    heard: list[str], look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    led = Led(look, services, clock, qtbot, "nerve-glide").wait(READY + 2 + 4)
    assert heard == ["Get ready", "Pull your knee to your chest", "Hold your knee to your chest"]
    led.press(Key.Key_Space)
    assert heard[-1] == "Paused"


def test_the_timer_is_armed_for_the_next_whole_second(led: Led) -> None:
    led.clock.move(seconds=1.25)
    led.timer.alarm.timeout.emit()
    assert led.timer.alarm.interval() == 750
    assert led.timer.alarm.timerType() is Qt.TimerType.PreciseTimer


def test_the_real_timer_ticks(led: Led, qtbot: QtBot) -> None:
    led.clock.move(seconds=0.999)
    led.timer.alarm.timeout.emit()
    led.clock.move(seconds=0.001)
    with qtbot.waitSignal(led.timer.alarm.timeout, timeout=2000):
        pass
    assert led.seconds == str(READY - 1)


def test_a_long_phase_is_shown_in_minutes(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    led = Led(look, services, clock, qtbot, "heat-stretch").wait(READY)
    assert led.seconds == "10:00"
    led.wait(541)
    assert led.seconds == "0:59"


@pytest.mark.parametrize(("width", "height"), [(1180, 780), (960, 640)])
def test_the_digits_are_tall_enough_to_be_read_from_the_floor(
    led: Led, width: int, height: int
) -> None:
    led.desk.window.resize(width, height)
    QApplication.processEvents()
    assert led.screen.size() == QSize(width, height)
    assert led.screen.digits.digit_height() >= 200


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(1180, 780, 100), (960, 640, 100), (1366, 768, 150), (1024, 600, 200)],
)
@pytest.mark.parametrize("key", ["nerve-glide", "foam-roller", "heat-stretch", "hip-strength"])
def test_nothing_is_cut_off_in_any_window(
    look: Look,
    services: Services,
    clock: FakeClock,
    qtbot: QtBot,
    width: int,
    height: int,
    size: int,
    key: str,
) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    led = Led(look, services, clock, qtbot, key)
    led.desk.window.setStyleSheet(look.style_sheet())
    led.desk.window.resize(width, height)
    QApplication.processEvents()
    assert led.screen.size() == QSize(width, height)
    least = led.screen.minimumSizeHint()
    assert (least.width() <= width, least.height() <= height) == (True, True)
    routine = services.exercises.routine(key)
    for phase in phases(routine):
        led.screen.say.show_text(say_text(phase, routine))
        ink = led.screen.say.ink()
        assert ink.width() <= led.screen.say.width()
        assert ink.height() <= led.screen.say.height()
    buttons_fit(led.screen)
    assert led.screen.digits.digit_height() >= 100


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(1180, 780, 100), (960, 640, 100), (1366, 768, 150), (1024, 600, 200)],
)
def test_nor_is_the_second_pause_at_ones_own_pace(
    look: Look,
    services: Services,
    clock: FakeClock,
    qtbot: QtBot,
    width: int,
    height: int,
    size: int,
) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    led = Led(look, services, clock, qtbot, "hip-strength")
    led.desk.window.setStyleSheet(look.style_sheet())
    led.desk.window.resize(width, height)
    while not led.timer.countdown.tick().phase.paced:
        led.screen.asked.emit(Ask.SKIP)
    QApplication.processEvents()
    assert not led.screen.buttons[Ask.HOLD].isHidden()
    buttons_fit(led.screen)


def buttons_fit(screen: TimerScreen) -> None:
    shown = {ask: one for ask, one in screen.buttons.items() if not one.isHidden()}
    for ask, button in shown.items():
        assert button.width() >= button.sizeHint().width(), ask
        assert min(button.width(), button.height()) >= 44
        assert screen.rect().contains(button.geometry()), ask
    for left, right in pairwise(shown.values()):
        assert left.geometry().right() < right.geometry().left(), right.text()


def test_every_button_has_a_name_of_its_own(led: Led) -> None:
    names = []
    for button in led.screen.buttons.values():
        interface = QAccessible.queryAccessibleInterface(button)
        names.append(interface.text(QAccessible.Text.Name))
    assert len(set(names)) == len(Ask)
    assert all(names)


def test_lengths_are_written_in_words() -> None:
    assert [length_text(n) for n in (0, 1, 59, 60, 61, 260, 600)] == [
        "0 seconds",
        "1 second",
        "59 seconds",
        "1 minute",
        "1 minute 1 second",
        "4 minutes 20 seconds",
        "10 minutes",
    ]
    assert left_text(3, 20, 254.2) == "3 of 20 done. About 4 minutes 20 seconds left."
