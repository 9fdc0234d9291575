from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from cluneal_tracker import paths
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.phases import phases, repetitions, run_minutes
from cluneal_tracker.domain.treatment import Nerve, TreatmentKind


@pytest.fixture
def content() -> Content:
    return Content(paths.ASSETS)


def test_the_nerve_glide_is_the_one_of_the_guide(content: Content) -> None:
    glide = content.routines["nerve-glide"]
    assert repetitions(phases(glide)) == {"left": 10, "right": 10}
    holds = [step.seconds for part in glide.parts for step in part.steps if step.key == "hold"]
    assert holds == [5]
    assert glide.by_leg


def test_there_is_time_to_get_down_on_the_floor(content: Content) -> None:
    assert {routine.ready_seconds for routine in content.routines.values()} == {15}


def test_the_foam_roller_is_offered_twice_a_day(content: Content) -> None:
    assert content.routines["foam-roller"].per_day == 2


def test_every_routine_begins_with_the_side_that_is_asked_for(content: Content) -> None:
    for routine in content.routines.values():
        for first in (Side.LEFT, Side.RIGHT):
            sides = [phase.side for phase in phases(routine, first) if phase.side]
            assert sides[:1] in ([], [first]), routine.key
        assert run_minutes(routine) >= 1


def test_kinds_and_nerves_are_those_of_the_domain(content: Content) -> None:
    assert {kind.key for kind in content.treatment_kinds} == {kind.value for kind in TreatmentKind}
    assert {nerve.key for nerve in content.nerves} == {nerve.value for nerve in Nerve}


@pytest.mark.parametrize("things", ["activities", "treatment_kinds", "nerves", "warning_signs"])
def test_keys_are_there_once_and_have_words(content: Content, things: str) -> None:
    found = getattr(content, things)
    assert found
    assert len({one.key for one in found}) == len(found)
    assert all(getattr(one, "name", None) or one.text for one in found)


def test_eight_activities_are_asked_about(content: Content) -> None:
    keys = [activity.key for activity in content.activities]
    assert len(keys) == 8
    assert {"standing", "sitting", "bending-back", "something-else"} <= set(keys)


def test_the_number_of_an_ambulance_goes_by_the_country(content: Content) -> None:
    numbers = content.emergency_numbers
    known = {"GB": "999", "DE": "112", "US": "911", "JP": "119", "AU": "000", "NZ": "111"}
    assert {country: numbers[country] for country in known} == known
    assert all(len(country) == 2 and country.isupper() for country in numbers)
    assert all(number.isdigit() for number in numbers.values())
    text = (paths.ASSETS / "content" / "en" / "emergency_numbers.toml").read_text(encoding="utf-8")
    written = re.findall(r"\b[A-Z]{2}\b", re.sub(r"#.*", "", text))
    assert len(written) == len(set(written)) == len(numbers)


def test_each_number_says_how_sure_it_is(content: Content) -> None:
    file = Path(__file__).parents[2] / "docs" / "emergency-numbers.md"
    rows = re.findall(r"^\| \*\*.*\| ([A-Z ]+) \|$", file.read_text(encoding="utf-8"), re.MULTILINE)
    countries = " ".join(rows).split()
    assert sorted(countries) == sorted(content.emergency_numbers)


def test_every_warning_sign_has_a_group_that_says_what_to_do(content: Content) -> None:
    assert set(content.warning_groups) == {sign.group for sign in content.warning_signs}
    assert all(group and all(group.values()) for group in content.warning_groups.values())


def test_pages_come_in_order_each_with_a_title(content: Content) -> None:
    keys = [page.key for page in content.lessons]
    assert keys == sorted(keys)
    assert all(page.title and page.sections for page in content.lessons)


def test_each_of_the_46_facts_is_on_one_page(content: Content) -> None:
    told = Counter(fact.id for page in content.lessons for fact in page.facts)
    assert told == Counter(fact.id for fact in content.facts)
    assert len(told) == 46


def test_what_is_not_translated_is_english(tmp_path: Path) -> None:
    shutil.copytree(paths.ASSETS / "content" / "en", tmp_path / "content" / "en")
    (tmp_path / "content" / "fr").mkdir()
    (tmp_path / "content" / "fr" / "activities.toml").write_text(
        '[[activity]]\nkey = "standing"\nname = "Être debout"\n', encoding="utf-8"
    )
    french = Content(tmp_path, "fr")
    assert [(one.key, one.name) for one in french.activities] == [("standing", "Être debout")]
    assert french.nerves == Content(paths.ASSETS).nerves
    assert french.lessons == Content(paths.ASSETS).lessons
