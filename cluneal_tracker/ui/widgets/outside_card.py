"""The card that says when reminders come, and lets you choose that they come more often."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.tick_box import TickBox


@dataclass(frozen=True, slots=True)
class OutsideView:
    """What is on, by what is there on this computer; None for what it cannot do.

    `reminded` is whether reminders are on at all.
    """

    reminded: bool
    closed: bool | None
    tray: bool | None
    start: bool


class OutsideCard(Card):
    """Each switch says what the person wants; what is then so comes back with `show_state`."""

    closed_chosen = Signal(bool)
    tray_chosen = Signal(bool)
    start_chosen = Signal(bool)
    phone_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("When reminders come"))
        self._look = look
        self._truth = Label("", "muted")
        self.column.addWidget(self._truth)
        # Each is as high as a finger, so nothing more has to keep them apart.
        self._switches = QVBoxLayout()
        self._switches.setSpacing(0)
        self.column.addLayout(self._switches)
        self._closed = self._switch(self.tr("Also when the app is closed"), self.closed_chosen)
        self._tray = self._switch(
            self.tr("Keep reminding after I close the window"), self.tray_chosen
        )
        self._start = self._switch(self.tr("Start with my computer"), self.start_chosen)
        phone = Button(self.tr("Reminders for my phone"), "", self.phone_requested.emit)
        row = FlowLayout()
        row.addWidget(phone)
        self.column.addLayout(row)

    def _switch(self, text: str, chosen: SignalInstance) -> TickBox:
        box = TickBox(self._look, text)
        box.clicked.connect(chosen)
        self._switches.addWidget(box)
        return box

    def show_state(self, view: OutsideView) -> None:
        """Show what is on, and say what that means."""
        for box, on in ((self._closed, view.closed), (self._tray, view.tray)):
            box.setVisible(on is not None)
            box.setChecked(bool(on))
        self._start.setChecked(view.start)
        self._truth.setText(outside_words(view))


def outside_words(view: OutsideView) -> str:
    """What happens while the app or the computer is off."""
    if not view.reminded:
        return _tr("Your reminders are off.")
    off = _tr("While your computer is off, only your phone can remind you.")
    if view.closed:
        late = _tr(
            "If it was off or asleep, you are told once when it is back, up to six hours later."
        )
        return f"{_tr('Your computer reminds you, with the app open or closed.')} {late}"
    if view.tray:
        while_open = _tr("They go on in the tray until you choose Quit or log out.")
    else:
        while_open = _tr("They come while the app is open, and stop when you close it.")
    return f"{while_open} {off}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("outside", text)
