"""Learn: the illness in plain words, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from re import sub

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cluneal_tracker.ui.widgets.basics import Button, Card, Label, Page, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout


class LearnScreen(Page):
    """A row of titles and the page that was chosen."""

    def __init__(self, pages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.title_row(Label(self.tr("Learn"), "title"))
        titles = FlowLayout()
        self._buttons: list[Button] = []
        for title, text in pages:
            button = Button(title, "chip", partial(self._show, text))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            self._buttons.append(button)
            titles.addWidget(button)
        row = QWidget()
        row.setLayout(titles)
        self.column.addWidget(row)
        self._card = Card()
        self.column.addWidget(self._card)
        self.column.addStretch(1)
        if self._buttons:
            self._buttons[0].click()

    def _show(self, text: str) -> None:
        clear(self._card.column)
        for block in text.split("\n\n"):
            for label in _labels(block.strip()):
                self._card.column.addWidget(label)
        self.verticalScrollBar().setValue(0)


def _labels(block: str) -> list[Label]:
    """One block of our own simple Markdown: a heading, a list or a paragraph."""
    if block.startswith("# "):
        return [Label(block[2:], "title")]
    if block.startswith("## "):
        return [Label(block[3:], "heading")]
    if block.startswith(("- ", "1. ")):
        return [_text(f"\u2022  {line.partition(' ')[2]}") for line in block.splitlines()]
    return [_text(" ".join(block.splitlines()))] if block else []


def _text(text: str) -> Label:
    label = Label(sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text)))
    # Our own pages, never a person's words: the one place where markup is read.
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
