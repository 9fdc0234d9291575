"""The Exercises screen: what is due stands out, everything can be undone, nothing is cut off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker import paths
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.phases import phases
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.widgets.drawing import Drawing
from tests.data.routines_made_up import showing
from tests.fakes import FakeClock
from tests.ui.desk import FakeDesk


class House:
    """The screen on a diary."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self.desk = FakeDesk()
        self.gone_on: list[UnderWay] = []
        under_way = UnderWayJoin(services, self.desk, self.gone_on.append)
        self.join = ExercisesJoin(look, services, self.desk, under_way)
        self.screen: ExercisesScreen = self.join.widget
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.screen.resize(960, 640)
        self.screen.show()

    def texts(self) -> list[str]:
        QApplication.processEvents()
        labels = self.screen.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]

    def rows(self) -> list[str]:
        return [text for text in self.texts() if ": " in text and not text.startswith("Level ")]

    def press(self, name: str) -> None:
        QApplication.processEvents()
        found = [
            button
            for button in self.screen.findChildren(QPushButton)
            if name in (button.accessibleName(), button.text()) and not button.isHidden()
        ]
        assert found, f"no button {name}"
        found[0].click()


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


def test_every_drawing_of_every_routine_exists(services: Services) -> None:
    wanted = {"done"}
    for one in services.exercises.today():
        wanted |= {phase.drawing for phase in phases(one.routine)}
    have = {file.stem for file in (paths.ASSETS / "drawings").glob("*.svg")}
    assert wanted <= have


def test_the_first_routine_that_is_due_stands_out(house: House, services: Services) -> None:
    def standing_out() -> list[str]:
        cards = house.screen.cards.items()
        return [key for key, card in cards if card.start.property("role") == "primary"]

    assert standing_out() == ["nerve-glide"]
    services.exercises.add("nerve-glide")
    assert standing_out() == ["nerve-glide"]
    services.exercises.add("nerve-glide")
    assert standing_out() == ["foam-roller"]
    assert "2 of 2 done today. About 5 minutes a time." in house.texts()


def test_one_that_cannot_be_read_is_told_and_the_others_are_there(
    house: House, services: Services, db: Database, tmp_path: Path
) -> None:
    services.routines.choose_level("core", 2)
    db.connection.execute("update routine set content = '{}'")
    house.join.refresh()
    said = (
        "An exercise that you wrote or changed cannot be read. "
        "Your diary keeps it. Saved files leave it out."
    )
    assert said in house.texts()
    assert "core" in house.screen.cards
    services.exchange.export("json", tmp_path / "diary.json")
    # What is written anew can be read again; the journal has what was there before.
    services.routines.choose_level("core", 3)
    assert said not in house.texts()
    assert services.routines.find("core").routine.level == 3


def test_an_exercise_without_a_drawing_has_no_empty_place_for_one(
    house: House, services: Services
) -> None:
    made = services.routines.add(showing("")).routine
    card = house.screen.cards[made.key]
    assert not card.findChildren(Drawing)[0].isVisibleTo(card)
    services.routines.save(replace(showing("core-brace"), key=made.key, name=made.name))
    assert card.findChildren(Drawing)[0].isVisibleTo(card)


def test_start_asks_the_window_for_the_timer(house: House) -> None:
    house.press("Start Foam roller")
    assert house.desk.started == ["foam-roller"]


def test_one_without_the_timer_is_added_with_a_way_back(house: House, services: Services) -> None:
    house.press("Add Nerve glide done without the timer")
    assert [session.finished for session in services.exercises.sessions()] == [True]
    assert house.desk.said == [("Added: Nerve glide, today.", True)]
    assert house.rows() == ["Nerve glide: whole, 5 minutes"]


def test_the_last_sessions_say_what_was_done(
    house: House, services: Services, clock: FakeClock
) -> None:
    exercises = services.exercises
    part = exercises.log(exercises.routine("nerve-glide"), When.now(clock), 90, {"right": 6})
    exercises.rate(part, VasScore(41))
    clock.move(hours=1)
    exercises.log(exercises.routine("nerve-glide"), When.now(clock), 200, {"left": 3, "right": 10})
    clock.move(hours=1)
    exercises.log(exercises.routine("heat-stretch"), When.now(clock), 605, {"once": 1})
    assert house.rows() == [
        "Heat, then stretch: 1 of 1 for both sides, 10 minutes",
        "Nerve glide: 10 of 10 on the right leg, 3 of 10 on the left leg, 3 minutes",
        "Nerve glide: 6 of 10 on the right leg, 2 minutes, pain 4.1 after",
    ]
    assert "Thursday 12 March, 08:10" in house.texts()


def test_the_last_three_sessions_are_listed(house: House, services: Services) -> None:
    for _ in range(12):
        services.exercises.add("nerve-glide")
    assert len(house.rows()) == 3


def test_an_empty_log_says_so(house: House, services: Services) -> None:
    empty = "An exercise shows here once you have done one."
    assert empty in house.texts()
    services.exercises.add("nerve-glide")
    assert empty not in house.texts()


def test_removing_offers_undo(house: House, services: Services) -> None:
    services.exercises.add("nerve-glide")
    house.press("Remove Nerve glide, Thursday 12 March, 08:10")
    assert services.exercises.sessions() == []
    assert house.desk.said == [("The exercise is taken out.", True)]
    services.history.undo()
    assert len(house.rows()) == 1


def test_what_cannot_be_saved_is_said_without_a_way_back(house: House, db: Database) -> None:
    db.connection.execute("pragma query_only = on")
    house.press("Add Nerve glide done without the timer")
    ((text, undo),) = house.desk.said
    assert "does not let the program write" in text
    assert not undo


def test_the_times_tell_the_guides_numbers_from_ours(house: House) -> None:
    card = house.screen.cards["nerve-glide"]
    assert card.times.isHidden()
    house.press("Show the times of Nerve glide")
    texts = [label.text() for label in card.times.findChildren(QLabel)]
    rows = {texts[i]: (texts[i + 1], texts[i + 2]) for i in range(0, len(texts) - 1, 3)}
    assert rows["Hold"] == ("5 seconds", "from the guide")
    assert rows["Repeats on each side"] == ("10 times", "from the guide")
    assert rows["Toes towards you"] == ("2 seconds", "our choice")
    assert rows["Each day"] == ("2 times", "our choice")
    assert texts[-1] == "Your physio may change the times that are our choice."
    house.press("Hide the times of Nerve glide")
    assert card.times.isHidden()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("width", [720, 960, 1300])
def test_the_page_ends_where_its_last_card_does(
    house: House, look: Look, services: Services, size: int, width: int
) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    house.screen.setStyleSheet(look.style_sheet())
    services.exercises.add("nerve-glide")
    house.screen.resize(width, 600)
    QApplication.processEvents()
    ground, last = house.screen.widget(), house.screen.last
    assert ground is not None
    end = last.mapTo(ground, last.rect().bottomLeft()).y() + 1
    assert ground.height() - end == 24


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_cut_off_sideways(house: House, look: Look, size: int, qtbot: QtBot) -> None:
    look.choose(Theme.LIGHT, size, system_dark=False)
    house.screen.setStyleSheet(look.style_sheet())
    house.press("Show the times of Nerve glide")
    house.screen.resize(620 if size == 200 else 720, 600)
    qtbot.waitUntil(lambda: house.screen.viewport().width() <= 720)
    ground = house.screen.widget()
    assert ground is not None
    assert ground.minimumSizeHint().width() <= house.screen.viewport().width()
    for button in house.screen.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= 44
            assert button.width() >= button.sizeHint().width()
    assert house.screen.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
