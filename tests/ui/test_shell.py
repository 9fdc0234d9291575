"""The window around the places: undo by key, the turn of the day, what asks for a score."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.shell import SETTLE_MS, Shell
from cluneal_tracker.ui.widgets.basics import Button, Page
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeAlarm, FakeClock
from tests.ui.diaries import TODAY, press
from tests.ui.windows import in_front

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(look: Look, services: Services, qtbot: QtBot) -> Iterator[Window]:
    services.preferences.choose(welcomed=True)
    window = in_front(look, services, qtbot)
    yield window
    window.close()
    qtbot.waitUntil(lambda: threading.active_count() == 1)


def texts(window: Window) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def test_a_form_half_filled_keeps_the_window_open_once_wherever_the_person_is(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    screen = window.go(Place.TREATMENTS).widget
    assert isinstance(screen, TreatmentsScreen)
    screen.open_new(TreatmentKind.MEDICINE)
    qtbot.keyClicks(screen.form.name, "Gabapentin")
    window.go(Place.HELP)
    window.close()
    assert window.isVisible()
    assert window.toast.label.text() == "What you typed at Treatments is not saved yet."
    assert screen.form.name.text() == "Gabapentin"
    window.close()
    assert not window.isVisible()


def test_undo_by_key_names_what_it_took_back(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    services.exercises.add("nerve-glide")
    services.treatments.add(TreatmentKind.OTHER, TODAY, name="Heat pad")
    services.preferences.choose(reminders_on=False)
    said = []
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
        said.append(window.toast.label.text())
    assert said == [
        "Taken back: a setting, reminders on or off.",
        "Taken back: Heat pad, 12 Mar 2026.",
        "Taken back: Nerve glide, this morning, 08:10.",
        "Taken back: Score 4.1, right side, this morning, 08:10.",
        "There is nothing to undo.",
    ]
    assert services.diary.entries() == []
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert window.toast.label.text() == "Brought back: Score 4.1, right side, this morning, 08:10."
    assert len(services.diary.entries()) == 1


def test_beside_what_undo_took_back_stands_the_way_forward_again(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    entry = services.diary.mark(VasScore(41), Given.LINE)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    press(qtbot, window.toast, "Bring it back")
    assert services.diary.entries() == [entry]
    assert window.toast.label.text().startswith("Brought back: Score 4.1, ")
    press(qtbot, window.toast, "Undo")
    assert services.diary.entries() == []
    window.redo()
    services.diary.delete(entry.id)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.toast.label.text().startswith("Brought back: Score 4.1, ")
    press(qtbot, window.toast, "Delete it again")
    assert services.diary.entries() == []
    assert window.toast.label.text().startswith("Taken out again: Score 4.1, ")


def test_undo_beside_a_message_is_gone_when_something_else_was_changed(
    window: Window, services: Services
) -> None:
    entry = services.diary.mark(VasScore(41), Given.LINE)
    services.diary.delete(entry.id)
    window.say("The score is deleted.", undo=True)
    services.preferences.choose(theme=Theme.LIGHT)
    assert window.toast.isVisible(), "undo passes over what is of the screen alone"
    services.habits.tick("soft-waistband")
    assert not window.toast.isVisible()
    window.say("Soft waistband: ticked.", undo=True)
    window.undo()
    assert window.toast.label.text().startswith("Taken back: Soft waistband, ")


def test_undo_that_does_not_work_is_said(
    window: Window, services: Services, db: Database, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    db.connection.execute("pragma query_only = on")
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert "does not let the program write" in window.toast.label.text()


def test_coming_back_to_the_window_shows_the_new_day(window: Window, clock: FakeClock) -> None:
    clock.set_wall("2026-03-13T08:00")
    window.activated.emit()
    assert "Friday 13 March, morning" in texts(window)


def test_coming_back_after_ten_minutes_shows_an_empty_line(
    window: Window, services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=10)
    window.activated.emit()
    assert "Your last score is from 08:10. You can mark the line again." in texts(window)


@pytest.mark.parametrize("by_alarm", [True, False])
def test_every_place_is_read_again_when_the_day_turns(
    window: Window, services: Services, clock: FakeClock, by_alarm: bool
) -> None:
    services.exercises.add("nerve-glide")
    window.go(Place.EXERCISES)
    assert any(text.startswith("1 of 2 done today") for text in texts(window))
    clock.set_wall("2026-03-13T08:00")
    (window.bridge.rang if by_alarm else window.activated).emit()
    assert not any(text.startswith("1 of 2 done today") for text in texts(window))
    window.go(Place.TODAY)
    assert "Friday 13 March, morning" in texts(window)


def test_the_line_in_view_asks_only_while_it_is_empty(window: Window, services: Services) -> None:
    asked = [window.shows_line]
    services.diary.mark(VasScore(41), Given.LINE)
    asked.append(window.shows_line)
    services.history.undo()
    asked.append(window.shows_line)
    window.go(Place.SETTINGS)
    asked.append(window.shows_line)
    assert asked == [True, False, True, False]


def test_an_old_mark_does_not_swallow_a_reminder(
    window: Window, services: Services, clock: FakeClock
) -> None:
    clock.set_wall("2026-03-12T13:59")
    services.preferences.choose(reminders_on=True)
    services.diary.mark(VasScore(41), Given.LINE)
    clock.set_wall("2026-03-12T20:00")
    reminders = window.make_reminders()
    reminders.set_off(FakeAlarm())
    # The line was refreshed first: it is empty now, so it asks by itself.
    assert "Thursday 12 March, evening" in texts(window)
    assert window.shows_line
    assert not reminders.window.isVisible()
    reminders.stop()


def test_a_window_that_goes_at_once_leaves_nothing_to_fire(look: Look, qtbot: QtBot) -> None:
    shell = Shell(look, {})
    with qtbot.waitExposed(shell):
        shell.show()
    shell.repaint()
    shell.close()
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(look.changed, raising=False, timeout=2 * SETTLE_MS) as nothing:
        pass
    assert not nothing.signal_triggered


@pytest.mark.parametrize(
    ("width", "percent", "names"),
    [
        (1180, 100, ["For your visit", "When to get help"]),
        (1024, 200, ["Visit", "Help"]),
        (960, 150, ["Visit", "Help"]),
        (960, 200, ["", ""]),
    ],
)
def test_the_bar_keeps_its_words_as_long_as_the_line_has_room(
    window: Window, look: Look, qtbot: QtBot, width: int, percent: int, names: list[str]
) -> None:
    look.choose(Theme.LIGHT, percent, system_dark=False)
    QApplication.setFont(look.font())
    window.setStyleSheet(look.style_sheet())
    window.resize(width, 640)
    buttons = [one for one in window.findChildren(Button) if one.property("role") == "place"]
    told = {one.accessibleName(): one for one in buttons}
    assert [told[name].text() for name in ("For your visit", "When to get help")] == names
    if names[0]:
        assert all(one.text() for one in buttons)
        qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))


def test_tab_never_comes_to_what_is_out_of_sight(window: Window, qtbot: QtBot) -> None:
    screen = window.go(Place.SETTINGS).widget
    assert isinstance(screen, Page)
    QApplication.processEvents()
    screen.verticalScrollBar().setValue(screen.verticalScrollBar().maximum())
    places = [one for one in window.findChildren(Button) if one.text() == "Settings"]
    places[0].setFocus()
    seen = 0
    for _ in range(40):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        used = window.focusWidget()
        if screen.isAncestorOf(used):
            top = used.mapTo(screen.viewport(), QPoint(0, 0)).y()
            assert 0 <= top <= screen.viewport().height() - used.height(), used.accessibleName()
            seen += 1
    assert seen > 20
