"""The risks on the page of Learn: ticked with one click, undone with one, and led to and from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.learning import LearnJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.widgets.risks_card import RiskRow, RisksCard
from cluneal_tracker.ui.window import Window

BELT = "I wear a shoulder bag or a tool belt for long"


class House:
    """The whole window, on the page about what can bring the pain back."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self.services, self._qtbot = services, qtbot
        self.window = Window(look, services)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.show_risks()

    @property
    def card(self) -> RisksCard:
        learn = self.window.joined(Place.LEARN)
        assert isinstance(learn, LearnJoin)
        assert learn.widget.view is not None
        assert learn.widget.view.risks is not None
        return learn.widget.view.risks

    def row(self, name: str) -> RiskRow:
        rows = self.card.findChildren(RiskRow)
        return next(row for row in rows if row.box.accessibleName() == name)

    def habits(self) -> list[str]:
        return [one.habit.key for one in self.services.habits.today() if not one.hidden]


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    services.habits.show("pad-belt", shown=False)
    return House(look, services, qtbot)


def test_one_click_makes_a_habit_of_it_and_undo_takes_it_back(house: House, qtbot: QtBot) -> None:
    row = house.row(BELT)
    assert row.habit.isHidden()
    qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    assert "pad-belt" in house.habits()
    assert house.window.toast.label.text() == (
        "“Pad or shift the belt” is one of your small habits now."
    )
    assert house.row(BELT) is row, "the page stays where it is"
    assert row.habit.isVisible()
    house.window.undo()
    assert "pad-belt" not in house.habits()
    assert not row.box.isChecked()


def test_unticked_the_habit_is_out_of_view(house: House, qtbot: QtBot) -> None:
    row = house.row(BELT)
    for _ in range(2):
        qtbot.keyClick(row.box, Qt.Key.Key_Space)
    assert "pad-belt" not in house.habits()
    assert house.window.toast.label.text().endswith("is out of view. Its days are kept.")


def test_the_hourly_nudge_is_one_click_away_for_the_belt_alone(house: House, qtbot: QtBot) -> None:
    scar, belt = house.row("I have a scar where bone was taken from my hip"), house.row(BELT)
    for row in (scar, belt):
        qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    assert scar.nudge.isHidden()
    qtbot.mouseClick(belt.nudge, Qt.MouseButton.LeftButton)
    assert house.services.preferences.current.nudge
    assert belt.nudge.isHidden()


def test_it_leads_to_the_habit_and_the_habits_lead_back(house: House, qtbot: QtBot) -> None:
    row = house.row(BELT)
    qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.habit, Qt.MouseButton.LeftButton)
    exercises = house.window.joined(Place.EXERCISES)
    assert isinstance(exercises, ExercisesJoin)
    card = exercises.widget.habits
    card.choose.click()
    link = next(
        one for one in card.findChildren(QPushButton) if one.text().startswith("What can bring")
    )
    link.click()
    assert house.window.place == Place.LEARN
