"""Of any diary at all: what is drawn is true, and no word lies on what it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from cluneal_tracker.domain.diary import days_between, median
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.render.chart_layout import Box, Style
from cluneal_tracker.render.chart_panel import PanelPlan, Sheet
from cluneal_tracker.services.trends import SideTrend, TrendView
from tests.render.drawn import PHRASES, SHEETS, Drawn, Points, along, drawn, inside
from tests.render.report_diaries import Plan, diary

any_life = st.builds(
    Plan,
    days=st.sampled_from((1, 2, 3, 6, 15, 30, 60, 84, 130, 250, 400, 800)),
    side=st.sampled_from(Side),
    blocks=st.sampled_from((0, 0, 1, 2, 3, 5)),
    others=st.sampled_from((0, 0, 1, 4, 12)),
    chips=st.booleans(),
    share=st.sampled_from((0.05, 0.3, 0.6, 0.9, 1.0)),
    mixed=st.booleans(),
    spare=st.booleans(),
)
# Scores around a block, so that there is a before and an after to tell.
usual_life = st.builds(Plan, days=st.sampled_from((60, 84)), blocks=st.sampled_from((1, 2)))
sheets = st.sampled_from(SHEETS) | st.builds(
    Sheet,
    width=st.integers(480, 1500),
    height=st.integers(420, 800),
    style=st.sampled_from((Style(14, 12.5, 1.0), Style(10.5, 9.2, 0.75))),
    note=st.booleans(),
)


@dataclass(frozen=True)
class Recipe:
    """A made-up life, and which of its days are drawn how; without `recent` it is all of them."""

    life: Plan
    seed: int
    recent: tuple[int, int] | None
    activities: tuple[str, ...] | None
    sheet: Sheet

    def chart(self) -> Drawn:
        trends = diary(self.life, self.seed).trends
        view = trends.recent(*self.recent) if self.recent else trends.between()
        return drawn(view.beside(self.activities), self.sheet)


recipes = st.builds(
    Recipe,
    life=usual_life | any_life,
    seed=st.integers(0, 10_000),
    recent=st.none() | st.tuples(st.integers(1, 120), st.integers(0, 2)),
    activities=st.none() | st.sampled_from([(), ("sitting",), ("sitting", "walking", "lifting")]),
    sheet=sheets,
)
given_charts = given(recipes)


def looking_at(many: int) -> settings:
    slow = [HealthCheck.too_slow]
    return settings(max_examples=many, deadline=None, suppress_health_check=slow, database=None)


def of_any_chart(check: Callable[[Drawn], None]) -> Any:
    """Checks a few charts, and many with `-m slow`."""

    def run(many: int) -> None:
        looking_at(many)(given_charts(lambda recipe: check(recipe.chart())))()

    many = [8, pytest.param(400, marks=pytest.mark.slow)]
    return pytest.mark.parametrize("many", many)(run)


def view_of(chart: Drawn) -> TrendView:
    return chart.plan.scene.view


def sides_of(chart: Drawn) -> list[tuple[SideTrend, PanelPlan]]:
    return list(zip(view_of(chart).sides, chart.plan.panels, strict=False))


def pieces(chart: Drawn, name: str) -> list[Points]:
    return chart.pieces(name) if chart.has(name) else []


def across(piece: Points) -> tuple[float, float]:
    xs = [x for x, _ in piece]
    return min(xs), max(xs)


@of_any_chart
def test_no_line_and_no_bar_reaches_over_a_gap_or_a_treatment(chart: Drawn) -> None:
    axis = chart.plan.scene.axis
    for side, plan in sides_of(chart):
        name = side.side.value
        lines, ranges = pieces(chart, f"line-{name}"), pieces(chart, f"range-{name}")
        single = not pieces(chart, f"half-{name}")
        for left, right in map(across, lines + ranges + pieces(chart, f"band-{name}")):
            assert not any(left + 0.01 < turn < right - 0.01 for turn in plan.turns)
            assert axis.left - 0.01 <= left <= right <= axis.right + 0.01
        for left, right in map(across, lines if single else []):
            assert not any(left < axis.of_day(day) < right for day in side.missing)
        for day, long_after in pairwise(sorted(side.values)):
            if (long_after - day).days > 100:
                gap = axis.of_day(day + timedelta(days=50))
                assert not any(left < gap < right for left, right in map(across, lines))


@of_any_chart
def test_no_window_of_seven_days_holds_days_from_before_a_treatment(chart: Drawn) -> None:
    for side, _ in sides_of(chart):
        for point in (point for run in side.line for point in run):
            begun = [turn for turn in side.turning_days if turn <= point.day]
            first = max([point.day - timedelta(days=6), *begun])
            window = [
                side.values[day] for day in days_between(first, point.day) if day in side.values
            ]
            assert len(window) >= 4
            assert point.median == pytest.approx(median(window))


@of_any_chart
def test_every_score_is_drawn_at_its_height_and_no_other_dot_is_there(chart: Drawn) -> None:
    for side, plan in sides_of(chart):
        name, y = side.side.value, plan.panel.y
        full, later = chart.dots(f"dots-{name}"), chart.dots(f"dots-later-{name}")
        ranges = pieces(chart, f"range-{name}")
        if ranges:
            assert not full + later
            heights = [height for piece in ranges for _, height in piece]
            points = [dot.points for dot in side.dots]
            # A bar of one score is as tall as a dot.
            assert min(heights) == pytest.approx(y(min(points)), abs=1.01)
            assert max(heights) == pytest.approx(y(max(points)), abs=1.01)
            continue
        late = [dot.points for dot in side.dots if dot.added_later]
        on_time = [dot.points for dot in side.dots if not dot.added_later]
        assert [height for _, height in full] == pytest.approx([y(one) for one in on_time])
        assert [height for _, height in later] == pytest.approx([y(one) for one in late])
        if later:
            hollow = chart.named(f"dots-later-{name}").get_markerfacecolor()
            assert to_hex(hollow) == to_hex(chart.figure.get_facecolor())


@of_any_chart
def test_a_day_without_a_score_is_never_drawn_as_nought(chart: Drawn) -> None:
    axis = chart.plan.scene.axis
    for side, plan in sides_of(chart):
        name, nought = side.side.value, plan.panel.y(0)
        marks = pieces(chart, f"no-score-{name}")
        assert all(height < nought for piece in marks for _, height in piece)
        assert bool(marks) == bool(side.missing)
        felt = {dot.day for dot in side.dots}
        assert not felt & set(side.missing)
        drawn_at_nought = [
            x for x, height in chart.dots(f"dots-{name}") if height == pytest.approx(nought)
        ]
        scored_nought = [dot for dot in side.dots if dot.points == 0 and not dot.added_later]
        assert len(drawn_at_nought) in (0, len(scored_nought))
        lines = pieces(chart, f"line-{name}")
        for height in (height for piece in lines for _, height in piece):
            assert height >= plan.panel.y(min(side.values.values())) - 0.01
        assert axis.days == view_of(chart).days


@of_any_chart
def test_left_and_right_lie_over_each_other_on_one_scale(chart: Drawn) -> None:
    panels = [plan.panel for plan in chart.plan.panels]
    for upper, lower in pairwise(panels):
        assert upper.field.height == pytest.approx(lower.field.height)
        assert (upper.field.left, upper.field.width) == (lower.field.left, lower.field.width)
        assert upper.ground.bottom >= lower.head.top
    lanes = [*(lane.box for lane in chart.plan.lanes), *chart.plan.activities]
    for box in lanes:
        assert (box.left, box.width) == (panels[0].field.left, panels[0].field.width)
        assert box.top <= panels[-1].ground.bottom
    for upper_box, lower_box in pairwise(lanes):
        assert lower_box.top <= upper_box.bottom + 0.01


def data_of(chart: Drawn) -> tuple[Points, Points, list[Box]]:
    """Every dot, points along every line, and every bar."""
    dots, lines, bars = [], [], []
    for one in chart.figure.get_children():
        gid = str(one.get_gid())
        if gid.startswith("dots") or gid.startswith("visits"):
            dots += chart.dots(gid)
        elif gid.startswith(("line-", "turns", "middle-bars")):
            lines += along(chart.pieces(gid))
        elif gid.startswith(("range", "half", "no-score-", "exercises", "activity-yes")) and (
            hasattr(one, "get_path")
        ):
            for piece in chart.pieces(gid):
                (left, right), heights = across(piece), [height for _, height in piece]
                bars.append(Box(left, min(heights), right - left, max(heights) - min(heights)))
    return dots, lines, bars


@of_any_chart
def test_no_word_lies_on_a_score_a_line_a_bar_or_another_word(chart: Drawn) -> None:
    sheet = chart.plan.scene.sheet
    dots, lines, bars = data_of(chart)
    boxes = [(text.get_text(), chart.place(text)) for text in chart.texts()]
    for number, (word, box) in enumerate(boxes):
        assert box.left >= -0.5, word
        assert box.right <= sheet.width + 0.5, word
        assert box.bottom >= -0.5, word
        assert box.top <= sheet.height + 0.5, word
        assert not inside(box, dots, 1.0), word
        assert not inside(box, lines), word
        assert not any(box.meets(bar, -0.5) for bar in bars), word
        for other, other_box in boxes[:number]:
            assert not box.meets(other_box, -0.5), (word, other)


MONTHS = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"]


@of_any_chart
def test_dates_and_decimals_are_written_the_way_of_the_language(chart: Drawn) -> None:
    words = {**PHRASES["chart"], "months": MONTHS, "decimal": ",", "day": "{day}. {month}"}
    scene = chart.plan.scene
    view = replace(view_of(chart), treatments=())
    there = drawn(view, scene.sheet, phrases={**PHRASES, "chart": words}).words()
    english = set(PHRASES["chart"]["months"]) - {"Feb", "Mar", "Apr"}
    for word in there:
        assert not any(part in english for part in word.replace(".", " ").split()), word
        assert not any(number in word for number in ("2.5", "7.5")), word
    dated = [word for word in there if word.endswith(tuple(MONTHS))]
    assert all(word in MONTHS or ". " in word for word in dated)


@pytest.mark.slow
def test_the_properties_are_looked_for_in_charts_that_have_them() -> None:
    """Among the made-up charts are those with gaps, treatments, two sides, bars and lanes."""
    found: set[str] = set()

    @looking_at(60)
    @given_charts
    def look(recipe: Recipe) -> None:
        chart = recipe.chart()
        found.update({"two sides"} if len(chart.plan.panels) > 1 else ())
        for one in chart.figure.get_children():
            found.add(str(one.get_gid()).split("-")[0])

    look()
    wanted = {"two sides", "line", "dots", "range", "turns", "activity", "medicine", "middle"}
    assert wanted <= found
