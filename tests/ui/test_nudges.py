"""The hourly nudge: where it comes up, what takes it away, and whom it gives way to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.habit import CHANGE_POSITION
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.nudges import LEAVES_AFTER, Nudges
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.nudge import NudgeWindow
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeAlarm, FakeClock
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press


class MovingClock(FakeClock):
    """A clock that moves on with each look at it."""

    def now(self) -> datetime:
        self.move(milliseconds=1)
        return super().now()


class House:
    """Nudges from 09:00 to 18:00; the app was opened at 10:00 on Thursday 12 March."""

    def __init__(self, look: Look, services: Services, clock: FakeClock) -> None:
        clock.set_wall("2026-03-12T10:00")
        services.preferences.choose(nudge=True)
        self.services, self.desk, self.alarm = services, FakeDesk(), FakeAlarm()
        self.clock, self.reminder_is_up = clock, False
        self._bridge = Bridge(services.changes)
        self.nudges = Nudges(look, services, self._bridge, self.desk, lambda: self.reminder_is_up)
        self.nudges.set_off(self.alarm)

    @property
    def window(self) -> NudgeWindow:
        return self.nudges.window

    def is_up(self) -> bool:
        return self.window.isVisible() or bool(self.desk.suggestion)

    def ring(self, wall: str = "") -> None:
        if wall:
            self.clock.set_wall(f"2026-03-12T{wall}")
        self._bridge.rang.emit()

    def wish(self) -> str:
        """What the alarm is set for, on the wall."""
        moment = self.alarm.wishes[-1]
        return moment.astimezone(self.clock.zone()).strftime("%d %H:%M") if moment else ""

    def count(self) -> int:
        return self.services.habits.one_today(CHANGE_POSITION).count


@pytest.fixture
def house(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[House]:
    house = House(look, services, clock)
    qtbot.addWidget(house.desk.window)
    qtbot.addWidget(house.window)
    yield house
    house.nudges.stop()
    assert house.alarm.stopped


def test_it_comes_an_hour_after_the_start_and_then_hour_by_hour(house: House) -> None:
    assert (house.is_up(), house.wish()) == (False, "12 11:00")
    house.ring("10:59")
    assert not house.is_up()
    house.ring("11:00")
    assert (house.is_up(), house.wish()) == (True, "12 11:05")
    house.ring("11:05")
    assert (house.is_up(), house.wish()) == (False, "12 12:00")
    house.ring("12:00")
    assert house.is_up()


def test_it_comes_by_a_clock_that_never_stands_still(
    look: Look, db: Database, clock: FakeClock, qtbot: QtBot
) -> None:
    moving = MovingClock("2026-03-12T10:00")
    house = House(look, Services(db, moving), moving)
    qtbot.addWidget(house.desk.window)
    qtbot.addWidget(house.window)
    house.ring("11:01")
    assert house.is_up()
    house.nudges.stop()


def test_left_alone_it_goes_without_a_word(house: House) -> None:
    house.ring("11:00")
    house.ring("11:04")
    assert house.is_up()
    house.clock.move(minutes=1)
    house.ring()
    assert not house.is_up()
    assert timedelta(minutes=5) == LEAVES_AFTER
    assert (house.desk.said, house.desk.notices, house.count()) == ([], [], 0)


def test_done_ticks_and_an_hour_is_counted_from_then(house: House, qtbot: QtBot) -> None:
    house.ring("11:00")
    house.clock.move(minutes=2)
    press(qtbot, house.window, "Done")
    assert (house.is_up(), house.count(), house.wish()) == (False, 1, "12 12:02")
    assert house.desk.said == [("Change position: once today.", True)]
    house.services.history.undo()
    assert (house.is_up(), house.wish()) == (False, "12 12:00")


def test_not_now_ticks_nothing(house: House, qtbot: QtBot) -> None:
    house.ring("11:00")
    press(qtbot, house.window, "Not now")
    assert (house.is_up(), house.count(), house.wish()) == (False, 0, "12 12:00")
    assert house.desk.said == []


@pytest.mark.parametrize("text", ["Done", "Not now"])
def test_in_the_window_in_use_it_stands_at_the_foot(house: House, text: str) -> None:
    house.desk.in_use = True
    house.ring("11:00")
    assert not house.window.isVisible()
    assert house.desk.suggestion == house.window.words()
    assert [button.text() for button in house.desk.suggested] == ["Done", "Not now"]
    next(button for button in house.desk.suggested if button.text() == text).click()
    assert not house.is_up()
    assert house.count() == int(text == "Done")


def test_it_comes_along_into_the_window_and_stays_there(house: House) -> None:
    house.ring("11:00")
    house.nudges.come_along()
    assert house.window.isVisible()
    house.desk.in_use = True
    house.nudges.come_along()
    assert not house.window.isVisible()
    assert house.desk.suggestion
    house.desk.in_use = False
    house.ring("11:03")
    assert not house.window.isVisible()
    house.ring("11:05")
    assert not house.is_up()
    house.desk.in_use = True
    house.nudges.come_along()
    assert not house.is_up()


def test_a_tick_elsewhere_takes_it_away_and_puts_it_off(house: House) -> None:
    house.ring("10:40")
    house.services.habits.tick(CHANGE_POSITION)
    assert house.wish() == "12 11:40"
    house.ring("11:00")
    assert not house.is_up()
    house.ring("11:40")
    assert house.is_up()
    house.services.habits.tick("soft-waistband")
    assert house.is_up()
    house.services.habits.tick("pad-belt")
    assert (house.is_up(), house.wish()) == (False, "12 12:40")


def test_it_waits_while_a_reminder_is_up_and_gives_way_to_one(house: House) -> None:
    house.reminder_is_up = True
    house.ring("11:00")
    assert (house.is_up(), house.wish()) == (False, "12 11:01")
    house.reminder_is_up = False
    house.ring("11:03")
    assert house.is_up()
    house.reminder_is_up = True
    house.ring("11:04")
    assert not house.is_up()


def test_an_exercise_is_not_disturbed_and_counts_as_a_change(house: House) -> None:
    house.desk.exercising = True
    house.ring("10:58")
    house.ring("11:03")
    assert (house.is_up(), house.wish()) == (False, "12 11:04")
    house.desk.exercising = False
    house.ring("11:04")
    assert (house.is_up(), house.wish()) == (False, "12 12:03")


def test_an_exercise_between_two_looks_counts_too(house: House) -> None:
    house.clock.set_wall("2026-03-12T10:50")
    house.desk.exercising = True
    house.services.exercises.add("nerve-glide")
    house.desk.exercising = False
    house.ring("11:00")
    assert (house.is_up(), house.wish()) == (False, "12 11:50")


def test_while_the_desktop_wants_quiet_it_looks_each_minute(house: House) -> None:
    answers = [True, True, False]
    house.nudges.set_off(house.alarm, lambda: answers.pop(0))
    house.ring("11:00")
    assert not house.is_up()
    assert house.wish() == "12 11:01", "no alarm that rings on and on"
    house.ring("11:01")
    assert not house.is_up()
    house.ring("11:02")
    assert house.window.isVisible()


def test_in_the_window_in_use_it_comes_whatever_the_desktop_wants(house: House) -> None:
    house.desk.in_use = True
    house.nudges.set_off(house.alarm, lambda: True)
    house.ring("11:00")
    assert house.desk.suggestion


def test_after_a_sleep_there_is_one(house: House, qtbot: QtBot) -> None:
    house.ring("16:20")
    assert (house.is_up(), house.wish()) == (True, "12 16:25")
    press(qtbot, house.window, "Not now")
    house.ring()
    assert (house.is_up(), house.wish()) == (False, "12 17:20")


def test_after_a_sleep_past_the_hours_there_is_none(house: House) -> None:
    house.ring("11:00")
    house.ring("19:30")
    assert (house.is_up(), house.wish()) == (False, "13 09:00")


def test_a_clock_set_back_does_not_leave_it_up(house: House) -> None:
    house.ring("11:00")
    house.ring("09:30")
    assert house.wish() in ("12 09:35", "12 10:30")
    house.ring("09:36")
    assert not house.is_up()


def test_what_was_just_chosen_is_not_followed_by_a_nudge_at_once(house: House) -> None:
    house.services.preferences.choose(nudge=False)
    assert house.wish() == ""
    house.ring("15:00")
    assert not house.is_up()
    house.services.preferences.choose(nudge=True)
    assert (house.is_up(), house.wish()) == (False, "12 16:00")
    house.ring("16:00")
    assert house.is_up()
    house.services.preferences.choose(nudge=False)
    assert not house.is_up()


def test_other_choices_leave_it_alone(house: House) -> None:
    house.ring("11:00")
    house.services.preferences.choose(sound=False, name="Ada")
    assert house.is_up()


def test_a_tick_that_is_not_saved_is_said_and_the_nudge_stays(
    house: House, db: Database, qtbot: QtBot
) -> None:
    house.ring("11:00")
    db.connection.execute("pragma query_only = on")
    press(qtbot, house.window, "Done")
    assert "does not let the program write" in house.desk.said[-1][0]
    assert house.is_up()
    db.connection.execute("pragma query_only = off")
    press(qtbot, house.window, "Done")
    assert (house.is_up(), house.count()) == (False, 1)


def test_it_takes_no_focus_and_the_keyboard_can_answer(house: House, qtbot: QtBot) -> None:
    house.ring("11:00")
    assert house.window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert house.window.windowFlags() & Qt.WindowType.FramelessWindowHint
    buttons = house.window.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Done", "Not now"]
    assert all(button.height() >= 44 for button in buttons)
    assert house.window.focusWidget() is buttons[0]
    qtbot.keyClick(house.window, Qt.Key.Key_Escape)
    assert (house.is_up(), house.count()) == (False, 0)
    house.ring("12:00")
    qtbot.keyClick(buttons[0], Qt.Key.Key_Space)
    assert (house.is_up(), house.count()) == (False, 1)


def test_it_comes_up_at_the_bottom_right(house: House) -> None:
    house.ring("11:00")
    screen = QGuiApplication.primaryScreen().availableGeometry()
    frame = house.window.geometry()
    assert screen.contains(frame)
    assert screen.right() - frame.right() < 40
    assert screen.bottom() - frame.bottom() < 40


def test_the_real_window_shows_it_at_its_foot_and_takes_the_tick(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T10:00")
    services.preferences.choose(nudge=True, reminders_on=False)
    window = Window(look, services)
    qtbot.addWidget(window)
    window.show()
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)
    reminders = window.make_reminders()
    nudges = window.make_nudges(reminders)
    clock.move(hours=1)
    window.bridge.rang.emit()
    assert window.suggestion.isVisible()
    assert not nudges.window.isVisible()
    press(qtbot, window.suggestion, "Done")
    assert not window.suggestion.isVisible()
    assert services.habits.one_today(CHANGE_POSITION).count == 1
    assert window.toast.label.text() == "Change position: once today."
    window.undo()
    assert window.toast.label.text() == "Taken back: Change position, this morning, 11:00."
    nudges.stop()
    reminders.stop()
