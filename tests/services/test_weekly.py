"""The questions of the week: answered, corrected, put off, and as safe as scores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.widgets import backup_words
from tests.fakes import FakeClock

PEG, BETTER = Peg(4, 5, 6), OverallChange.MUCH_BETTER


def test_they_are_asked_on_the_second_day_and_again_when_a_week_has_passed(
    services: Services, clock: FakeClock
) -> None:
    assert not services.weekly.view().asked_for
    services.diary.add(VasScore(41))
    assert not services.weekly.view().asked_for
    clock.move(days=1)
    assert services.weekly.view().asked_for
    services.weekly.answer(PEG)
    assert not services.weekly.view().asked_for
    clock.move(days=6)
    assert not services.weekly.view().asked_for
    clock.move(days=1)
    assert services.weekly.view().asked_for


def test_not_this_week_is_a_gap_and_asked_again_in_a_week(
    services: Services, clock: FakeClock
) -> None:
    services.weekly.put_off()
    (week,) = services.weekly.every()
    assert (week.put_off, week.peg, week.change) == (True, None, None)
    assert not services.weekly.view().asked_for
    clock.move(days=7)
    assert services.weekly.view().asked_for
    services.history.undo()
    assert services.weekly.every() == []


def test_an_answer_of_the_same_day_is_corrected_and_the_other_part_stays(
    services: Services, clock: FakeClock
) -> None:
    heard: list[Changed] = []
    services.changes.subscribe(heard.append)
    services.weekly.put_off()
    services.weekly.answer(PEG)
    services.weekly.put_off()
    services.weekly.answer(change=BETTER)
    services.weekly.answer(Peg(0, 0, 0))
    (week,) = services.weekly.every()
    assert (week.peg, week.change) == (Peg(0, 0, 0), BETTER)
    assert services.weekly.view().today == week
    assert heard == [Changed.WEEKLY] * 4
    assert services.history.undo() is Changed.WEEKLY
    assert services.weekly.every()[0].peg == PEG
    clock.move(days=1)
    services.weekly.answer(PEG)
    assert len(services.weekly.every()) == 2


def test_nothing_answered_is_not_saved(services: Services) -> None:
    with pytest.raises(ValueError, match="Answer the three questions"):
        services.weekly.answer()
    assert services.weekly.every() == []


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "house", FakeClock()) as services:
        services.weekly.answer(PEG, BETTER)
        yield services


def test_restoring_and_joining_carry_them(house: Services, tmp_path: Path) -> None:
    before = house.weekly.every()
    file = house.backups.make()
    assert file is not None
    assert "Answers of 1 week" in backup_words.full(house.backups.every()[0])
    house.weekly.answer(Peg(9, 9, 9))
    house.backups.restore(file)
    assert house.weekly.every() == before
    with open_services(tmp_path / "laptop", FakeClock("2026-03-20T08:10")) as laptop:
        laptop.weekly.answer(Peg(1, 2, 3))
        assert house._db.file is not None
        told = laptop.joining.join(house._db.file)
        assert (told.counts, told.rows) == ({"weekly": 1}, 1)
        assert backup_words.brought(told) == "New or changed here: Answers of 1 week."
        assert [week.peg for week in laptop.weekly.every()] == [PEG, Peg(1, 2, 3)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"enjoyment": None}, "weekly, row 1: the three questions count together"),
        ({"pain": None, "enjoyment": None}, "the three questions count together"),
        ({"activity": 11}, "an answer is a whole number from 0 to 10, not 11"),
        ({"activity": 4.5}, "“activity” is a whole number such as 12, not “4.5”"),
        ({"change": "fine"}, "“change” is one of very-much-better, "),
    ],
)
def test_a_file_with_a_part_of_the_three_is_refused(
    house: Services, tmp_path: Path, fields: dict[str, object], why: str
) -> None:
    file = tmp_path / "all.json"
    assert house.exchange.export("json", file) == 1
    whole = json.loads(file.read_text("utf-8"))
    whole["weekly"][0] |= fields
    file.write_text(json.dumps(whole), "utf-8")
    copy = Services(in_memory(), FakeClock())
    with pytest.raises(DiaryError, match=why):
        copy.exchange.bring_in(file)
    assert copy.weekly.every() == []


@pytest.mark.parametrize("name", ["all.json", "all.zip"])
def test_a_file_brings_them_with_their_day(house: Services, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    house.exchange.export("json" if name.endswith("json") else "csv", file)
    copy, heard = Services(in_memory(), FakeClock()), list[Changed]()
    copy.changes.subscribe(heard.append)
    day = house.weekly.every()[0].given.day
    report = copy.exchange.bring_in(file)
    assert (report.added["weekly"], report.days) == (1, (day, day))
    assert copy.weekly.every() == house.weekly.every()
    assert heard[-1] & Changed.WEEKLY
