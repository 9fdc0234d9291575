"""The Settings screen: each choice is saved at once, and files come and go without loss."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.domain.settings import Paper, Theme
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.joins.settings import SettingsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.settings import SettingsScreen
from cluneal_tracker.ui.widgets.tick_box import TickBox
from tests.fakes import FakeAutostart, FakeTimer
from tests.ui.desk import FakeVoice
from tests.ui.diaries import Desk, press

NAME = "cluneal-diary-2026-03-12"


class House:
    """The screen on a diary; `chosen` is the file that the person would pick."""

    def __init__(self, look: Look, services: Services, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.folder = Desk(), folder
        self.chosen: Path | None = None
        self.voice, self.timer, self.start = FakeVoice(), FakeTimer(), FakeAutostart()
        outside = Outside(services, self.timer, self.start)
        self.join = SettingsJoin(
            look, services, self.desk, lambda: self.chosen, folder, self.voice, outside
        )
        self.screen: SettingsScreen = self.join.widget
        qtbot.addWidget(self.desk.window)
        qtbot.addWidget(self.screen)
        services.changes.subscribe(lambda _: self.join.refresh())
        self.join.refresh()
        self.join.entered()
        self.screen.resize(900, 2000)
        self.screen.show()

    def texts(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QLabel)]

    def box(self, text: str) -> TickBox:
        return next(one for one in self.screen.findChildren(TickBox) if one.words.text() == text)

    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.iterdir())


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot, tmp_path: Path) -> House:
    return House(look, services, tmp_path, qtbot)


@pytest.mark.parametrize(
    ("button", "setting", "value"),
    [
        ("Dark", "theme", Theme.DARK),
        ("High contrast", "theme", Theme.CONTRAST),
        ("150 %", "text_size", 150),
        ("Left", "side", Side.LEFT),
        ("US Letter", "paper", Paper.LETTER),
    ],
)
def test_a_click_on_a_chip_is_saved_at_once(
    house: House, services: Services, qtbot: QtBot, button: str, setting: str, value: object
) -> None:
    press(qtbot, house.screen, button)
    assert getattr(services.preferences.current, setting) == value


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("Remind me", "reminders_on"),
        ("Soft sounds while exercising", "sound"),
        ("Ask about my pain before an exercise", "ask_before"),
        ("Drawings move gently", "motion"),
    ],
)
def test_a_tick_is_saved_at_once(
    house: House, services: Services, qtbot: QtBot, text: str, setting: str
) -> None:
    qtbot.keyClick(house.box(text), Qt.Key.Key_Space)
    assert getattr(services.preferences.current, setting) is False
    qtbot.keyClick(house.box(text), Qt.Key.Key_Space)
    assert getattr(services.preferences.current, setting) is True


def test_a_voice_is_turned_on_where_there_is_one(
    house: House, services: Services, qtbot: QtBot
) -> None:
    qtbot.keyClick(house.box("Say each step aloud"), Qt.Key.Key_Space)
    assert services.preferences.current.voice
    assert house.voice.said == ["Each step is said like this."]
    qtbot.keyClick(house.box("Say each step aloud"), Qt.Key.Key_Space)
    assert (services.preferences.current.voice, house.voice.hushed) == (False, 1)


def test_a_voice_that_turns_out_to_be_missing_is_off_again(
    house: House, services: Services, qtbot: QtBot
) -> None:
    qtbot.keyClick(house.box("Say each step aloud"), Qt.Key.Key_Space)
    house.voice.told("This computer has no voice.")
    assert house.desk.said == [("This computer has no voice.", False)]
    assert not services.preferences.current.voice
    assert not house.box("Say each step aloud").isChecked()


def test_without_a_voice_it_is_said_and_stays_off(
    house: House, services: Services, qtbot: QtBot
) -> None:
    house.voice.lacks = "This computer has no voice."
    qtbot.keyClick(house.box("Say each step aloud"), Qt.Key.Key_Space)
    assert house.desk.said == [("This computer has no voice.", False)]
    assert not services.preferences.current.voice
    assert not house.box("Say each step aloud").isChecked()


def test_a_choice_that_cannot_be_saved_goes_back_and_is_said(
    house: House, db: Database, qtbot: QtBot
) -> None:
    db.connection.execute("pragma query_only = on")
    sound = house.box("Soft sounds while exercising")
    qtbot.keyClick(sound, Qt.Key.Key_Space)
    ((text, _),) = house.desk.said
    assert "does not let the program write" in text
    assert sound.isChecked()


def test_the_schedule_is_told_and_leads_to_its_page(
    house: House, services: Services, qtbot: QtBot
) -> None:
    assert "08:00 Log your pain, 20:00 Log your pain" in house.texts()
    services.reminding.plan(
        [Reminder(ReminderKind.ROUTINE, time(12), frozenset({0, 2}), "nerve-glide")]
    )
    assert "12:00 Nerve glide (Mon, Wed)" in house.texts()
    services.reminding.plan([])
    assert "No times are chosen." in house.texts()
    press(qtbot, house.screen, "Times and days")
    assert house.desk.schedule_asked == 1


def test_reminders_are_turned_off_and_on(house: House, services: Services, qtbot: QtBot) -> None:
    qtbot.keyClick(house.box("Remind me"), Qt.Key.Key_Space)
    assert not services.preferences.current.reminders_on
    qtbot.keyClick(house.box("Remind me"), Qt.Key.Key_Space)
    assert services.preferences.current.reminders_on


@pytest.mark.parametrize(
    ("button", "ending", "more"),
    [
        ("Save a copy as JSON", ".json", ""),
        ("Save as CSV", ".zip", ""),
        ("Save for a clinic", ".fhir.json", " Your name and your notes are not in it."),
    ],
)
def test_a_second_copy_on_one_day_leaves_the_first_alone(
    house: House, services: Services, qtbot: QtBot, button: str, ending: str, more: str
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    press(qtbot, house.screen, button)
    first = (house.folder / f"{NAME}{ending}").read_bytes()
    services.diary.mark(VasScore(60), Given.LINE, Side.LEFT)
    press(qtbot, house.screen, button)
    assert house.files() == [f"{NAME} (2){ending}", f"{NAME}{ending}"]
    assert (house.folder / f"{NAME}{ending}").read_bytes() == first
    assert house.desk.said == [
        (f"Saved: {house.folder / NAME}{ending}. Rows in it: 1.{more}", False),
        (f"Saved: {house.folder / NAME} (2){ending}. Rows in it: 2.{more}", False),
    ]
    assert house.desk.offered[-1:] == ["Show folder"]


def test_a_copy_that_cannot_be_saved_is_explained(house: House, qtbot: QtBot) -> None:
    house.folder.rmdir()
    house.folder.write_text("a file where the folder would be")
    press(qtbot, house.screen, "Save a copy as JSON")
    assert house.desk.said == []
    assert house.desk.notices[0].startswith("Nothing could be saved in")


def test_no_file_chosen_does_nothing(house: House, qtbot: QtBot) -> None:
    press(qtbot, house.screen, "Bring in a file")
    assert house.desk.said == []
    assert house.desk.notices == []


def truth(house: House) -> str:
    return house.screen.outside._truth.text()


def test_reminders_of_a_closed_app_are_switched_on_and_off(house: House, qtbot: QtBot) -> None:
    box = house.box("Also when the app is closed")
    assert not box.isChecked()
    assert "stop when you close it" in truth(house)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert house.timer.installed()
    assert box.isChecked()
    assert "open or closed" in truth(house)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not house.timer.installed()
    assert not box.isChecked()


def test_reminders_that_are_off_are_said_to_be_off(house: House, services: Services) -> None:
    services.preferences.choose(reminders_on=False)
    assert truth(house) == "Your reminders are off."


def test_a_computer_that_refuses_is_told_and_the_switch_goes_back(
    house: House, qtbot: QtBot
) -> None:
    house.timer.refusal = "Your computer did not take this."
    box = house.box("Also when the app is closed")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert house.desk.notices == ["Your computer did not take this."]
    assert not box.isChecked()
    assert "stop when you close it" in truth(house)


def test_the_start_with_the_computer_is_what_is_there(house: House, qtbot: QtBot) -> None:
    box = house.box("Start with my computer")
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert house.start.on
    house.start.on = False
    house.join.entered()
    assert not box.isChecked()


def test_without_a_tray_nothing_is_offered_for_it(house: House) -> None:
    """Offscreen there is none."""
    assert not house.box("Keep reminding after I close the window").isVisible()


def test_a_computer_without_a_clock_offers_the_phone(
    look: Look, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, outside = Desk(), Outside(services, None, FakeAutostart())
    join = SettingsJoin(look, services, desk, documents=tmp_path, outside=outside)
    qtbot.addWidget(desk.window)
    qtbot.addWidget(join.widget)
    join.refresh()
    join.entered()
    join.widget.resize(900, 2000)
    join.widget.show()
    boxes = {one.words.text(): one for one in join.widget.findChildren(TickBox)}
    assert not boxes["Also when the app is closed"].isVisible()
    press(qtbot, join.widget, "Reminders for my phone")
    assert [file.name for file in tmp_path.iterdir()] == ["cluneal-reminders.ics"]
    assert desk.said == [
        (f"Saved: {tmp_path / 'cluneal-reminders.ics'}. Open it on your phone.", False)
    ]


def test_the_text_size_that_was_pressed_stays_where_it_is(
    house: House, look: Look, qtbot: QtBot
) -> None:
    screen = house.screen

    def put_on() -> None:
        look.choose(Theme.LIGHT, 200, system_dark=False)
        screen.setStyleSheet(look.style_sheet())

    screen.chosen.connect(put_on)
    screen.resize(900, 500)
    [pressed] = [one for one in screen.findChildren(QPushButton) if one.text() == "200 %"]
    pressed.setFocus()
    screen.ensureWidgetVisible(pressed)
    stood = pressed.mapTo(screen, QPoint(0, 0)).y()
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)

    def stands() -> None:
        assert abs(pressed.mapTo(screen, QPoint(0, 0)).y() - stood) <= 120
        assert screen.viewport().rect().contains(pressed.mapTo(screen, pressed.rect().center()))

    qtbot.waitUntil(lambda: pressed.height() > 80, timeout=1000)
    qtbot.waitUntil(stands, timeout=1000)


def test_what_is_in_use_stays_in_sight_when_a_message_takes_room(house: House) -> None:
    screen = house.screen
    screen.resize(900, 500)
    [used] = [one for one in screen.findChildren(QPushButton) if one.text() == "150 %"]
    used.setFocus()
    bar = screen.verticalScrollBar()
    # It stands at the very foot.
    foot = used.mapTo(screen.viewport(), QPoint(0, used.height())).y()
    bar.setValue(bar.value() + foot - 500)
    screen.resize(900, 430)
    foot = used.mapTo(screen.viewport(), QPoint(0, used.height())).y()
    assert 0 < foot <= screen.viewport().height()


def test_the_largest_text_fits_beside_the_bar_of_a_small_window(
    house: House, look: Look, qtbot: QtBot
) -> None:
    """In a window of 1024 px the bar of the places leaves 734."""
    screen = house.screen
    look.choose(Theme.LIGHT, 200, system_dark=False)
    QApplication.setFont(look.font())
    screen.setStyleSheet(look.style_sheet())
    screen.resize(734, 600)
    ground = screen.widget()
    assert ground is not None
    qtbot.waitUntil(lambda: ground.minimumSizeHint().width() <= screen.viewport().width())
    for box in screen.findChildren(TickBox):
        needed = box.words.heightForWidth(box.words.width())
        assert not box.isVisible() or box.words.height() >= needed, box.words.text()
