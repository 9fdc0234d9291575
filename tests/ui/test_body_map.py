"""Where it hurts, on Today: marked by mouse or keys, told of, offered again, never in the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.body_areas import BOTTOM, Area, NamedArea
from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.widgets.body_part import BodyPart
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk

SAID = (
    "You marked a spot on the right, about 7 cm from the middle, on the top edge of the hip bone."
)


class House:
    """Today with the window's first work done."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self.services, self.desk, self._qtbot = services, FakeDesk(), qtbot
        qtbot.addWidget(self.desk.window)
        self.join = TodayJoin(look, services, self.desk)
        self.screen = self.join.widget
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.join.settle()
        self.screen.resize(960, 640)
        self.screen.show()

    @property
    def part(self) -> BodyPart:
        assert self.screen.where.part is not None
        return self.screen.where.part

    @property
    def spots(self) -> list[Spot]:
        return self.services.body_map.spots()

    def open(self) -> None:
        self._qtbot.mouseClick(self.screen.where.fold, Qt.MouseButton.LeftButton)

    def click(self, x: int, y: int) -> None:
        place = self.part.body.on_screen(x, y).toPoint()
        self._qtbot.mouseClick(self.part.body, Qt.MouseButton.LeftButton, pos=place)

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.part.body, key)

    def press(self, name: str) -> None:
        buttons = self.part.findChildren(QPushButton)
        named = [one for one in buttons if name in (one.text(), one.accessibleName())]
        [found] = [one for one in named if one.isVisible()]
        self._qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


def test_a_spot_takes_two_clicks(house: House) -> None:
    assert house.screen.where.part is None
    house.open()
    house.click(70, -28)
    (spot,) = house.spots
    assert abs(spot.x - 70) <= 1
    assert abs(spot.y + 28) <= 1
    assert house.desk.said == [(SAID, True)]
    assert house.part.form.isVisible()


def test_a_click_on_a_spot_chooses_it_and_beside_the_body_marks_nothing(house: House) -> None:
    house.open()
    house.click(70, -28)
    house.click(-70, -28)
    house.click(72, -26)
    house.click(150, -150)
    assert len(house.spots) == 2
    assert house.part.form.place.text().startswith("On the right")


