"""What is said of what goes together: no cause, no certainty that the numbers do not give."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.statistics import Association, AssociationStatus
from cluneal_tracker.render.together_words import TogetherWords
from cluneal_tracker.services.together import Factor, FactorKind, Link, TogetherView
from tests.render.test_sentences import AVOIDED

WORDS = TogetherWords(Content(paths.ASSETS).phrases)
STANDING = Factor(FactorKind.ACTIVITY, "standing", "Standing")


def link(status: AssociationStatus, factor: Factor = STANDING, lag: int = 0, **more: Any) -> Link:
    return Link(factor, Association("x", lag, 26, 40, status, **more))


def view(*links: Link, left_out: tuple[Factor, ...] = ()) -> TogetherView:
    return TogetherView(date(2026, 1, 1), date(2026, 3, 25), 79, links, left_out)


HIGHER = link(AssociationStatus.STANDS_OUT, difference=0.94, low=0.6, high=1.3)
LOWER = link(AssociationStatus.STANDS_OUT, difference=-1.0, low=-1.6, high=-0.4)
NARROW = link(AssociationStatus.CANNOT_TELL, difference=-0.3, low=-0.7, high=0.04, more_days=0)
WIDE = link(AssociationStatus.CANNOT_TELL, difference=0.5, low=-2.5, high=3.5, more_days=90)
APART = link(AssociationStatus.INSEPARABLE)
FEW = link(AssociationStatus.TOO_FEW_DAYS)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            HIGHER,
            "Your score was 0.9 higher. With chance allowed for: between 0.6 higher and 1.3 higher."
            " 26 days with it, 40 without.",
        ),
        (
            LOWER,
            "Your score was 1.0 lower. With chance allowed for: between 1.6 lower and 0.4 lower."
            " 26 days with it, 40 without.",
        ),
        (
            NARROW,
            "If there is a difference, it is small. With chance allowed for: between 0.7 lower and"
            " no change. 26 days with it, 40 without.",
        ),
        (
            WIDE,
            "With chance allowed for: between 2.5 lower and 3.5 higher. 26 days with it, 40"
            " without. About 90 more days would tell more.",
        ),
        (
            APART,
            "It always came with something else, so the two cannot be told apart."
            " 26 days with it, 40 without.",
        ),
    ],
)
def test_each_difference_is_told_with_its_range(one: Link, said: str) -> None:
    assert WORDS.said(one) == said
    assert not AVOIDED.search(said)


def test_the_first_line_counts_what_stands_out() -> None:
    assert WORDS.summary(view(WIDE)) == "Nothing stands out yet in 79 days with a score."
    assert WORDS.summary(view(HIGHER, WIDE)) == "1 thing stands out in 79 days with a score."
    assert WORDS.summary(view(HIGHER, LOWER)) == "2 things stand out in 79 days with a score."
    assert WORDS.summary(view()).startswith("Answer “Anything set it off?”")


def test_a_title_names_it_and_the_day() -> None:
    weekend = Factor(FactorKind.WEEKDAY, "weekend")
    assert WORDS.title(HIGHER) == "Standing, the same day"
    after = link(AssociationStatus.CANNOT_TELL, weekend, lag=1)
    assert WORDS.title(after) == "Saturday or Sunday, the day after"


def test_too_few_days_are_said_once_with_what_it_takes() -> None:
    later = link(AssociationStatus.TOO_FEW_DAYS, lag=1)
    assert WORDS.too_few(view(FEW, later, HIGHER)) == [
        "Standing: 26 days with it, 40 without",
        "It takes 8 days with something and 8 without.",
    ]
    assert WORDS.too_few(view(HIGHER)) == []


def test_what_was_not_looked_at_is_named() -> None:
    roller = Factor(FactorKind.EXERCISE, "foam-roller", "Foam roller")
    night = Factor(FactorKind.NIGHT, "night-pain")
    assert WORDS.left_out(view(HIGHER, left_out=(roller, night))) == (
        "Ten at most can be told apart. These have the fewest days to compare: Foam roller, "
        "Pain woke you."
    )
    assert WORDS.left_out(view(HIGHER)) == ""
