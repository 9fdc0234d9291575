"""A card that folds: its heading always shows, the rest when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout

Actions = Mapping[str, Callable[[], None]]
# Texts with their roles.
Lines = Sequence[tuple[str, str]]


class FoldCard(Card):
    """A card whose heading opens and closes it."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look, self._title = look, title
        self.name = Label(title, "heading")
        self.name.setCursor(Qt.CursorShape.PointingHandCursor)
        self.fold = Button("", "fold", lambda: self.open(not self.opened))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.name, 1)
        self.column.addLayout(row)
        self.body = QWidget()
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(8)
        self.column.addWidget(self.body)
        look.changed.connect(self._show_mark)
        self.open(False)

    @property
    def opened(self) -> bool:
        """Whether the inside shows."""
        return not self.body.isHidden()

    def open(self, opened: bool) -> None:
        """Show what is inside, or only the heading."""
        self.body.setVisible(opened)
        self._show_mark()
        form = self.tr("Close {name}") if opened else self.tr("Open {name}")
        self.fold.setAccessibleName(form.format(name=self._title))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Without the press, Qt sends no release.
        event.setAccepted(self._on_heading(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._on_heading(event):
            self.fold.click()

    def add_part(
        self,
        lines: Lines,
        actions: Actions,
        name: str,
        more: QWidget | None = None,
        picture: QWidget | None = None,
    ) -> None:
        """Lines of text with their roles, and below them what can be done about them.

        `more` is what shows when it is asked for; a `picture` stands before it.
        """
        row = FlowLayout()
        for button in _buttons(actions, "", name):
            row.addWidget(button)
        self.add_lines(lines)
        for widget in filter(None, (picture, more)):
            self.inside.addWidget(widget)
        self.inside.addLayout(row)

    def add_lines(self, lines: Lines) -> None:
        """Lines of text with their roles."""
        self.inside.addLayout(_column(lines))

    def add_row(self, lines: Lines, actions: Actions, name: str) -> None:
        """The same for one of many: what can be done stands at the right."""
        row = QHBoxLayout()
        row.addLayout(_column(lines), 1)
        for button in _buttons(actions, "link", name):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(row)

    def _on_heading(self, event: QMouseEvent) -> bool:
        return event.position().y() <= self.name.geometry().bottom()

    def _show_mark(self) -> None:
        mark = "chevron-down" if self.opened else "chevron-right"
        self.fold.setIcon(self._look.icon(mark))
        self.fold.setIconSize(QSize(24, 24) * self._look.scale)


def _column(lines: Lines) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    for text, role in lines:
        column.addWidget(Label(text, role))
    return column


def _buttons(actions: Actions, role: str, name: str) -> list[Button]:
    buttons = [Button(words, role, action) for words, action in actions.items()]
    for button in buttons:
        button.setAccessibleName(f"{button.text()}: {name}")
    return buttons
