"""Small habits on the screen: one tap each, by mouse and by keys, and nothing moves."""

from __future__ import annotations

from datetime import time
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.habit import CHANGE_POSITION
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from cluneal_tracker.ui.widgets.habit_button import HabitButton
from cluneal_tracker.ui.widgets.habits_card import HabitsCard
from cluneal_tracker.ui.widgets.tick_box import TickBox
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk

WAISTBAND, CUSHION, PAD = "soft-waistband", "lumbar-cushion", "pad-belt"


class House:
    """Both screens that show habits, on one diary."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self.look, self.services, self.desk, self._qtbot = look, services, FakeDesk(), qtbot
        qtbot.addWidget(self.desk.window)
        under_way = UnderWayJoin(services, self.desk, lambda _: None)
        joins = (
            ExercisesJoin(look, services, self.desk, under_way),
            TodayJoin(look, services, self.desk),
        )
        self.exercises: ExercisesScreen = joins[0].widget
        self.today: TodayScreen = joins[1].widget
        self._joins = joins
        services.changes.subscribe(self._refresh)
        for join in joins:
            qtbot.addWidget(join.widget)
            join.refresh()
            join.widget.resize(960, 640)
            join.widget.show()

    def _refresh(self, _: Changed) -> None:
        for join in self._joins:
            join.refresh()

    @property
    def card(self) -> HabitsCard:
        return self.exercises.habits

    def button(self, key: str, *, on_today: bool = False) -> HabitButton:
        place = self.today.habits if on_today else self.card
        name = self.services.habits.one_today(key).habit.name
        buttons = place.findChildren(HabitButton)
        return next(one for one in buttons if one.accessibleName().startswith(f"{name}:"))

    def named(self, name: str) -> QPushButton:
        buttons = self.card.findChildren(QPushButton)
        return next(one for one in buttons if name in (one.accessibleName(), one.text()))

    def tap(self, key: str, *, on_today: bool = False) -> None:
        button = self.button(key, on_today=on_today)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def count(self, key: str) -> int:
        return self.services.habits.one_today(key).count

    def box(self, name: str) -> TickBox:
        return next(box for box in self.card.findChildren(TickBox) if box.words.text() == name)


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


def test_every_habit_has_its_icon_and_the_nudge_its_habit(services: Services) -> None:
    for habit in services.content.habits.values():
        assert (paths.ASSETS / "icons" / f"{habit.icon}.svg").is_file()
    assert services.content.habits[CHANGE_POSITION].hourly


@pytest.mark.parametrize("on_today", [False, True])
def test_a_second_tap_takes_a_habit_of_once_a_day_back(house: House, on_today: bool) -> None:
    house.tap(WAISTBAND, on_today=on_today)
    assert house.count(WAISTBAND) == 1
    house.tap(WAISTBAND, on_today=on_today)
    assert house.count(WAISTBAND) == 0
    assert house.desk.said == [], "the mark says it all"


@pytest.mark.parametrize("on_today", [False, True])
def test_each_tap_on_an_hourly_habit_counts_and_can_be_undone(house: House, on_today: bool) -> None:
    for _ in range(3):
        house.tap(CHANGE_POSITION, on_today=on_today)
    assert house.count(CHANGE_POSITION) == 3
    assert house.desk.said[-1] == ("Change position: 3 times today.", True)
    assert house.desk.said[0] == ("Change position: once today.", True)


def test_the_last_one_is_taken_back_beside_it(house: House, qtbot: QtBot) -> None:
    less = house.named("Take one back: Change position")
    assert not less.isEnabled()
    house.tap(CHANGE_POSITION)
    house.tap(CHANGE_POSITION)
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)
    assert house.count(CHANGE_POSITION) == 1
    assert less.isEnabled()
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)
    assert house.count(CHANGE_POSITION) == 0
    assert not less.isEnabled()
    assert house.desk.said[-1] == ("Change position: not ticked today.", True)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keys_tick_as_well(house: House, qtbot: QtBot, key: Qt.Key) -> None:
    for habit in (CUSHION, PAD, PAD):
        button = house.button(habit)
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        qtbot.keyClick(button, key)
    assert (house.count(CUSHION), house.count(PAD)) == (1, 2)


def test_the_keyboard_stays_with_the_habit_when_nothing_is_left_to_take_back(
    house: House, qtbot: QtBot
) -> None:
    house.tap(CHANGE_POSITION)
    house.exercises.activateWindow()
    less = house.named("Take one back: Change position")
    less.setFocus()
    qtbot.waitUntil(less.hasFocus)
    qtbot.keyClick(less, Qt.Key.Key_Space)
    assert house.button(CHANGE_POSITION).hasFocus()


def test_tab_goes_through_the_card_as_the_eye_does(house: House, qtbot: QtBot) -> None:
    house.tap(CHANGE_POSITION)
    choose = house.named("Choose habits")
    choose.click()
    house.exercises.activateWindow()
    choose.setFocus()
    qtbot.waitUntil(choose.hasFocus)
    reached = []
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        described = QAccessible.queryAccessibleInterface(here)
        reached.append(described.text(QAccessible.Text.Name).partition(":")[0])
    assert reached == [
        "Soft waistband",
        "Cushion for your low back",
        "Change position",
        "Take one back",
        "Pad or shift the belt",
        *(f"{one.habit.name} in view" for one in house.services.habits.today()),
        "Remind me each hour to change position",
    ]


def test_both_places_and_a_reader_tell_how_it_stands(house: House) -> None:
    def told(key: str) -> list[str]:
        found = []
        for on_today in (False, True):
            button = house.button(key, on_today=on_today)
            described = QAccessible.queryAccessibleInterface(button)
            found.append(described.text(QAccessible.Text.Name))
        return found

    assert told(WAISTBAND) == ["Soft waistband: not ticked today"] * 2
    house.tap(WAISTBAND)
    for _ in range(2):
        house.tap(CHANGE_POSITION, on_today=True)
    assert told(WAISTBAND) == ["Soft waistband: done today"] * 2
    assert told(CHANGE_POSITION) == ["Change position: 2 times today"] * 2
    described = QAccessible.queryAccessibleInterface(house.button(WAISTBAND))
    assert "hip bone" in described.text(QAccessible.Text.Description)


def test_words_and_mark_say_it_not_the_colour_alone(house: House) -> None:
    button = house.button(CHANGE_POSITION)

    def labels() -> list[str]:
        return [label.text() for label in button.findChildren(QLabel)]

    before = button.mark.grab().toImage()
    assert labels()[0] == "Change position"
    house.tap(CHANGE_POSITION)
    once = button.mark.grab().toImage()
    house.tap(CHANGE_POSITION)
    assert labels()[0] == "Change position: 2 times"
    marks = [before, once, button.mark.grab().toImage()]
    assert all(one != other for one, other in pairwise(marks))


@pytest.mark.parametrize(("size", "width"), [(100, 960), (100, 640), (200, 960)])
def test_nothing_moves_when_habits_are_ticked(house: House, size: int, width: int) -> None:
    house.look.choose(Theme.LIGHT, size, system_dark=False)
    for screen in (house.exercises, house.today):
        screen.setStyleSheet(house.look.style_sheet())
        screen.resize(width, 640)
    QApplication.processEvents()
    places = [house.card, house.today.habits]
    before = [place.sizeHint().height() for place in places]
    heights = [(place.height(), place.heightForWidth(place.width())) for place in places]
    for key in (WAISTBAND, CUSHION, CHANGE_POSITION, CHANGE_POSITION, PAD):
        house.tap(key)
    QApplication.processEvents()
    assert [place.sizeHint().height() for place in places] == before
    after = [(place.height(), place.heightForWidth(place.width())) for place in places]
    assert after == heights
    house.look.choose(Theme.LIGHT, 100, system_dark=False)


@pytest.mark.parametrize("size", [100, 150, 200])
def test_every_word_of_a_habit_is_seen(house: House, size: int) -> None:
    house.look.choose(Theme.LIGHT, size, system_dark=False)
    house.exercises.setStyleSheet(house.look.style_sheet())
    house.tap(CHANGE_POSITION)
    house.named("Choose habits").click()
    QApplication.processEvents()
    for label in house.card.findChildren(QLabel):
        if label.isVisible():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= needed, label.text()
    for button in house.card.findChildren(QPushButton):
        if button.isVisible():
            assert min(button.width(), button.height()) >= 44
    ground = house.exercises.widget()
    assert ground is not None
    assert ground.minimumSizeHint().width() <= house.exercises.viewport().width()
    house.look.choose(Theme.LIGHT, 100, system_dark=False)


def test_a_habit_is_left_out_of_view_and_put_back(house: House, qtbot: QtBot) -> None:
    assert not house.box("Pad or shift the belt").isVisible()
    qtbot.mouseClick(house.named("Choose habits"), Qt.MouseButton.LeftButton)
    box = house.box("Pad or shift the belt")
    box.click()
    assert house.services.preferences.current.hidden_habits == (PAD,)
    assert not house.button(PAD).isVisible()
    assert not house.button(PAD, on_today=True).isVisible()
    assert house.button(CUSHION).isVisible()
    box.click()
    assert house.button(PAD).isVisible()
    qtbot.mouseClick(house.named("Hide the choice"), Qt.MouseButton.LeftButton)
    assert not box.isVisible()


def test_with_none_in_view_today_has_no_row_and_the_card_says_how_to_go_on(house: House) -> None:
    for key in house.services.content.habits:
        house.services.habits.show(key, shown=False)
    assert not house.today.habits.isVisible()
    said = [label.text() for label in house.card.findChildren(QLabel) if label.isVisible()]
    assert said == ["Small habits", "No habit is in view. Choose the ones that help you."]


def test_the_nudge_is_chosen_with_its_hours(house: House, qtbot: QtBot) -> None:
    house.named("Choose habits").click()
    edits = house.card.findChildren(ClockEdit)
    assert not any(edit.isEnabled() for edit in edits)
    house.box("Remind me each hour to change position").click()
    assert house.services.preferences.current.nudge
    assert all(edit.isEnabled() for edit in edits)
    _, until = edits
    until.show_at(time(17))
    until.editingFinished.emit()
    hours = house.services.preferences.current.nudge_hours
    assert [at.hour for at in hours] == [9, 17]
    until.show_at(time(9))
    until.editingFinished.emit()
    said, _ = house.desk.said[-1]
    assert said == "The hourly nudge begins at one time and ends at another."
    assert until.at == time(17), "back at what is kept"


def test_a_tick_that_is_not_saved_is_said_and_not_shown(
    house: House, db: Database, clock: FakeClock
) -> None:
    db.connection.execute("pragma query_only = on")
    house.tap(CUSHION)
    assert "does not let the program write" in house.desk.said[-1][0]
    assert house.button(CUSHION).accessibleName() == "Cushion for your low back: not ticked today"
    house.named("Choose habits").click()
    house.box("Cushion for your low back").click()
    assert house.box("Cushion for your low back").isChecked()
