from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, PainEntry, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.deleted import DeletedScreen
from cluneal_tracker.ui.screens.entry_history import EntryHistoryScreen
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.trend_choices import TABLE
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import press


@pytest.fixture
def window(look: Look, services: Services, qtbot: QtBot) -> Iterator[Window]:
    window = Window(look, services)
    window.resize(1180, 780)
    window.go(Place.TODAY)
    window.show()
    yield window
    qtbot.waitUntil(lambda: threading.active_count() == 1)
    window.close()
    window.deleteLater()


@pytest.fixture
def entry(services: Services, clock: FakeClock) -> PainEntry:
    """A score of 4.1 that was moved to 3.0 a minute later."""
    services.diary.mark(VasScore(41), Given.LINE)
    clock.move(minutes=1)
    return services.diary.mark(VasScore(30), Given.LINE)


def page(window: Window) -> FullPage:
    """The page that has the window."""
    (found,) = [one for one in window.findChildren(FullPage) if one.isVisible()]
    return found


def deleted(window: Window) -> DeletedScreen:
    window.pages.show_deleted()
    screen = page(window)
    assert isinstance(screen, DeletedScreen)
    return screen


def history(window: Window, row_id: str) -> EntryHistoryScreen:
    window.pages.show_history(row_id)
    screen = page(window)
    assert isinstance(screen, EntryHistoryScreen)
    return screen


def seen(inside: QWidget) -> list[str]:
    """The texts in sight."""
    # What was replaced is gone when the event loop comes by.
    QApplication.processEvents()
    return [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]


def rows(screen: DeletedScreen) -> list[str]:
    return [screen.list.item(row).text() for row in range(screen.list.count())]


def scores(services: Services) -> list[str]:
    return [str(one.score) for one in services.diary.entries()]


def test_the_history_tells_the_versions_newest_first(window: Window, entry: PainEntry) -> None:
    assert seen(history(window, entry.id)) == [
        "History",
        "Score 3.0, right side, 12 Mar 2026, 08:10",
        "Version 2, 12 Mar 2026, 08:11",
        "This is how it is now.",
        "Score: from 4.1 to 3.0",
        "Version 1, 12 Mar 2026, 08:10",
        "Added\nScore: 4.1\nSide: right side\nTime: 12 Mar 2026, 08:10\nGiven by: line",
    ]


def test_a_version_comes_back_and_undo_takes_it_back(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    screen = history(window, entry.id)
    press(qtbot, screen, "Bring this version back")
    assert scores(services) == ["4.1"]
    assert window.toast.label.text() == "This version is back."
    assert "Score: from 3.0 to 4.1" in seen(screen)
    press(qtbot, window.toast, "Undo")
    assert scores(services) == ["3.0"]
    assert "Version 4, 12 Mar 2026, 08:11" in seen(screen)


@pytest.mark.parametrize("way", ["Esc", "Back", "Ctrl+2", "Ctrl+L"])
def test_a_page_is_left_by_back_by_esc_and_for_any_place(
    window: Window, entry: PainEntry, qtbot: QtBot, way: str
) -> None:
    window.go(Place.TREATMENTS)
    screen = history(window, entry.id)
    assert screen.isVisible()
    if way == "Esc":
        qtbot.waitUntil(screen.back.hasFocus)
        qtbot.keyClick(screen.back, Qt.Key.Key_Escape)
    elif way == "Back":
        press(qtbot, screen, "Back")
    elif way == "Ctrl+2":
        qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    else:
        window.log_pain()
    assert not window.busy
    ends = {"Ctrl+2": Place.EXERCISES, "Ctrl+L": Place.TODAY}
    assert window.place is ends.get(way, Place.TREATMENTS)


def test_an_exercise_is_not_broken_off_for_a_page(window: Window, entry: PainEntry) -> None:
    window.start_exercise("nerve-glide")
    window.pages.show_history(entry.id)
    window.pages.show_deleted()
    assert window.findChildren(FullPage) == []
    assert window.exercise is not None
    window.exercise.leave()


def test_what_has_no_history_is_said(window: Window) -> None:
    window.pages.show_history("unknown")
    assert window.toast.label.text() == "There is nothing with this id in the diary."
    assert not window.busy


def test_an_empty_list_says_what_goes_here(window: Window) -> None:
    screen = deleted(window)
    assert "Nothing here" in seen(screen)
    assert not screen.list.isVisible()
    assert screen.back.hasFocus()


def test_picked_by_keys_and_brought_back(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    session = services.exercises.add("nerve-glide")
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1))
    services.diary.delete(entry.id)
    services.exercises.delete(session.id)
    services.treatments.delete(block.id)
    screen = deleted(window)
    assert sorted(rows(screen)) == [
        "Nerve block, 1 Mar 2026\nDeleted 12 Mar 2026, 08:11",
        "Nerve glide, 12 Mar 2026, 08:11\nDeleted 12 Mar 2026, 08:11",
        "Score 3.0, right side, 12 Mar 2026, 08:10\nDeleted 12 Mar 2026, 08:11",
    ]
    assert not screen.bring.isEnabled()
    qtbot.waitUntil(screen.list.hasFocus)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(screen.list, key)
    assert screen.bring.text() == "Bring back 2"
    qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    assert screen.bring.text() == "Bring back"
    press(qtbot, screen, "Choose all")
    press(qtbot, screen, "Bring back 3")
    assert scores(services) == ["3.0"]
    assert services.exercises.sessions() == [session]
    assert services.treatments.every() == [block]
    assert window.toast.label.text() == "3 are back in your diary."
    assert rows(screen) == []
    press(qtbot, window.toast, "Undo")
    assert len(rows(screen)) == 3
    assert scores(services) == []


