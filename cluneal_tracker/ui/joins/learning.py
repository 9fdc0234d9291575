"""Joins Learn to its pages, and to the parts of the app that they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from cluneal_tracker.domain.learning import find
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.learn import LearnScreen


class Leads(Protocol):
    """Knows the parts of the app that a page can lead to."""

    def words(self, names: Iterable[str]) -> dict[str, str]:
        """What the button to each says, by the name that the facts give it, in order of use.

        What is on the page itself is left out.
        """

    def take(self, name: str) -> None:
        """Go there."""


class LearnJoin:
    """The pages stay as they are; an exercise that they lead to may get another name."""

    interest = Changed.ROUTINES

    def __init__(self, look: Look, services: Services, ways: Leads) -> None:
        self._lessons, self._ways = services.content.lessons, ways
        self.widget = screen = LearnScreen(look, self._lessons)
        screen.sought.connect(self._find)
        screen.way_chosen.connect(ways.take)

    def refresh(self) -> None:
        """Call the ways as the diary does."""
        sections = (section for lesson in self._lessons for section in lesson.sections)
        names = dict.fromkeys(name for section in sections for name in section.drives)
        self.widget.show_ways(self._ways.words(names))

    def entered(self) -> None:
        """The page that was being read is still there."""

    def read(self, key: str) -> None:
        """Open a page by its key."""
        self.widget.open_lesson(next(one for one in self._lessons if one.key == key))

    def _find(self, sought: str) -> None:
        self.widget.show_found(find(self._lessons, sought))
