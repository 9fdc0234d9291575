"""The 24 statements on the screen: keys, stopping, going on, Done, and where they are offered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.roland import RolandJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.roland import RolandScreen
from cluneal_tracker.ui.widgets.roland_card import RolandCard
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk


class House:
    """The page of the statements, opened as from Trends."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self._look, self.services, self.qtbot = look, services, qtbot
        self.desk = FakeDesk()
        qtbot.addWidget(self.desk.window)
        self.desk.window.resize(960, 640)
        self.desk.window.show()
        self.begin()

    def begin(self) -> None:
        self.join = RolandJoin(self._look, self.services, self.desk)
        self.join.begin()

    @property
    def screen(self) -> RolandScreen:
        return self.join.widget

    def scores(self) -> list[int | None]:
        return [one.score for one in self.services.roland.every()]

    def press(self, name: str) -> None:
        buttons = self.screen.findChildren(QPushButton)
        found = next(one for one in buttons if name in (one.text(), one.accessibleName()))
        self.qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


def test_space_ticks_arrows_move_and_only_done_counts(house: House) -> None:
    boxes, qtbot = house.screen.boxes, house.qtbot
    house.desk.window.activateWindow()
    qtbot.waitUntil(boxes[0].hasFocus)
    qtbot.keyClick(boxes[0], Qt.Key.Key_Space)
    for key, there in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Up, 1)):
        qtbot.keyClick(house.screen.focusWidget(), key)
        assert boxes[there].hasFocus()
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    assert house.screen.numbers == {1, 2}
    assert house.scores() == []
    qtbot.keyClick(house.screen.finish, Qt.Key.Key_Return)
    assert house.scores() == [2]
    assert house.desk.said == [("Saved: 2 of 24 statements fit you today.", True)]
    assert house.desk.full is None


def test_what_comes_into_focus_comes_into_sight(house: House) -> None:
    house.desk.window.activateWindow()
    house.qtbot.waitUntil(house.screen.boxes[0].hasFocus)
    for _ in range(23):
        house.qtbot.keyClick(house.screen.focusWidget(), Qt.Key.Key_Down)
    last = house.screen.boxes[23]
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()


def test_left_for_later_the_ticks_are_there_again(house: House) -> None:
    house.qtbot.mouseClick(house.screen.boxes[4], Qt.MouseButton.LeftButton)
    house.press("Go on later")
    assert house.desk.full is None
    assert house.scores() == []
    house.begin()
    assert house.screen.numbers == {5}
    house.press("Take all ticks out")
    assert house.screen.numbers == frozenset()
    assert not house.services.roland.view().begun


def test_done_with_nothing_ticked_is_none_of_them(house: House) -> None:
    house.press("Done")
    assert house.scores() == [0]


def test_an_answer_is_listed_looked_into_and_deleted(house: House, clock: FakeClock) -> None:
    answer = house.services.roland.answer({1, 2, 3})
    clock.move(days=28)
    house.screen.outdated.emit()
    house.press("Open Your answers so far")
    house.press("History: 3 of 24 on 12 March 2026")
    assert house.desk.histories == [answer.id]
    house.press("Delete: 3 of 24 on 12 March 2026")
    assert house.scores() == []
    assert house.desk.said[-1] == ("The answer is deleted.", True)


class Morning:
    """Today, a week into the diary, with the week's questions put off."""

    def __init__(self, look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> None:
        self.services, self.desk = services, FakeDesk()
        qtbot.addWidget(self.desk.window)
        services.diary.mark(VasScore(40), Given.LINE)
        clock.move(days=7)
        self.join = TodayJoin(look, services, self.desk)
        qtbot.addWidget(self.join.widget)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.join.widget.show()

    def offers(self) -> bool:
        offer = self.join.widget.roland
        return offer is not None and offer.isVisible()


@pytest.fixture
def morning(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Morning:
    return Morning(look, services, clock, qtbot)


def test_today_never_asks_two_things_at_once(morning: Morning, qtbot: QtBot) -> None:
    weekly = morning.join.widget.weekly
    assert weekly is not None
    assert weekly.isVisible()
    assert not morning.offers()
    morning.services.weekly.put_off()
    assert morning.offers()
    offer = morning.join.widget.roland
    assert offer is not None
    qtbot.mouseClick(offer.begin, Qt.MouseButton.LeftButton)
    assert morning.desk.roland_asked == 1
    qtbot.mouseClick(offer.skip, Qt.MouseButton.LeftButton)
    assert not morning.offers()
    assert morning.desk.said[-1] == ("You are asked again in 4 weeks.", True)
    morning.services.history.undo()
    assert morning.offers()


def test_begun_ones_wait_on_today_until_they_are_done(morning: Morning) -> None:
    morning.services.roland.tick({3})
    offer = morning.join.widget.roland
    assert offer is not None
    assert morning.offers()
    assert (offer.begin.text(), offer.skip.isHidden()) == ("Go on", True)
    morning.services.roland.answer({3})
    assert not morning.offers()


def test_trends_tell_the_score_the_start_and_a_line_to_compare_with(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    card = RolandCard(look, services.content.phrases)
    qtbot.addWidget(card)
    card.show()

    def told() -> str:
        first, today = services.roland.first(), clock.now().date()
        answers = services.roland.between(clock.now().date().replace(day=1, month=1), today)
        card.show_answers(answers, first, today.replace(day=1, month=1), today)
        return " ".join(label.text() for label in card.findChildren(type(card.heading)))

    assert "You have not answered the 24 statements yet." in told()
    assert card.curve.isHidden()
    services.roland.answer(set(range(1, 16)))
    assert "You ticked 15 of 24 statements on 12 March 2026." in told()
    assert "The dashed line is 5 points below your first score." in told()
    clock.move(days=28)
    services.roland.answer(set(range(1, 12)))
    said = told()
    assert "You ticked 11 of 24 statements on 9 April 2026." in said
    assert "It was 15 at the start, on 12 March 2026." in said
    assert card.curve.view.accessibleName() == "12 Mar 2026: 15. 9 Apr 2026: 11"


def test_where_the_start_was_low_there_is_no_line(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    card = RolandCard(look, services.content.phrases)
    qtbot.addWidget(card)
    first = services.roland.answer({1, 2, 3, 4})
    card.show_answers([first], first, first.given.day, first.given.day)
    assert "dashed" not in " ".join(label.text() for label in card.findChildren(type(card.heading)))