def test_a_click_on_the_text_picks_and_lets_go(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    services.diary.delete(entry.id)
    screen = deleted(window)
    middle = screen.list.visualItemRect(screen.list.item(0)).center()
    for picked in (True, False, True):
        qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert screen.bring.isEnabled() is picked
    press(qtbot, screen, "Bring back")
    assert window.toast.label.text() == "It is back in your diary."


def test_what_was_picked_stays_picked_when_more_is_deleted(
    window: Window, services: Services, clock: FakeClock, entry: PainEntry
) -> None:
    other = services.diary.add(VasScore(70))
    services.diary.delete(entry.id)
    screen = deleted(window)
    screen.list.item(0).setSelected(True)
    clock.move(minutes=1)
    services.diary.delete(other.id)
    assert len(rows(screen)) == 2
    assert screen.list.keys == [entry.id]


def test_what_is_back_already_is_said(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    services.diary.delete(entry.id)
    screen = deleted(window)
    screen.bring_back_requested.emit([entry.id])
    screen.bring_back_requested.emit([entry.id])
    assert window.toast.label.text() == "This is in your diary already."


def test_what_undo_took_out_says_so(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    services.history.undo()
    services.history.undo()
    assert rows(deleted(window)) == [
        "Score 4.1, right side, 12 Mar 2026, 08:10\nTaken back 12 Mar 2026, 08:11"
    ]


def open_table(window: Window, qtbot: QtBot) -> TrendsScreen:
    trends = window.go(Place.TRENDS).widget
    assert isinstance(trends, TrendsScreen)
    trends.open(TABLE)
    qtbot.waitUntil(lambda: trends.model.rowCount() > 0)
    trends.table.selectRow(0)
    return trends


def test_the_table_leads_to_the_history_and_back_to_its_row(
    window: Window, entry: PainEntry, qtbot: QtBot
) -> None:
    trends = open_table(window, qtbot)
    qtbot.keyClick(trends.table, Qt.Key.Key_Return)
    screen = page(window)
    assert isinstance(screen, EntryHistoryScreen)
    press(qtbot, screen, "Back")
    qtbot.waitUntil(trends.table.hasFocus)
    assert trends.table.currentIndex().row() == 0
    press(qtbot, trends, "History of this score")
    assert isinstance(page(window), EntryHistoryScreen)


def test_the_table_leads_to_what_was_deleted(
    window: Window, services: Services, entry: PainEntry, qtbot: QtBot
) -> None:
    services.diary.add(VasScore(70))
    trends = open_table(window, qtbot)
    press(qtbot, trends, "Delete this score")
    press(qtbot, trends, "Recently deleted")
    screen = page(window)
    assert isinstance(screen, DeletedScreen)
    assert len(rows(screen)) == 1


def test_a_row_that_is_gone_already_is_said_and_leaves_the_table(
    window: Window, services: Services, db: Database, entry: PainEntry, qtbot: QtBot
) -> None:
    services.diary.add(VasScore(70))
    trends = open_table(window, qtbot)
    gone = trends.model.row(0).id
    # Another program: nobody here is told.
    db.connection.execute("delete from pain where id = ?", [gone])
    qtbot.keyClick(trends.table, Qt.Key.Key_Delete)
    assert window.toast.label.text() == "This score is no longer in the diary."
    qtbot.waitUntil(lambda: trends.model.rowCount() == 1)


def test_the_card_of_a_treatment_leads_to_its_history(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    medicine = services.treatments.add(
        TreatmentKind.MEDICINE, date(2026, 1, 5), name="Gabapentin", dose="300 mg"
    )
    services.treatments.change(medicine.id, dose="600 mg")
    press(qtbot, window.go(Place.TREATMENTS).widget, "History")
    assert "Dose: from 300 mg to 600 mg" in seen(page(window))
