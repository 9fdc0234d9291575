"""The ways from the pages of Learn to what they speak of in the app."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import LaysPages
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.shell import Joined


class Home(Protocol):
    """The window, as far as the ways need it."""

    def go(self, place: Place) -> Joined:
        """Come to a place."""

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may not work; where it does not, say why. True when it worked."""

    def start_exercise(self, key: str) -> None:
        """Lead through a routine."""

    def log_pain(self) -> None:
        """Come to the pain line."""

    @property
    def pages(self) -> LaysPages:
        """What lays the pages that look back on the window."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a button to a part of the app says, and how to come there; both are given the key."""

    words: Callable[[str], str]
    take: Callable[[str], object]


class Ways:
    """The parts of the app that facts drive, by the names that `facts.toml` gives them.

    A name is a room, or a room and a key: "help", "exercise:core". A fact also names its own page;
    no way leads to that.
    """

    def __init__(self, home: Home, services: Services) -> None:
        self._home, self._services = home, services
        self._rooms = {
            "exercise": Way(self._start_words, home.start_exercise),
            "habit": Way(self._habit_words, self._to_habit),
            "ladder": Way(
                lambda _: _tr("The ladder, with your diary"), lambda _: home.pages.show_ladder()
            ),
            "treatment": Way(_add_words, self._to_treatment),
            "block-day": Way(lambda _: _tr("Treatments"), lambda _: home.go(Place.TREATMENTS)),
            "body-map": Way(lambda _: _tr("Mark where it hurts"), lambda _: self._to_map()),
            "today": Way(lambda _: _tr("Go to Today"), lambda _: home.log_pain()),
            "visit": Way(lambda _: _tr("For your visit"), lambda _: home.go(Place.VISIT)),
            "help": Way(lambda _: _tr("When to get help"), lambda _: home.go(Place.HELP)),
        }

    def words(self, names: Iterable[str]) -> dict[str, str]:
        """What the button of each way says, exercises first; what no way leads to is left out.

        Raises KeyError or ValueError for a key that its room does not have.
        """
        order = list(self._rooms)
        known = [name for name in names if _room(name) in order]
        known.sort(key=lambda name: order.index(_room(name)))
        return {name: self._rooms[_room(name)].words(_key(name)) for name in known}

    def take(self, name: str) -> None:
        """Go there."""
        self._rooms[_room(name)].take(_key(name))

    def _start_words(self, key: str) -> str:
        name = self._services.exercises.routine(key).name
        # Inside a sentence it begins with a small letter.
        return _tr("Start {name}").format(name=f"{name[:1].lower()}{name[1:]}")

    def _habit_words(self, key: str) -> str:
        return _tr("Habit: {name}").format(name=self._services.content.habits[key].name)

    def _to_habit(self, key: str) -> None:
        """To the habits, with this one in view: who asks for it has a use for it."""
        from cluneal_tracker.ui.joins.exercises import ExercisesJoin

        habits = self._services.habits
        if habits.one_today(key).hidden:
            self._home.attempt(lambda: habits.show(key, shown=True))
        exercises = self._home.go(Place.EXERCISES)
        if isinstance(exercises, ExercisesJoin):
            exercises.widget.come_to_habits()

    def _to_map(self) -> None:
        """To the drawing on Today, where spots are marked."""
        from cluneal_tracker.ui.joins.today import TodayJoin

        today = self._home.go(Place.TODAY)
        if isinstance(today, TodayJoin):
            today.widget.come_to_map()

    def _to_treatment(self, key: str) -> None:
        """To the form, with the kind chosen."""
        from cluneal_tracker.ui.joins.treatments import TreatmentsJoin

        treatments = self._home.go(Place.TREATMENTS)
        if isinstance(treatments, TreatmentsJoin):
            treatments.widget.open_new(TreatmentKind(key))


def _room(name: str) -> str:
    return name.partition(":")[0]


def _key(name: str) -> str:
    return name.partition(":")[2]


def _add_words(key: str) -> str:
    words = {
        TreatmentKind.BLOCK: _tr("Add a block"),
        TreatmentKind.MEDICINE: _tr("Add a medicine"),
        TreatmentKind.PHYSIO: _tr("Add a physio visit"),
        TreatmentKind.SURGERY: _tr("Add surgery"),
        TreatmentKind.PNS: _tr("Add a nerve stimulator"),
    }
    return words[TreatmentKind(key)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ways", text)
