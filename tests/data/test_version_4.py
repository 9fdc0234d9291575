"""A diary of version 4, as the program wrote it then, opens with all that is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.schedule import ReminderKind
from cluneal_tracker.domain.treatment import Guidance
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock

OLD = Path(__file__).parent / "databases" / "version_4.db"
FILES = Path(__file__).parent / "exchange" / "files"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    (tmp_path / "diary.db").write_bytes(OLD.read_bytes())
    with open_services(tmp_path, FakeClock("2026-03-11T09:00")) as services:
        yield services


def check(services: Services) -> None:
    assert [entry.score for entry in services.diary.entries()] == [VasScore(41), VasScore(60)]
    (week,) = services.weekly.every()
    assert (week.peg, week.change) == (Peg(4, 5, 6), OverallChange.A_LITTLE_BETTER)
    (block,) = services.treatments.every()
    assert (block.given_at, block.guidance) == (time(7, 30), Guidance.ULTRASOUND)
    assert block.operator == "Dr Lee"


def test_all_that_was_in_it_is_there(house: Services) -> None:
    check(house)
    kinds = [one.kind for one in house.preferences.current.reminders]
    assert kinds == [ReminderKind.CHECK_IN, ReminderKind.PEG_WEEK]
    assert house.preferences.current.questions == "Why?"


def test_what_is_new_can_be_written_into_it(house: Services) -> None:
    house.visit_log.add(date(2026, 3, 24), whom="Pain clinic")
    assert house.history.damage() is None
    house.history.undo()
    assert house.visit_log.view().to_come == ()
    words = TrialWords("Cushion", "With the cushion", "Without it")
    trial = house.trials.start(TrialPlan(words, date(2026, 3, 12), 6, 3, 1, Side.RIGHT))
    assert house.trials.every() == [trial]
    assert house.history.damage() is None


def test_an_old_treatment_is_one_that_is_taken_regularly(house: Services) -> None:
    (block,) = house.treatments.every()
    assert not block.when_needed
    assert house.doses.today() == []
    house.treatments.change(block.id, note="it stung")
    newest, _ = house.revisions.history(block.id)
    assert (newest.before, newest.stands) == (block, True)
    assert house.history.damage() is None


@pytest.mark.parametrize("name", ["version_3.json", "version_3.zip"])
def test_its_exports_are_read_as_before(tmp_path: Path, name: str) -> None:
    with open_services(tmp_path, FakeClock("2026-03-12T12:00")) as services:
        services.exchange.bring_in(FILES / name)
        check(services)
