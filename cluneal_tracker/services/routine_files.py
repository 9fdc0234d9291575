"""One exercise as a file: out to give away, and in after a look at it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cluneal_tracker.data import routine_file, routine_text
from cluneal_tracker.data.connecting import why
from cluneal_tracker.data.content import Content
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.own_routines import Offered, drawings
from cluneal_tracker.domain.routine import OWN_PICTURE, Level, Part, Routine, Step
from cluneal_tracker.services.routines import Routines, free_name, key_of, plain_name

SUFFIX = routine_file.SUFFIX
_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class IncomingRoutine:
    """An exercise of a file, as it would be here.

    `called` is its name in the file, `routine` has a name that is free. `already` is the same
    exercise where it is in the diary. `left_out` counts drawings that there are none of here.
    """

    routine: Routine
    called: str
    already: Offered | None
    left_out: int

    @property
    def renamed(self) -> bool:
        """Another exercise has its name."""
        return self.routine.name != self.called


def stem_of(name: str) -> str:
    """The name of an exercise as the name of a file, on any system."""
    kept = "".join(letter if letter.isalnum() or letter in " -_()" else " " for letter in name)
    return " ".join(kept.split())[:_LONGEST_STEM] or "exercise"


class RoutineFiles:
    """Exercises out of the diary and into it, one at a time."""

    def __init__(self, routines: Routines, content: Content) -> None:
        self._routines, self._content = routines, content

    def write(self, key: str) -> bytes:
        """The file of an exercise with its pictures; raises DiaryError."""
        routine = self._routines.find(key).routine
        found = {name: self._routines.picture(name) for name in _own(routine)}
        pictures = {name: png for name, png in found.items() if png is not None}
        try:
            return routine_file.write_file(routine, pictures)
        except ValueError as error:
            raise DiaryError(f"“{routine.name}” was not saved as a file. {error}") from None

    def look_into(self, file: Path) -> IncomingRoutine:
        """What a file holds; nothing is changed. Raises DiaryError with the reason."""
        try:
            found = routine_file.read_file(_content(file))
        except (OSError, ValueError) as error:
            reason = why(error) if isinstance(error, OSError) else _sentence(str(error))
            raise DiaryError(
                f"{file.name} was not brought in. Your diary is as it was. {reason}"
            ) from None
        for png in found.pictures.values():
            self._routines.choose_picture(png)
        known = self._known(found.pictures)
        routine = _redrawn(found.routine, lambda name: name if name in known else "")
        taken = [one.routine.name for one in self._routines.every().values()]
        return IncomingRoutine(
            routine=replace(routine, name=free_name(routine.name, taken)),
            called=routine.name,
            already=self._same(routine),
            left_out=len(drawings(found.routine) - known),
        )

    def bring_in(self, incoming: IncomingRoutine) -> Offered:
        """Put the exercise on the list as one step. The same one again is the one that is there.

        One that was taken off the list is put back.
        """
        routine = replace(incoming.routine, name=incoming.called)
        already = self._same(routine)
        if already is None:
            # From what it holds, so that two computers of one person have the same.
            token = hashlib.sha256(routine_text.spell(routine).encode()).hexdigest()
            return self._routines.add(routine, key_of(routine.name, token))
        if already.hidden:
            self._routines.put_back(already.routine.key)
        return self._routines.find(already.routine.key)

    def _same(self, routine: Routine) -> Offered | None:
        wanted = _likeness(routine)
        every = self._routines.every().values()
        return next((one for one in every if _likeness(one.routine) == wanted), None)

    def _known(self, brought: Mapping[str, bytes]) -> set[str]:
        """The drawings that there are here, or will be."""
        shipped = set().union(*map(drawings, self._content.routines.values()))
        return shipped | set(brought)


def _content(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        raise ValueError("It is not a file. Choose one that was saved from an exercise.")
    with file.open("rb") as stream:
        return stream.read(routine_file.LARGEST_BYTES + 1)


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}".rstrip(".") + "."


def _own(routine: Routine) -> list[str]:
    return sorted(name for name in drawings(routine) if name.startswith(OWN_PICTURE))


def _likeness(routine: Routine) -> str:
    """What is equal for two exercises that differ in a number after their name, or the level."""
    return routine_text.spell(replace(routine, name=plain_name(routine.name)))


def _redrawn(routine: Routine, drawing: Callable[[str], str]) -> Routine:
    def step(one: Step) -> Step:
        return replace(one, drawing=drawing(one.drawing), swing=drawing(one.swing))

    def parts(those: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, steps=tuple(map(step, part.steps))) for part in those)

    levels = tuple(Level(level.name, parts(level.parts)) for level in routine.levels)
    return replace(routine, parts=parts(routine.parts), levels=levels)
