"""The exercises of this person: those of the program as they made them, and their own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from cluneal_tracker.data import journal, routine_store
from cluneal_tracker.data.content import Content
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import Adaptation, Offered, drawings, offered
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.changes import Changed, Changes

# What stands after a name where another exercise has that name already.
_NUMBER = re.compile(r" \(\d+\)$")
_LONGEST_SLUG = 40
# What `key_of` puts after the letters of a name.
_TOKEN = re.compile("-[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of ours that a step can show, with its second one for a movement to and fro."""

    drawing: str
    swing: str
    words: str


class Routines:
    """What is on the list, what was taken off it, and every change to it, each one step."""

    def __init__(self, db: Database, clock: Clock, changes: Changes, content: Content) -> None:
        self._db, self._clock, self._changes, self._content = db, clock, changes, content
        # Pictures that were chosen since the start, by name; most belong to nothing saved yet.
        self._chosen: dict[str, bytes] = {}

    def every(self) -> dict[str, Offered]:
        """All exercises by key: those of the program in their order, then one's own."""
        return offered(self._content.routines, routine_store.every(self._db))

    def by_key(self) -> dict[str, Routine]:
        """All exercises as they are done, also those off the list: their sessions have names."""
        return {key: one.routine for key, one in self.every().items()}

    def on_list(self) -> list[Offered]:
        """The exercises that the person wants to see."""
        return [one for one in self.every().values() if not one.hidden]

    def off_list(self) -> list[Offered]:
        """Those that were taken off the list."""
        return [one for one in self.every().values() if one.hidden]

    def unreadable(self) -> list[str]:
        """The keys of those that are kept, but cannot be read: spoilt, or of a newer version."""
        return routine_store.unreadable(self._db)

    def find(self, key: str) -> Offered:
        """One exercise; raises DiaryError for a key that is not there."""
        every = self.every()
        if key not in every:
            known = ", ".join(every)
            raise DiaryError(f"“{key}” is not an exercise. Use one of: {known}.")
        return every[key]

    def add(self, routine: Routine, key: str = "") -> Offered:
        """Keep a new exercise of one's own, under a key and a name that no other one has."""
        every = self.every()
        if not key or key in every:
            key = key_of(routine.name, self._db.new_id())
        name = free_name(routine.name, [one.routine.name for one in every.values()])
        kept = replace(routine, key=key, name=name)
        # The first level is the one that an exercise has where none was chosen.
        level = kept.level if kept.level > 1 else None
        with self._saving() as step:
            self._keep(step, Adaptation(key, self._clock.now(), kept, level))
        return self.find(key)

    def save(self, routine: Routine) -> Offered:
        """Keep an exercise as it was changed; raises DiaryError for one that is not there.

        One that is again as it came with the program counts as not changed.
        """
        self.find(routine.key)
        came = self._content.routines.get(routine.key)
        first = routine.at_level(1) if routine.levels else routine
        self._adapt(routine.key, routine=None if first == came else first)
        return self.find(routine.key)

    def duplicate(self, key: str) -> Offered:
        """Keep a copy as an exercise of one's own."""
        return self.add(self.find(key).routine)

    def reset(self, key: str) -> None:
        """Let an exercise of the program be as it came. Its level stays."""
        found = self.find(key)
        if found.own:
            raise DiaryError(f"“{found.routine.name}” is your own. It did not come with the app.")
        self._adapt(key, routine=None)

    def choose_level(self, key: str, level: int) -> None:
        """Do an exercise at another of its levels; raises ValueError where there is none such."""
        routine = self.find(key).routine
        if not routine.levels:
            raise DiaryError(f"“{routine.name}” has no levels.")
        routine.at_level(level)
        self._adapt(key, level=level if level > 1 else None)

    def hide(self, key: str) -> None:
        """Take an exercise off the list. What was done of it stays in the diary."""
        self.find(key)
        self._adapt(key, hidden=True)

    def put_back(self, key: str) -> None:
        """Put an exercise back on the list."""
        self.find(key)
        self._adapt(key, hidden=False)

    def pictures(self) -> list[Picture]:
        """The drawings of ours, in the order of the exercises that show them."""
        found: dict[str, Picture] = {}
        for routine in self._content.routines.values():
            for parts in [routine.parts, *(level.parts for level in routine.levels)]:
                for step in (step for part in parts for step in part.steps):
                    found.setdefault(step.drawing, Picture(step.drawing, step.swing, step.say))
        return list(found.values())

    def choose_picture(self, png: bytes) -> str:
        """Have a picture ready for a step; gives the name of its drawing.

        It is kept in the diary together with the exercise that shows it.
        """
        name = routine_store.picture_name(png)
        self._chosen[name] = png
        return name

    def picture(self, drawing: str) -> bytes | None:
        """One's own picture that a drawing's name calls, as PNG; None where it is not there."""
        return self._chosen.get(drawing) or routine_store.picture(self._db, drawing)

    def _adapt(self, key: str, **changed: Any) -> None:
        with self._saving() as step:
            kept = routine_store.find(self._db, key) or Adaptation(key, self._clock.now())
            self._keep(step, replace(kept, **changed))

    def _keep(self, step: journal.Step, adaptation: Adaptation) -> None:
        shown = drawings(adaptation.routine) if adaptation.routine else set()
        for name in sorted(shown & self._chosen.keys()):
            routine_store.save_picture(step, self._chosen[name])
        if adaptation.is_nothing:
            routine_store.remove(step, adaptation.key)
        else:
            routine_store.save(step, adaptation)

    @contextmanager
    def _saving(self) -> Iterator[journal.Step]:
        """A step in which what is there is read before it changes, told to everyone when done."""
        with journal.step(self._db, self._clock.now()) as step:
            yield step
        if step.changes:
            self._changes.publish(Changed.ROUTINES)


def key_of(name: str, token: str) -> str:
    """A key that a person can type: letters of the name, and some that no other key has."""
    slug = re.sub("[^a-z0-9]+", "-", name.lower())[:_LONGEST_SLUG].strip("-")
    return f"{slug or 'exercise'}-{token[:8]}"


def name_in(key: str) -> str:
    """What the key of an exercise that is gone still tells of its name."""
    words = _TOKEN.sub("", key).replace("-", " ").strip() or key
    return words[:1].upper() + words[1:]


def plain_name(name: str) -> str:
    """A name without the number that tells it from another exercise of that name."""
    return _NUMBER.sub("", name.strip())


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, or the name with a number where another exercise is called so."""
    known = {one.strip().casefold() for one in taken}
    if name.strip().casefold() not in known:
        return name
    stem = plain_name(name)[: Routine.MOST_IN_NAME - len(" (9999)")]
    numbered = (f"{stem} ({number})" for number in count(2))
    return next(one for one in numbered if one.casefold() not in known)
