"""The questions of the week on Today: folded, skippable, and never in the way of the line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.number_scale import NumberScale
from cluneal_tracker.ui.widgets.weekly_card import WeeklyCard
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk


class House:
    """Today on the second day of a diary."""

    def __init__(self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> None:
        self.services, self.desk, self._qtbot = services, FakeDesk(), qtbot
        qtbot.addWidget(self.desk.window)
        services.diary.mark(VasScore(40), Given.LINE)
        clock.move(days=1)
        self.join = TodayJoin(look, services, self.desk)
        self.screen = self.join.widget
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.screen.resize(960, 640)
        self.screen.show()

    @property
    def card(self) -> WeeklyCard:
        assert self.screen.weekly is not None
        return self.screen.weekly

    def asks(self) -> bool:
        return self.screen.weekly is not None and self.screen.weekly.isVisible()

    def press(self, name: str) -> None:
        buttons = self.card.findChildren(QPushButton)
        found = [one for one in buttons if name in (one.text(), one.accessibleName())]
        self._qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def click(self, scale: NumberScale, number: int) -> None:
        self._qtbot.waitUntil(lambda: scale.size() == scale.sizeHint())
        place = scale.place(number).center().toPoint()
        self._qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def house(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> House:
    return House(look, services, clock, qtbot)


def test_it_is_folded_and_the_line_has_the_keyboard(house: House, qtbot: QtBot) -> None:
    assert house.asks()
    assert not house.card.opened
    house.screen.focus_line()
    line = house.screen.focusWidget()
    assert line in house.screen.check_in.lines.values()
    assert house.card.geometry().top() > house.screen.check_in.geometry().bottom()
    qtbot.keyClicks(house.screen, "4")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert house.services.diary.entries()[-1].score == VasScore(40)
    assert house.services.weekly.every() == []


def test_the_mouse_answers_all_of_it(house: House) -> None:
    house.press("Open Your week in three questions")
    for scale, number in zip(house.card.scales, (4, 0, 10), strict=True):
        assert (scale.value, scale.value_text()) == (None, "Not answered yet")
        house.click(scale, number)
    asked = "And against the start of your diary: how are things now, all in all?"
    house.press(f"{asked}: Much better")
    house.press("Save my week")
    (week,) = house.services.weekly.every()
    assert (week.peg, week.change) == (Peg(4, 0, 10), OverallChange.MUCH_BETTER)
    assert house.desk.said == [("Saved: your week is 4.7 out of 10, much better.", True)]
    assert not house.asks()


def test_keys_alone_answer_it(house: House, qtbot: QtBot) -> None:
    qtbot.keyClick(house.card.fold, Qt.Key.Key_Space)
    house.card.scales[0].setFocus()
    for keys in ("4", "10", "1", "3"):
        qtbot.keyClicks(house.screen.focusWidget(), keys)
        qtbot.keyClick(house.screen.focusWidget(), Qt.Key.Key_Tab)
    assert [scale.value for scale in house.card.scales] == [4, 10, 1]
    assert isinstance(house.screen.focusWidget(), QPushButton)
    qtbot.keyClick(house.card.save, Qt.Key.Key_Space)
    (week,) = house.services.weekly.every()
    assert (week.peg, week.sleep) == (Peg(4, 10, 1), 3)


def test_sleep_is_answered_by_itself_and_left_out_by_itself(house: House, qtbot: QtBot) -> None:
    house.press("Open Your week in three questions")
    house.click(house.card.sleep, 0)
    house.press("Save my week")
    (week,) = house.services.weekly.every()
    assert (week.peg, week.sleep, week.put_off) == (None, 0, False)
    assert house.desk.said[-1] == ("Saved: sleep 0 out of 10.", True)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ([Qt.Key.Key_Right], 0),
        ([Qt.Key.Key_Left], 10),
        ([Qt.Key.Key_Home, Qt.Key.Key_Left], 0),
        ([Qt.Key.Key_End, Qt.Key.Key_Up], 10),
        ([Qt.Key.Key_5, Qt.Key.Key_Right], 6),
        ([Qt.Key.Key_1, Qt.Key.Key_0], 10),
        ([Qt.Key.Key_1, Qt.Key.Key_Left, Qt.Key.Key_0], 0),
        ([Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_0], 0),
    ],
)
def test_the_keys_of_a_row_of_numbers(
    look: Look, qtbot: QtBot, keys: list[Qt.Key], value: int
) -> None:
    scale = NumberScale(look, "How?", "Low", "High")
    qtbot.addWidget(scale)
    for key in keys:
        qtbot.keyClick(scale, key)
    assert scale.value == value


def test_a_row_of_numbers_is_a_slider_for_a_reader(look: Look, qtbot: QtBot) -> None:
    scale = NumberScale(look, "How?", "Low", "High")
    qtbot.addWidget(scale)
    seen = QAccessible.queryAccessibleInterface(scale)
    assert seen.role() == QAccessible.Role.Slider
    assert seen.text(QAccessible.Text.Name) == "How?"
    assert seen.text(QAccessible.Text.Value) == "Not answered yet"
    qtbot.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(1, 20))
    assert seen.text(QAccessible.Text.Value) == "0 out of 10"
    assert all(min(scale.place(n).width(), scale.place(n).height()) >= 44 for n in range(11))


def test_a_part_of_it_is_told_and_stays_chosen(house: House) -> None:
    house.press("Open Your week in three questions")
    house.click(house.card.scales[1], 7)
    house.press("Save my week")
    assert "Answer all three, or none." in house.card._status.text()
    assert house.screen.focusWidget() is house.card.scales[0]
    assert house.services.weekly.every() == []
    assert [scale.value for scale in house.card.scales] == [None, 7, None]


def test_what_is_chosen_outlives_another_score_and_an_earlier_day(house: House) -> None:
    house.press("Open Your week in three questions")
    house.click(house.card.scales[1], 7)
    house.services.diary.mark(VasScore(30), Given.LINE)
    house.screen.half_chosen.emit(DaySlot(house.services.diary.half_now().day, Slot.EVENING))
    assert house.asks()
    house.screen._go_earlier()
    assert not house.asks()
    house.screen.half_chosen.emit(None)
    assert house.asks()
    assert house.card.scales[1].value == 7


def test_not_this_week_is_one_click_and_undone_by_one(house: House, clock: FakeClock) -> None:
    house.press("Not this week")
    assert not house.asks()
    assert house.desk.said == [("You are asked again in a week.", True)]
    assert house.services.weekly.every()[0].put_off
    house.services.history.undo()
    assert house.asks()
    house.press("Not this week")
    clock.move(days=7)
    house.join.refresh()
    assert house.asks()
    assert not house.card.opened


def test_they_are_opened_before_they_are_due(house: House, clock: FakeClock) -> None:
    house.services.weekly.answer(Peg(6, 7, 7))
    clock.move(days=3)
    house.join.refresh()
    assert not house.asks()
    house.join.weekly.begin(anyway=True)
    assert house.asks()
    house.services.diary.mark(VasScore(30), Given.LINE)
    assert house.asks(), "another score does not put them away"
    house.press("Not this week")
    assert not house.asks()
    assert len(house.services.weekly.every()) == 1, "nothing was due, so nothing is put off"
    house.join.weekly.begin(anyway=True)
    for scale, number in zip(house.card.scales, (3, 2, 4), strict=True):
        house.click(scale, number)
    house.press("Save my week")
    assert not house.asks()
    assert [one.peg for one in house.services.weekly.every()] == [Peg(6, 7, 7), Peg(3, 2, 4)]


def test_on_the_first_day_nothing_is_asked(
    look: Look, db: Database, clock: FakeClock, qtbot: QtBot
) -> None:
    services = Services(db, clock)
    join = TodayJoin(look, services, FakeDesk())
    qtbot.addWidget(join.widget)
    join.refresh()
    assert join.widget.weekly is None


def test_the_reminder_leads_to_the_first_question(house: House, qtbot: QtBot) -> None:
    house.join.weekly.begin()
    assert house.card.opened
    assert house.screen.focusWidget() is house.card.scales[0]
    first = house.card.scales[0]
    qtbot.waitUntil(lambda: first.visibleRegion().boundingRect() == first.rect())
    house.card.put_off.emit()
    house.join.weekly.begin()
    assert not house.asks()


def test_tab_comes_to_it_after_what_stands_above_it(house: House) -> None:
    begin: QWidget = house.screen.check_in.sides
    order: list[QWidget] = []
    widget = begin.nextInFocusChain()
    while widget is not None and widget is not begin:
        order.append(widget)
        widget = widget.nextInFocusChain()
    start = house.screen.exercises.findChildren(QPushButton)[0]
    above, below = house.screen.activities.add_note, start
    assert order.index(above) < order.index(house.card.fold) < order.index(below)
    assert order.index(house.card.scales[2]) < order.index(house.card.save) < order.index(below)


def test_next_week_begins_with_nothing_chosen(house: House, clock: FakeClock) -> None:
    house.press("Open Your week in three questions")
    for scale in house.card.scales:
        house.click(scale, 3)
    house.press("Save my week")
    clock.move(days=7)
    house.join.refresh()
    assert house.asks()
    assert [scale.value for scale in house.card.scales] == [None] * 3
    assert not house.card.opened
