"""The settings, kept in memory after the first read and written through to the diary."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cluneal_tracker.data import journal, setting_store
from cluneal_tracker.data.database import Database
from cluneal_tracker.domain.clock import Clock
from cluneal_tracker.domain.month import Month
from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.domain.when import When
from cluneal_tracker.services.changes import Changed, Changes

# Choices about the screen and the computer; undoing a score is not expected to change them back.
OF_THE_SCREEN = {
    "theme",
    "text_size",
    "sound",
    "voice",
    "motion",
    "welcomed",
    "side",
    "second_folder",
    "in_tray",
    "invented",
}
# Of these, what is right for one computer alone.
OF_ONE_COMPUTER = {"theme", "text_size", "second_folder", "in_tray", "invented"}


class Preferences:
    """What the person has chosen."""

    def __init__(self, db: Database, clock: Clock, changes: Changes) -> None:
        self._db, self._clock, self._changes = db, clock, changes
        self._settings: Settings | None = None
        changes.subscribe(self._forget)

    @property
    def current(self) -> Settings:
        """The settings as they are."""
        if self._settings is None:
            self._settings = setting_store.load(self._db)
        return self._settings

    def choose(self, **chosen: Any) -> Settings:
        """Change the named settings at once; raises ValueError for a value out of its range."""
        before = self.current
        after = replace(before, **chosen)
        if chosen.get("pain_began", "") > str(Month.of(When.now(self._clock).day)):
            raise ValueError("That month has not come yet.")
        of_the_screen = {name: value for name, value in chosen.items() if name in OF_THE_SCREEN}
        between = replace(before, **of_the_screen)
        now = self._clock.now()
        # Two steps: one that held both could not be undone after the screen was changed again.
        with self._db.atomic():
            with journal.step(self._db, now, journal.Action.NOTE) as step:
                setting_store.save(step, before, between)
            with journal.step(self._db, now) as step:
                setting_store.save(step, between, after)
        self._changes.publish(Changed.SETTINGS)
        return self.current

    def choose_within(self, step: journal.Step, **chosen: Any) -> None:
        """Change the named settings as a part of a larger step, whose maker tells of the change."""
        before = self.current
        setting_store.save(step, before, replace(before, **chosen))

    def _forget(self, changed: Changed) -> None:
        if changed & Changed.SETTINGS:
            self._settings = None
