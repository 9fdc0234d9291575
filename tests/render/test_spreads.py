"""Rows of spreads: each bar lies where its numbers say, and none is drawn of too few days."""

from __future__ import annotations

from functools import cache

import pytest

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when_it_hurts import Spread, WhenItHurts, when_it_hurts
from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.pattern_sentences import when_chart, when_summary
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.picture_file import saved
from cluneal_tracker.render.sentences import number_text
from cluneal_tracker.render.spread_plan import SpreadChart, SpreadRow, spread_picture
from cluneal_tracker.services.trends import SideTrend, TrendView
from tests.render import diaries
from tests.render.drawn import PHRASES

PAPERS = [
    Paper(wide, Style(16 * scale, 14 * scale, scale), fonts.width)
    for wide, scale in ((850, 1.0), (560, 1.0), (760, 2.0), (440, 2.0))
]
CHART = SpreadChart(
    ("Right side", "19 Dec 2025 to 12 Mar 2026"),
    (
        (SpreadRow("Mornings", Spread(20, 2.0, 3.0, 5.0)), SpreadRow("Evenings", Spread(3))),
        (SpreadRow("Mondays", Spread(4, 0.0, 0.0, 0.0)),),
    ),
    ("Mark: middle score.",),
)


@cache
def weeks() -> TrendView:
    return diaries.twelve_weeks()


def only(view: TrendView) -> tuple[SideTrend, WhenItHurts]:
    side = view.of_side(Side.RIGHT)
    assert side is not None
    return side, when_it_hurts(side.halves, side.values)


def scale(picture: Picture) -> tuple[float, float]:
    """The x of 0 and of 10: the two strong lines."""
    ends = sorted({one.start[0] for one in picture.strokes if one.look.edge == "outline"})
    return ends[0], ends[-1]


@pytest.mark.parametrize("paper", PAPERS)
def test_bars_and_marks_lie_where_the_numbers_say(paper: Paper) -> None:
    picture = spread_picture(CHART, PHRASES, paper)
    zero, ten = scale(picture)
    bars = [one.box for one in picture.blocks]
    marks = [one.start[0] for one in picture.strokes if one.look.edge == "pain"]
    share = (ten - zero) / 10
    assert [bar.left for bar in bars] == pytest.approx([zero + 2 * share, zero])
    assert bars[0].right == pytest.approx(zero + 5 * share)
    assert marks == pytest.approx([zero + 3 * share, zero])


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_sticks_out_and_no_line_runs_through_words(paper: Paper) -> None:
    picture = spread_picture(CHART, PHRASES, paper)
    for one in picture.words:
        wide = paper.measure(one.text, one.size, one.bold)
        left = one.x - wide if one.align == "right" else one.x
        assert left >= 0
        assert left + wide <= paper.width + 0.01
        assert one.size / 2 <= one.middle <= picture.height - one.size / 2
        for stroke in picture.strokes:
            low, high = sorted((stroke.start[1], stroke.end[1]))
            crosses = left < stroke.start[0] - 0.01 and stroke.start[0] + 0.01 < left + wide
            assert not (crosses and low < one.middle < high), one.text


def test_a_row_of_too_few_days_has_no_bar_and_says_so() -> None:
    picture = spread_picture(CHART, PHRASES, PAPERS[0])
    assert len(picture.blocks) == 2
    told = [one.text for one in picture.words]
    assert "too few days: 3" in told
    assert "3.0 (2.0 to 5.0), 20 days" in told
    assert "0.0 (0.0 to 0.0), 4 days" in told


def test_the_chart_has_a_row_for_each_half_and_each_weekday() -> None:
    side, found = only(weeks())
    chart = when_chart(side, found, PHRASES)
    assert [row.name for row in chart.rows[:3]] == ["Mornings", "Evenings", "Mondays"]
    assert [row.spread for row in chart.rows] == [*found.halves.values(), *found.weekdays]
    assert chart.notes[-1] == "It takes 4 days with a score to tell."


def test_the_summary_tells_numbers_and_that_chance_does_such_things() -> None:
    side, found = only(weeks())
    told = when_summary(side, found, PHRASES)
    morning, _ = found.halves.values()
    middles = sorted(one.middle for one in found.weekdays if one.middle is not None)
    lowest, highest, early = (
        number_text(one or 0, PHRASES) for one in (middles[0], middles[-1], morning.middle)
    )
    assert told.startswith(f"Mornings: middle score {early}, on {morning.days} days.")
    assert f"The weekdays lie between {lowest} and {highest}." in told
    assert told.endswith("These numbers alone cannot rule out chance.")


def test_the_summary_of_three_days_says_that_they_are_too_few() -> None:
    side, found = only(diaries.few(3))
    told = when_summary(side, found, PHRASES)
    assert "too few days yet" in told
    assert "Not every weekday has the 4 scored days that it takes." in told
    assert when_summary(None, when_it_hurts({}, {}), PHRASES) == "These days have no score."


def test_a_chart_of_spreads_is_saved() -> None:
    for kind, begin in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
        made = saved(lambda paper: spread_picture(CHART, PHRASES, paper), kind)  # type: ignore[arg-type]
        assert made.startswith(begin)
