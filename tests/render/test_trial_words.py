"""What is said of a trial: no more than its draw allows, in short plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timezone
from random import Random
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.own_trial import OwnTrial, TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.statistics import trial_result
from cluneal_tracker.domain.trial import Arm
from cluneal_tracker.render import trial_words
from cluneal_tracker.services.trials import Kept, TrialOutcome
from tests.data.test_clinical_text import BANNED, MAX_SENTENCE_WORDS, WORD

PHRASES = Content(paths.ASSETS).phrases
START, LATER = date(2026, 1, 5), date(2030, 1, 1)
NAMED = TrialWords("Cushion", "With the cushion", "Without it")


def planned(pairs: int = 6, period_days: int = 2, washout_days: int = 0) -> TrialPlan:
    return TrialPlan(NAMED, START, pairs, period_days, washout_days, Side.RIGHT)


def drawn(plan: TrialPlan) -> OwnTrial:
    return plan.draw("one", datetime(2026, 1, 4, tzinfo=timezone.utc), Random(1))


def outcome(trial: OwnTrial, a: float, b: float, pairs: int = 99) -> TrialOutcome:
    """What came of it where each day of the first `pairs` has the score of its way."""
    shown = [period for pair in trial.course.pairs[:pairs] for period in pair]
    values = {
        date.fromordinal(day): a if one.arm is Arm.A else b
        for one in shown
        for day in range(one.first_day.toordinal(), one.last_day.toordinal() + 1)
    }
    return TrialOutcome(trial, trial_result(trial.course, values, LATER), values, Kept(3, 1, 20))


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (2, ["the same way once in 2 trials.", "That is too often", "6 times are enough."]),
        (5, ["the same way once in 16 trials.", "That is too often", "6 times are enough."]),
        (
            6,
            [
                "the same way once in 32 trials.",
                "All 6 times have to be scored",
                "With more times",
            ],
        ),
        (10, ["the same way once in 512 trials."]),
    ],
)
def test_the_clearest_result_is_told_beside_chance(pairs: int, said: list[str]) -> None:
    told = " ".join(trial_words.chance_lines(planned(pairs), PHRASES))
    assert all(one in told for one in said)
    assert ("never" in told) is (pairs < 6)


@pytest.mark.parametrize(
    ("a", "b", "pairs", "first"),
    [
        (3.0, 5.0, 99, "Less pain this way: With the cushion."),
        (5.0, 3.0, 99, "Less pain this way: Without it."),
        (4.0, 4.0, 99, "It cannot tell the two ways apart."),
        # Five pairs that all go one way are not enough.
        (3.0, 5.0, 5, "It cannot tell the two ways apart."),
        (3.0, 5.0, 1, "It has nothing to compare. 1 of 6 times have enough scores."),
    ],
)
def test_the_first_line_is_the_answer(a: float, b: float, pairs: int, first: str) -> None:
    assert trial_words.said(outcome(drawn(planned()), a, b, pairs), PHRASES)[0] == first


def test_too_few_pairs_say_how_many_it_takes_and_not_how_rare_it_is() -> None:
    told = " ".join(trial_words.said(outcome(drawn(planned()), 3.0, 5.0, 5), PHRASES))
    assert "5 of 6 times have enough scores. To tell the ways apart takes 6." in told
    assert "times in 100" not in told


@pytest.mark.parametrize(
    ("pairs", "told"), [(6, "4 times in 100"), (8, "once in 100"), (10, "less than once in 100")]
)
def test_chance_is_rounded_up(pairs: int, told: str) -> None:
    said = trial_words.said(outcome(drawn(planned(pairs)), 3.0, 5.0), PHRASES)
    assert told in said[2]


def test_a_trial_that_was_stopped_says_so() -> None:
    trial = drawn(planned(10))
    stopped = replace(trial, course=trial.course.stop(date(2026, 1, 29)))
    told = trial_words.said(outcome(stopped, 3.0, 5.0), PHRASES)
    assert told[-1] == "You stopped it on 30 Jan 2026, after 25 of 40 days. So it can say less."


def test_the_numbers_stand_behind_it() -> None:
    told = trial_words.numbers(outcome(drawn(planned(8)), 3.0, 5.0), PHRASES)
    assert told == [
        "“With the cushion” is 2.0 points lower.",
        "With chance allowed for: between 2.0 lower and 2.0 lower.",
        "Times that count: 8 of 8.",
        "Counted days with a score: 32 of 32.",
        "You kept to it on 3 days and not on 1. On 20 days you did not say.",
        "You knew which way each day was. That alone can change a score a little.",
    ]
    assert trial_words.numbers(outcome(drawn(planned()), 3.0, 5.0, 1), PHRASES) == []


def _sentences(phrases: dict[str, Any]) -> Iterator[str]:
    for phrase in phrases.values():
        yield from _sentences(phrase) if isinstance(phrase, dict) else [phrase]


@pytest.mark.parametrize("text", [*_sentences(PHRASES["trial"])])
def test_every_word_is_plain(text: str) -> None:
    assert not BANNED.search(text)
    assert all(len(WORD.findall(one)) <= MAX_SENTENCE_WORDS for one in re.split(r"[.:?]", text))


def test_a_plan_says_on_which_day_its_result_is_heard() -> None:
    told = trial_words.plan_lines(planned(), PHRASES)
    assert told[1].startswith("You hear the result on the day after, ")
    last = planned().calendar.planned_end
    assert f"{last.day + 1} " in told[1]
