"""A form as a card: its fields, what is wrong with them, Save and Cancel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.typed_edit import FaultLine, TypedEdit, tell_faults

_NOTE_HEIGHT = 88


def field_row(words: str | Label, field: QWidget, *, wide: bool = True) -> QWidget:
    """A field, or several in a row, with its words above it and what is wrong with it below.

    One that is not `wide` keeps to the left. A label can change its words later; then its field
    has a name of its own.
    """
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(words if isinstance(words, Label) else Label(words, "strong"))
    column.addWidget(field, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
    if isinstance(words, str) and not field.accessibleName():
        field.setAccessibleName(words)
    if edits := part.findChildren(TypedEdit):
        column.addWidget(FaultLine(*edits))
    return part


def switched(switch: QCheckBox, field: TypedEdit, *below: QWidget) -> QWidget:
    """A field beside the switch that turns it on, and what is wrong with it below."""
    part, row = QWidget(), FlowLayout()
    row.addWidget(switch)
    row.addWidget(field)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addLayout(row)
    for widget in (FaultLine(field), *below):
        column.addWidget(widget)
    return part


class NoteField(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(_NOTE_HEIGHT)

    @property
    def text(self) -> str:
        """What is typed, without blanks around it."""
        return self.toPlainText().strip()


class FormCard(Card):
    """Adds something to the diary, or changes what is there.

    `saved` carries the values by name and what they change: all of them and None where it is new,
    else only those that differ. Nothing that was typed is cleared before `close_form`. Where a
    field holds what cannot be read nothing is saved, and `refused` carries the field.
    """

    saved = Signal(object, object)
    refused = Signal(QWidget)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edited: object | None = None
        self._filled: dict[str, Any] = {}
        self.about = Label("", "muted")
        self.error = Strip("error")
        self.column.addWidget(self.about)

    def _values(self) -> dict[str, Any]:
        """What the fields hold, by the name of each value."""
        raise NotImplementedError

    def _finish(self, look: Look, *rows: QWidget) -> None:
        """Put the fields in their places, and the buttons below them."""
        buttons = QHBoxLayout()
        self.save = PrimaryButton(look, self.tr("Save"), self._save)
        buttons.addWidget(self.save)
        buttons.addWidget(Button(self.tr("Cancel"), "", self.close_form))
        buttons.addStretch(1)
        for widget in (*rows, self.error):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.hide()

    def _begin(self, title: str, edited: object | None, about: str = "") -> None:
        """Show what was filled in; `edited` is what it changes, None for something new."""
        self._edited, self._filled = edited, self._values()
        self.heading.setText(title)
        self.heading.show()
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.error.say("")
        self.show()

    @property
    def unsaved(self) -> bool:
        """Whether something was given that opening the form anew would lose."""
        if self.isHidden():
            return False
        # What cannot be read is not among the values, and would be lost all the same.
        return self._values() != self._filled or any(edit.wrong for edit in self._edits())

    def close_form(self) -> None:
        """Put the form away."""
        self.hide()
        self.closed.emit()

    def _edits(self) -> list[TypedEdit]:
        """The fields in use that hold a day or a time."""
        return [one for one in self.findChildren(TypedEdit) if one.isVisibleTo(self)]

    def _save(self) -> None:
        if wrong := tell_faults(self._edits()):
            self.refused.emit(wrong)
            return
        values = self._values()
        if self._edited is not None:
            # What the fields did not ask for before was not given.
            values = {key: one for key, one in values.items() if one != self._filled.get(key)}
        if values:
            self.saved.emit(values, self._edited)
        else:
            self.close_form()
