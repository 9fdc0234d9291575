"""The plain pieces of every screen: labels, buttons, cards, pages that scroll."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.flow import HeadLayout

PAGE_MARGIN, PAGE_GAP, CARD_MARGIN = 32, 16, 24
PAGE_WIDTH = 1080
# Left around what is brought back into sight, in px.
_SPARE = 16
# Qt's own limit of a widget's size.
_NO_LIMIT = (1 << 24) - 1
_SMALLEST, _USUAL = QSize(720, 480), QSize(1180, 780)
# What a desktop puts around a window.
_FRAME = QSize(16, 48)


def size_up(window: QWidget) -> None:
    """Give a window its usual size, or what the screen has room for."""
    window.setMinimumSize(_SMALLEST)
    room = window.screen().availableSize() - _FRAME
    window.resize(_USUAL.boundedTo(room).expandedTo(_SMALLEST))


class Label(QLabel):
    """Plain text that wraps; `role` picks its look from the style sheet."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = True) -> None:
        super().__init__(text)
        # What a person typed must never be read as markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class Button(QPushButton):
    """A button with a role (primary, link, chip, place) and what it does on a click."""

    def __init__(
        self, text: str, role: str = "", clicked: Callable[[], object] | None = None
    ) -> None:
        super().__init__(text)
        self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the text in bold where a choice makes it bold, so that nothing moves."""
        hint = super().sizeHint()
        if not self.isCheckable() or self.font().bold():
            return hint
        bold = QFont(self.font())
        bold.setBold(True)
        plain = self.fontMetrics().horizontalAdvance(self.text())
        return hint + QSize(QFontMetrics(bold).horizontalAdvance(self.text()) - plain, 0)


class PrimaryButton(Button):
    """The one button of a view that stands out; its focus ring keeps a gap to its ground."""

    def __init__(self, look: Look, text: str, clicked: Callable[[], object] | None = None) -> None:
        super().__init__(text, "primary", clicked)
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("surface"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 6, 6)


class Card(QFrame):
    """A white panel with a heading and a column of content."""

    def __init__(self, heading: str = "", *, name: str = "card") -> None:
        super().__init__()
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(CARD_MARGIN, 16, CARD_MARGIN, 16)
        self.column.setSpacing(12)
        self.head = HeadLayout(12)
        self.heading = Label(heading, "heading")
        self.head.addWidget(self.heading)
        self.column.addLayout(self.head)
        self.heading.setVisible(bool(heading))


class Page(QScrollArea):
    """A screen that scrolls down, never sideways; its column is as wide as reads well."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = _Ground()
        ground.setObjectName("page")
        row = QHBoxLayout(ground)
        row.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 24)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setMaximumWidth(PAGE_WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(PAGE_GAP)
        row.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a message takes room at the foot, what is in use stays in sight."""
        before, ground, used = event.oldSize().height(), self.widget(), self.focusWidget()
        super().resizeEvent(event)
        if ground is None or used is None or not ground.isAncestorOf(used):
            return
        top = used.mapTo(self.viewport(), QPoint(0, 0)).y()
        was_seen = top >= 0 and top + used.height() <= before
        if was_seen and top + used.height() > event.size().height() >= used.height():
            self.ensureWidgetVisible(used, 0, _SPARE)

    def come_to(self, widget: QWidget) -> None:
        """Bring a widget into sight, once it has its place."""
        QTimer.singleShot(0, widget, lambda: self.ensureWidgetVisible(widget))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """What Tab comes to is seen whole; of a field, Qt sees to its cursor alone."""
        moved = super().focusNextPrevChild(forward)
        if moved and (used := self.focusWidget()):
            self.bring_into_sight(used)
        return moved

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a widget of the page; of one that is higher than the window, to its top."""
        ground = self.widget()
        if ground is not None and ground.isAncestorOf(widget):
            top = widget.mapTo(ground, QPoint(0, 0)).y()
            for y in (top + widget.height(), top):
                self.ensureVisible(0, y, 0, _SPARE)

    def title_row(self, title: Label, *beside: QWidget) -> None:
        """The first row: the title, and what stands at its right end."""
        row = HeadLayout()
        row.addWidget(title)
        for widget in beside:
            row.addWidget(widget)
        self.column.addLayout(row)

    def fill_width(self) -> None:
        """Let the column be as wide as the window."""
        if inner := self.column.parentWidget():
            inner.setMaximumWidth(_NO_LIMIT)

    def fill_height(self) -> None:
        """Let what stretches in the column take the height that is left in the window."""
        inner = self.column.parentWidget()
        if inner and (ground := inner.parentWidget()) and (row := ground.layout()):
            row.setAlignment(inner, Qt.AlignmentFlag(0))


class _Ground(QWidget):
    """What a page scrolls: as high as its content is at the width it has.

    Left to itself it would never be less high than at its smallest width, where texts wrap most.
    """

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least


def clear(layout: QLayout) -> None:
    """Take everything out of a layout for good."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def restyle(widget: QWidget) -> None:
    """Read the style sheet anew after a property it asks for has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
