"""Side effects: noting, ending and taking out what a treatment did besides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cluneal_tracker.data import effect_store, journal, treatment_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.side_effect import SideEffect, Strength
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed, Changes

_GONE = "This side effect is no longer in the diary."


@dataclass(frozen=True, slots=True)
class EffectsOf:
    """A treatment with its side effects of some days, oldest first."""

    treatment: Treatment
    effects: tuple[SideEffect, ...]


class Effects:
    """What treatments did besides."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes

    def add(
        self,
        treatment_id: str,
        what: str,
        strength: Strength,
        first_day: date | None = None,
        *,
        last_day: date | None = None,
        note: str = "",
    ) -> SideEffect:
        """Save a side effect, from today on by default.

        Raises DiaryError for a treatment that is gone, and for a day that has not come yet or
        comes before the treatment.
        """
        day = first_day or When.now(self._clock).day
        made_of = (self._db.new_id(), treatment_id, what.strip(), strength, day, self._clock.now())
        with journal.step(self._db, self._clock.now()) as step:
            effect = SideEffect(*made_of, last_day, note.strip())
            self._check(effect)
            effect_store.save(step, effect)
        self._changes.publish(Changed.EFFECTS)
        return effect

    def change(self, effect_id: str, **values: Any) -> SideEffect:
        """Give a side effect other values; raises DiaryError as `add` does, or when it is gone."""
        with journal.step(self._db, self._clock.now()) as step:
            known = effect_store.find(self._db, effect_id)
            if known is None:
                raise DiaryError(_GONE)
            effect = replace(known, **values)
            self._check(effect)
            effect_store.save(step, effect)
        if step.changes:
            self._changes.publish(Changed.EFFECTS)
        return effect

    def end(self, effect_id: str) -> SideEffect:
        """Note that a side effect was there today for the last time; raises DiaryError."""
        return self.change(effect_id, last_day=When.now(self._clock).day)

    def delete(self, effect_id: str) -> None:
        """Take a side effect out; undo brings it back. Raises DiaryError when it is gone."""
        with journal.step(self._db, self._clock.now()) as step:
            effect_store.remove(step, effect_id)
            if not step.changes:
                raise DiaryError(_GONE)
        self._changes.publish(Changed.EFFECTS)

    def of(self, treatment_id: str) -> list[SideEffect]:
        """The side effects of one treatment, oldest first."""
        return effect_store.of(self._db, treatment_id)

    def every(self) -> list[SideEffect]:
        """All side effects, oldest first."""
        return effect_store.every(self._db)

    def between(self, first: date, last: date) -> list[EffectsOf]:
        """The side effects that were there between two days, by their treatment.

        The treatment with the newest one comes first; those of a treatment that is gone stay out.
        """
        there = [
            one
            for one in effect_store.every(self._db)
            if one.first_day <= last and (one.last_day is None or one.last_day >= first)
        ]
        treatments = {one.id: one for one in treatment_store.every(self._db)}
        keys = dict.fromkeys(one.treatment for one in reversed(there))
        return [
            EffectsOf(treatments[key], tuple(one for one in there if one.treatment == key))
            for key in keys
            if key in treatments
        ]

    def _check(self, effect: SideEffect) -> None:
        today = When.now(self._clock).day
        if max(effect.first_day, effect.last_day or effect.first_day) > today:
            raise DiaryError("That day has not come yet. Choose today, or an earlier day.")
        for treatment in treatment_store.every(self._db):
            if treatment.id == effect.treatment:
                if effect.first_day < treatment.first_day:
                    raise DiaryError("That day comes before the first day of the treatment.")
                return
        raise DiaryError("This treatment is no longer in the diary.")
