from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Theme
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.joins.trends_memory import TrendsMemory
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.background import Background, finish
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.widgets.day_words import DayWords
from cluneal_tracker.ui.widgets.score_table import Column
from cluneal_tracker.ui.widgets.trend_choices import LINE
from tests.fakes import FakeClock
from tests.ui.diaries import BLOCK_DAY, TODAY, Desk, four_weeks, press

Open = Callable[..., TrendsJoin]


@pytest.fixture
def desk(look: Look) -> Desk:
    return Desk()


@pytest.fixture
def opened(
    look: Look, services: Services, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> Iterator[Open]:
    joins: list[TrendsJoin] = []

    def open_trends(folder: Path = tmp_path) -> TrendsJoin:
        join = TrendsJoin(look, services, desk, TrendsMemory(), folder)
        joins.append(join)
        qtbot.addWidget(join.widget)
        services.changes.subscribe(lambda _: join.refresh())
        join.refresh()
        join.widget.resize(900, 700)
        join.widget.show()
        settle(qtbot, join)
        return join

    yield open_trends
    for join in joins:
        join.widget.hide()
    finish()


def settle(qtbot: QtBot, join: TrendsJoin) -> None:
    """Wait until the diary has been read."""
    qtbot.waitUntil(lambda: not join.reading.busy)


def test_left_and_right_read_the_days(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    heat = services.treatments.add(TreatmentKind.OTHER, BLOCK_DAY, name="Heat", when_needed=True)
    for _ in range(2):
        services.doses.take(heat.id)
    screen = opened().widget
    qtbot.keyClick(screen.chart, Qt.Key.Key_Left)
    assert screen.reading.text() == "Thursday 12 March: 3.0. Gabapentin. Heat at 08:10, 08:10."
    for _ in range((TODAY - BLOCK_DAY).days):
        qtbot.keyClick(screen.chart, Qt.Key.Key_Left)
    assert screen.reading.text() == "Thursday 26 February: 3.0. Nerve block 1."
    qtbot.keyClick(screen.chart, Qt.Key.Key_PageUp)
    assert screen.reading.text() == "Thursday 19 February: 6.0."
    qtbot.keyClick(screen.chart, Qt.Key.Key_Home)
    assert screen.reading.text() == "Friday 19 December: no score."


def test_both_sides_and_scores_added_later_are_told_apart(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    services.diary.mark(VasScore(41), Given.LINE, Side.RIGHT)
    clock.move(minutes=20)
    services.diary.mark(VasScore(30), Given.LINE, Side.RIGHT)
    clock.set_wall("2026-03-13T08:10")
    services.diary.add(VasScore(20), clock.now().replace(tzinfo=None).replace(day=12), Side.LEFT)
    screen = opened().widget
    qtbot.keyClick(screen.chart, Qt.Key.Key_End)
    qtbot.keyClick(screen.chart, Qt.Key.Key_Left)
    assert screen.reading.text() == (
        "Thursday 12 March: left side 2.0 (added later), right side 4.1, 3.0."
    )


def test_the_days_tell_what_was_marked_and_nothing_of_what_was_not_asked(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    services.diary.answer_all({"lifting": True, "walking": False})
    clock.set_wall("2026-03-11T20:00")
    services.diary.answer("walking", True)
    clock.set_wall("2026-03-12T09:00")
    screen = opened().widget
    qtbot.keyClick(screen.chart, Qt.Key.Key_End)
    assert screen.reading.text() == (
        "Thursday 12 March: 3.0. Gabapentin. Lifting: yes. Walking: no."
    )
    qtbot.keyClick(screen.chart, Qt.Key.Key_Left)
    assert screen.reading.text() == "Wednesday 11 March: 3.0. Walking: yes."


def test_what_the_chart_has_of_an_activity_stands_in_the_table(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    services.diary.answer_all({"lifting": True, "walking": False})
    clock.set_wall("2026-03-11T20:00")
    services.diary.answer("walking", True)
    join = opened()
    view = services.trends.recent(84).beside()
    press(qtbot, join.widget, "Table")
    settle(qtbot, join)
    model = join.widget.model
    told: dict[str, dict[date, bool]] = {one.name: {} for one in view.activities}
    for row in range(model.rowCount()):
        yes, _, no = model.text(row, Column.ANSWERS).partition("not: ")
        for name, days in told.items():
            day = model.row(row).felt.day
            if name in yes:
                days[day] = True
            elif name in no:
                days.setdefault(day, False)
    assert told == {one.name: dict(one.answers) for one in view.activities}


def test_moving_over_the_chart_reads_the_day_below(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    chart = opened().widget.chart
    with qtbot.waitSignal(chart.drawn):
        pass
    qtbot.mouseMove(chart, QPoint(chart.width() - 2, 100))
    assert chart.day == TODAY
    qtbot.mouseMove(chart, QPoint(2, 100))
    assert chart.day == date(2025, 12, 19)


def test_the_summary_is_the_charts_description(
    services: Services, clock: FakeClock, opened: Open
) -> None:
    four_weeks(services, clock)
    chart = opened().widget.chart
    assert "Your middle score was" in chart.accessibleDescription()


def test_the_chart_is_drawn_anew_for_a_score_a_theme_and_a_size(
    services: Services, clock: FakeClock, opened: Open, look: Look, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    with qtbot.waitSignal(screen.chart.drawn):
        pass
    first = screen.chart.grab().toImage()
    with qtbot.waitSignal(screen.chart.drawn):
        services.diary.mark(VasScore(99), Given.LINE)
    second = screen.chart.grab().toImage()
    with qtbot.waitSignal(screen.chart.drawn):
        look.choose(Theme.DARK, 100, system_dark=False)
    third = screen.chart.grab().toImage()
    with qtbot.waitSignal(screen.chart.drawn):
        screen.resize(760, 700)
    assert first != second
    assert third.pixelColor(20, 20).lightness() < 60 < second.pixelColor(20, 20).lightness()


def test_a_range_is_chosen_with_one_click(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    screen = join.widget
    press(qtbot, screen, "4 weeks")
    settle(qtbot, join)
    qtbot.keyClick(screen.chart, Qt.Key.Key_Home)
    assert screen.chart.day == date(2026, 2, 13)
    press(qtbot, screen, "All")
    settle(qtbot, join)
    qtbot.keyClick(screen.chart, Qt.Key.Key_Home)
    assert screen.chart.day == date(2026, 2, 12)


def test_the_table_has_every_entry(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    services.diary.answer_all({"lifting": True, "walking": False})
    services.diary.write_note("After the garden")
    join = opened()
    screen = join.widget
    press(qtbot, screen, "Table")
    settle(qtbot, join)
    entries = services.diary.entries()[::-1]
    rows = range(screen.model.rowCount())
    assert [screen.model.row(row) for row in rows] == entries
    assert [screen.model.text(row, Column.SCORE) for row in rows] == [
        str(entry.score) for entry in entries
    ]
    assert [screen.model.text(0, column) for column in Column] == [
        "12 Mar 2026", "08:10", "right side", "3.0", "at once",
        "Lifting; not: Walking", "After the garden",
    ]  # fmt: skip
    index = screen.model.index(0, Column.SCORE)
    assert screen.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Score: 3.0"


def test_the_table_says_when_a_score_was_written_down(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    for day, hour in ((12, 6), (11, 20), (9, 8)):
        felt = clock.now().replace(tzinfo=None).replace(day=day, hour=hour)
        services.diary.add(VasScore(50), felt)
    join = opened()
    screen = join.widget
    press(qtbot, screen, "Table")
    settle(qtbot, join)
    assert [screen.model.text(row, Column.ADDED) for row in range(3)] == [
        "same day, 08:10",
        "later: 12 Mar 2026, 08:10",
        "later, from memory: 12 Mar 2026, 08:10",
    ]


def test_delete_takes_a_score_out_and_undo_brings_it_back(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    screen = join.widget
    press(qtbot, screen, "Table")
    settle(qtbot, join)
    before = services.diary.entries()
    assert not screen.delete.isEnabled()
    screen.table.selectRow(3)
    qtbot.keyClick(screen.table, Qt.Key.Key_Delete)
    settle(qtbot, join)
    assert services.diary.entries() == [*before[:-4], *before[-3:]]
    assert screen.model.rowCount() == len(before) - 1
    assert desk.said == [("The score is deleted.", True)]
    services.history.undo()
    settle(qtbot, join)
    assert screen.model.rowCount() == len(before)


@pytest.mark.parametrize(
    ("kind", "begin"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("PDF", b"%PDF")]
)
def test_a_picture_is_saved_without_a_dialog(
    services: Services,
    clock: FakeClock,
    opened: Open,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    kind: str,
    begin: bytes,
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    press(qtbot, screen, kind)
    press(qtbot, screen, "Save picture")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    name = f"Pain chart 2025-12-19 to 2026-03-12.{kind.lower()}"
    assert desk.said == [(f"Saved in {tmp_path.name}: {name}", False)]
    assert desk.offered == ["Open", "Show folder"]
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_a_picture_saved_at_once_has_the_days_just_chosen(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    press(qtbot, screen, "4 weeks")
    screen.saving.save.click()
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    assert [file.name for file in tmp_path.iterdir()] == ["Pain chart 2026-02-13 to 2026-03-12.png"]


def test_pictures_asked_for_quickly_are_all_saved(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    for kind in ("PNG", "SVG", "PDF"):
        press(qtbot, screen, kind)
        screen.saving.save.click()
    qtbot.waitUntil(lambda: len(desk.said) == 3, timeout=10_000)
    assert {file.suffix for file in tmp_path.iterdir()} == {".png", ".svg", ".pdf"}


def test_a_score_that_cannot_be_deleted_is_said(
    services: Services,
    clock: FakeClock,
    opened: Open,
    desk: Desk,
    db: Database,
    qtbot: QtBot,
) -> None:
    four_weeks(services, clock)
    join = opened()
    press(qtbot, join.widget, "Table")
    settle(qtbot, join)
    join.widget.table.selectRow(0)
    db.connection.execute("pragma query_only = on")
    qtbot.keyClick(join.widget.table, Qt.Key.Key_Delete)
    ((text, undo),) = desk.said
    assert "does not let the program write" in text
    assert not undo


def test_a_picture_that_cannot_be_saved_is_explained(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    four_weeks(services, clock)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder would be")
    join = opened(blocked)
    with qtbot.waitSignal(join.saving.not_saved) as told:
        press(qtbot, join.widget, "Save picture")
    assert told.args[0].startswith(f"Nothing could be saved in {blocked}. Your diary is safe.")
    assert join.widget.error.isVisible()


def test_an_empty_diary_leads_to_the_first_score(opened: Open, desk: Desk, qtbot: QtBot) -> None:
    screen = opened().widget
    assert not screen.chart.isVisible()
    assert not screen.saving.isVisible()
    press(qtbot, screen, "Log your pain")
    assert desk.pain_asked == 1


def test_a_chart_that_cannot_be_drawn_leads_to_the_table(
    look: Look, services: Services, clock: FakeClock, qtbot: QtBot
) -> None:
    def broken(*_: Any) -> Any:
        raise MemoryError

    four_weeks(services, clock)
    screen = TrendsScreen(look, broken, {}, services.content.phrases)
    qtbot.addWidget(screen)
    view = services.trends.recent(28)
    words = DayWords(view, services.content.phrases)
    screen.show_state(view, "A summary.", words, no_scores=False)
    with qtbot.waitSignal(screen.chart.failed):
        screen.show()
    assert screen.error.label.text() == "We could not draw this chart. Your scores are safe."
    with qtbot.waitSignal(screen.part_opened):
        press(qtbot, screen, "Show the table")
    assert screen.table.isVisible()
    screen.open(LINE)
    screen.hide()
    finish()


def test_a_chart_that_is_left_is_drawn_when_the_person_is_back(
    services: Services, clock: FakeClock, opened: Open, look: Look, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    screen = opened().widget
    with qtbot.waitSignal(screen.chart.drawn):
        pass
    look.choose(Theme.DARK, 100, system_dark=False)
    qtbot.waitUntil(lambda: screen.chart.work.busy)
    with qtbot.assertNotEmitted(screen.chart.drawn):
        screen.hide()
        qtbot.waitUntil(lambda: not screen.chart.work.busy)
    with qtbot.waitSignal(screen.chart.drawn):
        screen.show()


def test_only_the_newest_request_counts(qtbot: QtBot) -> None:
    work, go = Background(), Event()
    done: list[str] = []
    work.done.connect(done.append)
    work.ask(lambda: go.wait(5) and "first")
    work.ask(lambda: "second")
    work.ask(lambda: "third")
    go.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert done == ["third"]


def test_an_error_in_the_background_is_told(qtbot: QtBot) -> None:
    work = Background()
    with qtbot.waitSignal(work.failed) as told:
        work.ask(lambda: 1 // 0)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert not work.busy


def test_the_end_waits_for_what_is_under_way() -> None:
    work, begun, go = Background(), Event(), Event()
    ended: list[bool] = []

    def slow() -> None:
        begun.set()
        ended.append(go.wait(5))

    work.ask(slow)
    assert begun.wait(5)
    go.set()
    finish()
    assert ended == [True]


def test_the_weeks_that_were_answered_stand_below_the_chart(
    services: Services, clock: FakeClock, opened: Open, desk: Desk, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    join = opened()
    card = join.widget.weeks
    assert card.isHidden(), "Today asks first"
    clock.set_wall("2026-02-19T09:00")
    services.weekly.answer(Peg(6, 7, 7))
    clock.set_wall("2026-03-05T09:00")
    services.weekly.put_off()
    clock.set_wall("2026-03-12T09:00")
    services.weekly.answer(Peg(3, 2, 4), OverallChange.MUCH_BETTER)
    settle(qtbot, join)
    assert card.isVisible()
    assert [one.text() for one in card.findChildren(QLabel)][1] == (
        "Your week was 6.7 out of 10 on 19 February 2026, and 3.0 on 12 March 2026. "
        "All in all, against the start: much better, on 12 March 2026."
    )
    assert card.findChildren(QLabel)[-1].text() == "They come again on Thursday 19 March, on Today."
    press(qtbot, card, "Answer the three questions")
    assert desk.week_asked == 1
    press(qtbot, card.curve.folded, "Show as a table")
    rows = card.curve.folded.rows
    told = [[rows.text(row, column) for column in range(2)] for row in range(rows.rowCount())]
    # A week that was put off is a gap, and no nought.
    assert told == [["19 Feb 2026", "6.7"], ["12 Mar 2026", "3.0"]]
    assert rows.headerData(1, Qt.Orientation.Horizontal) == "Score, 0 to 10"
    assert card.curve.view.accessibleName() == "19 Feb 2026: 6.7. 12 Mar 2026: 3.0"
    qtbot.keyClick(card.curve.view, Qt.Key.Key_Left)
    assert card.curve.reading.text() == "12 Mar 2026: 3.0."
    for _ in range(2):
        qtbot.keyClick(card.curve.view, Qt.Key.Key_Left)
    assert card.curve.reading.text() == "19 Feb 2026: 6.7."
    services.history.undo()
    settle(qtbot, join)
    assert "6.7 out of 10 on 19 February 2026." in card.findChildren(QLabel)[1].text()


@pytest.mark.parametrize("kind", ["PNG", "SVG", "PDF"])
def test_the_curve_of_the_weeks_is_saved(
    services: Services,
    clock: FakeClock,
    opened: Open,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    kind: str,
) -> None:
    four_weeks(services, clock)
    services.weekly.answer(Peg(6, 7, 7))
    curve = opened().widget.weeks.curve
    press(qtbot, curve, "Save this picture")
    press(qtbot, curve, kind)
    press(qtbot, curve, "Save picture")
    qtbot.waitUntil(lambda: bool(desk.said), timeout=10_000)
    name = f"Your weeks 2025-12-19 to 2026-03-12.{kind.lower()}"
    assert desk.said == [(f"Saved in {tmp_path.name}: {name}", False)]


def test_the_overall_change_alone_has_no_curve(
    services: Services, clock: FakeClock, opened: Open
) -> None:
    four_weeks(services, clock)
    services.weekly.answer(change=OverallChange.NO_CHANGE)
    card = opened().widget.weeks
    assert "no change, on 12 March 2026" in card.findChildren(QLabel)[1].text()
    assert card.curve.isHidden()


def test_the_table_takes_most_of_a_small_window_with_large_text(
    look: Look, services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    look.choose(Theme.LIGHT, 200, system_dark=False)
    screen = opened().widget
    screen.resize(700, 600)
    press(qtbot, screen, "Table")
    qtbot.waitUntil(lambda: 0.7 * 600 < screen.table.height() <= 0.75 * 600)
    assert screen.table.viewport().height() > 3 * screen.table.rowHeight(0)
