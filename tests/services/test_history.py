from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from cluneal_tracker.data.database import Database
from cluneal_tracker.data.diary_file import open_database
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.domain.settings import Paper, Settings
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services, open_services
from tests.fakes import FakeClock
from tests.steps import parts_of


def test_nothing_done_leaves_nothing_to_undo_or_redo(services: Services) -> None:
    assert not services.history.can_undo
    assert not services.history.can_redo
    assert services.history.undo() is None
    assert services.history.redo() is None


def test_undo_says_what_it_was_about_and_tells_everyone(services: Services) -> None:
    heard: list[Changed] = []
    acts: dict[Changed, Callable[[], object]] = {
        Changed.PAIN: lambda: services.diary.add(VasScore(41)),
        Changed.SESSIONS: lambda: services.exercises.add("nerve-glide"),
        Changed.TREATMENTS: lambda: services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 12)),
        Changed.SETTINGS: lambda: services.preferences.choose(paper=Paper.LETTER),
    }
    for part, act in acts.items():
        act()
        assert services.history.can_undo
        services.changes.subscribe(heard.append)
        assert parts_of(services.history.undo()) is part
        assert heard[-1] is part
        assert services.history.can_redo
        assert parts_of(services.history.redo()) is part


def test_undo_works_across_a_restart(tmp_path: Path) -> None:
    with open_services(tmp_path, FakeClock()) as services:
        services.diary.add(VasScore(41))
        services.diary.add(VasScore(50))
    with open_services(tmp_path, FakeClock()) as services:
        services.history.undo()
        assert len(services.diary.entries()) == 1
    with open_services(tmp_path, FakeClock()) as services:
        services.history.redo()
        assert len(services.diary.entries()) == 2


def test_a_join_is_taken_back_though_a_choice_of_the_screen_was_made_since(tmp_path: Path) -> None:
    with open_services(tmp_path / "laptop", FakeClock()) as other:
        other.preferences.choose(sound=False)
        other.diary.add(VasScore(41))
    with open_services(tmp_path / "desk", FakeClock("2026-03-12T09:00")) as services:
        services.diary.add(VasScore(50))
        services.joining.join(tmp_path / "laptop")
        services.preferences.choose(sound=not services.preferences.current.sound)
        assert parts_of(services.history.undo()) is Changed.PAIN
        assert [str(entry.score) for entry in services.diary.entries()] == ["5.0"]
        assert services.preferences.current.sound
        assert parts_of(services.history.undo()) is Changed.PAIN
        assert services.history.undo() is None
        assert parts_of(services.history.redo()) is Changed.PAIN
        assert parts_of(services.history.redo()) is Changed.PAIN
        assert len(services.diary.entries()) == 2
        assert services.history.damage() is None


def test_a_step_is_called_by_its_own_name_and_never_by_that_of_one_that_is_passed_over(
    tmp_path: Path,
) -> None:
    with open_services(tmp_path / "laptop", FakeClock()) as other:
        other.preferences.choose(sound=False)
    with open_services(tmp_path / "desk", FakeClock("2026-03-12T09:00")) as services:
        history = services.history
        with history.named("the score"):
            services.diary.add(VasScore(50))
        with history.named("nothing"):
            services.preferences.choose(voice=True)
        assert history.newest_name == "the score"
        with history.named("the other diary"):
            services.joining.join(tmp_path / "laptop")
        assert history.newest_name == "the other diary"
        services.preferences.choose(sound=True)
        for step in (history.undo(), history.redo(), history.undo()):
            assert step is not None
            assert (step.name, step.changed) == ("the score", Changed.PAIN)


def test_what_another_program_writes_is_told_once(tmp_path: Path) -> None:
    heard: list[Changed] = []
    with open_services(tmp_path, FakeClock()) as ours:
        ours.history.look_again()
        ours.changes.subscribe(heard.append)
        ours.history.look_again()
        ours.diary.add(VasScore(10))
        ours.history.look_again()
        assert heard == [Changed.PAIN]
        with open_services(tmp_path, FakeClock()) as other:
            other.diary.add(VasScore(41))
            other.preferences.choose(paper=Paper.LETTER)
        assert ours.preferences.current == Settings()
        ours.history.look_again()
        ours.history.look_again()
        assert heard == [Changed.PAIN, Changed.EVERYTHING]
        assert ours.preferences.current == Settings(paper=Paper.LETTER)
        assert len(ours.diary.entries()) == 2


def test_a_score_of_another_program_can_be_undone_here(tmp_path: Path) -> None:
    with open_services(tmp_path, FakeClock()) as ours:
        ours.diary.add(VasScore(10))
        with open_services(tmp_path, FakeClock()) as other:
            other.diary.add(VasScore(41))
        ours.history.undo()
        assert [str(entry.score) for entry in ours.diary.entries()] == ["1.0"]


def test_damage_is_none_until_there_is_some(services: Services, db: Database) -> None:
    services.diary.add(VasScore(41))
    services.diary.add(VasScore(50))
    assert services.history.damage() is None
    db.connection.execute("update pain set mm = 51 where mm = 50")
    assert services.history.damage() == 2


def test_a_diary_opened_by_hand_has_the_same_history(tmp_path: Path) -> None:
    with open_services(tmp_path, FakeClock()) as services:
        services.diary.add(VasScore(41))
    with closing(open_database(tmp_path / "diary.db")) as db:
        assert Services(db, FakeClock()).history.can_undo
