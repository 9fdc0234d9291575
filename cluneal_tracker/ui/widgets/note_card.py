"""Rows of a file with what there is to say of each, to be read, copied or saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QAbstractItemView, QListView

from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout

# So many stand open; more are a list that scrolls, with half a row that says so.
_FEW, _ROWS_SEEN = 8, 8.5


class NoteCard(Card):
    """Out of sight when there is nothing to say.

    With `actions` it can be copied and saved: what there is to say is then sent as text.
    """

    copy_requested = Signal(str)
    save_requested = Signal(str)

    def __init__(self, heading: str, hint: str, *, actions: bool = True) -> None:
        super().__init__(heading)
        self._name = heading
        self.hint = Label(hint, "muted")
        self._few = Label()
        self._texts = QStringListModel(self)
        self._many = self._make_list()
        for part in (self.hint, self._few, self._many):
            self.column.addWidget(part)
        if actions:
            self._add_actions()
        self.hide()

    def _add_actions(self) -> None:
        row = FlowLayout()
        for words, asked in (
            (self.tr("Save this list"), self.save_requested),
            (self.tr("Copy it"), self.copy_requested),
        ):
            button = Button(words, "", partial(self._send, asked))
            button.setAccessibleName(f"{words}: {self._name}")
            row.addWidget(button)
        self.column.addLayout(row)

    def _send(self, asked: SignalInstance) -> None:
        asked.emit("\n".join([self.heading.text(), "", *self.texts, ""]))

    def _make_list(self) -> QListView:
        many = QListView()
        many.setObjectName("notes")
        many.setModel(self._texts)
        many.setAccessibleName(self._name)
        many.setWordWrap(True)
        many.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        many.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        many.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        many.setResizeMode(QListView.ResizeMode.Adjust)
        # A file can have two hundred thousand rows.
        many.setLayoutMode(QListView.LayoutMode.Batched)
        return many

    @property
    def texts(self) -> list[str]:
        """What it says, a row each."""
        return self._texts.stringList()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these, in this order."""
        self._texts.setStringList(texts)
        self.heading.setText(f"{self._name}: {len(texts)}")
        is_few = len(texts) <= _FEW
        self._few.setText("\n".join(texts) if is_few else "")
        self._few.setVisible(is_few)
        self._many.setHidden(is_few)
        if not is_few:
            self._many.ensurePolished()
            rows = round(_ROWS_SEEN * self._many.sizeHintForRow(0))
            self._many.setFixedHeight(rows + 2 * self._many.frameWidth())
        self.setVisible(bool(texts))
