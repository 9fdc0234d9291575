"""One day lived through the whole app by clicks and keys, on a real diary in a real folder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.widgets.pain_line import PainLine
from cluneal_tracker.ui.widgets.scale import LINE_PX
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeAlarm, FakeClock
from tests.locked import lock_diary


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A documents folder of its own."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    return folder


@pytest.fixture(params=["plain", "locked"])
def key(tmp_path: Path, request: pytest.FixtureRequest) -> bytes | None:
    """All of it is lived on a plain diary and on a locked one."""
    return lock_diary(tmp_path / "diary")[0] if request.param == "locked" else None


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock, key: bytes | None) -> Iterator[Services]:
    with open_services(tmp_path / "diary", clock, key) as services:
        yield services


@pytest.fixture
def window(look: Look, house: Services, qtbot: QtBot) -> Iterator[Window]:
    window = Window(look, house)
    qtbot.addWidget(window)
    window.go(Place.TODAY)
    window.show()
    yield window
    window.close()
    qtbot.waitUntil(lambda: threading.active_count() == 1)


def button(parent: QWidget, text: str) -> QAbstractButton:
    """The one button with a text that can be seen."""
    found = [one for one in parent.findChildren(QAbstractButton) if one.text() == text]
    seen = [one for one in found if one.isVisibleTo(parent.window())]
    assert len(seen) == 1, f"{len(seen)} buttons “{text}”"
    return seen[0]


def click(qtbot: QtBot, widget: QWidget, place: QPoint | None = None) -> None:
    """A click on what a person sees: the screen as it is once it is laid out."""
    QApplication.processEvents()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def seen_line(parent: QWidget) -> PainLine:
    """The pain line in view."""
    lines = [one for one in parent.findChildren(PainLine) if one.isVisibleTo(parent.window())]
    assert len(lines) == 1
    return lines[0]


def on_line(line: PainLine, mm: int) -> QPoint:
    """The place on a pain line that stands for a score."""
    return QPoint((line.width() - LINE_PX) // 2 + round(mm / 100 * LINE_PX), 30)


def test_a_day_with_the_diary(
    window: Window, house: Services, clock: FakeClock, documents: Path, qtbot: QtBot, look: Look
) -> None:
    _log_the_morning(window, house, qtbot)
    _do_the_nerve_glide(window, house, clock, qtbot)
    _answer_the_evening_reminder(window, house, clock, qtbot)
    _add_a_block(window, house, qtbot)
    _take_chart_and_page(window, documents, qtbot)


def _log_the_morning(window: Window, house: Services, qtbot: QtBot) -> None:
    line = seen_line(window)
    click(qtbot, line, on_line(line, 41))
    click(qtbot, button(window, "Sitting or driving"))
    [entry] = house.diary.entries()
    assert (entry.score, entry.given) == (VasScore(41), Given.LINE)
    assert entry.activities == {"sitting": True}
    assert any("4.1 out of 10" in text for text in _texts(window))

    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert house.diary.entries()[0].activities == {}
    qtbot.keyClick(
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert house.diary.entries()[0].activities == {"sitting": True}


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def _do_the_nerve_glide(window: Window, house: Services, clock: FakeClock, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    exercise = window.exercise
    assert exercise is not None
    if exercise.timer is None:
        click(qtbot, button(window, "Begin without a score"))
    while not exercise.ended:
        clock.move(seconds=1)
        exercise.tick()
    click(qtbot, button(window, "Done"))
    [session] = house.exercises.sessions()
    assert session.finished
    assert session.done == {"left": 10, "right": 10}


def _answer_the_evening_reminder(
    window: Window, house: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    clock.set_wall("2026-03-12T20:00")
    reminders, alarm = window.make_reminders(), FakeAlarm()
    window.go(Place.SETTINGS)
    reminders.set_off(alarm)
    assert reminders.window.isVisible()
    qtbot.keyClicks(seen_line(reminders.window), "5.5")
    qtbot.keyClick(seen_line(reminders.window), Qt.Key.Key_Return)
    assert [str(entry.score) for entry in house.diary.entries()] == ["4.1", "5.5"]
    assert alarm.wishes[-1] == house.reminding.next_moment()
    reminders.stop()
    assert alarm.stopped
    window.come_forward()
    qtbot.waitUntil(window.isActiveWindow)


def _add_a_block(window: Window, house: Services, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    click(qtbot, button(window, "Add a treatment"))
    click(qtbot, button(window, "Nerve block"))
    click(qtbot, button(window, "Save"))
    [block] = house.treatments.every()
    assert block.kind is TreatmentKind.BLOCK


def _take_chart_and_page(window: Window, documents: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    click(qtbot, button(window, "Save picture"))
    qtbot.waitUntil(lambda: ".png" in window.toast.label.text(), timeout=20_000)
    assert len(list(documents.glob("*.png"))) == 1
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: ".pdf" in window.toast.label.text(), timeout=20_000)
    [page] = documents.glob("*.pdf")
    assert page.read_bytes().startswith(b"%PDF")


def test_all_is_there_after_a_restart(
    tmp_path: Path, clock: FakeClock, key: bytes | None, look: Look, qtbot: QtBot
) -> None:
    folder = tmp_path / "diary"
    with open_services(folder, clock, key) as first:
        first.diary.mark(VasScore(41), Given.LINE)
        first.diary.answer("standing", True)
    clock.move(minutes=3)
    with open_services(folder, clock, key) as second:
        window = Window(look, second)
        qtbot.addWidget(window)
        window.go(Place.TODAY)
        assert seen_line(window).score == VasScore(41)
        assert button(window, "Standing: yes")
        assert second.history.undo() is not None
        assert second.diary.entries()[0].activities == {}
