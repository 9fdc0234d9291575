"""The number that calls an ambulance, where a person writes their own."""

from __future__ import annotations

from PySide6.QtCore import Signal

from cluneal_tracker.domain.settings import Settings
from cluneal_tracker.ui.widgets.text_field import TextField

_MOST = 30


class EmergencyField(TextField):
    """Saved when it is left; what is no number stays in it, with the reason below."""

    chosen = Signal(str)

    def __init__(self) -> None:
        hint = self.tr("Leave it empty for the number of your country.")
        super().__init__(self.tr("Number to call an ambulance"), _MOST, hint=hint, narrow=True)
        self._saved = ""
        self.edit.editingFinished.connect(self._choose)

    def show_usual(self, number: str) -> None:
        """Show the number of the country where none is written."""
        self.edit.setPlaceholderText(number)

    def show_saved(self, number: str) -> None:
        """Show what is saved; what is being typed stays."""
        if number != self._saved:
            self._saved = number
            self.show_text(number)

    @property
    def wrong(self) -> str:
        """What is wrong with it, in a sentence; empty when all is well."""
        try:
            Settings(emergency_number=self.text)
        except ValueError as error:
            return str(error)
        return ""

    def _choose(self) -> None:
        if not self.wrong and self.text != self._saved:
            self.chosen.emit(self.text)
