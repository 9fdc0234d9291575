"""When it hurts, on the screen: a sentence, rows and a table that say the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.widgets.spread_view import Column
from tests.fakes import FakeClock
from tests.ui import trends
from tests.ui.diaries import Desk, four_weeks, press
from tests.ui.trends import Open

desk, opened = trends.desk, trends.opens("When it hurts")


def test_mornings_evenings_and_weekdays_are_told(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    part = opened().widget.when
    assert part.summary.text() == (
        "Mornings: middle score 3.0, on 29 days. Evenings: too few days yet, 0 days. "
        "The weekdays lie between 3.0 and 4.5. These numbers alone cannot rule out chance."
    )
    assert part.picture.accessibleDescription() == part.summary.text()
    assert not part.folded.table.isVisible()
    press(qtbot, part, "Show as a table")
    model = part.model
    rows = [[model.text(row, column) for column in Column] for row in range(model.rowCount())]
    assert rows[:3] == [
        ["Mornings", "29", "3.0", "3.0 to 6.0"],
        ["Evenings", "0", "too few days", "too few days"],
        ["Mondays", "4", "4.5", "3.0 to 6.0"],
    ]
    assert len(rows) == 9
    index = model.index(1, Column.MIDDLE)
    read = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert read == "Middle score: too few days"


def test_days_without_a_score_say_so_and_offer_no_picture(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    clock.move(hours=24 * 40)
    join = opened()
    press(qtbot, join.widget, "4 weeks")
    qtbot.waitUntil(lambda: not join.reading.busy)
    part = join.widget.when
    assert part.summary.text() == "These days have no score."
    assert not part.picture.isVisible()
    assert not join.widget.saving.isVisible()
    press(qtbot, join.widget, "Calendar")
    assert join.widget.calendar.summary.text() == "These days have no score."
    assert join.widget.saving.isVisible()


def test_the_rows_are_saved_as_a_picture(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    opened().widget.saving.save.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    (file,) = tmp_path.iterdir()
    assert file.name == "When it hurts 2025-12-19 to 2026-03-12.png"
    assert file.read_bytes().startswith(b"\x89PNG")
