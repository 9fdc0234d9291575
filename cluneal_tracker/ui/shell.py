"""The window: the bar of places, the page in use, and the notices above and below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import KEYS, Place
from cluneal_tracker.ui.widgets.basics import Button, Page, restyle, size_up
from cluneal_tracker.ui.widgets.place_bar import PlaceBar
from cluneal_tracker.ui.widgets.strip import Strip

TOAST_MS = 8000
SETTLE_MS = 100


class Joined(Protocol):
    """A screen with its services behind it."""

    @property
    def widget(self) -> QWidget:
        """The screen."""

    @property
    def interest(self) -> Changed:
        """The parts of the diary it shows."""

    def refresh(self) -> None:
        """Read the diary again and show it."""

    def entered(self) -> None:
        """The person has come to this place."""

    def write_out(self) -> bool:
        """Have what was typed here saved now, or say that it is not; whether all of it is."""


class Shell(QMainWindow):
    """Shows one place at a time; each is built when it is first visited.

    The window knows places, not services: `makers` builds a joined screen for each.
    """

    undo_requested = Signal()
    redo_requested = Signal()
    activated = Signal()
    painted = Signal()
    closing = Signal()

    def __init__(self, look: Look, makers: Mapping[Place, Callable[[], Joined]]) -> None:
        super().__init__()
        self._look, self._makers = look, makers
        self._joined: dict[Place, Joined] = {}
        self._stale: set[Place] = set()
        self.place: Place | None = None
        self._was_painted = False
        self._full: list[QWidget] = []
        self._before_screen: dict[QWidget, Qt.WindowState] = {}
        self.setWindowTitle("Cluneal Tracker")
        size_up(self)
        self._stack = QStackedWidget()
        self._bar = PlaceBar()
        self._bar.asked_for.connect(self.go)
        # Nothing takes its place, so nothing can hide it.
        self.urgent = Strip("error")
        self.notice = Strip("notice")
        self.suggestion = Strip("toast")
        self.toast = Strip("toast")
        self._toast_end = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._toast_end.timeout.connect(lambda: self.toast.say(""))
        self._lay_out()
        self._add_keys()
        look.changed.connect(self._take_look)

    def _lay_out(self) -> None:
        main = QVBoxLayout()
        main.setContentsMargins(0, 0, 0, 0)
        main.setSpacing(0)
        main.addWidget(self.urgent)
        main.addWidget(self.notice)
        main.addWidget(self._stack, 1)
        main.addWidget(self.suggestion)
        main.addWidget(self.toast)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._bar)
        row.addLayout(main, 1)
        ground = QWidget()
        ground.setObjectName("page")
        ground.setLayout(row)
        self.setCentralWidget(ground)

    def _add_keys(self) -> None:
        for place, key in KEYS.items():
            self.on_key(key, partial(self._go_by_key, place))
        self.on_key(QKeySequence.StandardKey.Undo, self.undo_requested.emit)
        self.on_key("Ctrl+Shift+Z", self.redo_requested.emit)
        self.on_key("Ctrl+Y", self.redo_requested.emit)

    def on_key(
        self, key: str | QKeySequence.StandardKey, action: Callable[[], object]
    ) -> QShortcut:
        """Run `action` on a key anywhere in the window."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(action)
        return shortcut

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab may come to a page from beside it, and the page hears nothing of that."""
        moved = super().focusNextPrevChild(forward)
        if moved and (used := self.focusWidget()):
            for page in self._stack.findChildren(Page):
                page.bring_into_sight(used)
        return moved

    @property
    def busy(self) -> bool:
        """One widget has the whole window, and keys to other places do nothing."""
        return bool(self._full)

    @property
    def covers_screen(self) -> bool:
        """What has the window has the whole screen."""
        return bool(self._before_screen)

    def _go_by_key(self, place: Place) -> None:
        if not self.busy:
            self.go(place)

    def go(self, place: Place) -> Joined:
        """Come to a place, building it on the first visit."""
        joined = self._joined.get(place)
        if joined is None:
            joined = self._joined[place] = self._makers[place]()
            self._stack.addWidget(joined.widget)
            joined.refresh()
        elif place in self._stale:
            joined.refresh()
        self._stale.discard(place)
        self.place = place
        self._bar.show_place(place)
        self._stack.setCurrentWidget(joined.widget)
        joined.entered()
        return joined

    def joined(self, place: Place) -> Joined | None:
        """What is joined at a place; None before the first visit."""
        return self._joined.get(place)

    def write_out(self) -> bool:
        """Have what was typed at any place saved now; whether all of it is."""
        return all([joined.write_out() for joined in self._joined.values()])

    def refresh(self, changed: Changed) -> None:
        """Show what has changed: at once where the person is, elsewhere when they come."""
        for place, joined in self._joined.items():
            if not joined.interest & changed:
                continue
            if place is self.place:
                joined.refresh()
            else:
                self._stale.add(place)

    def say(self, text: str, *, undo: bool = False, actions: Sequence[Button] = ()) -> None:
        """A short message at the foot of the window that goes away by itself."""
        offered = list(actions)
        if undo:
            offered.append(Button(self.tr("Undo"), "link", self.undo_requested.emit))
        self.toast.say(text, *offered)
        self._toast_end.start()

    def show_notice(self, text: str, *actions: Button) -> None:
        """A message that stays at the top until it is answered; an empty text takes it away."""
        self.notice.say(text, *actions)

    def show_urgent(self, text: str, *actions: Button, now: bool = False) -> None:
        """What ticked warning signs ask for, above all else; in the colour of errors if `now`."""
        if text != self.urgent.label.text():
            self.urgent.setObjectName("error" if now else "notice")
            restyle(self.urgent)
            restyle(self.urgent.label)
            self.urgent.say(text, *actions)

    def show_suggestion(self, text: str, *actions: Button) -> None:
        """A message that stays at the foot until it is answered; an empty text takes it away."""
        self.suggestion.say(text, *actions)

    @property
    def in_use(self) -> bool:
        """The person is at this window."""
        return self.isActiveWindow()

    def withdraw_notice(self, text: str) -> None:
        """Take a message away; one that has come in its place stays."""
        if text and self.notice.label.text() == text:
            self.notice.say("")

    def show_full(self, widget: QWidget, *, whole_screen: bool = False) -> None:
        """Let one widget have the whole window until `end_full`, above one that has it now.

        With `whole_screen` the window covers the screen that long.
        """
        self._full.append(widget)
        if whole_screen:
            self._before_screen[widget] = self.windowState()
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        self._bar.hide()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def end_full(self, widget: QWidget) -> None:
        """Give the window back to the widget below, or to the place the person was at."""
        self._full.remove(widget)
        if widget in self._before_screen:
            self.setWindowState(self._before_screen.pop(widget))
        # Shown before the other one goes, so that the focus is where it was.
        if self._full:
            self._stack.setCurrentWidget(self._full[-1])
        else:
            self._bar.show()
            self.go(self.place or Place.TODAY)
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.fit(self.width())

    def _take_look(self) -> None:
        self._bar.show_icons(self._look)
        self._bar.fit(self.width())

    def show_icons(self) -> None:
        """Draw the icons of the bar; kept out of the first paint."""
        self._take_look()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # The children are painted next, and a first click goes before all that can wait.
            QTimer.singleShot(SETTLE_MS, self, self.painted.emit)

    def once_painted(self, action: Callable[[], object]) -> None:
        """Run `action` after the first paint; at once where that is over."""
        if self._was_painted:
            action()
        else:
            self.painted.connect(action)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
