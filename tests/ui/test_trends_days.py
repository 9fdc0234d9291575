"""The table under the chart holds all that the chart shows, and no more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.trends import TrendsJoin
from cluneal_tracker.ui.widgets.day_table import Column, FoldedDays
from tests.fakes import FakeClock
from tests.ui import trends
from tests.ui.diaries import BLOCK_DAY, TODAY, begin_trial, four_weeks, press
from tests.ui.trends import Open

desk, opened = trends.desk, trends.opens("Line")


def table_of(join: TrendsJoin, qtbot: QtBot) -> FoldedDays:
    [part] = join.widget.findChildren(FoldedDays)
    press(qtbot, part, "Show as a table")
    assert part.table.isVisible()
    return part


def column(part: FoldedDays, which: Column) -> dict[date, str]:
    """What stands in a column, by day."""
    model = part.model
    return {model.row(row): model.text(row, which) for row in range(model.rowCount())}


def test_every_score_and_every_point_of_the_line_has_its_row(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    services.diary.add(VasScore(75), datetime.fromisoformat("2026-03-01T20:00"), Side.RIGHT)
    join = opened()
    part = table_of(join, qtbot)
    [side] = services.trends.recent(84).sides
    scores, middle = column(part, Column.SCORES), column(part, Column.MIDDLE)
    assert next(iter(scores)) == TODAY
    assert len(scores) == 84
    assert scores[date(2026, 3, 1)] == "3.0, 7.5 (added later)"
    # A day without a score is told as such: never 0, and never left out.
    assert {day for day, text in scores.items() if text == "no score"} == set(scores) - {
        dot.day for dot in side.dots
    }
    line = {point.day: point for run in side.line for point in run}
    assert {day for day, text in middle.items() if text} == set(line)
    on = date(2026, 3, 4)
    point = line[on]
    assert middle[on] == f"{point.median:.1f} ({point.low:.1f} to {point.high:.1f})"
    # The line is broken at the block, and the table with it.
    assert middle[BLOCK_DAY] == ""
    assert middle[BLOCK_DAY - timedelta(days=1)] == "6.0 (6.0 to 6.0)"


def test_what_was_given_taken_and_done_has_its_row(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    four_weeks(services, clock)
    pill = services.treatments.add(TreatmentKind.OTHER, BLOCK_DAY, name="Pill", when_needed=True)
    services.doses.take(pill.id)
    services.doses.take(pill.id, datetime.fromisoformat("2026-03-10T07:05"))
    services.diary.answer_all({"lifting": True, "walking": False})
    part = table_of(opened(), qtbot)
    treatments, activities = column(part, Column.TREATMENTS), column(part, Column.ACTIVITIES)
    told = {day: text for day, text in treatments.items() if text}
    assert told == {
        BLOCK_DAY: "Nerve block 1",
        date(2026, 3, 10): "Pill at 07:05 (added later)",
        TODAY: "Gabapentin; Pill at 08:10",
    }
    assert {day: text for day, text in activities.items() if text} == {
        # What was never answered with yes has no lane.
        TODAY: "Lifting: yes"
    }
    part.table.selectRow(0)
    assert part.told.text() == (
        "Day: 12 March 2026.  Scores: 3.0.  "
        "Middle score: 3.0 (3.0 to 3.0).  Treatments: Gabapentin; Pill at 08:10.  "
        "Activities: Lifting: yes."
    )


def test_a_trial_that_is_over_has_its_ways(
    services: Services, clock: FakeClock, opened: Open, qtbot: QtBot
) -> None:
    trial = begin_trial(services)
    begun = trial.periods[0].first_day
    clock.move(days=2)
    services.diary.mark(VasScore(40), Given.LINE)
    services.trials.stop()
    clock.move(days=3)
    services.diary.mark(VasScore(40), Given.LINE)
    join = opened()
    part = table_of(join, qtbot)
    [over] = services.trends.recent(84).trials
    lived = {
        day: over.words.way(period.arm)
        for period in over.periods
        for day in column(part, Column.TREATMENTS)
        if period.first_day <= day <= min(period.last_day, over.course.last_day)
    }
    told = {day: text for day, text in column(part, Column.TREATMENTS).items() if text}
    assert told == lived
    assert min(told) == begun
    join.widget.chart.setFocus()
    qtbot.keyClick(join.widget.chart, Qt.Key.Key_Left)
    qtbot.keyClick(join.widget.chart, Qt.Key.Key_PageUp)
    assert join.widget.chart.day is not None
