"""Reminders in a house of one, with an alarm that rings when it is told to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.reminders import Delivery, Outcome
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from tests.fakes import FakeAlarm, FakeClock
from tests.ui.desk import FakeDesk


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


def type_score(house: House, qtbot: QtBot, text: str, side: Side = Side.RIGHT) -> None:
    line = house.window.check_in.lines[side]
    assert line.isVisible()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def house(
    look: Look, services: Services, clock: FakeClock, db: Database, qtbot: QtBot
) -> Iterator[House]:
    house = House(look, services, clock, db)
    qtbot.addWidget(house.desk.window)
    qtbot.addWidget(house.window)
    yield house
    house.reminders.stop()
