from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest

from cluneal_tracker.data.parts import PARTS
from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.render import step_words
from cluneal_tracker.render.moment_words import half_text
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.preferences import OF_THE_SCREEN
from tests.fakes import FakeClock


def _undo(services: Services) -> str:
    step = services.history.undo()
    assert step is not None
    return step_words.undone(step, services)


def _redo(services: Services) -> str:
    step = services.history.redo()
    assert step is not None
    return step_words.redone(step, services)


def test_a_score_is_named_by_its_number_and_its_half_day(services: Services) -> None:
    services.diary.add(VasScore(70), datetime.fromisoformat("2026-03-06T20:10"))
    services.diary.mark(VasScore(62), Given.LINE, Side.RIGHT)
    this_morning, friday = (
        "Score 6.2, right side, this morning, 08:10",
        "Score 7.0, right side, Friday evening, 20:10",
    )
    assert _undo(services) == f"Taken back: {this_morning}."
    assert _undo(services) == f"Taken back: {friday}."
    assert _redo(services) == f"Brought back: {friday}."


def test_what_was_answered_is_told_apart_from_the_score(
    services: Services, clock: FakeClock
) -> None:
    services.diary.mark(VasScore(62), Given.LINE, Side.RIGHT)
    services.diary.answer("sitting", True)
    services.diary.mark(VasScore(50), Given.NUMBER, Side.RIGHT)
    assert _undo(services) == "Taken back: Score: from 6.2 to 5.0, this morning."
    assert _undo(services) == "Taken back: Sitting or driving: yes, this morning."
    assert _redo(services) == "Brought back: Sitting or driving: yes, this morning."
    services.diary.answer_all({"standing": True, "lifting": False, "walking": False})
    assert _undo(services) == "Taken back: your answers, this morning."
    services.diary.answer("sitting", None)
    assert _undo(services) == "Taken back: Sitting or driving taken out: yes, this morning."
    clock.move(hours=1)
    services.diary.answer("standing", False)
    assert _undo(services) == "Taken back: Standing: no, this morning."
    asked = [one.key for one in services.content.activities]
    services.diary.answer_all({key: False for key in asked})
    assert _undo(services) == "Taken back: your answers, this morning."


def test_a_score_that_was_deleted_is_back_and_can_go_again(services: Services) -> None:
    entry = services.diary.mark(VasScore(62), Given.LINE, Side.RIGHT)
    services.diary.delete(entry.id)
    named = "Score 6.2, right side, this morning, 08:10"
    assert _undo(services) == f"Brought back: {named}."
    assert _redo(services) == f"Taken out again: {named}."


def test_other_things_are_named_and_a_change_says_what_of_which(services: Services) -> None:
    pill = services.treatments.add(
        TreatmentKind.MEDICINE, date(2026, 1, 5), name="Gabapentin", dose="300 mg"
    )
    services.treatments.change(pill.id, dose="600 mg")
    services.exercises.add("nerve-glide")
    services.habits.tick("soft-waistband")
    services.preferences.choose(name="Ada")
    services.routines.choose_level("core", 2)
    services.routines.choose_level("core", 3)
    said = [_undo(services) for _ in range(7)]
    assert said == [
        "Taken back: Level: from 2 to 3 (Exercise: Core strength).",
        "Taken back: Level: 2 (Exercise: Core strength).",
        "Taken back: a setting, your name.",
        "Taken back: Soft waistband, this morning, 08:10.",
        "Taken back: Nerve glide, this morning, 08:10.",
        "Taken back: Dose: from 300 mg to 600 mg (Gabapentin 600 mg, from 5 Jan 2026).",
        "Taken back: Gabapentin 300 mg, from 5 Jan 2026.",
    ]


def test_a_large_step_is_counted(services: Services) -> None:
    made = [services.diary.add(VasScore(mm)) for mm in (10, 20, 30)]
    for entry in made:
        services.diary.delete(entry.id)
    services.revisions.bring_back_deleted([entry.id for entry in made])
    assert _undo(services) == "Taken back: a change to scores (3)."
    assert _redo(services) == "Brought back: a change to scores (3)."


def test_a_long_note_is_told_in_short(services: Services) -> None:
    services.diary.mark(VasScore(62), Given.LINE, Side.RIGHT)
    services.diary.write_note("after\nthe garden " * 40)
    said = _undo(services)
    assert said.startswith("Taken back: Note: “after the garden after")
    assert len(said) < 150


@pytest.mark.parametrize(
    ("back", "slot", "said"),
    [
        (0, Slot.EVENING, "this evening"),
        (1, Slot.MORNING, "yesterday morning"),
        (2, Slot.EVENING, "Tuesday evening"),
        (6, Slot.MORNING, "Friday morning"),
        (7, Slot.MORNING, "5 Mar 2026, morning"),
        (-1, Slot.EVENING, "13 Mar 2026, evening"),
    ],
)
def test_a_half_day_as_seen_from_today(
    services: Services, back: int, slot: Slot, said: str
) -> None:
    today = date(2026, 3, 12)
    half = DaySlot(today - timedelta(days=back), slot)
    assert half_text(half, today, services.content.phrases) == said


def test_all_that_undo_can_take_back_has_a_name(services: Services) -> None:
    words = services.content.phrases["history"]
    assert {*words["kinds"]} == {part.table for part in PARTS}
    assert {*words["settings"]} == {one.name for one in fields(Settings)} - OF_THE_SCREEN
