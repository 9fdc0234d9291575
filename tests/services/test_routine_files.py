"""One exercise goes out as a file and comes in once, under a name of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from cluneal_tracker.data.database import in_memory
from cluneal_tracker.data.routine_file import write_file
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.routine_files import stem_of
from tests.data import routines_made_up as made_up
from tests.data.routines_made_up import bridge, png, showing
from tests.fakes import FakeClock


def put(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def test_it_comes_in_with_its_picture_on_another_computer(
    services: Services, clock: FakeClock, tmp_path: Path
) -> None:
    name = services.routines.choose_picture(png())
    key = services.routines.add(showing(name)).routine.key
    file = put(tmp_path / "x.json", services.routine_files.write(key))
    with closing(in_memory()) as db:
        there = Services(db, clock)
        incoming = there.routine_files.look_into(file)
        assert there.routines.picture(name) == png(), "it shows before it is taken"
        assert there.history.undo() is None, "a look changes nothing"
        found = there.routine_files.bring_in(incoming).routine
        assert replace(found, key=key) == services.routines.find(key).routine
        assert Services(db, clock).routines.picture(name) == png()
        assert there.routine_files.write(found.key) == file.read_bytes()


def test_twice_is_once_also_under_another_name(services: Services, tmp_path: Path) -> None:
    file = put(tmp_path / "x.json", write_file(bridge(name="Nerve glide"), {}))
    files = services.routine_files
    incoming = files.look_into(file)
    assert incoming.renamed
    first = files.bring_in(incoming)
    assert first.routine.name == "Nerve glide (2)"
    again = files.look_into(file)
    assert again.already == first
    assert files.bring_in(again) == first
    # The page may have been open since before: the exercise is looked for when it is taken.
    assert files.bring_in(incoming) == first
    services.routines.hide(first.routine.key)
    assert not files.bring_in(files.look_into(file)).hidden


def test_one_that_was_changed_since_comes_in_beside_it(services: Services, tmp_path: Path) -> None:
    file = put(tmp_path / "x.json", write_file(bridge(), {}))
    files = services.routine_files
    first = files.bring_in(files.look_into(file)).routine
    services.routines.save(replace(first, per_day=5))
    second = files.bring_in(files.look_into(file)).routine
    assert (second.per_day, second.name) == (2, "Bridge (2)")
    assert services.routines.find(first.key).routine.per_day == 5


def test_a_drawing_that_is_not_here_is_left_out_and_told(
    services: Services, tmp_path: Path
) -> None:
    for drawing in ("from-the-future", "own:0123"):
        incoming = services.routine_files.look_into(
            put(tmp_path / "x.json", write_file(showing(drawing), {}))
        )
        assert incoming.left_out == 1
        assert incoming.routine.parts[0].steps[0].drawing == ""


def test_what_cannot_be_read_is_told_with_its_name(services: Services, tmp_path: Path) -> None:
    wanted = {
        put(tmp_path / "a.json", b"{"): "a.json was not brought in. Your diary is as it was. It is",
        tmp_path / "b.json": "b.json was not brought in.",
        tmp_path: "It is not a file.",
        put(tmp_path / "c.json", write_file(bridge(), {}).replace(b'"name"', b'"nom"')): (
            "“name” of the exercise is missing.$"
        ),
    }
    for file, reason in wanted.items():
        with pytest.raises(DiaryError, match=reason):
            services.routine_files.look_into(file)
    assert services.history.undo() is None


@given(made_up.routines)
@settings(max_examples=40, deadline=None)
def test_any_exercise_comes_in_whole(routine: Routine) -> None:
    with closing(in_memory()) as db:
        services = Services(db, FakeClock("2026-03-12T08:10", "Europe/Berlin"))
        key = services.routines.add(routine).routine.key
        found = services.routines.find(key).routine
        assert replace(found, key="", name=routine.name) == routine
        services.history.undo()
        assert key not in services.routines.every()


def test_the_name_of_a_file_is_one_on_any_system() -> None:
    assert stem_of('Bridge: "slow" / 2?') == "Bridge slow 2"
    assert stem_of("...") == "exercise"
    assert len(stem_of("a" * 100)) == 60
