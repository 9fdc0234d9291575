"""Two periods in words: sentence, rows and picture tell the same numbers."""

from __future__ import annotations

from datetime import date

from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.periods import Period, PeriodNumbers
from cluneal_tracker.domain.when_it_hurts import Spread
from cluneal_tracker.render.period_words import (
    period_chart,
    period_rows,
    period_summary,
    period_text,
)
from cluneal_tracker.services.periods import PeriodsView
from tests.render.drawn import PHRASES

JANUARY = Period(date(2026, 1, 1), date(2026, 1, 28))
WINTER = Period(date(2025, 12, 15), date(2026, 1, 3))
ENOUGH = Spread(26, 5.5, 6.3, 7.0)


def view(earlier: Spread = ENOUGH) -> PeriodsView:
    later = Spread(17, 2.0, 3.0, 3.5)
    first = PeriodNumbers(JANUARY, earlier, 1, JANUARY.days - earlier.days - 1, 20)
    last = PeriodNumbers(WINTER, later, 0, WINTER.days - later.days, 2)
    return PeriodsView(Side.RIGHT, (Side.RIGHT,), first, last)


def test_the_summary_tells_middle_scores_days_and_what_they_cannot_show() -> None:
    assert period_summary(view(), PHRASES) == (
        "First: middle score 6.3, 26 of 28 days scored. "
        "Second: middle score 3.0, 17 of 20 days scored. "
        "Days over 5.0: 20 in the first, 2 in the second. "
        "3 days lie in both periods. "
        "These numbers alone cannot rule out chance."
    )


def test_a_period_of_too_few_days_is_not_compared() -> None:
    assert period_summary(view(earlier=Spread(3)), PHRASES) == (
        "First: too few days to tell, 3 of 28 scored. It takes 7. "
        "Second: middle score 3.0, 17 of 20 days scored. "
        "3 days lie in both periods."
    )


def test_the_rows_hold_every_number_of_both() -> None:
    rows = [(row.name, row.earlier, row.later) for row in period_rows(view(), PHRASES)]
    assert rows == [
        ("Days", "28", "20"),
        ("Days with a score", "26", "17"),
        ("Days without a score", "1", "3"),
        ("From memory alone, not counted", "1", "0"),
        ("Middle score", "6.3", "3.0"),
        ("Middle half", "5.5 to 7.0", "2.0 to 3.5"),
        ("Over 5.0", "20 of 26 scored days", "2 of 17 scored days"),
    ]
    few = period_rows(view(earlier=Spread(3)), PHRASES)
    assert [row.earlier for row in few][-3:] == ["too few days"] * 3


def test_the_picture_has_both_periods_on_one_scale() -> None:
    chart = period_chart(view(), PHRASES)
    assert [row.name for row in chart.rows] == [
        "First: 1 Jan to 28 Jan 2026",
        "Second: 15 Dec 2025 to 3 Jan 2026",
    ]
    assert [row.spread for row in chart.rows] == [view().earlier.spread, view().later.spread]
    assert chart.notes[-1] == "It takes 7 days with a score to tell."


def test_the_year_stands_once_where_it_does_not_change() -> None:
    assert period_text(JANUARY, PHRASES) == "1 Jan to 28 Jan 2026"
