"""The window: the shell with its screens joined to an open diary."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QCloseEvent

from cluneal_tracker import paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.shell import Joined, Place, Shell

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.deleted import DeletedJoin
    from cluneal_tracker.ui.joins.entry_history import EntryHistoryJoin
    from cluneal_tracker.ui.joins.keep_safe import KeepSafeJoin
    from cluneal_tracker.ui.joins.lock_diary import LockDiaryJoin
    from cluneal_tracker.ui.joins.reminders import Reminders
    from cluneal_tracker.ui.joins.session import SessionJoin
    from cluneal_tracker.ui.joins.under_way import UnderWayJoin

    LooksBack = DeletedJoin | EntryHistoryJoin | KeepSafeJoin | LockDiaryJoin


class Window(Shell):
    """The shell with its screens joined to an open diary; a screen is imported when visited."""

    def __init__(self, look: Look, services: Services) -> None:
        super().__init__(
            look,
            {
                Place.TODAY: self._today,
                Place.EXERCISES: self._exercises,
                Place.TRENDS: self._trends,
                Place.TREATMENTS: self._treatments,
                Place.VISIT: self._visit,
                Place.HELP: self._help,
                Place.LEARN: self._learn,
                Place.SETTINGS: self._settings,
            },
        )
        self._look, self._services = look, services
        self._exercise: SessionJoin | None = None
        self._told_unsaved = False
        self._pages: list[LooksBack] = []
        self.bridge = Bridge(services.changes)
        self.bridge.changed.connect(self.refresh)
        self.undo_requested.connect(self.undo)
        self.redo_requested.connect(self.redo)
        self.activated.connect(self.look_again)
        self._now_half = services.diary.half_now()
        self.activated.connect(self._follow_day)
        self.bridge.rang.connect(self._follow_day)
        self.closing.connect(self._leave_exercise)
        self.on_key("Ctrl+L", self.log_pain)
        self.on_key("Ctrl+E", self._save_page)
        self.on_key("Ctrl+G", partial(self.start_exercise, "nerve-glide"))

    def _follow_day(self) -> None:
        """Every place speaks of today in some way, so all are read again when it turns."""
        half = self._services.diary.half_now()
        if half != self._now_half:
            self._now_half = half
            self.refresh(Changed.EVERYTHING)

    def _today(self) -> Joined:
        from cluneal_tracker.ui.joins.today import TodayJoin

        join = TodayJoin(self._look, self._services, self)
        self.activated.connect(join.catch_up)
        self.bridge.rang.connect(join.catch_up)
        return join

    def _exercises(self) -> Joined:
        from cluneal_tracker.ui.joins.exercises import ExercisesJoin

        return ExercisesJoin(self._look, self._services, self, self._under_way)

    def _trends(self) -> Joined:
        from cluneal_tracker.ui.joins.trends import TrendsJoin

        return TrendsJoin(self._look, self._services, self)

    def _treatments(self) -> Joined:
        from cluneal_tracker.ui.joins.treatments import TreatmentsJoin

        return TreatmentsJoin(self._look, self._services, self)

    def _visit(self) -> Joined:
        from cluneal_tracker.ui.joins.visit import VisitJoin

        return VisitJoin(self._look, self._services, self)

    def _help(self) -> Joined:
        from cluneal_tracker.ui.joins.reading import join_help

        return join_help(self._services)

    def _learn(self) -> Joined:
        from cluneal_tracker.ui.joins.reading import join_learn

        return join_learn(self._services)

    def _settings(self) -> Joined:
        from cluneal_tracker.ui.joins.settings import SettingsJoin

        return SettingsJoin(self._look, self._services, self)

    def make_reminders(self) -> Reminders:
        """The reminders of this window, silent until they are given an alarm."""
        from cluneal_tracker.ui.joins.reminders import Reminders

        return Reminders(self._look, self._services, self.bridge, self)

    @cached_property
    def _under_way(self) -> UnderWayJoin:
        from cluneal_tracker.ui.joins.under_way import UnderWayJoin

        return UnderWayJoin(self._services, self, self._go_on)

    def start_exercise(self, key: str) -> None:
        """Lead through a routine, one at a time; one that was under way is saved first."""
        if self.busy:
            return
        # What was offered at the foot of the page before is no offer inside the exercise.
        self.say("")
        if self._under_way.save():
            self.attempt(lambda: self._lead(self._services.exercises.routine(key)))

    def _go_on(self, under_way: UnderWay) -> None:
        self._leave_pages()
        if not self.busy:
            self.say("")
            self._lead(under_way.routine, under_way)

    def _lead(self, routine: Routine, under_way: UnderWay | None = None) -> None:
        from cluneal_tracker.ui.joins.session import SessionJoin
        from cluneal_tracker.ui.platform.keep_awake import KeepAwake
        from cluneal_tracker.ui.platform.sound import Sound
        from cluneal_tracker.ui.platform.voice import Voice

        self._exercise = SessionJoin(
            self._look,
            self._services,
            self,
            routine,
            Sound(paths.ASSETS / "sounds"),
            Voice(QLocale(self._services.content.language)),
            KeepAwake(),
            under_way,
        )
        self._exercise.begin()

    def offer_under_way(self) -> None:
        """After the program was ended in the middle of an exercise, ask what to do about it."""
        if self._exercise is None or self._exercise.over:
            self._under_way.offer()

    def show_history(self, row_id: str) -> None:
        """Show how a score, an exercise or a treatment came to be as it is."""
        from cluneal_tracker.ui.joins.entry_history import EntryHistoryJoin

        self.attempt(lambda: self._look_back(EntryHistoryJoin(self._services, self, row_id)))

    def show_deleted(self) -> None:
        """Show what was deleted lately."""
        from cluneal_tracker.ui.joins.deleted import DeletedJoin

        self.attempt(lambda: self._look_back(DeletedJoin(self._look, self._services, self)))

    def show_keep_safe(self) -> None:
        """Show the backups and what else keeps the diary."""
        from cluneal_tracker.ui.joins.keep_safe import KeepSafeJoin

        self.attempt(lambda: self._look_back(KeepSafeJoin(self._look, self._services, self)))

    def show_lock(self) -> None:
        """Show the passphrase and what it is good for."""
        from cluneal_tracker.ui.joins.lock_diary import LockDiaryJoin

        self.attempt(lambda: self._look_back(LockDiaryJoin(self._look, self._services, self)))

    def _look_back(self, page: LooksBack) -> None:
        """A page may lie on another one, and not on an exercise."""
        if not self.busy or self._pages:
            page.begin()
            self._pages.append(page)
            self.bridge.changed.connect(page.widget.outdated)
            page.widget.closed.connect(self._uncover)

    def _uncover(self) -> None:
        """The page below may speak of what was changed on the one above."""
        self._pages = self._pages[:-1]
        if self._pages:
            self._pages[-1].widget.outdated.emit()

    def _leave_pages(self) -> None:
        """Unlike an exercise, pages that look back are left for any other place."""
        pages, self._pages = self._pages, []
        for page in reversed(pages):
            page.widget.closed.emit()

    def _go_by_key(self, place: Place) -> None:
        self._leave_pages()
        super()._go_by_key(place)

    @property
    def exercise(self) -> SessionJoin | None:
        """The exercise under way, or the last one; None before the first."""
        return self._exercise

    def _leave_exercise(self) -> None:
        if self._exercise is not None:
            self._exercise.leave()

    def _save_page(self) -> None:
        from cluneal_tracker.ui.joins.visit import VisitJoin

        if self.busy:
            return
        visit = self.go(Place.VISIT)
        if isinstance(visit, VisitJoin):
            visit.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A note that cannot be saved keeps the window open once: it can still be copied."""
        from cluneal_tracker.ui.joins.today import TodayJoin

        today = self.joined(Place.TODAY)
        kept = not isinstance(today, TodayJoin) or today.write_out()
        if kept or self._told_unsaved:
            super().closeEvent(event)
        else:
            self._told_unsaved = True
            event.ignore()

    def log_pain(self) -> None:
        """Come to the pain line, in front of everything else; an exercise is not broken off."""
        self._leave_pages()
        if not self.busy:
            self.go(Place.TODAY)
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
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def look_again(self) -> None:
        """Show what another program has written to the diary meanwhile."""
        self.attempt(self._services.history.look_again)

    def back_up(self) -> None:
        """Make the backup of the day, where something has changed since the last one."""
        self.attempt(self._services.backups.daily)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that may not work; where it does not, say why. True when it worked."""
        try:
            action()
        except (DiaryError, ValueError) as error:
            self.say(str(error))
            return False
        return True

    def undo(self) -> None:
        """Take back the newest step and say so."""
        self.attempt(self._undo)

    def _undo(self) -> None:
        undone = self._services.history.undo()
        text = self.tr("Taken back: {what}.") if undone else self.tr("There is nothing to undo.")
        self.say(text.format(what=self._part_names(undone)))

    def redo(self) -> None:
        """Bring back what was undone last and say so."""
        self.attempt(self._redo)

    def _redo(self) -> None:
        redone = self._services.history.redo()
        text = self.tr("Brought back: {what}.") if redone else self.tr("There is nothing to redo.")
        self.say(text.format(what=self._part_names(redone)))

    def _part_names(self, changed: Changed | None) -> str:
        names = {
            Changed.PAIN: self.tr("a score or what belongs to it"),
            Changed.SESSIONS: self.tr("an exercise"),
            Changed.TREATMENTS: self.tr("a treatment"),
            Changed.SETTINGS: self.tr("a setting"),
            Changed.HABITS: self.tr("a habit"),
            Changed.ROUTINES: self.tr("how an exercise is done"),
        }
        return ", ".join(name for part, name in names.items() if changed and part & changed)
