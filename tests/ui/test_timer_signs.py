"""What the timer says without words: sounds, the voice, a reader, and figures that can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.domain.routine import phases
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import left_text, length_text, say_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask, TimerScreen
from tests.fakes import FakeClock
from tests.ui import led_timer
from tests.ui.led_timer import READY, WHOLE, Key, Led

led, heard = led_timer.led, led_timer.heard


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
