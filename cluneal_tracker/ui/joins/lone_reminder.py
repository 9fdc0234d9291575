"""A reminder without the app: the same small window, on a diary that is opened for it alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal

from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.reminder_view import ReminderView
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import attempt
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button


class LoneReminder(QObject):
    """Shows one reminder; `over` is sent when its window is gone, whatever came of it."""

    over = Signal()

    def __init__(self, look: Look, services: Services, open_app: Callable[[], None]) -> None:
        super().__init__()
        self._desk = _NoWindow(services, open_app)
        self._bridge = Bridge(services.changes)
        self._reminders = Reminders(look, services, self._bridge, self._desk)
        self._desk.say = self._reminders.window.show_error
        self._reminders.window.installEventFilter(self)

    def show(self, reminder: ReminderView) -> None:
        """Show the window."""
        self._reminders.show(reminder)

    def stop(self) -> None:
        """Let go of the window."""
        self._reminders.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the window going away."""
        if event.type() == QEvent.Type.Hide and watched is self._reminders.window:
            self.over.emit()
        return super().eventFilter(watched, event)


class _NoWindow:
    """What stands in for the app's window: there is no line in view, and nowhere to leave word."""

    shows_line = False

    def __init__(self, services: Services, open_app: Callable[[], None]) -> None:
        self._services, self._open_app = services, open_app
        self.say: Callable[[str], None] = lambda _: None

    def attempt(self, action: Callable[[], object]) -> bool:
        return attempt(action, self.say)

    def undo(self) -> None:
        self.attempt(self._services.history.undo)

    def show_notice(self, text: str, *actions: Button) -> None:
        """One that was not answered is known to the diary; Today asks when the app is opened."""

    def withdraw_notice(self, text: str) -> None:
        """There is none."""

    def log_pain(self) -> None:
        self._open_app()

    def ask_week(self, *, anyway: bool = False) -> None:
        """Today asks them."""
        self._open_app()

    def show_visit(self) -> None:
        """The app shows it once it is open."""
        self._open_app()

    def come_forward(self) -> None:
        """The app does when it opens."""

    def start_exercise(self, key: str) -> None:
        """The app leads through it: Today offers it."""
        self._open_app()
