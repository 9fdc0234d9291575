from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker.domain.statistics import ReliefRule, RuleOutcome, relief

MET, NOT_MET, OPEN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.CANNOT_TELL
GUIDE, GAUTAM, KIRAL = ReliefRule.GUIDE, ReliefRule.GAUTAM_2022, ReliefRule.KIRAL_2024

Checks = list[tuple[float, float]]


def outcomes(checks: Checks, baseline: float = 8.0) -> tuple[RuleOutcome, ...]:
    rules = relief(baseline, checks).rules
    return rules[GUIDE], rules[GAUTAM], rules[KIRAL]


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        # The usual times: a block that held, one that wore off, one that did nothing.
        ([(5, 6), (15, 3), (30, 2), (60, 2), (120, 3), (180, 3), (240, 7)], (MET, MET, MET)),
        ([(5, 6), (15, 3), (30, 3), (60, 3), (120, 7), (180, 8)], (MET, NOT_MET, NOT_MET)),
        ([(5, 8), (15, 8), (30, 7), (60, 7), (120, 8), (180, 8)], (NOT_MET, NOT_MET, NOT_MET)),
        # Half is not over half; 30 minutes to the minute are enough, and 29 are not.
        ([(10, 4), (40, 4), (60, 4), (120, 4), (180, 4)], (NOT_MET, NOT_MET, NOT_MET)),
        ([(10, 3.9), (40, 3.9), (60, 8), (120, 8)], (MET, NOT_MET, NOT_MET)),
        ([(10, 3.9), (39, 3.9), (60, 8), (120, 8)], (NOT_MET, NOT_MET, NOT_MET)),
        # Two hours to the minute, and 119.
        ([(30, 3), (60, 3), (120, 3), (150, 3), (200, 8)], (MET, MET, NOT_MET)),
        ([(31, 3), (60, 3), (120, 3), (150, 3), (200, 8)], (MET, NOT_MET, NOT_MET)),
        # Relief that comes back after a lapse starts again.
        ([(30, 3), (60, 8), (90, 3), (120, 3), (180, 3), (190, 8)], (MET, NOT_MET, NOT_MET)),
        # 70 percent at the hour, and just under.
        ([(30, 8), (60, 2.4), (61, 8), (120, 8)], (NOT_MET, NOT_MET, MET)),
        ([(30, 8), (60, 2.5), (61, 8), (120, 8)], (NOT_MET, NOT_MET, NOT_MET)),
    ],
)
def test_the_three_rules(checks: Checks, expected: tuple[RuleOutcome, ...]) -> None:
    assert outcomes(checks) == expected


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        # Nothing known at all, or only too late.
        ([], (OPEN, OPEN, OPEN)),
        ([(180, 8), (240, 8)], (OPEN, OPEN, OPEN)),
        # It stopped being written down while it still held.
        ([(15, 2), (30, 2)], (OPEN, OPEN, OPEN)),
        ([(15, 2), (30, 2), (60, 2)], (MET, OPEN, MET)),
        ([(60, 8), (120, 8), (180, 8), (240, 8), (300, 8), (350, 2)], (OPEN, OPEN, NOT_MET)),
        # A gap of an hour is followed, one of 61 minutes is not.
        ([(30, 3), (60, 3), (120, 3), (180, 3)], (MET, MET, NOT_MET)),
        ([(30, 3), (60, 3), (121, 3), (181, 3), (200, 8)], (MET, OPEN, NOT_MET)),
        # The long gap to the next day is outside the window once relief has ended.
        ([(15, 3), (30, 3), (60, 8), (120, 8), (240, 8), (1440, 8)], (NOT_MET, NOT_MET, NOT_MET)),
        # No check near the hour: the two around it decide if they agree.
        ([(30, 2), (90, 2)], (MET, OPEN, MET)),
        ([(30, 8), (90, 8)], (NOT_MET, OPEN, NOT_MET)),
        ([(30, 2), (90, 8)], (NOT_MET, OPEN, OPEN)),
        ([(30, 2), (91, 2)], (OPEN, OPEN, OPEN)),
        # A check up to 15 minutes late or early stands for the hour.
        ([(30, 8), (75, 2), (110, 8), (160, 8)], (NOT_MET, NOT_MET, MET)),
        ([(30, 8), (76, 2), (110, 8), (160, 8)], (NOT_MET, NOT_MET, OPEN)),
    ],
)
def test_blind_gaps_leave_a_rule_open(checks: Checks, expected: tuple[RuleOutcome, ...]) -> None:
    assert outcomes(checks) == expected


def test_percents_best_and_time_at_or_over_half() -> None:
    found = relief(8, [(60, 2), (15, 4), (5, 9), (120, 4), (240, 4), (300, 1)])

    at_each_time = [(5, -12.5), (15, 50), (60, 75), (120, 50), (240, 50), (300, 87.5)]
    assert list(found.percents) == at_each_time
    assert found.best_percent == 87.5
    assert found.minutes_at_or_over_half == 105


@pytest.mark.parametrize(("before", "score"), [(7.0, 2.1), (8.2, 2.46), (2.9, 0.87)])
def test_seventy_percent_is_met_whatever_the_rounding_of_tenths(
    before: float, score: float
) -> None:
    assert relief(before, [(60, score)]).rules[KIRAL] is MET


def test_no_percent_when_the_score_before_was_under_two() -> None:
    low = relief(1.9, [(30, 0), (60, 0), (120, 0), (180, 0)])

    assert (low.percents, low.best_percent, low.minutes_at_or_over_half) == ((), None, None)
    assert set(low.rules.values()) == {OPEN}
    assert relief(2.0, [(60, 0)]).best_percent == 100


checks_strategy = st.dictionaries(
    st.integers(1, 400), st.integers(0, 100).map(lambda one: one / 10), min_size=1, max_size=12
)


@given(checks_strategy, st.integers(20, 100).map(lambda one: one / 10))
def test_less_pain_never_takes_a_rule_away(times: dict[int, float], baseline: float) -> None:
    plain = relief(baseline, list(times.items()))
    lower = relief(baseline, [(minutes, score / 2) for minutes, score in times.items()])

    for rule in ReliefRule:
        assert plain.rules[rule] is not MET or lower.rules[rule] is MET
    assert (lower.minutes_at_or_over_half or 0) >= (plain.minutes_at_or_over_half or 0)


@given(checks_strategy)
def test_the_scale_of_the_scores_does_not_matter(times: dict[int, float]) -> None:
    plain = relief(10.0, list(times.items()))
    halved = relief(5.0, [(minutes, score / 2) for minutes, score in times.items()])

    assert halved == plain


@pytest.mark.parametrize(
    ("baseline", "checks", "words"),
    [
        (11.0, [(5, 5)], "0 to 10"),
        (8.0, [(5, -1)], "0 to 10"),
        (8.0, [(5, float("nan"))], "0 to 10"),
        (8.0, [(0, 5)], "after the block"),
        (8.0, [(float("inf"), 5)], "after the block"),
        (8.0, [(5, 5), (5, 6)], "twice"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    baseline: float, checks: Checks, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        relief(baseline, checks)


def test_where_nobody_looked_after_the_run_it_lasted_at_least_so_long() -> None:
    run = [(15, 2.0), (60, 2.0)]
    unseen, seen = relief(8.0, [*run, (300, 2.0)]), relief(8.0, [*run, (90, 6.0), (300, 2.0)])
    assert (unseen.minutes_at_or_over_half, unseen.at_least) == (45, True)
    assert (seen.minutes_at_or_over_half, seen.at_least) == (45, False)
    assert relief(8.0, run).at_least
