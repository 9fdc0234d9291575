"""What stands at each place: a screen joined to the diary, imported and made when visited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.shell import Joined
from cluneal_tracker.ui.ways import Home

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.guiding import Guide
    from cluneal_tracker.ui.joins.outside import Outside


class Host(Desk, Home, Protocol):
    """The window, as far as what stands at its places needs it."""

    @property
    def memory(self) -> QSettings | None:
        """Where this computer remembers how the window was left; None for nowhere."""

    @property
    def guide(self) -> Guide:
        """What leads through exercises."""

    @property
    def outside(self) -> Outside:
        """What the computer does for the app outside of the window."""

    def once_painted(self, action: Callable[[], object]) -> None:
        """Run `action` after the first paint; at once where that is over."""

    def as_time_goes(self, action: Callable[[], object]) -> None:
        """Run `action` whenever the person comes to the window, and when the alarm rings."""


class PlaceMakers:
    """Makes what stands at a place, each on the first visit."""

    def __init__(self, look: Look, services: Services, host: Host) -> None:
        self._look, self._services, self._host = look, services, host

    def by_place(self) -> Mapping[Place, Callable[[], Joined]]:
        """What makes each place of the bar."""
        return {
            Place.TODAY: self._today,
            Place.EXERCISES: self._exercises,
            Place.TRENDS: self._trends,
            Place.TREATMENTS: self._treatments,
            Place.VISIT: self._visit,
            Place.HELP: self._help,
            Place.LEARN: self._learn,
            Place.SETTINGS: self._settings,
        }

    def _today(self) -> Joined:
        from cluneal_tracker.ui.joins.today import TodayJoin

        join = TodayJoin(self._look, self._services, self._host)
        self._host.as_time_goes(join.catch_up)
        self._host.once_painted(join.settle)
        return join

    def _exercises(self) -> Joined:
        from cluneal_tracker.ui.joins.exercises import ExercisesJoin

        under_way = self._host.guide.under_way
        return ExercisesJoin(self._look, self._services, self._host, under_way)

    def _trends(self) -> Joined:
        from cluneal_tracker.ui.joins.trends import TrendsJoin
        from cluneal_tracker.ui.joins.trends_memory import TrendsMemory

        memory = TrendsMemory(self._host.memory)
        return TrendsJoin(self._look, self._services, self._host, memory)

    def _treatments(self) -> Joined:
        from cluneal_tracker.ui.joins.treatments import TreatmentsJoin

        return TreatmentsJoin(self._look, self._services, self._host)

    def _visit(self) -> Joined:
        from cluneal_tracker.ui.joins.visit import VisitJoin

        return VisitJoin(self._look, self._services, self._host)

    def _help(self) -> Joined:
        from cluneal_tracker.ui.joins.help import HelpJoin

        return HelpJoin(self._look, self._services, self._host)

    def _learn(self) -> Joined:
        from cluneal_tracker.ui.joins.learning import LearnJoin
        from cluneal_tracker.ui.ways import Ways

        ways = Ways(self._host, self._services)
        return LearnJoin(self._look, self._services, self._host, ways)

    def _settings(self) -> Joined:
        from cluneal_tracker.ui.joins.settings import SettingsJoin

        voice, outside = self._host.guide.voice, self._host.outside
        return SettingsJoin(self._look, self._services, self._host, voice=voice, outside=outside)
