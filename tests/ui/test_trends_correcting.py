"""A wrong score is set right in the table of Trends, at any time after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, PainEntry, VasScore
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.widgets.scale import LINE_PX
from tests.fakes import FakeClock
from tests.ui.diaries import Desk, press
from tests.ui.trends import Open, desk, opens

__all__ = ["desk"]
opened = opens("Table")
Key = Qt.Key


@pytest.fixture
def wrong(services: Services, clock: FakeClock) -> PainEntry:
    """A score of this morning, which cannot be moved on Today any more."""
    entry = services.diary.mark(VasScore(70), Given.LINE, line_px=LINE_PX)
    clock.move(hours=1)
    return entry


def _open_correction(opened: Open, qtbot: QtBot) -> TrendsJoin:
    join = opened()
    join.widget.table.selectRow(0)
    press(qtbot, join.widget, "Correct this score")
    return join


def test_a_score_is_corrected_and_only_its_number_changes(
    services: Services, wrong: PainEntry, opened: Open, desk: Desk, qtbot: QtBot
) -> None:
    form = _open_correction(opened, qtbot).widget.correction
    assert form.about.text().startswith("Thursday 12 March 2026, 08:10, right side: 7.0 out of 10.")
    qtbot.keyClicks(form.line, "6.2")
    qtbot.keyClick(form.line, Key.Key_Return)
    assert services.diary.entries() == [wrong], "not before it is saved"
    assert form.status.text() == "From 7.0 to 6.2. Save keeps it."
    qtbot.keyClick(form.line, Key.Key_Return)
    right = replace(wrong, score=VasScore(62), given=Given.NUMBER)
    assert services.diary.entries() == [right]
    assert form.isHidden()
    assert desk.said == [("Corrected: the score is 6.2 now.", True)]
    assert [one.value for one in services.revisions.history(wrong.id)] == [right, wrong]
    services.history.undo()
    assert services.diary.entries() == [wrong]


def test_a_correction_can_be_left(
    services: Services, wrong: PainEntry, opened: Open, desk: Desk, qtbot: QtBot
) -> None:
    join = _open_correction(opened, qtbot)
    screen = join.widget
    assert not screen.table.isVisible()
    assert join.write_out()
    qtbot.keyClick(screen.correction.line, Key.Key_Left)
    assert not join.write_out()
    assert desk.said == [("The right score in Trends is not saved yet.", False)]
    qtbot.keyClick(screen.correction.line, Key.Key_Escape)
    assert screen.table.isVisible()
    assert screen.table.hasFocus()
    assert services.diary.entries() == [wrong]


def test_a_correction_that_is_not_saved_stays_on_the_line(
    services: Services, wrong: PainEntry, opened: Open, db: Database, qtbot: QtBot
) -> None:
    form = _open_correction(opened, qtbot).widget.correction
    qtbot.keyClick(form.line, Key.Key_Left)
    db.connection.execute("pragma query_only = on")
    press(qtbot, form, "Save")
    assert "does not let the program write" in form.error.label.text()
    db.connection.execute("pragma query_only = off")
    press(qtbot, form, "Save")
    assert [str(one.score) for one in services.diary.entries()] == ["6.9"]


def test_without_a_score_there_is_nothing_to_correct(
    services: Services, opened: Open, qtbot: QtBot
) -> None:
    services.diary.answer("standing", True)
    screen = opened().widget
    screen.table.selectRow(0)
    assert screen.delete.isEnabled()
    qtbot.waitUntil(lambda: not screen.correct.isEnabled())
