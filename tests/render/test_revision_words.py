from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timezone
from typing import Any

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.treatment import Guidance, Nerve, TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.render.revision_words import RevisionWords
from cluneal_tracker.services.opening import Services
from tests.data.routines_made_up import bridge
from tests.data.test_clinical_text import BANNED, MAX_SENTENCE_WORDS, WORD
from tests.fakes import FakeClock


@pytest.fixture
def words(services: Services) -> RevisionWords:
    return RevisionWords(services.content, services.routines.by_key())


def _told(services: Services, words: RevisionWords, row_id: str) -> list[list[str]]:
    """What is said of each version, the oldest first."""
    return [words.told(version) for version in services.revisions.history(row_id)[::-1]]


def test_a_score_moved_answered_and_noted(
    services: Services, clock: FakeClock, words: RevisionWords
) -> None:
    services.diary.mark(VasScore(41), Given.LINE, Side.RIGHT)
    services.diary.mark(VasScore(30), Given.NUMBER, Side.RIGHT)
    services.diary.answer("standing", True)
    services.diary.answer("standing", False)
    services.diary.answer("standing", None)
    services.diary.tick_sign("night-pain", True)
    services.diary.write_note("After the garden")
    services.diary.write_note("After the walk")
    entry = services.diary.write_note("")
    assert _told(services, words, entry.id) == [
        [
            "Added",
            "Score: 4.1",
            "Side: right side",
            "Time: 12 Mar 2026, 08:10",
            "Given by: line",
        ],
        ["Score: from 4.1 to 3.0", "Given by: from line to number"],
        ["Standing added: yes"],
        ["Standing: from yes to no"],
        ["Standing taken out: no"],
        ["Night pain added: yes"],
        ["Note added: “After the garden”"],
        ["Note: from “After the garden” to “After the walk”"],
        ["Note taken out: “After the walk”"],
    ]


def test_what_cannot_be_seen_is_said_to_be_saved_again(
    services: Services, words: RevisionWords
) -> None:
    services.diary.mark(VasScore(41), Given.LINE, line_px=560)
    entry = services.diary.mark(VasScore(41), Given.LINE, line_px=600)
    assert _told(services, words, entry.id)[1] == ["Saved again"]


def test_steps_back_and_forth(services: Services, words: RevisionWords) -> None:
    services.diary.mark(VasScore(41), Given.LINE)
    entry = services.diary.mark(VasScore(30), Given.LINE)
    services.history.undo()
    services.history.redo()
    services.diary.delete(entry.id)
    services.revisions.bring_back(services.revisions.history(entry.id)[-1].change)
    services.history.undo()
    assert _told(services, words, entry.id)[2:] == [
        ["Taken back", "Score: from 3.0 to 4.1"],
        ["Done again", "Score: from 4.1 to 3.0"],
        ["Deleted"],
        ["Brought back", "Score: from 3.0 to 4.1"],
        ["Taken back"],
    ]


def test_an_exercise_and_the_pain_after_it(services: Services, words: RevisionWords) -> None:
    session = services.exercises.add("nerve-glide")
    services.exercises.rate(session, VasScore(50))
    first, second = _told(services, words, session.id)
    assert first == [
        "Added",
        "Exercise: Nerve glide",
        "Began: 12 Mar 2026, 08:10",
        "Done: 20 of 20",
    ]
    assert second == ["Pain after added: 5.0"]
    assert words.title(session) == "Nerve glide, 12 Mar 2026, 08:10"


def test_a_medicine_that_ended(services: Services, words: RevisionWords) -> None:
    added = services.treatments.add(
        TreatmentKind.MEDICINE, date(2026, 1, 5), name="Gabapentin", dose="300 mg"
    )
    ended = services.treatments.end(added.id)
    first, second = _told(services, words, added.id)
    assert first == [
        "Added",
        "Kind: Medicine",
        "Name: Gabapentin",
        "Dose: 300 mg",
        "First day: 5 Jan 2026",
    ]
    assert second == ["Last day added: 12 Mar 2026"]
    assert words.title(added) == "Gabapentin 300 mg, from 5 Jan 2026"
    assert words.title(ended) == "Gabapentin 300 mg, 5 Jan 2026 to 12 Mar 2026"


def test_titles_of_a_block_and_of_answers_without_a_score(
    services: Services, words: RevisionWords
) -> None:
    block = services.treatments.add(
        TreatmentKind.BLOCK, date(2026, 3, 1), side=Side.LEFT, nerve=Nerve.MIDDLE
    )
    assert words.title(block) == "Nerve block, left side, 1 Mar 2026"
    assert words.title(services.diary.answer("standing", True)) == (
        "No score, right side, 12 Mar 2026, 08:10"
    )


