"""A computer that slept over reminders: its waking is told, and so is what was missed, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.alarm import SchedulerAlarm
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from tests.fakes import FakeClock, FakeSource
from tests.ui.desk import FakeDesk

CHECK_INS = [Reminder(ReminderKind.CHECK_IN, time(hour)) for hour in (9, 10, 11, 20)]


class House:
    """The real alarm with a signal of our own; it is 08:10 on Monday 12 March 2040.

    By the real clock, which the alarm goes by, none of this comes for years.
    """

    def __init__(self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> None:
        clock.set_wall("2040-03-12T08:10")
        services.preferences.choose(reminders_on=True, reminders=tuple(CHECK_INS))
        self._clock, self._qtbot, self._services = clock, qtbot, services
        self.source, self.bridge, self.desk = FakeSource(), Bridge(services.changes), FakeDesk()
        self.reminders = Reminders(look, services, self.bridge, self.desk)
        self._rings = 0
        # After the reminders have heard of it.
        self.bridge.rang.connect(self._count)
        self.alarm = SchedulerAlarm(self.bridge.rang.emit, [self.source])
        self.reminders.set_off(self.alarm)
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.window)

    @property
    def window(self) -> ReminderWindow:
        return self.reminders.window

    def jump(self, wall: str, zone: str | None = None) -> None:
        """Let the clock on the wall be somewhere else, as after a sleep, and the system say so."""
        self._clock.set_wall(f"2040-03-{wall}", zone)
        before = self._rings
        self.source.jump()
        self._qtbot.waitUntil(lambda: self._rings > before, timeout=10_000)

    def _count(self) -> None:
        self._rings += 1

    def texts(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def house(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[House]:
    house = House(look, services, clock, qtbot)
    yield house
    house.reminders.stop()


def test_one_that_was_slept_over_is_told_once(house: House) -> None:
    assert not house.window.isVisible()
    house.jump("12T09:40")
    assert house.window.isVisible()
    assert not house.alarm.polls
    house.window.hide()
    house.jump("12T09:41")
    assert not house.window.isVisible()


def test_several_that_were_slept_over_are_told_as_one(house: House) -> None:
    house.jump("12T11:30")
    assert house.window.isVisible()
    assert "Waiting since 09:00." in house.texts()
    house.window.hide()
    house.jump("12T11:31")
    assert not house.window.isVisible()


def test_a_sleep_of_days_tells_of_today_only(house: House) -> None:
    house.jump("15T08:30")
    assert not house.window.isVisible()
    house.jump("15T09:30")
    assert house.window.isVisible()


def test_a_flight_over_zones_brings_what_is_due_there_and_not_again_at_home(house: House) -> None:
    house.jump("12T20:05", "Asia/Tokyo")
    assert house.window.isVisible()
    house.window.hide()
    house.jump("12T20:05", "Europe/Berlin")
    assert not house.window.isVisible()


def test_a_clock_set_back_brings_nothing_twice(house: House) -> None:
    house.jump("12T09:05")
    house.window.hide()
    for wall in ("12T08:00", "12T09:00", "12T09:05"):
        house.jump(wall)
        assert not house.window.isVisible()
