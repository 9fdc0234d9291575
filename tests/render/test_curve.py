"""A small curve: every score has its number where there is room, and numbers cover nothing."""

from __future__ import annotations

from itertools import combinations

import pytest

from cluneal_tracker.render import fonts
from cluneal_tracker.render.chart import SAVED_STYLE
from cluneal_tracker.render.chart_layout import Style
from cluneal_tracker.render.curve_plan import Curve, CurvePoint, curve_picture
from cluneal_tracker.render.picture import Paper, Words

PAPERS = [Paper(760, SAVED_STYLE, fonts.width), Paper(900, Style(16, 14, 1), fonts.width)]
ENDS = ((0.0, "19 Dec 2025"), (1.0, "12 Mar 2026"))


@pytest.fixture(autouse=True)
def ready() -> None:
    fonts.ready()


def curve(*scores: int) -> Curve:
    last = len(scores) - 1
    run = tuple(CurvePoint(n / last, one, str(one), f"Day {n}") for n, one in enumerate(scores))
    return Curve(("Sleep",), (run,), ENDS, ())


def numbers(drawn: Curve, paper: Paper) -> list[Words]:
    found = curve_picture(drawn, paper, whole=False).picture.words
    return [one for one in found if one.bold]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "scores", [(4, 6, 5, 4, 6, 5, 0, 2, 1, 1, 3, 3), (10, 0, 10, 0, 10), (5, 5, 5), (0, 0, 0, 0)]
)
def test_each_score_has_its_number_the_lowest_and_the_highest_too(
    paper: Paper, scores: tuple[int, ...]
) -> None:
    assert [one.text for one in numbers(curve(*scores), paper)] == list(map(str, scores))


@pytest.mark.parametrize("paper", PAPERS)
def test_no_number_lies_on_another_word(paper: Paper) -> None:
    crowded = curve(*(0, 1, 0, 10, 0, 0, 1, 9) * 12)
    every = curve_picture(crowded, paper, whole=False).picture.words
    assert 0 < sum(one.bold for one in every) < len(crowded.points)
    for one, other in combinations(every, 2):
        apart = abs(one.middle - other.middle) >= (one.size + other.size) / 2 * 0.7
        (left, right), (other_left, other_right) = (across(word, paper) for word in (one, other))
        assert apart or right <= other_left or other_right <= left, (one.text, other.text)


def across(word: Words, paper: Paper) -> tuple[float, float]:
    wide = paper.measure(word.text, word.size, word.bold)
    left = word.x - wide * {"left": 0, "center": 0.5, "right": 1}[word.align]
    return left, left + wide
