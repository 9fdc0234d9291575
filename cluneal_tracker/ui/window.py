"""The window: the shell with its screens joined to an open diary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QCloseEvent

from cluneal_tracker.domain.routine import NERVE_GLIDE
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins import steps
from cluneal_tracker.ui.joins.desk import attempt
from cluneal_tracker.ui.joins.pages import Pages
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.place_makers import PlaceMakers
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.front import bring_forward
from cluneal_tracker.ui.shell import Shell
from cluneal_tracker.ui.widgets.basics import Button

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.guiding import Guide
    from cluneal_tracker.ui.joins.nudges import Nudges
    from cluneal_tracker.ui.joins.outside import Outside
    from cluneal_tracker.ui.joins.reminders import Reminders
    from cluneal_tracker.ui.joins.session import SessionJoin
    from cluneal_tracker.ui.joins.visit import VisitJoin


class Window(Shell):
    """The shell with its screens joined to an open diary: what a join may ask of it, it does."""

    def __init__(self, look: Look, services: Services) -> None:
        super().__init__(look, PlaceMakers(look, services, self).by_place())
        self._look, self._services = look, services
        look.own_picture = services.routines.picture
        self._guides: Guide | None = None
        self._told_unsaved = False
        # The step that is taken back by the undo beside a message.
        self._undoes: str | None = None
        # Where this computer remembers how the window was left; None for nowhere.
        self.memory: QSettings | None = None
        # Asked when the window is about to close; it may stay, or go without ending the app.
        self.before_closing: Callable[[], bool] = lambda: True
        # What Ctrl+Q does: it ends the app, also where closing the window would not.
        self.quit: Callable[[], object] = self.close
        self.bridge = Bridge(services.changes)
        self.pages = Pages(
            look, services, self, self.bridge, lambda: self.busy, lambda: self.outside
        )
        self.bridge.changed.connect(self.refresh)
        self.undo_requested.connect(self.undo)
        self.redo_requested.connect(self.redo)
        self.activated.connect(self.look_again)
        self._now_half = services.diary.half_now()
        self.as_time_goes(self._follow_day)
        self.painted.connect(self._watch_signs)
        self.closing.connect(self._leave_exercise)
        # What covers the screen gives it back, so that the window is next time as it was.
        self.closing.connect(self.pages.leave)
        self._add_own_keys()

    def _add_own_keys(self) -> None:
        self.on_key("Ctrl+L", self.log_pain)
        self.on_key("Ctrl+E", lambda: self._at_visit(lambda visit: visit.save()))
        self.on_key("Ctrl+P", lambda: self._at_visit(lambda visit: visit.print_page()))
        self.on_key("Ctrl+Q", lambda: self.quit())
        self.on_key("F11", self._appointment_by_key)
        self.on_key("Ctrl+G", partial(self.start_exercise, NERVE_GLIDE))

    def _watch_signs(self) -> None:
        """From the first paint on, say what ticked warning signs ask for."""
        from cluneal_tracker.ui.joins.warnings import UrgentNotice

        self._urgent = UrgentNotice(self._services, self, self.bridge, self)
        self.activated.connect(self._urgent.refresh)

    def _follow_day(self) -> None:
        """Every place speaks of today in some way, so all are read again when it turns."""
        half = self._services.diary.half_now()
        if half != self._now_half:
            self._now_half = half
            self.refresh(Changed.EVERYTHING)

    def as_time_goes(self, action: Callable[[], object]) -> None:
        """Run `action` whenever the person comes to the window, and when the alarm rings."""
        self.activated.connect(action)
        self.bridge.rang.connect(action)

    @property
    def look(self) -> Look:
        """How the app is coloured."""
        return self._look

    @cached_property
    def outside(self) -> Outside:
        """What the computer does for the app outside of the window."""
        from cluneal_tracker.ui.joins.outside import Outside

        return Outside.of_this_computer(self._services)

    def make_reminders(self) -> Reminders:
        """The reminders of this window, silent until they are given an alarm."""
        from cluneal_tracker.ui.joins.reminders import Reminders

        return Reminders(self._look, self._services, self.bridge, self)

    def make_nudges(self, reminders: Reminders) -> Nudges:
        """The hourly nudges of this window, which give way to its reminders."""
        from cluneal_tracker.ui.joins.nudges import Nudges

        asks = reminders.window.isVisible
        nudges = Nudges(self._look, self._services, self.bridge, self, asks)
        self.activated.connect(nudges.come_along)
        return nudges

    @property
    def guide(self) -> Guide:
        """What leads through exercises; made when it is first needed."""
        if self._guides is None:
            from cluneal_tracker.ui.joins.guiding import Guide

            self._guides = Guide(self._look, self._services, self, self._clear)
        return self._guides

    def start_exercise(self, key: str) -> None:
        """Lead through a routine, one at a time."""
        if not self.busy:
            self.guide.start(key)

    def offer_under_way(self) -> None:
        """After the program was ended in the middle of an exercise, ask what to do about it."""
        self.guide.offer()

    def _clear(self) -> bool:
        """Leave the pages that look back; whether the window is free for an exercise then."""
        self.pages.leave()
        return not self.busy

    def show_exercises(self) -> None:
        """Come to the exercises."""
        self.go(Place.EXERCISES)

    def show_help(self) -> None:
        """Come to the signs that need a doctor; an exercise is not broken off."""
        self.pages.leave()
        if self.busy:
            self.say(self.tr("This page is there when the exercise is over."))
        else:
            self.go(Place.HELP)

    def read_lesson(self, key: str) -> None:
        """Come to a page of Learn."""
        from cluneal_tracker.ui.joins.learning import LearnJoin

        self.pages.leave()
        learn = None if self.busy else self.go(Place.LEARN)
        if isinstance(learn, LearnJoin):
            learn.open(key)

    def show_risks(self) -> None:
        """Come to what can bring the pain back."""
        from cluneal_tracker.ui.joins.learning import RISKS_PAGE

        self.read_lesson(RISKS_PAGE)

    def _go_by_key(self, place: Place) -> None:
        self.pages.leave()
        super()._go_by_key(place)

    @property
    def exercise(self) -> SessionJoin | None:
        """The exercise under way, or the last one; None before the first."""
        return self._guides.session if self._guides else None

    @property
    def exercising(self) -> bool:
        """An exercise has the window."""
        return self.exercise is not None and not self.exercise.over

    def _leave_exercise(self) -> None:
        if self._guides is not None:
            self._guides.leave()

    def _appointment_by_key(self) -> None:
        """F11 goes there and back."""
        if self.covers_screen:
            self.pages.leave()
        else:
            self._at_visit(lambda visit: visit.show_appointment())

    def _at_visit(self, do: Callable[[VisitJoin], object]) -> None:
        """Come to the page for the doctor and do it there, unless something has the window."""
        from cluneal_tracker.ui.joins.visit import VisitJoin

        visit = None if self.busy else self.go(Place.VISIT)
        if isinstance(visit, VisitJoin):
            do(visit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is not saved keeps the window open once: a note, or a form half filled."""
        kept = all([self.pages.write_out(), self.write_out()])
        if not (kept or self._told_unsaved):
            self._told_unsaved = True
            event.ignore()
        elif self.before_closing():
            super().closeEvent(event)
        else:
            event.ignore()

    def log_pain(self) -> None:
        """Come to the pain line, in front of everything else; an exercise is not broken off."""
        self.pages.leave()
        if not self.busy:
            self.go(Place.TODAY)
        self.come_forward()

    def ask_week(self, *, anyway: bool = False) -> None:
        """Come to the questions of the week, as to the pain line; `anyway` before they are due."""
        from cluneal_tracker.ui.joins.today import TodayJoin

        self.log_pain()
        today = self.joined(Place.TODAY)
        if isinstance(today, TodayJoin) and self.place is Place.TODAY:
            today.weekly.begin(anyway=anyway)

    def show_visit(self) -> None:
        """Come to the page for the doctor; an exercise is not broken off."""
        self.pages.leave()
        if not self.busy:
            self.go(Place.VISIT)
        self.come_forward()

    @property
    def shows_line(self) -> bool:
        """The window is in use and asks for the score of this half day on an empty line."""
        from cluneal_tracker.ui.joins.today import TodayJoin

        if not self.isActiveWindow() or self.busy or self.place is not Place.TODAY:
            return False
        today = self.joined(Place.TODAY)
        return isinstance(today, TodayJoin) and today.asks_now()

    def come_forward(self) -> None:
        """Bring the window to the front."""
        bring_forward(self)

    def look_again(self) -> None:
        """Show what another program has written to the diary meanwhile."""
        self.attempt(self._services.history.look_again)

    def back_up(self) -> None:
        """Make the backup of the day, where something has changed since the last one."""
        self.attempt(self._services.backups.daily)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may not work; where it does not, say why. True when it worked."""
        return attempt(action, self.say)

    def say(self, text: str, *, undo: bool = False, actions: Sequence[Button] = ()) -> None:
        super().say(text, undo=undo, actions=actions)
        self._undoes = self._services.history.newest if undo else None

    def refresh(self, changed: Changed) -> None:
        super().refresh(changed)
        # Undo beside a message means what the message tells of, and nothing that came after it.
        if self._undoes is not None and self._undoes != self._services.history.newest:
            self._undoes = None
            self.toast.say("")

    def undo(self) -> None:
        """Take back the newest step and say which, with the way forward again."""
        self.attempt(self._undo)

    def redo(self) -> None:
        """Bring back what was undone last and say what that was."""
        self.attempt(self._redo)

    def _undo(self) -> None:
        said, again = steps.undo(self._services)
        self.say(said, actions=[Button(again, "link", self.redo)] if again else [])

    def _redo(self) -> None:
        said, done = steps.redo(self._services)
        self.say(said, undo=done)
