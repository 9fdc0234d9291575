"""The exercise timer on screen: led by a fake clock, driven by keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.widgets.drawing import WAY_SECONDS
from tests.fakes import FakeClock
from tests.ui import led_timer
from tests.ui.led_timer import READY, REPEAT, SWAP, WHOLE, Key, Led

led = led_timer.led


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
    led.wait(READY)
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
