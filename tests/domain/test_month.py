"""A month is written as year and month, and months are counted between two of them."""

from __future__ import annotations

from datetime import date

import pytest

from cluneal_tracker.domain.month import Month


@pytest.mark.parametrize("text", ["2024-03", "1900-01", "2199-12"])
def test_a_month_is_written_as_it_is_read(text: str) -> None:
    assert str(Month.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-3", "2024-00", "2024-13", "1899-12", "24-03", "٢٠٢٤-٠٣"]
)
def test_nothing_else_is_a_month(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|The diary holds the years"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("began", "months"), [("2026-03", 0), ("2026-02", 1), ("2025-12", 3), ("2019-07", 80)]
)
def test_months_are_counted_over_the_turn_of_years(began: str, months: int) -> None:
    assert Month.parse(began).until(Month.of(date(2026, 3, 12))) == months


def test_a_later_month_is_below_zero() -> None:
    assert Month(2026, 3).until(Month(2026, 2)) == -1
