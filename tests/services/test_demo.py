from __future__ import annotations

import stat
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest

from cluneal_tracker.data import habit_store
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import PainEntry, Timeliness
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.domain.when import DaySlot, Slot
from cluneal_tracker.services.demo import write_demo
from cluneal_tracker.services.opening import Services, open_services
from tests.data.exchange.made_up import rows_of
from tests.fakes import FakeClock

LAST = date(2026, 6, 15)
FIRST = LAST - timedelta(weeks=12)


@contextmanager
def _opened(folder: Path) -> Iterator[Services]:
    with open_services(folder, FakeClock("2026-06-15T08:00")) as services:
        yield services


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The diary that the documents and pictures show."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    write_demo(folder, LAST)
    return folder


@pytest.fixture
def demo(folder: Path) -> Iterator[Services]:
    with _opened(folder) as services:
        yield services


def _scored(services: Services) -> list[PainEntry]:
    return [entry for entry in services.diary.entries() if entry.score]


def _everything(folder: Path) -> object:
    db = open_database(folder / "diary.db")
    try:
        return rows_of(db), db.connection.execute("select * from journal").fetchall()
    finally:
        db.close()


def test_the_same_seed_gives_the_same_diary_ids_and_journal_included(
    folder: Path, tmp_path: Path
) -> None:
    write_demo(tmp_path / "again", LAST)
    assert _everything(tmp_path / "again") == _everything(folder)


def test_small_habits_are_ticked_on_some_days(folder: Path) -> None:
    with closing(open_database(folder / "diary.db")) as db:
        days = {(tick.habit, tick.done.day) for tick in habit_store.every(db)}
    ticked = Counter(habit for habit, _ in days)
    assert set(ticked) == {"soft-waistband", "lumbar-cushion", "change-position"}
    assert all(0.3 * 79 < count < 79 for count in ticked.values())


def test_another_seed_gives_another_diary(folder: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "other", LAST, seed=2)
    with _opened(folder) as one, _opened(tmp_path / "other") as other:
        ids = [{entry.id for entry in house.diary.entries()} for house in (one, other)]
        marks = [[entry.score for entry in house.diary.entries()] for house in (one, other)]
    assert not ids[0] & ids[1]
    assert marks[0] != marks[1]


def test_nine_in_ten_half_days_have_a_score_but_for_one_gap(demo: Services) -> None:
    halves = {entry.felt.half for entry in _scored(demo)}
    days = [FIRST + timedelta(number) for number in range(84)]
    empty = [day for day in days if not {DaySlot(day, slot) for slot in Slot} & halves]
    gap = [FIRST + timedelta(number) for number in range(24, 29)]
    assert set(gap) <= set(empty)
    assert 0.85 <= len(halves) / (2 * (84 - len(gap))) <= 0.97
    late = [entry for entry in _scored(demo) if entry.timeliness is Timeliness.ADDED_LATER]
    assert 2 <= len(late) <= 12


def test_the_last_day_is_still_to_come(demo: Services) -> None:
    assert demo.diary.first_day() == FIRST
    assert max(entry.felt.day for entry in demo.diary.entries()) == LAST - timedelta(days=1)
    assert max(entry.entered_at.date() for entry in demo.diary.entries()) < LAST
    assert max(one.entered_at.date() for one in demo.exercises.sessions()) < LAST
    assert demo.diary.today().last is None
    assert demo.diary.today().marks == {demo.preferences.current.side: None}


def test_the_block_brings_the_scores_down_and_they_slowly_return(demo: Services) -> None:
    (block,) = (
        view
        for view in demo.treatments.view(demo.preferences.current.side).treatments
        if view.treatment.kind is TreatmentKind.BLOCK
    )
    assert block.compared is not None
    assert block.compared.enough
    assert block.compared.before.middle == pytest.approx(6.3, abs=0.4)
    assert block.compared.after.middle == pytest.approx(3.0, abs=0.4)
    last = [e.score.points for e in _scored(demo) if e.score and (LAST - e.felt.day).days <= 14]
    assert 3.6 <= median(last) <= 5.2


