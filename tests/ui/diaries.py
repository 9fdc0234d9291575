"""Small diaries that the screens are shown, and hands for their buttons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk

TODAY = date(2026, 3, 12)
BLOCK_DAY = date(2026, 2, 26)


def four_weeks(services: Services, clock: FakeClock) -> None:
    """A score each morning from 12 February to 12 March: 6.0, and 3.0 from the day of a block."""
    for back in range(28, -1, -1):
        day = TODAY - timedelta(days=back)
        clock.set_wall(f"{day}T08:10")
        services.diary.mark(VasScore(60 if day < BLOCK_DAY else 30), Given.LINE)
        if day == BLOCK_DAY:
            services.treatments.add(TreatmentKind.BLOCK, day, side=Side.RIGHT, nerve=Nerve.SUPERIOR)
    services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Gabapentin", dose="300 mg")


def begin_trial(services: Services) -> OwnTrial:
    """Six pairs of two days each, the first one not counted, with its order as seed 1 draws it."""
    words = TrialWords("Does the cushion help?", "With the cushion", "Without it")
    today = services.trials.view().today
    plan = TrialPlan(words, today, 6, 2, 1, Side.RIGHT, time(8))
    return services.trials.start(plan, Random(1))


class Desk(FakeDesk):
    """Also keeps what can be done about what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: list[str] = []

    def say(self, text: str, *, undo: bool = False, actions: Sequence[Button] = ()) -> None:
        super().say(text, undo=undo)
        self.offered = [action.text() for action in actions]


def type_day(qtbot: QtBot, edit: DayEdit, text: str) -> None:
    """Write a day over the one in a field, and go on with Enter."""
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def press(qtbot: QtBot, inside: QWidget, text: str) -> None:
    """Click the one button in sight that says this."""

    def seen() -> list[QPushButton]:
        buttons = [one for one in inside.findChildren(QPushButton) if one.text() == text]
        return [one for one in buttons if one.isVisible()]

    # What was just added to a page is shown when the event loop comes by.
    qtbot.waitUntil(lambda: len(seen()) == 1, timeout=1000)
    qtbot.mouseClick(seen()[0], Qt.MouseButton.LeftButton)
