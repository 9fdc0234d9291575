"""What a person makes of the exercises: one step each, and never a lost name."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from cluneal_tracker.data.database import Database, in_memory
from cluneal_tracker.data.merging import merge
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from tests.data.routines_made_up import bridge, png, showing
from tests.fakes import FakeClock
from tests.steps import parts_of


def gentler(routine: Routine) -> Routine:
    part = routine.parts[0]
    return replace(routine, parts=(replace(part, repetitions=6, from_guide=False),))


def keys(services: Services) -> list[str]:
    return [one.routine.key for one in services.routines.on_list()]


def test_a_new_one_is_on_the_list_and_can_be_done(services: Services) -> None:
    added = services.routines.add(bridge()).routine
    assert added.key.startswith("bridge-")
    assert keys(services)[-1] == added.key
    services.exercises.add(added.key)
    assert services.exercises.today()[-1].done == 1
    assert services.exercises.today()[-1].offered.own


def test_every_change_is_one_step_and_told(services: Services) -> None:
    routines, heard = services.routines, list[Changed]()
    services.changes.subscribe(heard.append)
    key = routines.add(bridge()).routine.key
    changes = (
        lambda: routines.save(gentler(routines.find("nerve-glide").routine)),
        lambda: routines.choose_level("core", 2),
        lambda: routines.hide(key),
        lambda: routines.put_back(key),
        lambda: routines.duplicate("core"),
        lambda: routines.reset("nerve-glide"),
    )
    states = [routines.every()]
    for change in changes:
        change()
        states.append(routines.every())
        assert states[-1] != states[-2]
    assert heard == [Changed.ROUTINES] * (len(changes) + 1)
    for state in reversed(states[:-1]):
        assert parts_of(services.history.undo()) is Changed.ROUTINES
        assert routines.every() == state
    for state in states[1:]:
        services.history.redo()
        assert routines.every() == state


def test_what_changes_nothing_is_no_step(services: Services) -> None:
    services.routines.put_back("core")
    services.routines.choose_level("core", 1)
    services.routines.save(services.routines.find("core").routine)
    assert services.history.undo() is None


def test_a_changed_one_is_as_it_came_once_it_is_changed_back(services: Services) -> None:
    came = services.routines.find("nerve-glide").routine
    assert services.routines.save(gentler(came)).changed
    assert services.exercises.routine("nerve-glide").parts[0].repetitions == 6
    assert not services.routines.save(came).changed


def test_a_level_is_changed_alone_and_stays_in_use(services: Services) -> None:
    services.routines.choose_level("core", 2)
    routine = services.routines.find("core").routine
    parts = gentler(routine).parts
    levels = (routine.levels[0], replace(routine.levels[1], parts=parts), *routine.levels[2:])
    saved = services.routines.save(replace(routine, parts=parts, levels=levels)).routine
    assert (saved.level, saved.parts) == (2, parts)
    services.routines.reset("core")
    assert services.routines.find("core").routine == routine


def test_levels_end(services: Services) -> None:
    for level in (0, 9):
        with pytest.raises(ValueError, match="levels 1 to 4"):
            services.routines.choose_level("core", level)
    with pytest.raises(DiaryError, match="no levels"):
        services.routines.choose_level("nerve-glide", 1)
    assert services.routines.find("core").routine.level == 1


def test_one_off_the_list_keeps_its_name_and_can_still_be_added(services: Services) -> None:
    services.routines.hide("heat-stretch")
    assert "heat-stretch" not in keys(services)
    assert [one.routine.key for one in services.routines.off_list()] == ["heat-stretch"]
    assert services.exercises.add("heat-stretch").routine == "heat-stretch"
    assert services.routines.by_key()["heat-stretch"].name == "Heat, then stretch"


def test_names_and_keys_are_never_shared(services: Services) -> None:
    made = [services.routines.add(bridge()).routine for _ in range(3)]
    made.append(services.routines.duplicate(made[1].key).routine)
    assert [one.name for one in made] == ["Bridge", "Bridge (2)", "Bridge (3)", "Bridge (4)"]
    assert len({one.key for one in made}) == 4
    assert services.routines.add(bridge(name="桥")).routine.key.startswith("exercise-")
    long = services.routines.add(bridge(name="a" * 100)).routine
    assert len(services.routines.duplicate(long.key).routine.name) <= Routine.MOST_IN_NAME


def test_what_is_not_there_is_told(services: Services) -> None:
    with pytest.raises(DiaryError, match="Use one of: nerve-glide"):
        services.routines.hide("yoga")
    key = services.routines.add(bridge()).routine.key
    with pytest.raises(DiaryError, match="your own"):
        services.routines.reset(key)


def test_a_picture_comes_and_goes_with_its_exercise(services: Services, db: Database) -> None:
    name = services.routines.choose_picture(png())
    assert services.routines.picture(name) == png()
    assert services.history.undo() is None, "a picture that was only looked at is not kept"
    services.routines.add(showing(name))

    def kept() -> int:
        (count,) = db.connection.execute("select count(*) from picture").fetchone()
        return int(count)

    assert kept() == 1
    services.history.undo()
    assert kept() == 0
    services.history.redo()
    assert Services(db, FakeClock("2026-03-12T08:10", "Europe/Berlin")).routines.picture(name)


def test_changes_on_two_computers_come_together(clock: FakeClock) -> None:
    with closing(in_memory()) as one, closing(in_memory()) as other:
        here, there = Services(one, clock), Services(other, clock)
        mine = here.routines.add(bridge()).routine.key
        here.routines.hide("heat-stretch")
        here.routines.save(gentler(here.routines.find("nerve-glide").routine))
        clock.move(minutes=1)
        theirs = there.routines.add(bridge(name="Clam")).routine.key
        there.routines.choose_level("core", 3)
        there.routines.hide("nerve-glide")
        merge(other, one)
        found = here.routines.every()
        assert {mine, theirs} <= found.keys()
        assert found["heat-stretch"].hidden
        assert found["core"].routine.level == 3
        # Both changed it: the later change counts whole, the other stays in the journal.
        assert found["nerve-glide"].hidden
        assert not found["nerve-glide"].changed