@pytest.mark.parametrize("key", ["sitting", "standing", "tight-waist"])
def test_days_of_strain_hurt_more(tmp_path: Path, key: str) -> None:
    """One diary can hide it by chance, several together do not."""
    differences = []
    for seed in range(1, 7):
        write_demo(tmp_path / str(seed), LAST, seed)
        with _opened(tmp_path / str(seed)) as services:
            found = _scored(services)
        yes, no = (
            [e.score.points for e in found if e.score and e.activities.get(key) is answer]
            for answer in (True, False)
        )
        differences.append(mean(yes) - mean(no))
    assert 0.3 <= mean(differences) <= 1.5


def test_treatments_and_exercises_are_as_a_patient_would_have_them(demo: Services) -> None:
    kinds = [one.kind for one in demo.treatments.every()]
    assert kinds.count(TreatmentKind.PHYSIO) == 5
    (medicine,) = (one for one in demo.treatments.every() if one.kind is TreatmentKind.MEDICINE)
    assert (medicine.name, medicine.dose, medicine.last_day) == ("Gabapentin", "300 mg", None)
    assert (medicine.first_day - FIRST).days // 7 == 2
    sessions = demo.exercises.sessions()
    assert {one.routine for one in sessions} == {"nerve-glide", "foam-roller"}
    assert 84 <= len(sessions) <= 160
    partial = [one for one in sessions if not one.finished]
    assert 5 <= len(partial) <= 30
    assert all(sum(one.done.values()) for one in partial)


def test_heat_is_taken_on_bad_evenings_and_a_side_effect_goes_by(demo: Services) -> None:
    (heat,) = (one for one in demo.treatments.every() if one.when_needed)
    assert 8 <= len(demo.doses.of(heat.id)) <= 60
    (effect,) = demo.effects.every()
    assert effect.last_day is not None


def test_signs_notes_and_questions_are_there(demo: Services) -> None:
    entries = demo.diary.entries()
    assert any(entry.signs.get("night-pain") for entry in entries)
    assert any(entry.signs.get("numb") for entry in entries)
    assert 4 <= sum(bool(entry.note) for entry in entries) <= 14
    assert len(demo.preferences.current.questions.splitlines()) == 3


def test_undo_works_on_it_and_the_journal_holds(tmp_path: Path) -> None:
    write_demo(tmp_path, LAST, weeks=1)
    with _opened(tmp_path) as services:
        before = (services.diary.entries(), services.exercises.sessions())
        assert services.history.undo() is not None
        assert (services.diary.entries(), services.exercises.sessions()) != before
        services.history.redo()
        assert (services.diary.entries(), services.exercises.sessions()) == before
        assert services.history.damage() is None


def test_time_runs_forward_in_the_journal(folder: Path) -> None:
    db = open_database(folder / "diary.db")
    made = [row[0] for row in db.connection.execute("select made_at from journal order by 1")]
    told = [
        row[0] for row in db.connection.execute("select made_at from journal order by sequence")
    ]
    db.close()
    assert told == made
    assert len(made) > 300


def test_a_folder_with_a_diary_is_left_alone(folder: Path) -> None:
    before = (folder / "diary.db").read_bytes()
    with pytest.raises(DiaryError, match=r"holds a diary already\. It was left as it is"):
        write_demo(folder, LAST, seed=5)
    assert (folder / "diary.db").read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_the_diary_is_private_and_alone_in_its_folder(folder: Path) -> None:
    assert stat.S_IMODE((folder / "diary.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(path.name for path in folder.iterdir()) == ["diary.db", "diary.seal"]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
def test_it_can_be_lived_in_another_zone(tmp_path: Path, zone: str) -> None:
    write_demo(tmp_path, LAST, weeks=2, zone=ZoneInfo(zone))
    with _opened(tmp_path) as services:
        hours = {entry.felt.at.hour for entry in services.diary.entries()}
        assert {entry.felt.zone for entry in services.diary.entries()} == {zone}
    assert hours <= {7, 8, 19, 20, 21}


def test_it_says_that_it_is_invented_and_gives_that_to_no_other_diary(
    demo: Services, tmp_path: Path
) -> None:
    assert demo.stamp == "Invented data: no real person."
    assert demo.visits.view().invented
    demo.exchange.export("json", tmp_path / "all.json")
    with open_services(tmp_path / "own", FakeClock("2026-06-15T08:00")) as own:
        own.exchange.bring_in(tmp_path / "all.json")
        assert own.diary.first_day() is not None
        assert (own.stamp, own.visits.view().invented) == ("", False)
