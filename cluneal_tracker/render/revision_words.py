"""What became of an entry, an exercise or a treatment, in the person's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cluneal_tracker.data.content import Content
from cluneal_tracker.data.revisions import Value
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.render.thing_words import ThingWords
from cluneal_tracker.services.revisions import Happened, Version


class RevisionWords:
    """Names what a version holds and what made it.

    `content` and `routines` give the names, `treatments` those of the treatments by their id.
    """

    def __init__(
        self,
        content: Content,
        routines: Mapping[str, Routine],
        treatments: Mapping[str, str] | None = None,
    ) -> None:
        self._things = ThingWords(content, routines, treatments or {})
        self._words: Mapping[str, Any] = content.phrases["history"]

    def when(self, moment: datetime) -> str:
        """A moment, such as "12 Mar 2026, 08:10"."""
        return self._things.when(moment)

    def title(self, value: Value) -> str:
        """One thing of the diary in a line, such as "Score 4.1, right side, 12 Mar 2026, 08:10"."""
        return self._things.title(value)

    def told(self, version: Version) -> list[str]:
        """What happened, and what changed from what to what, line by line."""
        happened = self._words["happened"].get(version.happened.value, "")
        if version.value is None:
            return [happened]
        if version.before is None:
            return [happened, *self._listed(version.value)]
        differences = self._differences(version.before, version.value)
        if version.happened is Happened.CHANGED:
            return differences or [self._words["saved_again"]]
        return [happened, *differences]

    def _listed(self, value: Value) -> list[str]:
        form, aspects = self._words["is"], self._things.aspects(value)
        return [form.format(name=name, new=text) for name, text in aspects if text]

    def _differences(self, before: Value, after: Value) -> list[str]:
        old, new = dict(self._things.aspects(before)), dict(self._things.aspects(after))
        lines = []
        for name in {**old, **new}:
            was, now = old.get(name, ""), new.get(name, "")
            if was != now:
                form = "from_to" if was and now else "added" if now else "taken_out"
                lines.append(str(self._words[form].format(name=name, old=was, new=now)))
        return lines
