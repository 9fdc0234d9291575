"""A long life of a diary in a real file: every step can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services, open_services
from tests import own_things
from tests.data.routines_made_up import bridge, png, showing
from tests.fakes import FakeClock

REOPENED_EVERY = 97

State = tuple[Any, ...]


class Life:
    """Does things at random, and closes and opens the diary between them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder, self._chance, self._clock = folder, Random(seed), FakeClock()
        self._open = ExitStack()
        self._steps = 0
        self.reopen()
        self._files = self._write_files()

    def reopen(self) -> None:
        self._open.close()
        opened = open_services(self._folder / "diary", self._clock)
        self.services: Services = self._open.enter_context(opened)
        # What is asked here is whether it is right, not whether the disk keeps up.
        self.services._db.connection.execute("pragma synchronous = off")

    def close(self) -> None:
        self._open.close()

    def state(self) -> State:
        services = self.services
        settings = services.preferences.current
        return (
            services.diary.entries(),
            services.exercises.sessions(),
            services.treatments.every(),
            (settings.paper, settings.name),
            own_things.seen(services._db),
        )

    def next(self, act: Callable[[], object]) -> object:
        """Do one thing; now and then on another day, now and then after a restart."""
        self._steps += 1
        self._clock.move(minutes=self._chance.choice([0, 1, 30, 600]))
        if self._steps % REOPENED_EVERY == 0:
            self.reopen()
        return act()

    def live(self) -> None:
        acts = [
            self._score,
            self._move,
            self._answer,
            self._note,
            self._exercise,
            self._block,
            self._choose,
            self._bring_in,
            self._delete,
            self._bring_back,
            self._tick,
            self._write_exercise,
            self._adapt,
        ]
        self._chance.choice(acts)()

    def _write_files(self) -> list[Path]:
        """Two diaries of other people, to be brought in."""
        files = [self._folder / f"{name}.json" for name in "ab"]
        for file in files:
            with open_services(self._folder / file.stem, self._clock) as other:
                other.diary.add(VasScore(77))
                other.treatments.add(TreatmentKind.PHYSIO, date(2026, 3, 1))
                own_things.make(other)
                other.exchange.export("json", file)
        return files

    def _score(self) -> None:
        self.services.diary.add(VasScore(self._chance.randrange(101)), side=Side.LEFT)

    def _move(self) -> None:
        self.services.diary.mark(VasScore(self._chance.randrange(101)), Given.LINE)

    def _answer(self) -> None:
        self.services.diary.answer("standing", self._chance.choice([True, False, None]))

    def _note(self) -> None:
        self.services.diary.write_note(self._chance.choice(["", "stiff", "bad night"]))

    def _exercise(self) -> None:
        session = self.services.exercises.add("nerve-glide")
        if self._chance.random() < 0.5:
            self.services.exercises.rate(session, VasScore(20))

    def _block(self) -> None:
        added = self.services.treatments.add(TreatmentKind.BLOCK, date(2026, 3, 1))
        if self._chance.random() < 0.5:
            self.services.treatments.change(added.id, note="with ultrasound")

    def _choose(self) -> None:
        # The size of the text is the screen's own, and no step.
        self.services.preferences.choose(
            paper=self._chance.choice(list(Paper)),
            name=self._chance.choice(["", "Ada"]),
            text_size=self._chance.choice([100, 150]),
        )

    def _bring_in(self) -> None:
        self.services.exchange.bring_in(self._chance.choice(self._files))

    def _delete(self) -> None:
        services = self.services
        found: list[tuple[Callable[[str], None], str]]
        found = [(services.diary.delete, one.id) for one in services.diary.entries()]
        found += [(services.exercises.delete, one.id) for one in services.exercises.sessions()]
        found += [(services.treatments.delete, one.id) for one in services.treatments.every()]
        if found:
            delete, row_id = self._chance.choice(found)
            delete(row_id)

    def _tick(self) -> None:
        habits, key = self.services.habits, "change-position"
        if habits.one_today(key).count and self._chance.random() < 0.5:
            habits.untick(key)
        else:
            habits.tick(key)

    def _write_exercise(self) -> None:
        routines = self.services.routines
        drawing = routines.choose_picture(png(grey=self._chance.randrange(3)))
        own = [one.routine for one in routines.every().values() if one.own]
        if own and self._chance.random() < 0.5:
            routines.save(showing(drawing, key=self._chance.choice(own).key))
        else:
            routines.add(showing(drawing))

    def _adapt(self) -> None:
        routines = self.services.routines
        acts: list[Callable[[], object]] = [
            lambda: routines.choose_level("core", self._chance.choice([1, 2, 3])),
            lambda: routines.hide("foam-roller"),
            lambda: routines.put_back("foam-roller"),
            lambda: routines.save(bridge(key="foam-roller")),
            lambda: routines.reset("foam-roller"),
        ]
        self._chance.choice(acts)()

    def _bring_back(self) -> None:
        gone = self.services.revisions.deleted()
        if gone:
            self.services.revisions.bring_back_deleted({one.value.id for one in gone[:2]})


@pytest.mark.parametrize("steps", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_all_is_undone_to_nothing_and_redone_to_the_same(tmp_path: Path, steps: int) -> None:
    life = Life(tmp_path, seed=steps)
    empty = life.state()
    try:
        while _standing(life) < steps:
            life.next(life.live)
        full, count = life.state(), _standing(life)
        states = [full]
        while life.next(lambda: life.services.history.undo()) is not None:
            states.append(life.state())
        assert len(states) - 1 == count >= steps
        assert states[-1] == empty
        assert not life.services.history.can_undo
        for expected in states[-2::-1]:
            assert life.next(lambda: life.services.history.redo()) is not None
            assert life.state() == expected
        assert life.next(lambda: life.services.history.redo()) is None
        assert life.state() == full
        assert life.services.history.damage() is None
    finally:
        life.close()


def _standing(life: Life) -> int:
    """How many steps were done so far, straight from the journal."""
    query = "select count(distinct step) from journal where action = 'do'"
    (count,) = life.services._db.connection.execute(query).fetchone()
    return int(count)
