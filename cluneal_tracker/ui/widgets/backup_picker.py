"""A list of backups to choose one of, with what it holds beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.services.backups import BackupView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets import backup_words
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.pick_list import PickList

_LIST_WIDTH, _PREVIEW_WIDTH = 380, 280
# Half a row more says that the list goes on.
_ROWS_BESIDE, _ROWS_ABOVE = 3.5, 2.5


class BackupPicker(QWidget):
    """Shows backups, the newest chosen at first, and a diary file from elsewhere above them.

    `bring` is pressed to bring the chosen one back, `elsewhere` to look for a file.
    """

    bring_back_requested = Signal(object)

    def __init__(self, look: Look, bring: Button, elsewhere: Button) -> None:
        super().__init__()
        self._look, self._bring, self._bring_words = look, bring, bring.text()
        self._views: dict[str, BackupView] = {}
        self._titles: dict[str, str] = {}
        self._asked_for = ""
        self.list = _OneOfMany(look, self.tr("Backups"))
        self.list.picked.connect(self._preview)
        bring.clicked.connect(self._bring_back)
        self.title, self.holds = Label("", "strong"), Label()
        self._none = Label(self.tr("Looking for backups."))
        preview = QVBoxLayout()
        preview.setSpacing(4)
        preview.addWidget(self.title)
        preview.addWidget(self.holds)
        preview.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(24)
        self._sides.addWidget(self.list, 3, Qt.AlignmentFlag.AlignTop)
        self._sides.addLayout(preview, 2)
        actions = FlowLayout()
        for button in (bring, elsewhere):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._none)
        column.addLayout(self._sides)
        column.addLayout(actions)
        for widget in (self.list, self.title, self.holds, bring):
            widget.hide()
        look.changed.connect(self._fit)

    @property
    def chosen(self) -> Path | None:
        """The file that is chosen."""
        return next((self._views[key].file for key in self.list.keys), None)

    def title_of(self, file: Path) -> str:
        """What a file that is shown is called: when it was made, or its name."""
        return self._titles.get(str(file), file.name)

    def show_backups(
        self, backups: Sequence[BackupView], elsewhere: BackupView | None = None
    ) -> None:
        """Show the backups, newest first; a file from elsewhere is chosen when it is new."""
        known = set(self._views)
        self._titles = {str(view.file): backup_words.moment(view) for view in backups}
        self._views = {str(view.file): view for view in backups}
        if elsewhere is not None:
            key = str(elsewhere.file)
            self._views = {key: elsewhere, **self._views}
            self._titles[key] = elsewhere.file.name
        rows = {
            key: f"{self._titles[key]}\n{backup_words.short(view)}"
            for key, view in self._views.items()
        }
        self.list.show_rows(rows)
        is_new = bool(rows) and next(iter(rows)) not in known
        # Before one comes back a newer one is made: a second click must not bring that back.
        if rows and (not self.list.keys or (is_new and self.list.keys != [self._asked_for])):
            self.list.setCurrentRow(0)
        for widget in (self.list, self.title, self.holds, self._bring):
            widget.setVisible(bool(rows))
        self._none.setText(self.tr("There are no backups here yet."))
        self._none.setHidden(bool(rows))
        self._fit()

    def _preview(self) -> None:
        view = next((self._views[key] for key in self.list.keys), None)
        self._bring.setEnabled(view is not None and (view.held is not None or view.locked))
        if view is None:
            self.title.setText("")
            self.holds.setText(self.tr("Choose one to see what it holds."))
            return
        title = self._titles[str(view.file)]
        self.title.setText(title)
        self.holds.setText(backup_words.full(view))
        self._bring.setAccessibleName(f"{self._bring_words}: {title}")

    def _bring_back(self) -> None:
        if self.chosen is not None:
            self._asked_for = str(self.chosen)
            self.bring_back_requested.emit(self.chosen)

    def _fit(self) -> None:
        """What a backup holds stands beside the list, or below it where there is no room."""
        beside = self.width() >= self._look.px(_LIST_WIDTH + _PREVIEW_WIDTH)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(across if beside else down)
        rows = min(self.list.count(), _ROWS_BESIDE if beside else _ROWS_ABOVE)
        self.list.ensurePolished()
        row = max(0, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(2 * self.list.frameWidth() + round(rows * row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _OneOfMany(PickList):
    """A list of which one row is chosen, marked with a dot."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def _empty_box(self, side: int) -> QPixmap:
        return self._ring(side, "outline")

    def _full_box(self, side: int) -> QPixmap:
        ring = self._ring(side, "accent")
        painter = _painter(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("accent"))
        painter.drawEllipse(QPointF(side / 2, side / 2), side / 4, side / 4)
        painter.end()
        return ring

    def _ring(self, side: int, token: str) -> QPixmap:
        ring = QPixmap(self.iconSize())
        ring.fill(Qt.GlobalColor.transparent)
        painter = _painter(ring)
        painter.setPen(QPen(self._look.colour(token), 2))
        painter.setBrush(self._look.colour("surface"))
        painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
        painter.end()
        return ring


def _painter(picture: QPixmap) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
