"""What a picture says in a sentence is what its table adds up to, of any diary at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render.pattern_sentences import calendar_summary, when_chart, when_summary
from cluneal_tracker.render.sentences import activities_said, number_text, summary
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.half_day_table import Column as Half
from cluneal_tracker.ui.widgets.half_day_table import HalfDayTable
from cluneal_tracker.ui.widgets.score_table import Column, ScoreTable
from cluneal_tracker.ui.widgets.spread_view import Column as Spread
from cluneal_tracker.ui.widgets.spread_view import SpreadTable
from tests.render.report_diaries import PHRASES, Plan, diary

lives = st.builds(
    Plan,
    days=st.sampled_from((1, 3, 8, 30, 90)),
    side=st.sampled_from(Side),
    share=st.sampled_from((0.2, 0.8, 1.0)),
    mixed=st.booleans(),
    spare=st.booleans(),
)


def of_any_diary(check: Callable[[Services], None]) -> Any:
    """Checks a few diaries, and many with `-m slow`; the look makes an application first."""

    def run(look: Look, many: int) -> None:
        slow = [HealthCheck.too_slow]
        looking = settings(
            max_examples=many, deadline=None, suppress_health_check=slow, database=None
        )
        seeds = st.integers(0, 10_000)
        looking(given(lives, seeds)(lambda life, seed: check(diary(life, seed))))()

    many = [8, pytest.param(300, marks=pytest.mark.slow)]
    return pytest.mark.parametrize("many", many)(run)


def rows_of(services: Services) -> tuple[ScoreTable, range]:
    view = services.trends.between()
    table = ScoreTable({one.key: one.name for one in services.content.activities})
    table.keep_rows(services.diary.entries(view.first, view.last))
    return table, range(table.rowCount())


@of_any_diary
def test_the_sentence_over_the_line_adds_the_table_up(services: Services) -> None:
    view = services.trends.between()
    table, rows = rows_of(services)
    said = summary(view, PHRASES)
    for side in view.sides:
        scores: defaultdict[date, list[float]] = defaultdict(list)
        days: set[date] = set()
        for row in rows:
            cells = {column: table.text(row, column) for column in Column}
            words = {Side.LEFT: "left", Side.RIGHT: "right"}[side.side], "both"
            if cells[Column.SCORE] == "no score" or cells[Column.SIDE].split()[0] not in words:
                continue
            days.add(table.row(row).felt.day)
            if "from memory" not in cells[Column.ADDED]:
                scores[table.row(row).felt.day].append(float(cells[Column.SCORE]))
        if not scores:
            assert side.whole.middle is None
            continue
        middle = median(sum(found) / len(found) for found in scores.values())
        assert f"middle score was {number_text(middle, PHRASES)}." in said
        if "first day" not in said:
            assert f"{len(days)} of {side.whole.days} days" in said


@of_any_diary
def test_what_is_said_of_activities_adds_the_table_up(services: Services) -> None:
    view = services.trends.between().beside()
    table, rows = rows_of(services)
    said = activities_said(view, PHRASES)
    for one in view.activities:
        yes, asked = set(), set()
        for row in rows:
            marked, _, denied = table.text(row, Column.ANSWERS).partition("not: ")
            day = table.row(row).felt.day
            if one.name in re.split(", |; ", marked):
                yes.add(day)
            if one.name in re.split(", |; ", f"{marked}; {denied}"):
                asked.add(day)
        assert f"{one.name}: yes on {len(yes)} of {len(asked)} days." in said


@of_any_diary
def test_the_sentence_over_the_calendar_counts_the_cells_of_its_table(services: Services) -> None:
    view = services.trends.between()
    for side in view.sides:
        table = HalfDayTable(PHRASES)
        table.show_side(side)
        rows = range(table.rowCount())
        mornings, evenings = (
            sum(table.text(row, column) != "no score" for row in rows)
            for column in (Half.MORNING, Half.EVENING)
        )
        said = calendar_summary(side, PHRASES, several=len(view.sides) > 1)
        cells = f"Of {len(rows)} days, {mornings} mornings and {evenings} evenings have a score."
        assert cells in said
        later = sum(
            "added later" in table.text(row, column) for row in rows for column in list(Half)[1:]
        )
        assert (f"Added later: {later}." in said) == bool(later)


@of_any_diary
def test_the_sentence_over_the_weekdays_has_the_numbers_of_its_table(services: Services) -> None:
    for side in services.trends.between().sides:
        found = when_it_hurts(side.halves, side.values)
        table = SpreadTable(PHRASES)
        table.keep_rows(list(when_chart(side, found, PHRASES).rows))
        said = when_summary(side, found, PHRASES)
        for row in range(2):
            middle = table.text(row, Spread.MIDDLE)
            assert middle in said or middle == PHRASES["spread"]["too_few"]
            assert re.search(rf"\b{table.text(row, Spread.DAYS)}\b", said)
        weekdays = [table.text(row, Spread.MIDDLE) for row in range(2, table.rowCount())]
        if PHRASES["spread"]["too_few"] not in weekdays:
            numbers = sorted(map(float, weekdays))
            assert f"{numbers[0]:.1f}" in said
            assert f"{numbers[-1]:.1f}" in said
