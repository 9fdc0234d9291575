from __future__ import annotations

import pytest

from cluneal_tracker.domain.learning import Fact, Grade, Lesson, Passage, Section, Shape, find

BELT = Fact("A1", "Keep tight belts off.", Grade.GUIDE_ONLY, "", (), ("learn",))
PILLS = Fact("A2", "Doctors may offer some.", Grade.SEEN, "Kim named gabapentin.", (), ("learn",))
LESSONS = [
    Lesson(
        "01",
        "Each day",
        (Section("", (Passage(Shape.PARAGRAPH, "A **soft** waist.", (BELT,)),)),),
    ),
    Lesson(
        "02",
        "Medicines",
        (
            Section("By mouth", (Passage(Shape.BULLET, "**Pills** help some.", (PILLS,)),)),
            Section("Again", (Passage(Shape.BULLET, "Pills once more.", (PILLS,)),)),
            Section("Other", (Passage(Shape.BULLET, "Pills without a fact."),)),
        ),
    ),
]


@pytest.mark.parametrize(
    ("sought", "ids"),
    [
        ("belt", ["A1"]),
        ("BELTS tight", ["A1"]),
        ("soft waist", ["A1"]),
        ("day", ["A1"]),
        ("pills", ["A2"]),
        ("pills help", ["A2"]),
        ("mouth", ["A2"]),
        ("gabapentin", ["A2"]),
        ("medic", ["A2"]),
        ("s", ["A1", "A2"]),
        ("why is a belt tight?", ["A1"]),
        ("gabapentins", ["A2"]),
        ("the", []),
        ("belt gabapentin", []),
        ("scan", []),
        ("", []),
        ("   ", []),
    ],
)
def test_every_word_is_looked_for_around_a_fact(sought: str, ids: list[str]) -> None:
    assert [found.fact.id for found in find(LESSONS, sought)] == ids


def test_the_words_of_a_fact_count_more_than_those_around_it() -> None:
    around = Lesson("00", "Belts", (Section("", (Passage(Shape.PARAGRAPH, "A page.", (PILLS,)),)),))
    assert [found.fact.id for found in find([around, *LESSONS], "belt")] == ["A1", "A2"]


def test_a_fact_is_found_with_its_page() -> None:
    (found,) = find(LESSONS, "pills")
    assert found.lesson is LESSONS[1]
