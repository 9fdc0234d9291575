"""A line of text that is read as a day or a time; what cannot be read stays and is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from cluneal_tracker.ui.widgets.basics import Label, restyle
from cluneal_tracker.ui.widgets.strip import announce

_LONGEST_QUOTE = 24


class TypedEdit(QLineEdit):
    """Nothing is ever put in the place of what was typed, and nothing is judged while it is typed.

    `told` carries what is wrong once the field is left or Enter is pressed, and an empty sentence
    as soon as it is mended. What was typed and is not taken yet `isModified()`.
    """

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.fault = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # The first to hear of it, so that whoever asks for the value gets the new one.
        self.editingFinished.connect(self._finish)
        self.textChanged.connect(self._forgive)

    @property
    def wrong(self) -> str:
        """What is wrong with what is typed, in a sentence; empty where it is not asked for."""
        return self._find_fault() if self.isEnabled() else ""

    @property
    def typed(self) -> str:
        """What is typed, as a sentence quotes it."""
        text = " ".join(self.text().split())
        return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE].rstrip()}…"

    def tell(self) -> None:
        """Say what is wrong, or that nothing is any more."""
        self._say(self.wrong)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self._forgive()

    def _find_fault(self) -> str:
        """What is wrong with what is typed, in a sentence; empty when all is well."""
        raise NotImplementedError

    def _take(self) -> None:
        """Take what is typed, which is all right."""
        raise NotImplementedError

    def _show(self, text: str) -> None:
        """Put what is known to be right in the place of what was typed."""
        self.setText(text)
        self._say("")

    def _finish(self) -> None:
        if not self.wrong:
            self._take()
        self.tell()

    def _forgive(self) -> None:
        if self.fault and not self.wrong:
            self.tell()

    def _say(self, fault: str) -> None:
        if fault == self.fault:
            return
        self.fault = fault
        self.setAccessibleDescription(fault)
        self.setProperty("wrong", "yes" if fault else "")
        restyle(self)
        self.told.emit(fault)
        if fault:
            announce(self, fault)


class FaultLine(Label):
    """What is wrong with one field or more, below them; it takes no room while all is well."""

    def __init__(self, *edits: TypedEdit) -> None:
        super().__init__("", "error")
        self._edits = edits
        for edit in edits:
            edit.told.connect(self._show_faults)
        self.hide()

    def _show_faults(self) -> None:
        self.setText("\n".join(edit.fault for edit in self._edits if edit.fault))
        self.setVisible(bool(self.text()))


class Field(Protocol):
    """Holds what is typed, right or wrong."""

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; empty when all is well."""

    def tell(self) -> None:
        """Say what is wrong."""

    def setFocus(self) -> None:
        """Take the keyboard."""


AField = TypeVar("AField", bound=Field)


def tell_faults(fields: Iterable[AField]) -> AField | None:
    """Say at each field what is wrong with it; the first that is takes the keyboard and is told."""
    found = None
    for field in fields:
        field.tell()
        if field.wrong:
            found = found or field
    if found is not None:
        found.setFocus()
    return found
