"""Joins Learn to its pages, and to the parts of the app that they lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from cluneal_tracker.domain.learning import find
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.learn import LearnScreen

# The page that asks which risks are the person's own.
RISKS_PAGE = "07-keeping-it-away"


class Leads(Protocol):
    """Knows the parts of the app that a page can lead to."""

    def words(self, names: Iterable[str]) -> dict[str, str]:
        """What the button to each says, by the name that the facts give it, in order of use.

        What is on the page itself is left out.
        """

    def take(self, name: str) -> None:
        """Go there."""


class LearnJoin:
    """The pages stay as they are; an exercise that they lead to may get another name.

    On the page about what brings the pain back a person ticks what is true of them.
    """

    interest = Changed.ROUTINES | Changed.SETTINGS

    def __init__(self, look: Look, services: Services, desk: Desk, ways: Leads) -> None:
        self._services, self._desk = services, desk
        self._lessons, self._ways = services.content.lessons, ways
        self.widget = screen = LearnScreen(look, self._lessons)
        screen.sought.connect(self._find)
        screen.way_chosen.connect(ways.take)
        screen.risk_chosen.connect(self._choose_risk)
        screen.nudge_requested.connect(self._nudge)

    def refresh(self) -> None:
        """Call the ways as the diary does, and show the risks as they are ticked."""
        self.widget.show_risks(self._services.risks.view())
        sections = (section for lesson in self._lessons for section in lesson.sections)
        names = dict.fromkeys(name for section in sections for name in section.drives)
        self.widget.show_ways(self._ways.words(names))

    def entered(self) -> None:
        """The page that was being read is still there."""

    def write_out(self) -> bool:
        """Nothing is typed here that waits to be saved."""
        return True

    def open(self, key: str) -> None:
        """Show one page, by its key."""
        self.widget.open_lesson(next(one for one in self._lessons if one.key == key))

    def _choose_risk(self, key: str, ticked: bool) -> None:
        def choose() -> None:
            risks = self._services.risks
            one = risks.tick(key) if ticked else risks.untick(key)
            taken = self.widget.tr("“{habit}” is one of your small habits now.")
            out = self.widget.tr("“{habit}” is out of view. Its days are kept.")
            self._desk.say((taken if ticked else out).format(habit=one.habit.name), undo=True)

        if not self._desk.attempt(choose):
            self.refresh()

    def _nudge(self) -> None:
        def nudge() -> None:
            self._services.preferences.choose(nudge=True)
            self._desk.say(self.widget.tr("You are reminded each hour from now on."), undo=True)

        self._desk.attempt(nudge)

    def _find(self, sought: str) -> None:
        self.widget.show_found(find(self._lessons, sought))
