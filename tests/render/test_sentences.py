"""The words around the charts: plain, short, and no stronger than the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.diary import BeforeAfter, Stretch
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.treatment import Treatment, TreatmentKind
from cluneal_tracker.domain.when_it_hurts import when_it_hurts
from cluneal_tracker.render.pattern_sentences import calendar_summary, when_summary
from cluneal_tracker.render.sentences import (
    change_words,
    compared,
    day_text,
    label,
    number_text,
    summary,
    tenths,
)
from cluneal_tracker.services.treatments import TreatmentView
from tests.render import diaries

PHRASES = Content(paths.ASSETS).phrases
BLOCK_DAY = date(2025, 1, 31)
AVOIDED = re.compile(
    r"\b(should|please|failed|invalid|streak|clinician|compliance|can't|great job|diagnose|monitor"
    r"|detect|confirm|effective|positive)\b",
    re.IGNORECASE,
)


def treatment(kind: TreatmentKind = TreatmentKind.BLOCK, **more: Any) -> Treatment:
    known: dict[str, Any] = {"first_day": BLOCK_DAY, "side": Side.RIGHT}
    entered = datetime(2025, 2, 1, tzinfo=timezone.utc)
    return Treatment(id="1", kind=kind, entered_at=entered, **(known | more))


def half(middle: float | None, scored: int, first: date) -> Stretch:
    return Stretch(first, first + timedelta(days=13), scored, middle)


def block(
    before: float | None = 6.3,
    after: float | None = 3.0,
    scored: tuple[int, int] = (13, 12),
    to_come: int = 0,
    also: tuple[Treatment, ...] = (),
) -> TreatmentView:
    start = BLOCK_DAY - timedelta(days=14)
    found = BeforeAfter(
        half(before, scored[0], start),
        half(after, scored[1], BLOCK_DAY + timedelta(days=1)),
        to_come,
    )
    return TreatmentView(treatment(), "Nerve block", 1, found, also)


def test_a_treatment_is_named_with_its_side_and_day() -> None:
    assert label(block(), PHRASES) == "Nerve block 1, right side, 31 Jan"
    assert label(block(), PHRASES, year=True) == "Nerve block 1, right side, 31 Jan 2025"


def test_a_medicine_is_named_with_its_dose_and_its_days() -> None:
    pills = treatment(TreatmentKind.MEDICINE, side=None, name=" Gaba\n pentin ", dose="300 mg")
    view = TreatmentView(pills, "Medicine", 1, None, ())
    assert label(view, PHRASES) == "Gaba pentin 300 mg, from 31 Jan"
    ended = replace(view, treatment=replace(pills, last_day=date(2025, 3, 2)))
    assert label(ended, PHRASES) == "Gaba pentin 300 mg, 31 Jan to 2 Mar"


def test_a_long_name_is_cut() -> None:
    pills = treatment(TreatmentKind.MEDICINE, side=None, name="x" * 10_000)
    assert len(label(TreatmentView(pills, "Medicine", 1, None, ()), PHRASES)) < 60


def test_days_and_numbers() -> None:
    assert day_text(date(2025, 3, 5), PHRASES) == "5 Mar"
    assert day_text(date(2025, 12, 25), PHRASES, year=True) == "25 Dec 2025"
    comma = {"chart": {**PHRASES["chart"], "decimal": ","}}
    assert (number_text(3, PHRASES), number_text(6.25, comma)) == ("3.0", "6,3")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (6.0, 3.0, "half"),
        (6.0, 3.1, "third"),
        (6.0, 4.2, "third"),
        (6.0, 6.0, "under_third_none"),
        (6.0, 7.8, "higher"),
        (2.0, 0.5, "half"),
        (6.0, 3.04, "half"),
    ],
)
def test_words_change_at_30_and_50_percent(before: float, after: float, word: str) -> None:
    assert change_words(before, after, PHRASES) == PHRASES["summary"][word]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (6.2, 4.7, "That is 1.5 points lower, a fall of less than a third."),
        (6.0, 4.3, "That is 1.7 points lower, a fall of less than a third."),
        (6.0, 5.9, "That is 0.1 points lower, a fall of less than a third."),
        (6.0, 7.7, "That is 1.7 points higher, a rise of less than a third."),
        (6.0, 6.04, "That is no change."),
        (6.05, 4.55, "That is 1.5 points lower, a fall of less than a third."),
    ],
)
def test_less_than_a_third_is_told_in_points_and_not_called_the_same(
    before: float, after: float, said: str
) -> None:
    assert change_words(before, after, PHRASES) == said


@pytest.mark.parametrize("after", [0.0, 1.9, 9.0])
def test_no_share_is_spoken_of_when_there_was_little_pain(after: float) -> None:
    assert change_words(1.9, after, PHRASES) == ""


def test_before_and_after_are_told_with_days_and_caution() -> None:
    lines = compared(block(), PHRASES)
    assert lines[0] == (
        "Your middle score was 6.3 in the 2 weeks before. It was 3.0 in the 2 weeks after. "
        "That is half as much or less."
    )
    assert lines[1] == "13 of 14 days scored before, 12 of 14 after."
    words = PHRASES["compare"]
    assert lines[2:] == [f"{words['expected']} {words['caution']}"]


def test_the_fall_that_is_expected_is_told_only_of_a_fall() -> None:
    assert compared(block(after=6.2), PHRASES)[-1] == PHRASES["compare"]["caution"]


def test_other_changes_are_named_once_and_not_endlessly() -> None:
    others = (
        treatment(TreatmentKind.MEDICINE, name="Gabapentin"),
        treatment(TreatmentKind.PHYSIO),
        treatment(TreatmentKind.PHYSIO),
        treatment(TreatmentKind.PNS),
        treatment(TreatmentKind.SURGERY),
    )
    (line,) = (one for one in compared(block(also=others), PHRASES) if "also" in one)
    assert line == (
        "13 of 14 days scored before, 12 of 14 after. "
        "This also changed in these weeks: Gabapentin, physio, nerve stimulator and 1 more."
    )


@pytest.mark.parametrize(
    ("scored", "to_come", "line"),
    [
        ((13, 4), 9, "We cannot tell yet. It takes 3 more days with a score."),
        ((13, 6), 1, "We cannot tell yet. It takes 1 more day with a score."),
        (
            (13, 4),
            2,
            "We cannot tell. Only 4 of the 14 days after have a score. We need 7.",
        ),
        (
            (13, 6),
            0,
            "We cannot tell. Only 6 of the 14 days after have a score. We need 7.",
        ),
        (
            (2, 4),
            9,
            "We cannot tell. Only 2 of the 14 days before have a score. We need 7.",
        ),
    ],
)
def test_too_few_days_are_refused_with_the_reason(
    scored: tuple[int, int], to_come: int, line: str
) -> None:
    assert compared(block(scored=scored, to_come=to_come), PHRASES) == [line]


def test_a_medicine_is_not_compared() -> None:
    pills = treatment(TreatmentKind.MEDICINE, name="Gabapentin")
    assert compared(TreatmentView(pills, "Medicine", 1, None, ()), PHRASES) == []


def test_the_summary_of_an_empty_diary() -> None:
    assert summary(diaries.empty(), PHRASES) == "These days have no score."


def test_the_summary_of_a_few_days_says_when_the_line_begins() -> None:
    told = summary(diaries.few(3), PHRASES)
    assert "You scored 3 of 3 days." in told
    assert told.endswith("The line starts when 4 days of one week have a score.")


def test_the_summary_of_twelve_weeks() -> None:
    view = diaries.twelve_weeks()
    (side,) = view.sides
    told = summary(view, PHRASES)
    whole, early, late = (
        number_text(part.middle or 0, PHRASES) for part in (side.whole, side.early, side.late)
    )
    assert told.startswith(f"Your middle score was {whole}.")
    assert f"You scored {84 - len(side.missing)} of 84 days." in told
    assert f"{early} in the first 2 weeks" in told
    assert f"{late} in the last 2 weeks" in told


def test_a_short_range_is_not_split_into_first_and_last_weeks() -> None:
    assert "first 2 weeks" not in summary(diaries.three_weeks(), PHRASES)


def test_two_sides_are_told_apart() -> None:
    told = summary(diaries.two_sides(), PHRASES)
    assert told.index("Left side: your middle score") < told.index("Right side: your middle score")


def test_scores_from_memory_alone_are_not_counted() -> None:
    view = diaries.few(3)
    (side,) = view.sides
    none = replace(side.whole, scored=0, middle=None)
    told = summary(replace(view, sides=(replace(side, values={}, whole=none),)), PHRASES)
    assert told == PHRASES["summary"]["not_counted"]


def spoken() -> Iterator[str]:
    def strings(part: Any) -> Iterator[str]:
        values = part.values() if isinstance(part, dict) else part
        for value in values:
            yield from [value] if isinstance(value, str) else strings(value)

    for table in ("chart", "summary", "calendar", "spread", "when", "periods", "compare"):
        yield from strings(PHRASES[table])
    for view in (diaries.twelve_weeks(), diaries.two_sides(), diaries.sparse()):
        yield summary(view, PHRASES)
        for side in view.sides:
            yield calendar_summary(side, PHRASES, several=True)
            yield when_summary(side, when_it_hurts(side.halves, side.values), PHRASES)
        for one in view.treatments:
            yield from compared(one, PHRASES)


def test_sentences_are_short_and_calm() -> None:
    told = list(spoken())
    assert len(told) > 50
    for text in told:
        assert not AVOIDED.search(text), text
        for sentence in re.split(r"[.:] ", text):
            assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize(
    ("scores", "written"),
    [((6.0, 6.1), "6.1"), ((6.2, 6.3), "6.3"), ((6.3, 6.4), "6.4"), ((4.1, 4.5, 4.4), "4.3")],
)
def test_halves_go_up_however_the_mean_was_reckoned(
    scores: tuple[float, ...], written: str
) -> None:
    mean = sum(scores) / len(scores)
    for hair in (-1e-12, 0.0, 1e-12):
        assert number_text(mean + hair, PHRASES) == written
        assert tenths(-(mean + hair)) == -tenths(mean)


def test_words_agree_with_the_tenths_that_are_written() -> None:
    # 6.05 is written as 6.1 and 4.25 as 4.3: that is under 30 % less; of 6.0 and 4.2 it is not.
    assert change_words(6.05, 4.25, PHRASES) == change_words(6.1, 4.3, PHRASES)
    assert change_words(6.05, 4.25, PHRASES) != change_words(6.0, 4.2, PHRASES)
