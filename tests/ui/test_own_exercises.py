"""The list of exercises: levels, copies, files, off the list and back, and what Today shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.routine_file import write_file
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.routine_editor import RoutineEditorScreen
from cluneal_tracker.ui.window import Window
from tests.data.routines_made_up import bridge, png, showing
from tests.ui.desk import FakeDesk


class House:
    """The list on a diary."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot, folder: Path) -> None:
        self.desk, self.file = FakeDesk(), folder / "in.json"
        self.folder = folder / "documents"
        under_way = UnderWayJoin(services, self.desk, lambda _: None)
        self.join = ExercisesJoin(
            look, services, self.desk, under_way, lambda: self.file, self.folder
        )
        look.own_picture = services.routines.picture
        self.screen = self.join.widget
        self.desk.window.addWidget(self.screen)
        qtbot.addWidget(self.desk.window)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.desk.window.resize(960, 640)
        self.desk.window.show()

    def press(self, name: str) -> None:
        _press(self.desk.window, name)

    def texts(self, within: QWidget | None = None) -> list[str]:
        QApplication.processEvents()
        labels = (within or self.desk.full or self.screen).findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible()]


def _press(window: QWidget, name: str) -> None:
    QApplication.processEvents()
    found = [
        button
        for button in window.findChildren(QPushButton)
        if name in (button.accessibleName(), button.text()) and button.isVisible()
    ]
    assert found, f"no button {name}"
    found[0].setFocus()
    found[0].click()
    QApplication.processEvents()


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot, tmp_path: Path) -> House:
    return House(look, services, qtbot, tmp_path)


def test_a_level_goes_up_at_a_press_and_the_keyboard_stays(
    house: House, services: Services
) -> None:
    card = house.screen.cards["core"]
    house.press("One level up: Core strength")
    assert "Level 2 of 4: Heel slides" in house.texts(card)
    assert house.desk.window.focusWidget() is card.level.up
    assert house.screen.cards["core"] is card
    house.press("One level down: Core strength")
    house.press("One level down: Core strength")
    assert house.desk.said == [("“Core strength” has levels 1 to 4.", False)]
    assert house.desk.window.focusWidget() is card.level.down
    services.history.undo()
    assert "Level 2 of 4: Heel slides" in house.texts(card)


def test_ones_own_and_changed_ones_are_marked(house: House, services: Services) -> None:
    key = services.routines.add(bridge()).routine.key
    glide = services.routines.find("nerve-glide").routine
    services.routines.save(replace(glide, per_day=3))
    assert "Yours" in house.texts(house.screen.cards[key])
    assert "Changed by you" in house.texts(house.screen.cards["nerve-glide"])
    assert not {"Yours", "Changed by you"} & set(house.texts(house.screen.cards["core"]))
    house.press("Show the times of Nerve glide")
    texts = house.texts(house.screen.cards["nerve-glide"].times)
    rows = {texts[i]: texts[i + 2] for i in range(0, len(texts) - 2, 3)}
    assert (rows["Each day"], rows["Hold"]) == ("your own", "from the guide")
    assert rows["Toes towards you"] == "our choice"
    house.press("More for Nerve glide")
    house.press("Nerve glide: as it came")
    assert house.desk.said == [("As it came: Nerve glide.", True)]
    assert "Changed by you" not in house.texts(house.screen.cards["nerve-glide"])


def test_off_the_list_and_back_at_its_place(house: House, services: Services) -> None:
    services.exercises.add("foam-roller")
    before = list(house.screen.cards)
    house.press("More for Foam roller")
    house.press("Take Foam roller off my list")
    assert list(house.screen.cards) == [key for key in before if key != "foam-roller"]
    assert any(text.startswith("Foam roller: whole") for text in house.texts())
    house.press("Open Taken off your list")
    house.press("Put it back: Foam roller")
    assert list(house.screen.cards) == before
    assert house.screen.off_list.isHidden()
    assert [text for text, _ in house.desk.said] == [
        "Off your list: Foam roller.",
        "Back on your list: Foam roller.",
    ]


def test_one_is_copied_and_saved_as_a_file(house: House, services: Services, qtbot: QtBot) -> None:
    house.press("More for Nerve glide")
    house.press("Make a copy of Nerve glide")
    assert list(house.screen.cards)[-1].startswith("nerve-glide-")
    house.press("Save Nerve glide as a file")
    file = house.folder / "Nerve glide.cluneal-exercise.json"
    qtbot.waitUntil(lambda: len(house.desk.said) == 2)
    assert file.read_bytes() == services.routine_files.write("nerve-glide")


def test_a_file_is_shown_before_it_is_taken(house: House, services: Services) -> None:
    name = services.routines.choose_picture(png())
    house.file.write_bytes(write_file(showing(name), {name: png()}))
    house.press("Bring in an exercise")
    assert house.desk.full is not None
    assert {"Bridge", "10 times, about 1 minute.", "1. Lift your bottom"} <= set(house.texts())
    assert services.history.undo() is None
    house.press("Bring it in")
    assert house.desk.said == [("On your list: Bridge.", True)]
    assert list(house.screen.cards)[-1].startswith("bridge-")
    house.press("Bring in an exercise")
    assert "It is on your list already: Bridge." in house.texts()
    assert "Bring it in" not in [
        one.text() for one in house.desk.full.findChildren(QPushButton) if one.isVisible()
    ]
    house.press("Leave it")
    assert house.desk.full is None


def test_a_file_that_is_none_is_told(house: House, services: Services) -> None:
    house.file.write_text("{")
    house.press("Bring in an exercise")
    ((text, _),) = house.desk.said
    assert text.startswith("in.json was not brought in. Your diary is as it was.")
    assert house.desk.full is None


def test_today_shows_a_few_that_are_due_ones_own_before_the_rest(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    desk = FakeDesk()
    join = TodayJoin(look, services, desk)
    card = join.widget.exercises
    qtbot.addWidget(desk.window)
    desk.window.addWidget(join.widget)
    desk.window.resize(960, 900)
    desk.window.show()
    services.changes.subscribe(lambda _: join.refresh())
    key = services.routines.add(bridge(per_day=1)).routine.key

    def starts() -> list[str]:
        QApplication.processEvents()
        names = [one.accessibleName() for one in card.findChildren(QPushButton) if one.isVisible()]
        return [name.removeprefix("Start ") for name in names if name.startswith("Start ")]

    assert starts() == ["Nerve glide", "Bridge", "Foam roller", "Heat, then stretch"]
    services.exercises.add(key)
    assert "Bridge" not in starts()
    assert len(starts()) == 4
    for one in services.exercises.today():
        for _ in range(one.routine.per_day):
            services.exercises.add(one.routine.key)
    assert starts() == []
    assert "You have done all of today." in [
        label.text() for label in card.findChildren(QLabel) if label.isVisible()
    ]
    _press(card, "All exercises")
    assert desk.exercises_asked == 1


def test_a_half_written_one_keeps_the_window_open_once(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    window = Window(look, services)
    qtbot.addWidget(window)
    window.show()
    join = window.go(Place.EXERCISES)
    assert isinstance(join, ExercisesJoin)
    join.edit("nerve-glide")
    page = window.findChild(RoutineEditorScreen)
    assert isinstance(page, RoutineEditorScreen)
    page.name.edit.setText("Gentle glide")
    assert not window.close()
    assert not page.foot.strip.isHidden()
    assert window.close()
