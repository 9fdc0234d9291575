"""The page of all exercises: filters, words, the table, and what can be done with a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.session import StopReason
from cluneal_tracker.domain.when import When
from cluneal_tracker.render.revision_words import RevisionWords
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.exercises import LastSessions
from cluneal_tracker.ui.screens.session_history import SessionHistoryScreen
from cluneal_tracker.ui.widgets.session_table import Column
from cluneal_tracker.ui.window import Window
from tests.data.routines_made_up import bridge
from tests.fakes import FakeClock
from tests.ui.diaries import press
from tests.ui.windows import in_front


@pytest.fixture
def window(look: Look, services: Services, clock: FakeClock, qtbot: QtBot) -> Iterator[Window]:
    """Six nerve glides that helped a little, the last one stopped because it hurt."""
    glide = services.exercises.routine("nerve-glide")
    for number in range(6):
        clock.move(hours=3)
        done = {"right": 10, "left": 10 if number < 5 else 2}
        one = services.exercises.log(glide, When.now(clock), 300, done, before=VasScore(50))
        one = services.exercises.rate(one, VasScore(30))
    services.exercises.tell_reason(one, StopReason.PAIN)
    window = in_front(look, services, qtbot, Place.EXERCISES)
    yield window
    window.close()


def page(window: Window) -> SessionHistoryScreen:
    found = window.findChild(SessionHistoryScreen)
    assert isinstance(found, SessionHistoryScreen)
    return found


def texts(screen: SessionHistoryScreen) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if one.isVisible())


def newest(window: Window) -> str:
    """The line of the newest exercise on the Exercises page."""
    window.go(Place.EXERCISES)
    QApplication.processEvents()
    (last,) = window.findChildren(LastSessions)
    lines = [one.text() for one in last.findChildren(QLabel) if one.isVisible()]
    return lines[1]


def test_the_exercises_page_shows_the_last_three_and_leads_to_all(
    window: Window, qtbot: QtBot
) -> None:
    press(qtbot, window, "All your exercises")
    screen = page(window)
    assert screen.model.rowCount() == 6
    said = texts(screen)
    assert "Nerve glide: in 6 with both scores your middle score was 5.0 before and 3.0" in said
    assert "It was lower after 6, higher after 0, the same after 0." in said
    assert "It was usually lower just after." in said
    assert "You stopped 1 because it hurt." in said
    assert "Pain goes up and down by itself." in said
    assert "The more often you look, the more often chance looks like a pattern." in said


def test_a_row_is_told_in_full(window: Window, qtbot: QtBot) -> None:
    window.pages.show_sessions()
    said = texts(page(window))
    assert "Done: 10 of 10 on the right leg, 2 of 10 on the left leg." in said
    assert "Why it ended early: it hurt." in said


def test_filters_leave_out_and_say_so_when_nothing_is_left(window: Window, qtbot: QtBot) -> None:
    window.pages.show_sessions()
    screen = page(window)
    press(qtbot, screen, "Part")
    assert screen.model.rowCount() == 1
    assert screen._routine is not None
    screen._routine.setCurrentIndex(1)
    screen._routine.activated.emit(1)
    assert "5 of 14, 1 in part" in texts(screen)
    press(qtbot, screen, "Whole")
    assert screen.model.rowCount() == 5


def test_delete_takes_it_out_and_undo_brings_it_back(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    window.pages.show_sessions()
    screen = page(window)
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    assert len(services.exercises.sessions()) == 5
    assert screen.model.rowCount() == 5
    assert window.toast.label.text() == "The exercise is taken out."
    window.undo()
    assert screen.model.rowCount() == 6


def test_a_note_is_written_to_the_row_that_was_chosen(
    window: Window, services: Services, qtbot: QtBot
) -> None:
    window.pages.show_sessions()
    screen = page(window)
    screen.table.selectRow(2)
    chosen = screen.model.row(2).id
    screen.note.setPlainText("On the carpet.")
    screen.table.selectRow(0)
    notes = {one.id: one.note for one in services.exercises.sessions() if one.note}
    assert notes == {chosen: "On the carpet."}
    assert screen.note.toPlainText() == ""


def _next_row(window: Window) -> None:
    page(window).table.selectRow(0)


def _back(window: Window) -> None:
    page(window).back.click()


@pytest.mark.parametrize("leave", [_next_row, _back, Window.log_pain])
def test_a_note_that_was_not_saved_stays_in_sight_and_can_be_saved_later(
    window: Window,
    services: Services,
    db: Database,
    qtbot: QtBot,
    leave: Callable[[Window], None],
) -> None:
    window.pages.show_sessions()
    screen = page(window)
    screen.table.selectRow(2)
    chosen = screen.model.row(2).id
    db.connection.execute("pragma query_only = on")
    screen.note.setPlainText(f"On the carpet. {'Long. ' * 100}")
    leave(window)
    said = window.notice.label.text()
    assert said.startswith("Your note is not saved yet: “On the carpet. Long.")
    assert said.endswith("…”")
    press(qtbot, window.notice, "Try again")
    assert window.notice.label.text() == said
    db.connection.execute("pragma query_only = off")
    press(qtbot, window.notice, "Try again")
    assert not window.notice.isVisible()
    notes = {one.id: one.note for one in services.exercises.sessions() if one.note}
    assert notes == {chosen: f"On the carpet. {'Long. ' * 100}"}


def test_a_note_that_cannot_be_saved_keeps_the_window_open_once(
    window: Window, db: Database
) -> None:
    window.pages.show_sessions()
    db.connection.execute("pragma query_only = on")
    page(window).note.setPlainText("On the carpet.")
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()


def test_enter_shows_how_it_came_to_be(window: Window, qtbot: QtBot) -> None:
    window.pages.show_sessions()
    screen = page(window)
    with qtbot.waitSignal(screen.history_requested, timeout=1000) as asked:
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert asked.args == [screen.model.row(0).id]


@pytest.mark.parametrize(
    ("seconds", "cell", "told"),
    [(0, "0", "0 seconds"), (20, "under 1", "20 seconds"), (95, "2", "2 minutes")],
)
def test_a_short_exercise_is_not_made_longer(
    window: Window, services: Services, clock: FakeClock, seconds: int, cell: str, told: str
) -> None:
    glide = services.exercises.routine("nerve-glide")
    clock.move(hours=1)
    services.exercises.log(glide, When.now(clock), seconds, {"right": 1})
    window.pages.show_sessions()
    model = page(window).model
    assert model.text(0, Column.MINUTES) == cell
    assert newest(window).endswith(told)


def test_an_exercise_that_is_gone_is_told_by_what_its_key_says(
    window: Window, services: Services, clock: FakeClock
) -> None:
    gone = bridge(key="bridge-on-toes-1a2b3c4d")
    clock.move(hours=1)
    session = services.exercises.log(gone, When.now(clock), 300, {"once": 10})
    window.pages.show_sessions()
    screen = page(window)
    assert screen.model.text(0, Column.EXERCISE) == "Bridge on toes (gone)"
    assert screen._routine is not None
    assert screen._routine.itemText(2) == "Bridge on toes (gone)"
    assert "Bridge on toes (gone): none has a score" in texts(screen)
    assert "bridge-on" not in texts(screen)
    words = RevisionWords(services.content, services.routines.by_key())
    assert words.title(session).startswith("Bridge on toes (gone), ")
    assert newest(window) == "Bridge on toes (gone): whole, 5 minutes"


def test_an_empty_diary_says_what_will_be_here(
    look: Look, services: Services, qtbot: QtBot
) -> None:
    screen = SessionHistoryScreen(look)
    qtbot.addWidget(screen)
    from cluneal_tracker.services.session_history import Wanted

    screen.show_state(services.session_history.view(Wanted()))
    screen.show()
    assert "An exercise shows here once you have done one." in texts(screen)
    assert screen.table.isHidden()
