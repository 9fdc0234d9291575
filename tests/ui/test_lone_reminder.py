"""The reminder window without the app: answered, put off or left, it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data import reminder_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.reminders import Outcome
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.lone_reminder import LoneReminder
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from tests.fakes import FakeClock
from tests.ui.diaries import press


class House:
    """A reminder that was due at 08:00, shown alone."""

    def __init__(self, look: Look, services: Services, clock: FakeClock, db: Database) -> None:
        clock.set_wall("2026-03-12T08:00")
        self._clock, self._db = clock, db
        self.opened = 0
        self.lone = LoneReminder(look, services, self._open)
        told = services.reminding.take_due()
        assert told is not None
        self.lone.show(told)

    def _open(self) -> None:
        self.opened += 1

    @property
    def window(self) -> ReminderWindow:
        return self.lone._reminders.window

    def outcomes(self) -> list[Outcome]:
        return [one.outcome for one in reminder_store.since(self._db, When.now(self._clock).day)]


@pytest.fixture
def house(
    look: Look, services: Services, clock: FakeClock, db: Database, qtbot: QtBot
) -> Iterator[House]:
    house = House(look, services, clock, db)
    qtbot.addWidget(house.window)
    yield house
    house.lone.stop()


@pytest.mark.parametrize(
    ("text", "outcome", "opened"),
    [
        ("In 30 minutes", Outcome.SNOOZED, 0),
        ("Open the app", Outcome.TOLD, 1),
    ],
)
def test_an_answer_ends_it(
    house: House, qtbot: QtBot, text: str, outcome: Outcome, opened: int
) -> None:
    with qtbot.waitSignal(house.lone.over, timeout=1000):
        press(qtbot, house.window, text)
    assert house.outcomes() == [outcome]
    assert house.opened == opened


def test_a_no_ends_it_once_the_reason_is_given_or_skipped(house: House, qtbot: QtBot) -> None:
    press(qtbot, house.window, "Not this morning")
    assert house.outcomes() == [Outcome.DECLINED]
    with qtbot.waitSignal(house.lone.over, timeout=1000):
        press(qtbot, house.window, "No time")
    assert house.opened == 0


def test_a_score_is_saved_and_ends_it(house: House, services: Services, qtbot: QtBot) -> None:
    line = house.window.check_in.lines[Side.RIGHT]
    qtbot.keyClicks(line, "4.1")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [str(entry.score) for entry in services.diary.entries()] == ["4.1"]
    assert house.outcomes() == [Outcome.ANSWERED]
    with qtbot.waitSignal(house.lone.over, timeout=1000):
        house.window._close.timeout.emit()


def test_left_alone_it_ends_too(house: House, qtbot: QtBot) -> None:
    with qtbot.waitSignal(house.lone.over, timeout=1000):
        house.window._leave.timeout.emit()
    assert house.outcomes() == [Outcome.TOLD]


def test_a_score_can_be_taken_back(house: House, services: Services, qtbot: QtBot) -> None:
    line = house.window.check_in.lines[Side.RIGHT]
    qtbot.keyClicks(line, "4")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    press(qtbot, house.window, "Undo")
    assert services.diary.entries() == []


def test_what_is_not_saved_is_said_in_the_window(house: House, db: Database, qtbot: QtBot) -> None:
    db.connection.execute("pragma query_only = on")
    press(qtbot, house.window, "In 30 minutes")
    texts = [one.text() for one in house.window.findChildren(QLabel)]
    assert any("does not let the program write" in text for text in texts)
