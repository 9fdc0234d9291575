"""A list of which several rows can be picked, by click or by Space."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from cluneal_tracker.ui.look import Look

_BOX, _GAP = 24, 8
_KEY = Qt.ItemDataRole.UserRole


class PickList(QListWidget):
    """Each click or press of Space picks a row or lets go of it; `picked` says that one did."""

    picked = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("picks")
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setWordWrap(True)
        self.itemSelectionChanged.connect(self.picked)
        look.changed.connect(self._draw_boxes)
        self._draw_boxes()

    @property
    def keys(self) -> list[str]:
        """The keys of the rows that are picked, from top to bottom."""
        rows = (self.item(row) for row in range(self.count()))
        return [row.data(_KEY) for row in rows if row.isSelected()]

    def show_rows(self, rows: Mapping[str, str]) -> None:
        """Show these texts by their keys; what was picked stays so where it is still there."""
        kept, place = set(self.keys), max(0, self.currentRow())
        here: str = self.item(place).data(_KEY) if self.count() else ""
        self.blockSignals(True)
        self.clear()
        for key, text in rows.items():
            item = QListWidgetItem(self._box, text, self)
            item.setData(_KEY, key)
            item.setSelected(key in kept)
        self.blockSignals(False)
        if here in rows:
            place = list(rows).index(here)
        selection = self.selectionModel().SelectionFlag.NoUpdate
        self.setCurrentRow(min(place, self.count() - 1), selection)
        self.picked.emit()

    def _draw_boxes(self) -> None:
        side = self._look.px(_BOX)
        self.setIconSize(QSize(side + self._look.px(_GAP), side))
        self._box = QIcon()
        self._box.addPixmap(self._empty_box(side))
        self._box.addPixmap(self._full_box(side), QIcon.Mode.Selected)
        for row in range(self.count()):
            self.item(row).setIcon(self._box)

    def _empty_box(self, side: int) -> QPixmap:
        return self._boxed(side, "outline", "surface")

    def _full_box(self, side: int) -> QPixmap:
        box = self._boxed(side, "accent", "accent")
        painter = QPainter(box)
        mark = self._look.picture("icons", "check", QSize(side, side), icon="on_accent")
        painter.drawPixmap(0, 0, mark)
        painter.end()
        return box

    def _boxed(self, side: int, edge: str, ground: str) -> QPixmap:
        # The text keeps its distance: the style sheet has no word for it.
        box = QPixmap(self.iconSize())
        box.fill(Qt.GlobalColor.transparent)
        painter = QPainter(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour(edge), 2))
        painter.setBrush(self._look.colour(ground))
        painter.drawRoundedRect(QRectF(1, 1, side - 2, side - 2), 6, 6)
        painter.end()
        return box
