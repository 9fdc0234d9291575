"""Charts look as they did when somebody last looked at each of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cluneal_tracker.services.trends import SideTrend, TrendView
from tests.render import goldens
from tests.render.goldens import NAMES, draw, kept, same, view


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_looks_as_it_did(name: str, tmp_path: Path) -> None:
    now, then = goldens.draw_named(name), kept(name)
    new = tmp_path / f"{name}.png"
    if not same(now, then):
        goldens.save(now, new)
        off = goldens.pixels_off(now, then) if now.shape == then.shape else "another size"
        pytest.fail(f"{name} is drawn in another way ({off}): look at {new}")


def test_no_golden_is_left_over_and_none_is_large() -> None:
    files = list(goldens.FOLDER.iterdir())
    assert {file.stem for file in files if file.suffix == ".png"} == set(NAMES)
    assert sum(file.stat().st_size for file in files) < 1_500_000


def only_side(shown: TrendView, change: Callable[[SideTrend], SideTrend]) -> TrendView:
    return replace(shown, sides=tuple(map(change, shown.sides)))


BROKEN: dict[str, Callable[[TrendView], TrendView]] = {
    "one dot is missing": lambda shown: only_side(
        shown, lambda side: replace(side, dots=side.dots[1:])
    ),
    "one dot is a point higher": lambda shown: only_side(
        shown,
        lambda side: replace(
            side, dots=(replace(side.dots[0], points=side.dots[0].points + 1), *side.dots[1:])
        ),
    ),
    "one piece of the line is missing": lambda shown: only_side(
        shown, lambda side: replace(side, line=side.line[1:])
    ),
    "two pieces of the line are joined": lambda shown: only_side(
        shown,
        lambda side: replace(side, line=((*side.line[0], *side.line[1]), *side.line[2:])),
    ),
    "one day without a score is not marked": lambda shown: only_side(
        shown, lambda side: replace(side, missing=side.missing[1:])
    ),
    "one dot is full that was hollow": lambda shown: only_side(
        shown,
        lambda side: replace(
            side, dots=tuple(replace(dot, added_later=False) for dot in side.dots)
        ),
    ),
    "one treatment is missing": lambda shown: replace(shown, treatments=shown.treatments[1:]),
    "two lanes are changed over": lambda shown: replace(shown, activities=shown.activities[::-1]),
    "one yes is a no": lambda shown: replace(
        shown,
        activities=(
            replace(
                shown.activities[0],
                answers={**shown.activities[0].answers, _a_yes(shown): False},
            ),
            *shown.activities[1:],
        ),
    ),
}


def _a_yes(shown: TrendView) -> date:
    return next(day for day, answer in shown.activities[0].answers.items() if answer)


@pytest.mark.parametrize("what", BROKEN)
def test_the_rule_tells_what_is_wrong(what: str) -> None:
    assert not same(draw(BROKEN[what](view("12-weeks")), "light"), kept("12-weeks-light"))


@pytest.mark.parametrize(("down", "across"), [(0, 3), (3, 0), (0, -3), (-3, 0)])
def test_the_rule_tells_a_word_that_is_moved(down: int, across: int) -> None:
    then = kept("12-weeks-light")
    # The words over the line of the block, with some white around them.
    rows, columns = slice(6, 21), slice(385, 600)
    now = then.copy()
    now[rows, columns] = np.roll(then[rows, columns], (down, across), axis=(0, 1))
    assert not same(now, then)


def test_the_rule_tells_another_theme_and_passes_over_a_soft_edge() -> None:
    light, dark = kept("sparse-light"), kept("sparse-dark")
    assert not same(light, dark)
    softer = (light * 15 + np.roll(light, 1, axis=1)) // 16
    assert same(softer, light)
