"""The 24 statements: the words and the count as published, and no answer before they are done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.roland import (
    A_WHILE,
    STATEMENTS,
    WORTH_NOTING,
    RolandAnswer,
    RolandDraft,
    RolandText,
    is_offered,
    points,
)
from cluneal_tracker.domain.when import When
from tests.fakes import FakeClock

TODAY = date(2026, 3, 12)
GIVEN = When.now(FakeClock())


def answer(ticked: frozenset[int] | None) -> RolandAnswer:
    return RolandAnswer("one", GIVEN, GIVEN.utc, ticked)


@given(st.frozensets(st.integers(1, STATEMENTS)))
def test_the_score_is_how_many_are_ticked_whichever_they_are(ticked: frozenset[int]) -> None:
    """Roland and Morris 1983: one point for each statement that was ticked, and nothing else."""
    assert answer(ticked).score == len(ticked)


@pytest.mark.parametrize(
    ("ticked", "score"),
    [
        (frozenset(), 0),
        (frozenset({24}), 1),
        (frozenset({2, 3, 6, 11, 13, 14, 18}), 7),
        (frozenset(range(1, 25)), 24),
    ],
)
def test_from_none_of_them_to_all(ticked: frozenset[int], score: int) -> None:
    assert answer(ticked).score == score


def test_put_off_is_no_score_and_no_point() -> None:
    assert answer(None).score is None
    assert points([answer(None), answer(frozenset())]) == [(GIVEN.day, 0.0)]


@pytest.mark.parametrize("wrong", [0, 25, -1, True, 3.0, "3"])
def test_a_number_that_no_statement_has_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="numbered 1 to 24"):
        answer(frozenset({wrong}))  # type: ignore[arg-type]


def test_a_change_worth_noting_is_that_of_the_panel() -> None:
    """Ostelo et al., Spine 2008; 33:90-94: 5 points of the Roland questionnaire."""
    assert WORTH_NOTING == 5


def test_ticks_of_another_day_are_not_gone_on_with() -> None:
    draft = RolandDraft(TODAY, frozenset({1}))
    assert draft.can_go_on(TODAY)
    assert not draft.can_go_on(TODAY + timedelta(days=1))


@pytest.mark.parametrize(("days", "offered"), [(0, False), (27, False), (28, True), (400, True)])
def test_they_are_offered_every_four_weeks_at_most(days: int, offered: bool) -> None:
    assert timedelta(weeks=4) == A_WHILE
    assert is_offered(TODAY - timedelta(days), TODAY, settled=True) is offered


def test_a_new_diary_is_not_asked_at_once() -> None:
    assert not is_offered(None, TODAY, settled=False)
    assert is_offered(None, TODAY, settled=True)


def test_the_words_are_those_of_the_authors_in_their_order() -> None:
    text = Content(paths.ASSETS).roland
    assert len(set(text.statements)) == STATEMENTS
    assert text.statements[0] == "I stay at home most of the time because of my back."
    assert text.statements[12] == "My back is painful almost all the time."
    assert text.statements[23] == "I stay in bed most of the time because of my back."
    # Each of them speaks of the back or of its pain: that sets them apart from other troubles.
    assert all("back" in one for one in text.statements)
    assert text.intro[-1].endswith("if you are sure it describes you today.")


def test_fewer_than_24_statements_are_not_the_questionnaire() -> None:
    with pytest.raises(ValueError, match="24 statements, not 1"):
        RolandText((), ("I stay at home.",))
