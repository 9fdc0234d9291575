"""What is taken when it hurts, on Today and under its treatment."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.treatments import TreatmentsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.today import TodayScreen
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from tests.fakes import FakeClock
from tests.ui.diaries import TODAY, Desk, press

J = TypeVar("J", TodayJoin, TreatmentsJoin)


@pytest.fixture
def heat(services: Services) -> Treatment:
    return services.treatments.add(
        TreatmentKind.OTHER, TODAY - timedelta(days=9), name="Heat pad", when_needed=True
    )


@pytest.fixture
def today(look: Look, services: Services, desk: Desk, qtbot: QtBot) -> TodayScreen:
    return _shown(TodayJoin(look, services, desk), services, qtbot).widget


@pytest.fixture
def treatments(look: Look, services: Services, desk: Desk, qtbot: QtBot) -> TreatmentsScreen:
    return _shown(TreatmentsJoin(look, services, desk), services, qtbot).widget


def _shown(join: J, services: Services, qtbot: QtBot) -> J:
    qtbot.addWidget(join.widget)
    services.changes.subscribe(lambda _: join.refresh())
    join.refresh()
    join.widget.resize(900, 900)
    join.widget.show()
    return join


def _texts(inside: QWidget) -> list[str]:
    return [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]


def test_one_click_on_today_says_it_was_taken(
    heat: Treatment, today: TodayScreen, services: Services, desk: Desk, qtbot: QtBot
) -> None:
    assert today.needed is not None
    assert "Not taken today" in _texts(today.needed)
    press(qtbot, today, "I took it now")
    (dose,) = services.doses.of(heat.id)
    assert f"{dose.taken.at:%H:%M}" == "08:10"
    assert desk.said == [("Saved: Heat pad, 08:10.", True)]
    assert "Taken once today, at 08:10" in _texts(today.needed)
    press(qtbot, today, "I took it now")
    assert "Taken 2 times today, last at 08:10" in _texts(today.needed)
    services.history.undo()
    assert len(services.doses.of(heat.id)) == 1


def test_without_anything_to_take_there_is_no_card(
    today: TodayScreen, services: Services, qtbot: QtBot
) -> None:
    def seen() -> bool:
        return today.needed is not None and today.needed.isVisible()

    assert today.needed is None
    one = services.treatments.add(TreatmentKind.MEDICINE, TODAY, name="Pill", when_needed=True)
    assert seen()
    services.treatments.delete(one.id)
    assert not seen()


def test_beside_an_earlier_day_it_is_out_of_sight(heat: Treatment, today: TodayScreen) -> None:
    today.half_chosen.emit(DaySlot(TODAY - timedelta(days=1), Slot.EVENING))
    assert today.needed is not None
    assert not today.needed.isVisible()


def test_a_treatment_is_added_as_one_that_is_taken_when_it_hurts(
    treatments: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, treatments, "Add a treatment")
    press(qtbot, treatments, "Something else")
    assert not treatments.form.ended.isVisible()
    press(qtbot, treatments, "When it hurts")
    assert treatments.form.ended.isVisible()
    press(qtbot, treatments, "Save")
    needs = "What you take when it hurts needs its name."
    assert treatments.form.error.label.text() == needs
    qtbot.keyClicks(treatments.form.name, "Heat pad")
    press(qtbot, treatments, "Save")
    (one,) = services.treatments.every()
    assert (one.name, one.when_needed, one.last_day) == ("Heat pad", True, None)
    (card,) = treatments.list.cards
    assert card.name.text() == "Heat pad when it hurts, from 12 Mar 2026"
    press(qtbot, treatments, "I took it now")
    assert len(services.doses.of(one.id)) == 1


def test_an_earlier_time_is_added_with_a_note_corrected_and_removed(
    heat: Treatment,
    treatments: TreatmentsScreen,
    services: Services,
    desk: Desk,
    clock: FakeClock,
    qtbot: QtBot,
) -> None:
    form = treatments.dose_form
    # The page was shown some hours ago.
    clock.move(hours=6)
    press(qtbot, treatments, "I took it earlier")
    assert form.clock.text() == "14:10"
    qtbot.keyClick(form.day, Qt.Key.Key_Down)
    form.clock.setFocus()
    form.clock.selectAll()
    qtbot.keyClicks(form.clock, "1130")
    qtbot.keyClicks(form.note, "at work")
    press(qtbot, treatments, "Save")
    (dose,) = services.doses.of(heat.id)
    assert f"{dose.taken.at:%Y-%m-%d %H:%M}" == "2026-03-11 11:30"
    assert dose.note == "at work"
    assert desk.said[-1] == ("This time is added.", True)
    assert not form.isVisible()
    row = treatments.list.cards[0]
    told = {"Wednesday 11 March, 11:30", "Note: at work"}
    qtbot.waitUntil(lambda: told <= set(_texts(row)), timeout=1000)
    qtbot.mouseClick(_named(row, "Edit: Heat pad, Wednesday"), Qt.MouseButton.LeftButton)
    form.day.setFocus()
    qtbot.keyClick(form.day, Qt.Key.Key_Down)
    qtbot.keyClick(form.day, Qt.Key.Key_Down)
    press(qtbot, treatments, "Save")
    assert services.doses.of(heat.id)[0].taken.day == TODAY - timedelta(days=3)
    seen = "Monday 9 March, 11:30"
    qtbot.waitUntil(lambda: seen in _texts(treatments), timeout=1000)
    qtbot.mouseClick(_named(treatments, "Remove: Heat pad, Monday"), Qt.MouseButton.LeftButton)
    assert services.doses.of(heat.id) == []
    assert desk.said[-1] == ("This time is removed.", True)


def _named(inside: QWidget, beginning: str) -> QWidget:
    (found,) = (
        one
        for one in inside.findChildren(QWidget)
        if one.isVisible() and one.accessibleName().startswith(beginning)
    )
    return found


def test_what_cannot_be_is_said_beside_the_form_and_nothing_is_cleared(
    heat: Treatment, treatments: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    press(qtbot, treatments, "I took it earlier")
    form = treatments.dose_form
    form.clock.setFocus()
    form.clock.selectAll()
    qtbot.keyClicks(form.clock, "2330")
    qtbot.keyClicks(form.note, "kept")
    press(qtbot, treatments, "Save")
    assert form.error.label.text() == "That time has not come yet. Add it once you have taken it."
    assert (form.clock.text(), form.note.text) == ("23:30", "kept")
    press(qtbot, treatments, "I took it earlier")
    assert "not saved yet" in form.error.label.text()
    assert form.note.text == "kept"
    press(qtbot, treatments, "Cancel")
    press(qtbot, treatments, "Add a treatment")
    assert not form.isVisible()
    assert services.doses.every() == []


def test_the_newest_times_show_and_all_of_them_when_asked_for(
    heat: Treatment,
    look: Look,
    services: Services,
    clock: FakeClock,
    desk: Desk,
    qtbot: QtBot,
) -> None:
    for _ in range(5):
        clock.move(minutes=10)
        services.doses.take(heat.id)
    screen = _shown(TreatmentsJoin(look, services, desk), services, qtbot).widget

    def times() -> list[str]:
        return [text[-5:] for text in _texts(screen) if "Thursday" in text]

    assert times() == ["09:00", "08:50", "08:40"]
    press(qtbot, screen, "Show all 5 times")
    every = ["09:00", "08:50", "08:40", "08:30", "08:20"]
    qtbot.waitUntil(lambda: times() == every, timeout=1000)
    services.history.undo()
    # All of them still show.
    qtbot.waitUntil(lambda: times() == every[1:], timeout=1000)


def test_the_keyboard_never_goes_to_a_line_that_is_out_of_sight(today: TodayScreen) -> None:
    today.resize(900, 400)
    bar = today.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    today.focus_line()
    assert bar.value() == 0


def test_two_doses_of_one_minute_are_told_apart_by_ear(
    heat: Treatment, treatments: TreatmentsScreen, services: Services, qtbot: QtBot
) -> None:
    services.doses.take(heat.id)
    services.doses.take(heat.id)

    def names() -> list[str]:
        buttons = treatments.findChildren(QPushButton)
        told = [one.accessibleName() for one in buttons if one.isVisible()]
        return [name for name in told if "08:10" in name]

    qtbot.waitUntil(lambda: len(names()) == 6, timeout=1000)
    assert len(set(names())) == 6
    assert "Edit: Heat pad, Thursday 12 March, 08:10, 2 of 2" in names()
