from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cluneal_tracker.data.lessons import read_facts, read_lesson
from cluneal_tracker.domain.learning import Fact, Grade, Passage, Shape

ROW = {
    "id": "SC1",
    "says": "Wear a soft waistband.",
    "sure": "guide only",
    "note": "",
    "sources": ["one", "two"],
    "drives": ["habit:soft-waistband"],
}
SOURCES: list[dict[str, Any]] = [
    {"key": "one", "title": "On belts", "authors": "Ray A", "year": 2020, "doi": "10.1/x"},
    {"key": "two", "title": "A page", "published_in": "example.org"},
]
PAGE = """# Each day

A **soft** waistband
helps. {SC1}

## More

1. Stand up.
2. Sit down. {help SC1}

- A cushion
- A pad
"""


@pytest.fixture
def fact() -> Fact:
    return read_facts([ROW], SOURCES)[0]


def test_a_fact_cites_its_sources(fact: Fact) -> None:
    assert fact.grade is Grade.GUIDE_ONLY
    assert fact.sources == ("Ray A 2020. On belts. doi 10.1/x.", "A page. example.org.")


def test_a_page_is_read_into_sections_and_passages(fact: Fact, tmp_path: Path) -> None:
    file = tmp_path / "01-each-day.md"
    file.write_text(PAGE, encoding="utf-8")
    lesson = read_lesson(file, {"SC1": fact})
    assert (lesson.key, lesson.title) == ("01-each-day", "Each day")
    first, more = lesson.sections
    assert first.title == ""
    assert first.passages == (
        Passage(Shape.PARAGRAPH, "A **soft** waistband helps.", facts=(fact,)),
    )
    assert more.title == "More"
    assert more.passages == (
        Passage(Shape.NUMBERED, "1. Stand up."),
        Passage(Shape.NUMBERED, "2. Sit down.", facts=(fact,), links=("help",)),
        Passage(Shape.BULLET, "A cushion"),
        Passage(Shape.BULLET, "A pad"),
    )
    assert more.drives == ("help", "habit:soft-waistband")
    assert lesson.facts == (fact,)


def test_a_fact_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("# A page\n\nSomething. {XX9}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="there is no fact XX9"):
        read_lesson(file, {})
