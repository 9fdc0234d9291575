"""The reminder window: the pain line in a corner of the screen, answered where it appears."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.today_view import TodayView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.check_in import CheckIn
from cluneal_tracker.ui.widgets.corner_window import CornerWindow
from cluneal_tracker.ui.widgets.flow import HeadLayout
from cluneal_tracker.ui.words import side_name

LEAVES_AFTER_MS = 15 * 60 * 1000
SAVED_FOR_MS = 4000


class ReminderWindow(CornerWindow):
    """Appears without taking the focus; a click on the line inside it is enough.

    `left` is sent when it goes away without an answer.
    """

    marked = Signal(VasScore, Given, Side)
    undo_requested = Signal()
    snoozed = Signal()
    declined = Signal()
    open_requested = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._leave = QTimer(self, singleShot=True, interval=LEAVES_AFTER_MS)
        self._leave.timeout.connect(self._go_unanswered)
        self._close = QTimer(self, singleShot=True, interval=SAVED_FOR_MS)
        self._close.timeout.connect(self.hide)
        self._title = Label("", "heading")
        self._side = Label("", "muted", wrap=False)
        self.check_in = CheckIn(look, with_sides=False)
        self.check_in.marked.connect(self.marked)
        self.check_in.undo_requested.connect(self.undo_requested)
        self._later = Button(self.tr("In 30 minutes"), "", self.snoozed.emit)
        self._not_now = Button("", "", self.declined.emit)
        buttons = QHBoxLayout()
        buttons.addWidget(self._later)
        buttons.addWidget(self._not_now)
        buttons.addStretch(1)
        buttons.addWidget(Button(self.tr("Open the app"), "link", self.open_requested.emit))
        head = HeadLayout()
        head.addWidget(self._title)
        head.addWidget(self._side)
        self.column.addLayout(head)
        self.column.addWidget(self.check_in)
        self.column.addLayout(buttons)

    def ask(self, view: TodayView) -> None:
        """Appear with an empty line for this half day."""
        self._show(view)
        self._close.stop()
        self._leave.start()
        # Ready for the keyboard once the person comes; the focus itself is not taken.
        self.check_in.focus_line()
        self.show()

    def show_saved(self, view: TodayView) -> None:
        """Say what was saved, then go away by itself."""
        self._show(view)
        self._leave.stop()
        self._close.start()

    def _show(self, view: TodayView) -> None:
        evening = view.half.slot is Slot.EVENING
        title = self.tr("Evening check-in") if evening else self.tr("Morning check-in")
        self.setWindowTitle(title)
        self._title.setText(title)
        self._side.setText(side_name(view.side).capitalize())
        self._not_now.setText(self.tr("Not tonight") if evening else self.tr("Not this morning"))
        self.check_in.show_state(view)

    def _go_unanswered(self) -> None:
        self.hide()
        self.left.emit()
