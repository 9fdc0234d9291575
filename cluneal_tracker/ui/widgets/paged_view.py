"""The page for the doctor with the pages behind it, one in sight at a time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.look import TARGET, Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.page_view import PageView
from cluneal_tracker.ui.widgets.strip import announce


class PagedView(QWidget):
    """A sheet, and above it the ways to the sheets before and after where there are several."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.page = PageView(look)
        for heard in (self.page.drawn, self.page.failed):
            heard.connect(lambda *_: self._show_place())
        self.back = Button(self.tr("Page before"), "", lambda: self._turn(-1))
        self.on = Button(self.tr("Next page"), "", lambda: self._turn(1))
        self.place = Label("", "muted", wrap=False)
        self._turner = QWidget()
        row = FlowLayout()
        self._turner.setLayout(row)
        for widget in (self.back, self.on, self.place):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._turner)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignTop)
        look.changed.connect(self._take_look)
        self._take_look()
        self._show_place()

    def _take_look(self) -> None:
        # As high as the buttons, so that its words stand in their middle.
        self.place.setMinimumHeight(self._look.px(TARGET))

    def _turn(self, by: int) -> None:
        self.page.show_number(self.page.number + by)
        self._show_place()
        announce(self, self.place.text())
        # A button that is spent lets go of the keyboard: the other one takes it.
        for spent, other in ((self.back, self.on), (self.on, self.back)):
            if not spent.isEnabled() and other.isEnabled() and not other.hasFocus():
                other.setFocus()

    def _show_place(self) -> None:
        number, count = self.page.number, self.page.count
        self._turner.setVisible(count > 1)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number < count - 1)
        form = self.tr("Page {number} of {count}")
        self.place.setText(form.format(number=number + 1, count=count))
