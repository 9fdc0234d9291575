"""Did it help: no word is stronger than the interval, and a refusal says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.block_day import BlockDay
from cluneal_tracker.domain.diary import BeforeAfter, Stretch
from cluneal_tracker.domain.statistics import (
    Nap,
    ReliefDuration,
    StepChange,
    StepRefusal,
    relief,
)
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.render import result_words
from cluneal_tracker.render.result_words import block_lines, numbers
from cluneal_tracker.render.sentences import Phrases, time_text
from cluneal_tracker.services.results import BlockHours, TreatmentResult
from tests.render.test_sentences import AVOIDED, block, treatment

PHRASES = Content(paths.ASSETS).phrases
NOON = datetime(2025, 1, 31, 12, tzinfo=timezone.utc)
HALF = Stretch(date(2025, 1, 17), date(2025, 1, 30), 13, 6.3)
LOWER = StepChange(13, 12, 6.25, 2.93, -3.2, 0.4, 0.2, 12.0, -4.1, -2.3, 0.001)
LITTLE = replace(LOWER, change=-1.1, low=-1.9, high=-0.3)
HIGHER = replace(LOWER, change=1.4, low=0.2, high=2.6)
UNKNOWN = ReliefDuration(None)
UNSURE = replace(LOWER, change=-1.1, low=-3.3, high=1.1)


def said(result: TreatmentResult, phrases: Phrases) -> tuple[str, ...]:
    """All that is told of it, in paragraphs."""
    return result_words.said(result, phrases).lines


def result(
    change: StepChange = LOWER,
    lasting: ReliefDuration = UNKNOWN,
    scores: tuple[float, ...] = (),
    to_come: int = 0,
    **more: Any,
) -> TreatmentResult:
    view = block(to_come=to_come)
    assert view.compared is not None
    if more:
        view = replace(view, treatment=treatment(**more), compared=None)
    compared = BeforeAfter(HALF, replace(HALF, scored=12, middle=3.0), to_come)
    return TreatmentResult(view, compared, scores, None, change, Nap(0.975, 0.02), lasting)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (LOWER, "That is more than chance, and big enough to notice."),
        (LITTLE, "It is lower by more than chance, perhaps only a little."),
        (HIGHER, "It is higher by more than chance."),
        (UNSURE, "It cannot be told from chance."),
        (
            replace(LOWER, refusal=StepRefusal.DRIFTING),
            "Your scores drifted all the time, so a step cannot be told apart.",
        ),
        (
            replace(LOWER, refusal=StepRefusal.ANOTHER_TREATMENT),
            "Something else changed in these weeks too. Which did what cannot be told.",
        ),
    ],
)
def test_the_second_line_says_what_the_interval_allows(change: StepChange, line: str) -> None:
    lines = said(result(change), PHRASES)
    assert lines[0].startswith("Your middle score was 6.3 in the 2 weeks before.")
    assert lines[1] == line
    assert lines[-2].endswith(PHRASES["compare"]["caution"])
    assert not AVOIDED.search(" ".join(lines))


def test_too_few_days_since_a_block_numbed_are_said() -> None:
    few = StepChange(13, 5, refusal=StepRefusal.TOO_FEW_DAYS)
    assert said(result(few, to_come=2), PHRASES)[1] == (
        "It cannot be told from chance yet. It takes about 2 more days with a score."
    )
    late = said(result(few, to_come=1), PHRASES)[1]
    assert late == "Too few days have a score to tell it from chance."


def test_days_that_would_tell_are_asked_for_only_while_they_can_still_come() -> None:
    assert UNSURE.more_days is not None
    needed = UNSURE.more_days
    soon = said(result(UNSURE, to_come=needed), PHRASES)
    assert soon[1] == (
        f"It cannot be told from chance yet. It takes about {needed} more days with a score."
    )
    late = said(result(UNSURE, to_come=needed - 1), PHRASES)
    assert late[1] == "It cannot be told from chance."


@pytest.mark.parametrize(
    ("lasting", "line"),
    [
        (
            ReliefDuration(5.1, False),
            "Your scores stayed lower by about a third or more for about 5 weeks. "
            "Then they rose again.",
        ),
        (
            ReliefDuration(0.9, False),
            "Your scores stayed lower by about a third or more for about 1 week. "
            "Then they rose again.",
        ),
        (
            ReliefDuration(6.0, True),
            "Your scores are still lower by about a third or more after 6 weeks.",
        ),
    ],
)
def test_it_tells_when_the_scores_came_back(lasting: ReliefDuration, line: str) -> None:
    assert line in said(result(lasting=lasting), PHRASES)
    medicine = result(lasting=lasting, kind=TreatmentKind.MEDICINE, name="Gabapentin")
    assert line not in said(medicine, PHRASES), "it goes on"


@pytest.mark.parametrize(
    "change", [UNSURE, HIGHER, replace(LOWER, refusal=StepRefusal.DRIFTING), StepChange(13, 3)]
)
@pytest.mark.parametrize("censored", [False, True])
def test_weeks_that_chance_alone_may_have_given_are_not_told(
    change: StepChange, censored: bool
) -> None:
    known, unknown = (result(change, one) for one in (ReliefDuration(5.1, censored), UNKNOWN))
    assert said(known, PHRASES) == said(unknown, PHRASES)


def test_weeks_are_told_beside_a_small_fall_too() -> None:
    lines = said(result(LITTLE, ReliefDuration(5.1, False)), PHRASES)
    assert any("about a third or more for about 5 weeks. Then they rose" in one for one in lines)


def test_the_day_itself_is_told_where_it_was_followed() -> None:
    assert "3 scores on its day, the lowest 0.9." in said(result(scores=(6, 0.9, 2)), PHRASES)
    assert not any("its day" in line for line in said(result(scores=(6,)), PHRASES))


def test_the_numbers_are_those_of_the_estimate() -> None:
    assert numbers(result(), PHRASES) == [
        "Mean score: 6.3 before, from 13 days. 2.9 after, from 12 days.",
        "That is 3.2 points lower. With chance allowed for: between 4.1 lower and 2.3 lower.",
        "The first 2 days after a block are left out.",
        "Days that follow each other are alike. That is allowed for.",
        "People usually notice a fall of 2.0 points or more.",
        "Of all pairs of a day before and a day after, 98 of 100 are lower after.",
    ]


@pytest.mark.parametrize("refusal", list(StepRefusal))
def test_an_estimate_that_is_refused_shows_no_numbers(refusal: StepRefusal) -> None:
    assert numbers(result(replace(LOWER, refusal=refusal)), PHRASES) == []


def test_of_visits_to_the_physio_the_first_is_told_alone() -> None:
    first = result(kind=TreatmentKind.PHYSIO)
    assert said(first, PHRASES)[0].startswith("Your middle score was 6.3")
    third = replace(first, view=replace(first.view, number=3))
    assert said(third, PHRASES) == ()
    assert numbers(third, PHRASES) == []


def hours(*checks: tuple[float, float], baseline: float = 7.4) -> BlockHours:
    return BlockHours(BlockDay(NOON, baseline, checks), relief(baseline, checks))


FOLLOWED = hours((5, 6.0), (15, 3.0), (30, 1.0), (60, 0.9), (120, 2.0), (180, 3.0), (240, 5.0))


def test_the_hours_after_a_block_are_told_first_where_it_is_too_soon_for_more() -> None:
    soon = replace(result(), hours=FOLLOWED)
    soon = replace(soon, compared=replace(soon.compared, after=replace(HALF, scored=1)))
    assert said(soon, PHRASES)[0] == (
        "Before the block 7.4. The lowest after it was 0.9, 1 hour after it. That is 88 % lower. "
        "It stayed at half or less for 2 hours 45 minutes."
    )


def test_a_block_that_did_nothing_is_told_without_a_percent() -> None:
    lines = block_lines(replace(result(), hours=hours((15, 7.8), (60, 7.6))), PHRASES)
    assert lines == [
        "Before the block 7.4. The lowest after it was 7.6, 1 hour after it. "
        "It was not lower than before the block."
    ]
    little = block_lines(replace(result(), hours=hours((15, 6.0), (60, 5.0), (120, 6.0))), PHRASES)
    assert little[-1] == "It never came down to half."
    early = block_lines(replace(result(), hours=hours((5, 6.0))), PHRASES)
    assert len(early) == 1, "it may still come"


def test_without_a_score_before_the_block_it_says_so() -> None:
    none = BlockHours(BlockDay(NOON, None, ((60, 0.9),)), None)
    lines = block_lines(replace(result(), hours=none), PHRASES)
    assert lines == [PHRASES["compare"]["block_no_before"]]
    assert not any("Gautam" in line for line in numbers(replace(result(), hours=none), PHRASES))


def test_the_rules_are_named_with_what_they_ask_and_their_outcome() -> None:
    lines = numbers(replace(result(), hours=hours((60, 2.0), (100, 3.0))), PHRASES)
    assert lines[-3:] == [
        "Over half for 30 minutes (your guide): reached.",
        "Over half for 2 hours (Gautam 2022): cannot tell.",
        "70 % or more at 1 hour (Kiral 2024): reached.",
    ]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0.4, "1 minute"), (5, "5 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"),
     (165, "2 hours 45 minutes"), (1440, "24 hours")],
)  # fmt: skip
def test_a_length_of_time_in_words(minutes: float, text: str) -> None:
    assert time_text(minutes, PHRASES) == text
