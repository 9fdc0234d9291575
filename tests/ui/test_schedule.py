"""The page of the reminders: times and days, quiet hours, and what became of it."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.reminders import Reason
from cluneal_tracker.domain.schedule import Reminder, ReminderKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.outside import Outside
from cluneal_tracker.ui.joins.schedule import ScheduleJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.schedule import ScheduleScreen
from cluneal_tracker.ui.widgets.clock_edit import ClockEdit
from tests.fakes import FakeAutostart, FakeClock, FakeTimer
from tests.ui.desk import FakeDesk
from tests.ui.diaries import press

CHECK_IN = ReminderKind.CHECK_IN


class House:
    """The page on a diary; it is 08:10 on Thursday 12 March."""

    def __init__(self, look: Look, services: Services, qtbot: QtBot) -> None:
        self.desk, self.services, self._qtbot = FakeDesk(), services, qtbot
        qtbot.addWidget(self.desk.window)
        outside = Outside(services, FakeTimer(), FakeAutostart())
        self.join = ScheduleJoin(look, services, self.desk, outside)
        self.join.begin()
        services.changes.subscribe(lambda _: self.screen.outdated.emit())
        self.desk.window.resize(960, 900)
        self.desk.window.show()

    @property
    def screen(self) -> ScheduleScreen:
        return self.join.widget

    def kept(self) -> list[str]:
        """The schedule in short."""
        return [
            f"{one.at:%H:%M} {one.about or 'log'} {''.join(map(str, sorted(one.weekdays)))}"
            for one in self.services.preferences.current.reminders
        ]

    def quiet(self) -> list[str]:
        return [f"{at:%H:%M}" for at in self.services.preferences.current.quiet_hours]

    def texts(self) -> list[str]:
        return [one.text() for one in self.screen.findChildren(QLabel) if one.isVisible()]

    def named(self, name: str) -> QPushButton:
        # A row that was just made is laid out a moment later.
        self._qtbot.waitUntil(lambda: bool(self._found(name)))
        return self._found(name)[0]

    def _found(self, name: str) -> list[QPushButton]:
        buttons = self.screen.findChildren(QPushButton)
        return [one for one in buttons if one.isVisible() and one.accessibleName() == name]

    def press(self, name: str) -> None:
        self._qtbot.keyClick(self.named(name), Qt.Key.Key_Space)

    def set_time(self, row: int, at: time) -> None:
        edit = self.screen.rows()[row].time
        edit.show_at(at)
        self._qtbot.keyClick(edit, Qt.Key.Key_Return)


@pytest.fixture
def house(look: Look, services: Services, qtbot: QtBot) -> House:
    return House(look, services, qtbot)


def test_a_day_is_left_out_and_taken_back(house: House) -> None:
    assert house.kept() == ["08:00 log 0123456", "20:00 log 0123456"]
    house.press("Sunday, Log your pain, 08:00")
    assert house.kept() == ["08:00 log 012345", "20:00 log 0123456"]
    house.services.history.undo()
    assert house.kept() == ["08:00 log 0123456", "20:00 log 0123456"]
    sunday = house.named("Sunday, Log your pain, 08:00")
    assert sunday.isChecked()
    sunday.setFocus()
    house.press("Sunday, Log your pain, 08:00")
    assert sunday.hasFocus(), "one day after the other, without a way back to it"


def test_the_last_day_stays(house: House) -> None:
    house.services.reminding.plan([Reminder(CHECK_IN, time(8), frozenset({0}))])
    house.press("Monday, Log your pain, 08:00")
    assert house.kept() == ["08:00 log 0"]
    assert house.named("Monday, Log your pain, 08:00").isChecked()


def test_a_new_time_is_kept_in_order_and_keeps_the_keyboard(house: House) -> None:
    house.set_time(0, time(21, 30))
    assert house.kept() == ["20:00 log 0123456", "21:30 log 0123456"]
    assert house.screen.rows()[1].time.hasFocus()


def test_two_for_the_same_at_one_time_are_told_and_nothing_is_lost(house: House) -> None:
    house.set_time(0, time(20, 0))
    assert house.desk.said == [("There is one for this at that time already.", False)]
    assert house.kept() == ["08:00 log 0123456", "20:00 log 0123456"]
    assert [row.time.text() for row in house.screen.rows()] == ["08:00", "20:00"]


def test_any_number_can_be_added_for_the_pain_and_for_exercises(house: House) -> None:
    for name in ("Add Log your pain", "Add Nerve glide", "Add Nerve glide"):
        house.press(name)
    assert house.kept()[1:4] == [
        "12:00 log 0123456",
        "12:00 nerve-glide 0123456",
        "12:30 nerve-glide 0123456",
    ]
    for _ in range(40):
        house.press("Add Log your pain")
    assert len(house.kept()) == 40
    assert house.desk.said[-1] == ("There can be up to 40 reminders.", False)


def test_one_is_removed_with_a_way_back(house: House) -> None:
    house.press("Remove Log your pain, 08:00")
    assert house.kept() == ["20:00 log 0123456"]
    assert house.desk.said == [("The reminder is removed.", True)]
    house.press("Remove Log your pain, 20:00")
    assert "No reminders. Add one below." in house.texts()


def test_quiet_hours_are_chosen_and_given_up(house: House, qtbot: QtBot) -> None:
    (quiet,) = house.screen.findChildren(QCheckBox)
    qtbot.keyClick(quiet, Qt.Key.Key_Space)
    assert house.quiet() == ["22:00", "07:00"]
    begins = next(
        one
        for one in house.screen.findChildren(ClockEdit)
        if one.accessibleName() == "Quiet hours begin at"
    )
    begins.show_at(time(21, 0))
    qtbot.keyClick(begins, Qt.Key.Key_Return)
    assert house.quiet() == ["21:00", "07:00"]
    begins.show_at(time(7, 0))
    qtbot.keyClick(begins, Qt.Key.Key_Return)
    assert house.desk.said == [("Quiet hours begin at one time and end at another.", False)]
    assert begins.at == time(21, 0)
    qtbot.keyClick(quiet, Qt.Key.Key_Space)
    assert house.quiet() == []


def test_what_became_of_them_is_said_and_read_day_by_day(
    house: House, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    assert "No reminders yet. What becomes of them is shown here." in house.texts()
    clock.set_wall("2026-03-12T08:00")
    told = services.reminding.take_due()
    assert told is not None
    services.diary.mark(VasScore(41), Given.LINE)
    services.reminding.settle(told)
    clock.set_wall("2026-03-12T20:00")
    told = services.reminding.take_due()
    assert told is not None
    services.reminding.decline(told, Reason.AWAY)
    clock.set_wall("2026-03-13T18:00")
    house.join.refresh()
    said = "Reminders: 3. 1 answered, 1 not this time, 1 no answer."
    assert said in house.texts()
    strip = house.screen.past.strip
    assert strip.accessibleName() == said
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert "Friday 13 March: 08:00 Log your pain: no answer." in house.texts()
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    yesterday = (
        "Thursday 12 March: 08:00 Log your pain: answered. "
        "20:00 Log your pain: not this time (away)."
    )
    assert yesterday in house.texts()
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(2, 10))
    first = date(2026, 2, 14)
    assert f"{first:%A} 14 February: No reminders." in house.texts()


def test_what_happens_with_the_app_closed_is_said(house: House) -> None:
    assert any(text.startswith("They come while the app is open") for text in house.texts())


def test_what_cannot_be_saved_is_said_and_shown_as_it_was(house: House, db: Database) -> None:
    db.connection.execute("pragma query_only = on")
    house.press("Sunday, Log your pain, 08:00")
    ((said, _),) = house.desk.said
    assert "does not let the program write" in said
    assert house.named("Sunday, Log your pain, 08:00").isChecked()


def test_back_gives_the_window_back(house: House, qtbot: QtBot) -> None:
    press(qtbot, house.screen, "Back")
    assert house.desk.full is None


def test_the_questions_of_the_week_come_on_one_day_that_is_chosen(house: House) -> None:
    house.press("Add Your week in three questions")
    assert house.kept() == ["08:00 log 0123456", "12:00 log 6", "20:00 log 0123456"]
    (row,) = (one for one in house.screen.rows() if one.reminder.at == time(12))
    assert row.reminder.kind is ReminderKind.PEG_WEEK
    house.press("Friday, Your week in three questions, 12:00")
    assert house.kept()[1] == "12:00 log 4"
    house.press("Friday, Your week in three questions, 12:00")
    assert house.kept()[1] == "12:00 log 4"
    assert [day for day, button in row.days.items() if button.isChecked()] == [4]


def test_a_time_is_judged_when_it_is_typed_and_what_is_none_stays(
    house: House, qtbot: QtBot
) -> None:
    edit = house.screen.rows()[1].time
    edit.selectAll()
    qtbot.keyClicks(edit, "8")
    house.join.refresh()
    assert (edit.text(), house.desk.said) == ("8", [])
    qtbot.keyClicks(edit, ".30 xm")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    house.join.refresh()
    assert edit.text() == "8.30 xm"
    assert "“8.30 xm” is not a time. Write it like 20:00." in house.texts()
    assert house.kept() == ["08:00 log 0123456", "20:00 log 0123456"]
    house.set_time(0, time(21))
    assert [row.time.text() for row in house.screen.rows()] == ["8.30 xm", "21:00"]
    edit.selectAll()
    qtbot.keyClicks(edit, "8.30 pm")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert house.kept() == ["20:30 log 0123456", "21:00 log 0123456"]
