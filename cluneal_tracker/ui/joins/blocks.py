"""Joins the page of blocks side by side to the diary."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from cluneal_tracker.render.blocks_words import blocks_summary
from cluneal_tracker.render.chart import Format
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.saving import PictureFile, Saving
from cluneal_tracker.ui.joins.trend_pictures import blocks_file
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.blocks import BlocksScreen
from cluneal_tracker.ui.widgets.blocks_part import BlocksPart


class BlocksJoin:
    """Has the whole window from `begin` until the person goes back.

    `block_id` is the block that they came from, "" for none. Pictures go to `folder`, Documents by
    default.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        block_id: str = "",
        folder: Path | None = None,
    ) -> None:
        self._services, self._desk, self._chosen = services, desk, block_id
        self._phrases = services.content.phrases
        self.saving = Saving(desk, folder)
        self.widget = screen = BlocksScreen(BlocksPart(look, self._phrases))
        self.saving.not_saved.connect(screen.show_error)
        screen.outdated.connect(self.refresh)
        screen.save_requested.connect(self._save)
        screen.save_as_requested.connect(lambda kind: self._save(kind, screen))
        screen.closed.connect(lambda: desk.end_full(screen))

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the blocks as the diary has them."""
        view = self._services.blocks.view()
        self.widget.show_state(view, self._chosen, blocks_summary(view, self._phrases))

    def _file(self) -> PictureFile:
        return blocks_file(self._services.blocks.view(), self._phrases)

    def _save(self, kind: Format, over: QWidget | None = None) -> None:
        self.saving.save_picture(self._file(), kind, self._services.stamp, over)