def test_keys_alone_mark_move_and_take_out(house: House, qtbot: QtBot) -> None:
    qtbot.keyClick(house.screen.where.fold, Qt.Key.Key_Space)
    house.part.body.setFocus()
    assert house.part.body.cursor_place == (70, -28)
    house.keys(Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [(spot.x, spot.y) for spot in house.spots] == [(65, -18)]
    house.keys(Qt.Key.Key_Return)
    assert len(house.spots) == 1
    house.keys(Qt.Key.Key_Delete)
    assert house.spots == []
    assert house.desk.said[-1] == ("The spot is taken out.", True)


def test_the_cursor_stays_on_the_body_and_steps_over_the_gap_of_the_legs(house: House) -> None:
    house.open()
    body = house.part.body
    for _ in range(120):
        house.keys(Qt.Key.Key_Down)
    assert body.cursor_place[1] > 460
    for _ in range(120):
        house.keys(Qt.Key.Key_Left)
    assert body.cursor_place[0] < -100
    for _ in range(200):
        house.keys(Qt.Key.Key_Up)
    assert body.cursor_place[1] < -150


def test_the_cursor_is_read_out(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        "cluneal_tracker.ui.widgets.body_view.announce", lambda _, text: heard.append(text)
    )
    house.open()
    house.keys(Qt.Key.Key_Right)
    house.click(150, -150)
    assert heard == [
        "On the right, about 8 cm from the middle, on the top edge of the hip bone",
        "That is beside the body.",
    ]


def test_a_named_part_is_an_equal_way(house: House) -> None:
    house.open()
    calf = NamedArea(Area.CALF, Side.LEFT)
    house.part.areas.show_choice(calf)
    house.press("Mark this part")
    assert [spot.area for spot in house.spots] == [calf]


def test_tenths_that_a_file_brought_in_are_told_and_not_cut_off(house: House) -> None:
    house.open()
    house.click(70, -28)
    (spot,) = house.spots
    house.services.body_map.change(spot.id, strength=VasScore(49))
    form = house.part.form
    assert form.scale.value is None
    assert form.tenths.text() == "It is 4.9 now."
    assert form.tenths.isVisible()
    house.press("Without a number")
    assert house.spots[0].strength is None
    assert not form.tenths.isVisible()


def test_what_is_told_saves_itself_and_is_taken_back_by_the_same_chip(
    house: House, qtbot: QtBot
) -> None:
    house.open()
    house.click(70, -28)
    form = house.part.form
    assert (form.scale.value, form.no_number.isVisible()) == (None, False)
    house.press("Stabbing")
    house.press("Numb")
    house.press("Stabbing")
    qtbot.keyClicks(form.scale, "7")
    asked = "How far does it spread from here?"
    house.press(f"{asked}: 10 cm")
    house.press("Where to: Down")
    (spot,) = house.spots
    assert (spot.feels, spot.strength, spot.spread, spot.towards) == (
        frozenset({Feel.NUMB}),
        VasScore(70),
        100,
        Towards.DOWN,
    )
    house.press(f"{asked}: 10 cm")
    house.press("Without a number")
    (spot,) = house.spots
    assert (spot.strength, spot.spread, spot.towards) == (None, None, None)
    assert not form.towards.isVisible()
    house.press(f"{asked}: It stays there")
    assert house.spots[0].spread == 0
    house.press("Take this spot out")
    assert house.spots == []
    assert not form.isVisible()


def test_the_places_of_yesterday_are_offered_by_one_click(
    house: House, clock: FakeClock, qtbot: QtBot
) -> None:
    house.open()
    assert not house.part.same.isVisible()
    house.click(70, -28)
    clock.move(days=1)
    house.join.catch_up()
    assert house.services.body_map.day().spots == ()
    assert house.part.same.text() == "Same places as yesterday"
    qtbot.mouseClick(house.part.same, Qt.MouseButton.LeftButton)
    assert len(house.services.body_map.day().spots) == 1
    assert house.desk.said[-1] == ("Marked again, without a strength: 1.", True)
    assert not house.part.same.isVisible()


def test_each_spot_has_a_chip_by_its_number(house: House, clock: FakeClock) -> None:
    house.open()
    house.click(70, -28)
    clock.move(seconds=5)
    house.click(-66, 430)
    house.press("Spots: 1 Top edge of the hip bone, right")
    assert house.part.form.place.text().endswith("on the top edge of the hip bone")
    house.press("Spots: 2 Calf, left")
    assert house.part.form.place.text().endswith("on the calf")


def test_numb_between_the_legs_leads_to_the_warning_signs(house: House) -> None:
    house.open()
    house.part.areas.show_choice(NamedArea(Area.BETWEEN_LEGS, None))
    house.press("Mark this part")
    house.press("Burning")
    assert len(house.desk.said) == 1
    house.press("Numb")
    warned = ("Numb skin or tingling here can be a warning sign.", False)
    assert house.desk.said[1:] == [warned]
    house.press("Tingling")
    assert house.desk.said[1:] == [warned]
    house.click(70, -28)
    house.press("Numb")
    assert house.desk.said[-1] == (SAID, True)


def test_undo_shows_at_once(house: House) -> None:
    house.open()
    house.click(70, -28)
    house.services.history.undo()
    assert house.part.areas.isVisible()
    assert not house.part.form.isVisible()


def test_the_line_keeps_the_keyboard_and_tab_goes_down_the_page(house: House, qtbot: QtBot) -> None:
    house.screen.focus_line()
    assert house.screen.focusWidget() in house.screen.check_in.lines.values()
    house.open()
    house.screen.where.fold.setFocus()
    met = []
    for _ in range(3):
        qtbot.keyClick(house.screen.focusWidget(), Qt.Key.Key_Tab)
        met.append(house.screen.focusWidget())
    assert met == [house.part.body, house.part.areas, house.part.mark_area]


@pytest.mark.parametrize("text", [100, 200])
def test_everything_fits_and_can_be_hit(house: House, look: Look, qtbot: QtBot, text: int) -> None:
    look.choose(house.services.preferences.current.theme, text, system_dark=False)
    house.open()
    house.click(70, -28)
    house.press("How far does it spread from here?: 10 cm")
    ground = house.screen.widget()
    assert ground is not None
    scale = house.part.form.scale
    qtbot.waitUntil(lambda: scale.size() == scale.sizeHint())
    assert ground.width() <= house.screen.viewport().width()
    for one in house.part.findChildren(QWidget):
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            left = one.mapTo(ground, QPoint(0, 0)).x()
            assert left >= 0
            assert left + one.width() <= ground.width()
            assert min(one.width(), one.height()) >= TARGET
            reader = QAccessible.queryAccessibleInterface(one)
            assert reader.text(QAccessible.Text.Name)


def test_nothing_moves_when_the_first_number_is_told(house: House, qtbot: QtBot) -> None:
    house.open()
    house.click(70, -28)
    form = house.part.form
    qtbot.waitUntil(lambda: form.spread.y() > 200)
    before = form.spread.pos()
    form.scale.chosen.emit(4)
    qtbot.waitUntil(form.no_number.isVisible)
    # Its place is settled when the layout is asked.
    layout = form.layout()
    assert layout is not None
    layout.activate()
    assert form.spread.pos() == before


def test_all_of_the_body_fits_a_small_window_with_large_text(
    house: House, look: Look, qtbot: QtBot
) -> None:
    house.open()
    look.choose(Theme.LIGHT, 200, system_dark=False)
    house.screen.resize(1000, 600)
    body = house.part.body
    assert body.height() <= house.screen.viewport().height()
    foot = body.on_screen(0, BOTTOM).y()
    assert 0 < foot < body.height()
    # A message takes height for a while: what is about to be clicked does not move for it.
    before = body.size()
    house.screen.resize(1000, 520)
    assert body.size() == before
    house.click(70, -28)
    (spot,) = house.spots
    assert abs(spot.x - 70) <= 2
    assert abs(spot.y + 28) <= 2


def test_the_place_of_the_keys_is_told_in_words_while_they_move(house: House) -> None:
    house.open()
    body = house.part.body
    at = "On the right, about 7 cm from the middle, on the top edge of the hip bone"
    assert body.cursor_text == at
    house.keys(Qt.Key.Key_Down, *[Qt.Key.Key_Down] * 20)
    assert "bottom" in body.cursor_text
    assert house.spots == []
