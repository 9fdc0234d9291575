"""Our numbers are the printed ones, and the document shows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.domain.statistics import series_in_print as series
from tests.domain.statistics.published import Row, rows, step_of, table

DOCUMENT = Path(__file__).parents[3] / "docs" / "statistics.md"


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.what}, {row.source}")
def test_every_printed_digit_is_ours_too(row: Row) -> None:
    for difference, half_of_the_last_digit in row.differences:
        assert abs(difference) <= half_of_the_last_digit * 1.001


def test_the_document_shows_the_table() -> None:
    shown = DOCUMENT.read_text(encoding="utf-8")

    for line in table().splitlines():
        # The last column holds hairs that differ from one processor to another.
        assert line.rsplit("|", 2)[0] in shown


def test_without_likeness_the_step_is_that_of_least_squares() -> None:
    scores = np.array(series.CLASS_1, dtype=np.float64)
    before, after = scores[:3], scores[3:]
    rest = ((before - before.mean()) ** 2).sum() + ((after - after.mean()) ** 2).sum()

    change, error, phi = step_of(series.CLASS_1, 4)

    assert phi == 0
    assert change == pytest.approx(after.mean() - before.mean())
    assert error == pytest.approx(np.sqrt(rest / 8 * (1 / 3 + 1 / 7)))
