"""Today on its own, joined to a diary."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.note_edit import NoteEdit
from cluneal_tracker.ui.widgets.pain_line import PainLine
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press

MORNING = DaySlot(date(2026, 3, 12), Slot.MORNING)


Key = Qt.Key


class House:
    """The screen on a diary, with the side at its default."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        services.preferences.choose(welcomed=True)
        self.services, self.desk, self._qtbot = services, FakeDesk(), qtbot
        self.join = TodayJoin(look, services, self.desk)
        self.screen = self.join.widget
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.screen.resize(960, 800)
        with qtbot.waitActive(self.screen):
            self.screen.show()
            self.screen.activateWindow()

    @property
    def line(self) -> PainLine:
        return self.screen.check_in.lines[self.services.preferences.current.side.parts[0]]

    @property
    def note(self) -> NoteEdit:
        return self.screen.activities.note

    @property
    def timer(self) -> QTimer:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        [timer] = self.screen.findChildren(QTimer, options=direct)
        return timer

    def press(self, text: str) -> None:
        press(self._qtbot, self.screen, text)

    def offers(self, text: str) -> bool:
        """Whether there is a button in sight that says this."""
        found = [one for one in self.screen.findChildren(QPushButton) if one.text() == text]
        return any(one.isVisible() for one in found)

    def keys(self, text: str, *more: Qt.Key) -> None:
        self._qtbot.keyClicks(self.line, text)
        for key in more:
            self._qtbot.keyClick(self.line, key)

    def type_note(self, text: str) -> None:
        self.press("Add a note")
        self._qtbot.keyClicks(self.note, text)

    def texts(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QLabel) if one.isVisible()]

    def scores(self) -> list[tuple[str, Slot]]:
        found = self.services.diary.entries()
        return [(str(one.score), one.felt.slot) for one in found if one.score]

    def notes(self) -> dict[DaySlot, str]:
        return {one.felt.half: one.note for one in self.services.diary.entries() if one.note}


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


@pytest.fixture
def line(look: Look, qtbot: QtBot) -> PainLine:
    line = PainLine(look, "How much pain?")
    qtbot.addWidget(line)
    return line
