"""All nerve blocks of the diary side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.save_row import SaveRow
from cluneal_tracker.ui.widgets.strip import Strip

if TYPE_CHECKING:
    # The words know the statistics, which bring numpy.
    from cluneal_tracker.services.blocks import BlocksView
    from cluneal_tracker.ui.widgets.blocks_part import BlocksPart


class BlocksScreen(FullPage):
    """A sentence, small curves on the same axes, and a table.

    `save_requested` and `save_as_requested` carry the kind of file.
    """

    save_requested = Signal(str)
    save_as_requested = Signal(str)

    def __init__(self, part: BlocksPart) -> None:
        super().__init__(self.tr("Blocks side by side"))
        self.summary, self.part = Label(), part
        self.error = Strip("error")
        self.saving = SaveRow()
        self.saving.save_requested.connect(self.save_requested)
        self.saving.save_as_requested.connect(self.save_as_requested)
        for widget in (self.error, self.summary, self.part, self.saving):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_state(self, view: BlocksView, chosen: str, summary: str) -> None:
        """Show the blocks; `chosen` is the id of the one that the person came from."""
        self.summary.setText(summary)
        self.part.show_state(view, chosen, summary)
        for widget in (self.part, self.saving):
            widget.setVisible(bool(view.results))

    def show_error(self, sentence: str) -> None:
        """Say that something could not be done."""
        self.error.say(sentence)
        self.ensureWidgetVisible(self.error)
