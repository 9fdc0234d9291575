"""What undo took back and redo brought back, in the person's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from cluneal_tracker.data.content import Content
from cluneal_tracker.data.parts import PICTURE
from cluneal_tracker.data.revisions import Value
from cluneal_tracker.domain.habit import HabitTick
from cluneal_tracker.domain.own_routines import Adaptation
from cluneal_tracker.domain.pain import PainEntry
from cluneal_tracker.domain.when import When
from cluneal_tracker.render.moment_words import half_text
from cluneal_tracker.render.sentences import short_line
from cluneal_tracker.render.thing_words import ThingWords
from cluneal_tracker.services.history import Difference, Reversed
from cluneal_tracker.services.opening import Services

_LONGEST = 120
# What stands with each answer; without a score it says nothing.
_WITH_A_SCORE = ("score", "side", "felt")
_TOLD_AT_MOST = 2


def undone(step: Reversed, services: Services) -> str:
    """The sentence about a step that undo took back; what it had deleted is back by that."""
    return _StepWords(services).said("brought_back" if deleted(step) else "taken_back", step)


def redone(step: Reversed, services: Services) -> str:
    """The sentence about a step that redo brought back."""
    return _StepWords(services).said("taken_out_again" if deleted(step) else "brought_back", step)


def deleted(step: Reversed) -> bool:
    """Whether all that the step did was to delete something."""
    each = step.differences
    return (
        bool(each)
        and not step.name
        and all(one.was is not None and one.made is None for one in each)
    )


def _of_one_score(was: Value, made: Value) -> bool:
    """Whether both are check-ins with the same score, so that what differs is the answers."""
    return isinstance(was, PainEntry) and isinstance(made, PainEntry) and was.score == made.score


class _StepWords:
    """Names a step as it was made, as seen from today."""

    def __init__(self, services: Services) -> None:
        self._content: Content = services.content
        self._today: date = When.now(services.clock).day
        self._things = ThingWords(
            services.content,
            services.routines.by_key(),
            services.treatments.names(),
            self._today,
        )
        self._history: Mapping[str, Any] = services.content.phrases["history"]
        self._words: Mapping[str, Any] = self._history["steps"]

    def said(self, form: str, step: Reversed) -> str:
        """A sentence of the form, about all of the step."""
        what = step.name or self._what(step)
        return str(self._words[form].format(what=what.removesuffix(".")))

    def _what(self, step: Reversed) -> str:
        # A picture comes and goes with the exercise that it is of.
        told = [self._one(one) for one in step.differences if one.table != PICTURE]
        if told and all(told):
            return "; ".join(told)
        form, counts = self._words["several"], step.counts
        several = (
            form.format(kind=kind, count=counts[table]) if counts[table] > 1 else kind
            for table, kind in self._history["kinds"].items()
            if table in counts
        )
        return self._changed(", ".join(several))

    def _one(self, one: Difference) -> str:
        """One row of the step; empty for one that has no name of its own."""
        thing = one.made or one.was
        if thing is None:
            return self._setting(one.row_id)
        if isinstance(thing, HabitTick):
            return self._tick(thing)
        if one.was is None or one.made is None or isinstance(one.was, HabitTick):
            return self._name(thing)
        lines = list(self._lines(self._seen(one.was), self._seen(thing)))
        if 0 < len(lines) <= _TOLD_AT_MOST:
            return self._of(thing, "; ".join(lines))
        if _of_one_score(one.was, thing):
            return self._of(thing, self._words["answers"])
        return self._changed(self._name(thing))

    def _setting(self, name: str) -> str:
        known = self._history["settings"].get(name)
        return str(self._words["setting"].format(name=known)) if known else ""

    def _tick(self, tick: HabitTick) -> str:
        habit = self._content.habits.get(tick.habit)
        name = habit.name if habit else tick.habit
        return f"{name}, {self._things.when(tick.done.at)}"

    def _name(self, value: Value) -> str:
        if isinstance(value, PainEntry) and value.score is None:
            lines = list(self._lines({}, self._answers(value)))
            few = 0 < len(lines) <= _TOLD_AT_MOST
            return self._of(value, "; ".join(lines) if few else self._words["answers"])
        if isinstance(value, Adaptation) and value.routine is None:
            # The exercise is there with it or without it.
            return self._of(value, "; ".join(self._lines({}, self._seen(value))))
        return self._title(value)

    def _title(self, value: Value) -> str:
        return short_line(self._things.title(value), _LONGEST)

    def _of(self, value: Value, what: str) -> str:
        """What of it, and of which: a check-in is known by its half day."""
        if isinstance(value, PainEntry):
            half = half_text(value.felt.half, self._today, self._content.phrases)
            return str(self._words["of_entry"].format(what=what, half=half))
        return str(self._words["of_other"].format(what=what, of=self._title(value)))

    def _seen(self, value: Value) -> dict[str, str]:
        # How a score was given is for its history: here it would only hide what was changed.
        beside = self._history["names"]["given"] if isinstance(value, PainEntry) else ""
        return {name: text for name, text in self._things.aspects(value) if name != beside}

    def _answers(self, entry: PainEntry) -> dict[str, str]:
        beside = {self._history["names"][key] for key in _WITH_A_SCORE}
        return {name: text for name, text in self._seen(entry).items() if name not in beside}

    def _lines(self, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
        for name in {**old, **new}:
            was, now = old.get(name, ""), new.get(name, "")
            if was != now:
                form = "from_to" if was and now else "is" if now else "taken_out"
                told = self._history[form].format(name=name, old=was, new=now)
                yield short_line(told, _LONGEST)

    def _changed(self, what: str) -> str:
        return str(self._words["changed"].format(what=what))