def test_each_field_of_a_treatment_is_told(services: Services, words: RevisionWords) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1))
    services.treatments.change(
        block.id, first_day=date(2026, 3, 2), side=Side.LEFT, nerve=Nerve.MIDDLE, note="By Dr A"
    )
    assert _told(services, words, block.id)[1] == [
        "First day: from 1 Mar 2026 to 2 Mar 2026",
        "Side added: left side",
        "Nerve added: Middle",
        "Note added: “By Dr A”",
    ]


def test_what_a_block_alone_has_is_told(services: Services, words: RevisionWords) -> None:
    block = services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 12), given_at=time(9, 5))
    services.treatments.change(
        block.id, given_at=time(10, 0), guidance=Guidance.XRAY, operator="Dr A"
    )
    services.treatments.change(block.id, guidance=Guidance.UNKNOWN, operator="")
    first, second, third = _told(services, words, block.id)
    assert first[-1] == "Time of the block: 09:05"
    assert second == [
        "Time of the block: from 09:05 to 10:00",
        "Guided by added: X-ray",
        "Given by added: Dr A",
    ]
    assert third == ["Guided by: from X-ray to not known", "Given by taken out: Dr A"]


def test_the_answers_of_a_week_are_told(services: Services, words: RevisionWords) -> None:
    answer = services.weekly.answer(Peg(4, 5, 6), OverallChange.MUCH_BETTER, 0)
    [version] = services.revisions.history(answer.id)
    assert words.title(answer) == "Questions of the week, 12 Mar 2026, 08:10"
    assert words.told(version) == [
        "Added",
        "Answered: 12 Mar 2026, 08:10",
        "Pain on average: 4",
        "In the way of enjoying life: 5",
        "In the way of what you do: 6",
        "In the way of sleep: 0",
        "Overall change: Much better",
    ]


def test_the_moment_is_written_as_everywhere(words: RevisionWords) -> None:
    assert words.when(datetime(2026, 3, 2, 7, 5, tzinfo=timezone.utc)) == "2 Mar 2026, 07:05"


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    else:
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner)


@pytest.mark.parametrize("text", list(_texts(Content(paths.ASSETS).phrases["history"])))
def test_every_word_is_plain(text: str) -> None:
    assert not BANNED.search(text)
    assert len(WORD.findall(re.sub(r"\{\w+\}", "", text))) <= MAX_SENTENCE_WORDS


def test_an_exercise_of_ones_own_written_changed_and_put_at_another_level(
    services: Services, clock: FakeClock, words: RevisionWords
) -> None:
    (part,) = bridge().parts
    (lift,) = part.steps
    two = replace(part, steps=(lift, replace(lift, say="Let go")))
    key = services.routines.add(bridge(parts=(two, part))).routine.key
    services.routines.save(
        bridge(key=key, parts=(two, part), name="Low bridge", per_day=3, summary="")
    )
    services.routines.hide(key)
    services.routines.put_back(key)
    [*_, first] = services.revisions.history(key)
    assert first.value is not None
    assert words.title(first.value) == "Exercise: Bridge"
    assert _told(services, words, key) == [
        [
            "Added",
            "Name: Bridge",
            "What to do: On your back.",
            "Times a day: 2",
            "Repeats: 10, 10",
            "Steps: Lift your bottom; Let go; Lift your bottom",
        ],
        [
            "Name: from Bridge to Low bridge",
            "What to do taken out: On your back.",
            "Times a day: from 2 to 3",
        ],
        ["Off the list added: yes"],
        ["Off the list taken out: yes"],
    ]
    services.routines.choose_level("core", 2)
    services.routines.choose_level("core", 3)
    assert _told(services, words, "core") == [["Added", "Level: 2"], ["Level: from 2 to 3"]]
    [newest, _] = services.revisions.history("core")
    assert newest.value is not None
    assert words.title(newest.value).startswith("Exercise: Core")


def test_a_trial_that_was_answered_and_stopped(
    services: Services, clock: FakeClock, words: RevisionWords
) -> None:
    named = TrialWords("Cushion", "With the cushion", "Without it")
    plan = TrialPlan(named, date(2026, 3, 12), 6, 3, 1, Side.RIGHT)
    trial = services.trials.start(plan)
    services.trials.answer(date(2026, 3, 12), True)
    clock.move(days=3)
    services.trials.stop()
    assert words.title(trial) == "Trial: Cushion, from 12 Mar 2026"
    assert _told(services, words, trial.id) == [
        [
            "Added",
            "Name: Cushion",
            "The two ways: With the cushion / Without it",
            "First day: 12 Mar 2026",
            "Periods: 12",
            "Days of a period: 3",
            "Days to wear off: 1",
            "Side: right side",
        ],
        ["Kept to it on 12 Mar 2026 added: yes"],
        ["Stopped after added: 14 Mar 2026"],
    ]
