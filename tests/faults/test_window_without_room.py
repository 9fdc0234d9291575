"""The window on a full disk: it says so, and what was typed is still there to be saved later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.joins.today import TodayJoin
from cluneal_tracker.ui.joins.treatments import TreatmentsJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.widgets.pain_line import PainLine
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock
from tests.ui.diaries import press
from tests.ui.windows import in_front

resource = pytest.importorskip("resource", reason="limits of POSIX")
TOLD = "The disk did not answer. It may be full or taken out."


@contextmanager
def _no_room() -> Iterator[None]:
    """No file can grow beyond its first bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    with open_services(tmp_path / "house", clock) as services:
        services.preferences.choose(welcomed=True)
        yield services


@pytest.fixture
def window(look: Look, house: Services, qtbot: QtBot) -> Iterator[Window]:
    window = in_front(look, house, qtbot)
    yield window
    window.close()
    qtbot.waitUntil(lambda: threading.active_count() == 1)


def _today(window: Window) -> TodayJoin:
    today = window.joined(Place.TODAY)
    assert isinstance(today, TodayJoin)
    return today


def _line(window: Window) -> PainLine:
    return next(line for line in window.findChildren(PainLine) if line.isVisible())


def _is_told(window: Window) -> bool:
    return _sees(window, TOLD)


def _sees(window: Window, words: str) -> bool:
    labels = window.findChildren(QLabel)
    return any(label.text().startswith(words) for label in labels if label.isVisible())


def _notes(house: Services) -> list[str]:
    return [entry.note for entry in house.diary.entries()]


def test_a_note_stays_in_its_field_until_it_can_be_saved(
    window: Window, house: Services, qtbot: QtBot
) -> None:
    note = _today(window).widget.activities.note
    with _no_room():
        press(qtbot, window, "Add a note")
        qtbot.keyClicks(note, "After the garden")
        _line(window).setFocus()
        assert _is_told(window)
        assert note.toPlainText() == "After the garden"
        assert note.isVisible()
        window.go(Place.SETTINGS)
        window.go(Place.TODAY)
        assert note.toPlainText() == "After the garden"
    assert _notes(house) == []
    note.setFocus()
    _line(window).setFocus()
    assert _notes(house) == ["After the garden"]
    assert house.history.damage() is None


def test_a_score_that_cannot_be_saved_is_not_shown_as_saved(
    window: Window, house: Services, qtbot: QtBot
) -> None:
    line = _line(window)
    qtbot.keyClicks(line, "3")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    with _no_room():
        qtbot.keyClicks(line, "4.1")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert _is_told(window)
        assert _sees(window, "Not saved yet: 4.1 out of 10. It stays on this screen.")
        assert not _sees(window, "Saved: 3.0")
        assert not [
            one
            for one in _today(window).widget.check_in.findChildren(QPushButton)
            if one.text() == "Undo" and one.isVisible()
        ]
    assert [str(entry.score) for entry in house.diary.entries()] == ["3.0"]
    press(qtbot, window, "Try again")
    assert [str(entry.score) for entry in house.diary.entries()] == ["4.1"]
    assert not _is_told(window)
    assert _sees(window, "Saved: 4.1 out of 10")


def test_a_treatment_stays_in_its_form(window: Window, house: Services, qtbot: QtBot) -> None:
    joined = window.go(Place.TREATMENTS)
    assert isinstance(joined, TreatmentsJoin)
    form = joined.widget.form
    press(qtbot, window, "Add a treatment")
    press(qtbot, window, "Medicine")
    qtbot.keyClicks(form.name, "Gabapentin")
    with _no_room():
        press(qtbot, window, "Save")
        assert form.isVisible()
        assert form.name.text() == "Gabapentin"
        assert _is_told(window)
    press(qtbot, window, "Save")
    assert [one.name for one in house.treatments.every()] == ["Gabapentin"]


def test_a_note_that_was_just_typed_is_saved_when_the_window_is_closed(
    window: Window, house: Services, qtbot: QtBot
) -> None:
    press(qtbot, window, "Add a note")
    qtbot.keyClicks(_today(window).widget.activities.note, "After the garden")
    window.close()
    assert _notes(house) == ["After the garden"]


def test_a_window_does_not_close_at_once_over_a_note_that_cannot_be_saved(
    window: Window, house: Services, qtbot: QtBot
) -> None:
    note = _today(window).widget.activities.note
    press(qtbot, window, "Add a note")
    qtbot.keyClicks(note, "After the garden")
    with _no_room():
        window.close()
        assert window.isVisible()
        assert _is_told(window)
        assert note.toPlainText() == "After the garden"
        window.close()
        assert not window.isVisible()
