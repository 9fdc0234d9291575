"""An exercise that is led through, its clock in the test's hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.routine import Part, Routine, Step, StepKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.session_before import SessionBeforeScreen
from cluneal_tracker.ui.screens.timer import Ask
from tests.fakes import FakeClock
from tests.ui.desk import FakeAwake, FakeDesk, FakeSound, FakeVoice

HOLD = Step("hold", "Hold it", "hold", StepKind.HOLD, 5, False, "hip-side-plank")
SHORT = Routine("short", "Holds", "Hold.", "Go gently.", 1, 5, 5, (Part(True, 2, (HOLD,)),))


Key = Qt.Key


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
