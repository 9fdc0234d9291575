"""A run of the exercise timer, led by a fake clock."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.joins.timer import TimerJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.timer import Ask, TimerScreen
from tests.fakes import FakeClock
from tests.ui.desk import FakeAwake, FakeDesk, FakeSound, FakeVoice

READY, REPEAT, SWAP = 15, 15, 10
WHOLE = READY + 20 * REPEAT + SWAP


Key = Qt.Key


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
