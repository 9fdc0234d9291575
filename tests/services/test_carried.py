"""What a person gives the diary comes along: in backups, into another diary, in files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from random import Random

import pytest

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.parts import PARTS, Part
from cluneal_tracker.domain.body_map import Feel
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_trial import TrialPlan, TrialWords
from cluneal_tracker.domain.pain import Side, VasScore
from cluneal_tracker.domain.side_effect import Strength
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.widgets import backup_words
from tests.fakes import FakeClock
from tests.own_things import TABLES as OWN_TABLES

FIRST, TODAY, NEXT = date(2026, 3, 1), date(2026, 3, 12), date(2026, 3, 24)


@dataclass(frozen=True)
class Kind:
    """How one of a kind is given, how all are read, and how it is told of."""

    add: Callable[[Services], object]
    every: Callable[[Services], Sequence[object]]
    told: str
    days: tuple[date, date] = (TODAY, TODAY)


def _add_dose(services: Services) -> None:
    heat = services.treatments.add(TreatmentKind.OTHER, FIRST, name="Heat pad", when_needed=True)
    services.doses.take(heat.id, note="after lunch")


def _add_effect(services: Services) -> None:
    pill = services.treatments.add(TreatmentKind.MEDICINE, FIRST, name="Pill")
    services.effects.add(pill.id, "Sleepy", Strength.STRONG, note="all day")


def _add_trial(services: Services) -> None:
    words = TrialWords("Cushion", "With the cushion", "Without it")
    services.trials.start(TrialPlan(words, TODAY, 6, 2, 1, Side.RIGHT, time(8)), Random(1))


KINDS = {
    "pain": Kind(lambda s: s.diary.add(VasScore(41)), lambda s: s.diary.entries(), "1 entry"),
    "session": Kind(
        lambda s: s.exercises.add("nerve-glide"), lambda s: s.exercises.sessions(), "1 exercise"
    ),
    "treatment": Kind(
        lambda s: s.treatments.add(TreatmentKind.BLOCK, FIRST),
        lambda s: s.treatments.every(),
        "1 treatment",
        (FIRST, FIRST),
    ),
    "dose": Kind(_add_dose, lambda s: s.doses.every(), "1 time you took something", (FIRST, TODAY)),
    "effect": Kind(_add_effect, lambda s: s.effects.every(), "1 side effect", (FIRST, TODAY)),
    "weekly": Kind(
        lambda s: s.weekly.answer(Peg(4, 5, 6), OverallChange.MUCH_BETTER),
        lambda s: s.weekly.every(),
        "Answers of 1 week",
    ),
    "roland": Kind(
        lambda s: s.roland.answer({1, 2}),
        lambda s: s.roland.every(),
        "24 statements answered once",
    ),
    "visit": Kind(
        lambda s: s.visit_log.add(NEXT, at=time(10, 30), whom="Pain clinic"),
        lambda s: s.visit_log.view().to_come,
        "1 visit",
        (NEXT, NEXT),
    ),
    "trial": Kind(_add_trial, lambda s: s.trials.every(), "1 trial"),
    "spot": Kind(
        lambda s: s.body_map.mark(70, -28, feels=frozenset({Feel.BURNING})),
        lambda s: s.body_map.spots(),
        "1 spot of the body map",
    ),
}
COUNTED = {part.table: part for part in PARTS if part.counted}


@pytest.fixture(params=KINDS)
def part(request: pytest.FixtureRequest) -> Part:
    return COUNTED[request.param]


@pytest.fixture
def kind(part: Part) -> Kind:
    return KINDS[part.table]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "house", FakeClock()) as services:
        yield services


def test_every_kind_is_looked_at_here_or_among_the_persons_own_things() -> None:
    assert {*KINDS, *OWN_TABLES} == COUNTED.keys()


def test_a_backup_brings_it_back(house: Services, kind: Kind) -> None:
    kind.add(house)
    before = kind.every(house)
    file = house.backups.make()
    assert file is not None
    assert kind.told in backup_words.full(house.backups.every()[0]).splitlines()
    house.history.undo()
    assert not kind.every(house)
    house.backups.restore(file)
    assert kind.every(house) == before


def test_another_diary_takes_it_and_keeps_its_own(
    house: Services, part: Part, kind: Kind, tmp_path: Path
) -> None:
    kind.add(house)
    with open_services(tmp_path / "laptop", FakeClock("2026-03-20T08:10")) as laptop:
        laptop.diary.add(VasScore(55))
        own = laptop.diary.entries()
        told = laptop.joining.join(tmp_path / "house" / "diary.db")
        assert told.counts[part.table] == 1
        assert kind.told in backup_words.brought(told)
        assert [one for one in kind.every(laptop) if one not in own] == [*kind.every(house)]
        assert own[0] in laptop.diary.entries()


@pytest.mark.parametrize("name", ["all.json", "all.zip"])
def test_a_file_brings_it_with_its_day(
    house: Services, part: Part, kind: Kind, tmp_path: Path, name: str
) -> None:
    kind.add(house)
    file = tmp_path / name
    house.exchange.export("json" if name.endswith("json") else "csv", file)
    copy, heard = Services(in_memory(), FakeClock()), list[Changed]()
    copy.changes.subscribe(heard.append)
    report = copy.exchange.bring_in(file)
    assert (report.added[part.file], report.days) == (1, kind.days)
    assert kind.every(copy) == kind.every(house)
    assert copy.treatments.every() == house.treatments.every()
    assert heard[-1] & part.changed


@pytest.mark.parametrize(
    ("table", "fields", "why"),
    [
        ("weekly", {"enjoyment": None}, "weekly, row 1: the three questions count together"),
        ("weekly", {"pain": None, "enjoyment": None}, "the three questions count together"),
        ("weekly", {"activity": 11}, "an answer is a whole number from 0 to 10, not 11"),
        ("weekly", {"activity": 4.5}, "“activity” is a whole number such as 12, not “4.5”"),
        ("weekly", {"change": "fine"}, "“change” is one of very-much-better, "),
        (
            "spot",
            {"x_mm": 169},
            "spots, row 1: 169 mm to the side and -28 mm down",
        ),
        ("spot", {"x_mm": 70.5}, "“x_mm” is a whole number such as 12 or -12, not “70.5”"),
        ("spot", {"x_mm": None}, "“x_mm” is a whole number"),
        ("spot", {"feels": "sweet"}, "“feels” holds any of stabbing, .*, not “sweet”"),
        ("spot", {"spread_mm": 401}, "a pain spreads 0 to 40 cm"),
        ("spot", {"towards": "down"}, "say how far the pain spreads"),
        (
            "trial",
            {"drawn": "aabb"},
            "trials, row 1: each pair of a trial has one period",
        ),
        ("trial", {"drawn": "abc"}, "“drawn” is an order such as abba, not “abc”"),
        (
            "trial",
            {"kept": {"12 March": True}},
            "“kept” is for a day such as 2026-03-12, not",
        ),
        ("trial", {"kept": {"2026-02-12": True}}, "lies outside of the trial"),
        ("trial", {"kept": {"2026-03-12": 1}}, "is answered with yes or no"),
        ("trial", {"washout_days": 2}, "the days left out at a change are fewer"),
        ("trial", {"way_b": " "}, "give both ways a name"),
        ("trial", {"stopped_on": "2027-03-12"}, "a trial is stopped on one of its days"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused(
    house: Services, tmp_path: Path, table: str, fields: dict[str, object], why: str
) -> None:
    KINDS[table].add(house)
    file = tmp_path / "all.json"
    assert house.exchange.export("json", file) == 1
    whole = json.loads(file.read_text("utf-8"))
    whole[COUNTED[table].file][0] |= fields
    file.write_text(json.dumps(whole), "utf-8")
    copy = Services(in_memory(), FakeClock())
    with pytest.raises(DiaryError, match=why):
        copy.exchange.bring_in(file)
    assert not KINDS[table].every(copy)
