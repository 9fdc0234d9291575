"""The pages behind the page for the doctor: only when asked for, whole, numbered and tagged."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.render import report
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.visits import Also, VisitView
from tests.fakes import FakeClock
from tests.render.report_diaries import LONG, PHRASES, TYPST, USUAL, Plan, diary


def pages(view: VisitView, paper: Paper = Paper.A4) -> list[str]:
    """The words of each page."""
    pdf = PdfReader(io.BytesIO(report.summary_page(view, PHRASES, paper)))
    return [" ".join(one.extract_text().split()) for one in pdf.pages]


@pytest.fixture
def lived() -> Services:
    """Six weeks with scores, exercises and a name."""
    services = diary(replace(USUAL, name="Anna Schmidt"))
    clock = services.clock
    assert isinstance(clock, FakeClock)
    for _ in range(3):
        services.exercises.add("nerve-glide")
    services.diary.mark(VasScore(63), Given.NUMBER, half=DaySlot(date(2026, 3, 9), Slot.MORNING))
    services.diary.write_note("Long drive")
    return services


def test_without_asking_there_is_one_page_and_no_name_anywhere(lived: Services) -> None:
    pdf = PdfReader(io.BytesIO(report.summary_page(lived.visits.view(), PHRASES, Paper.A4)))
    assert len(pdf.pages) == 1
    told = " ".join(map(str, (pdf.metadata or {}).values())) + pdf.pages[0].extract_text()
    assert "Anna" not in told
    assert "Schmidt" not in told


@pytest.mark.parametrize("paper", Paper)
def test_the_lists_follow_and_the_first_page_stays_as_it_was(lived: Services, paper: Paper) -> None:
    alone = pages(lived.visits.view(), paper)
    view = lived.visits.view(also=Also(scores=True, exercises=True))
    first, *behind = pages(view, paper)
    assert first == alone[0]
    assert len(behind) > 2
    for number, said in enumerate(behind, 2):
        assert f"Page {number} of {len(behind) + 1}" in said
        # The head of the table stands on each of its pages.
        assert said.count("Day Time") == 1
    assert sum("List of scores" in said for said in behind) == 1
    assert sum("List of exercises" in said for said in behind) == 1


def test_every_score_is_in_the_list_once_and_those_added_later_are_marked(
    lived: Services,
) -> None:
    view = lived.visits.view(also=Also(scores=True))
    said = " ".join(pages(view)[1:])
    assert len(view.lists.scores) == view.answers.scores
    assert said.count("on a line") + said.count("as a number") == view.answers.scores
    # Once at the head of each page.
    assert said.count("added later") == view.answers.added_later
    assert "9 Mar 2026 08:00" in said


def test_notes_stay_out_of_the_lists_unless_they_are_ticked(lived: Services) -> None:
    assert "Long drive" not in " ".join(pages(lived.visits.view(also=Also(scores=True))))
    noted = pages(lived.visits.view(also=Also(scores=True, notes=True)))
    assert " ".join(noted).count("Long drive") == 1
    assert "Notes from the diary" not in " ".join(noted), "each note is beside its score"


def test_a_note_without_a_score_has_its_row_where_notes_are_ticked() -> None:
    services = Services(diary(Plan(3))._db, FakeClock("2026-03-13T08:00"))
    services.diary.write_note("No score, only words")
    assert "only words" in " ".join(pages(services.visits.view(also=Also(scores=True, notes=True))))
    plain = services.visits.view(also=Also(scores=True))
    assert len(plain.lists.scores) == plain.answers.scores


def test_each_exercise_is_in_the_list_with_what_was_done(lived: Services) -> None:
    said = " ".join(pages(lived.visits.view(also=Also(exercises=True)))[1:])
    assert said.count("Nerve glide 20 of 20") == 3


def test_the_pages_behind_are_tagged_too(lived: Services) -> None:
    view = lived.visits.view(also=Also(scores=True))
    pdf = PdfReader(io.BytesIO(report.summary_page(view, PHRASES, Paper.A4)))
    marks = pdf.root_object["/MarkInfo"].get_object()
    assert isinstance(marks, DictionaryObject)
    assert marks["/Marked"]
    assert all("/StructParents" in page for page in pdf.pages)


@pytest.mark.parametrize("note", [LONG * 30, TYPST, "\n".join(["one", "", "two"])])
def test_what_a_person_typed_is_text_in_the_lists_too(note: str) -> None:
    services = diary(Plan(3))
    services.diary.write_note(note)
    view = services.visits.view(also=Also(scores=True, notes=True))
    assert "PDF" in report.summary_page(view, PHRASES, Paper.A4)[:8].decode()


def test_many_years_of_scores_are_listed_whole() -> None:
    services = diary(Plan(400))
    view = services.visits.view(date(2026, 3, 12) - timedelta(days=399), also=Also(scores=True))
    said = pages(view)
    assert len(said) > 10
    told = " ".join(said)
    assert told.count("on a line") + told.count("as a number") == view.answers.scores
