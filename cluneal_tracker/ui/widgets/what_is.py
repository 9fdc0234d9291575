"""Words of ours that need explaining: a link for each, and one sentence where it is pressed."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.strip import announce


class Term(Enum):
    """A word that is met on several pages."""

    MIDDLE_SCORE = "middle_score"
    GUIDE = "guide"


class WhatIs(QWidget):
    """A press tells what a word means, another one puts that away.

    With `apart`, the `links` have a place of their own on the page, and only the meaning is here.
    """

    def __init__(self, *terms: Term, apart: bool = False) -> None:
        super().__init__()
        self._told: Term | None = None
        self.links = {
            term: Button(question(term), "link", partial(self._turn, term)) for term in terms
        }
        self.meaning = Label("", "muted")
        self.meaning.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not apart:
            row = FlowLayout()
            for link in self.links.values():
                row.addWidget(link)
            column.addLayout(row)
        column.addWidget(self.meaning)
        self._apart = apart
        self.setHidden(apart)

    def _turn(self, term: Term) -> None:
        self._told = None if self._told is term else term
        text = meaning(self._told) if self._told else ""
        self.meaning.setText(text)
        self.meaning.setVisible(bool(text))
        self.setHidden(self._apart and not text)
        if text:
            announce(self, text)


def question(term: Term) -> str:
    """What the link says."""
    return {
        Term.MIDDLE_SCORE: _tr("What is the middle score?"),
        Term.GUIDE: _tr("What is “your guide”?"),
    }[term]


def meaning(term: Term) -> str:
    """What the word means, in one sentence."""
    return {
        Term.MIDDLE_SCORE: _tr(
            "The middle score: as many of your days have a lower score as a higher one."
        ),
        Term.GUIDE: _tr(
            "Your guide: the written guide to these nerves that this app is made from."
        ),
    }[term]


def _tr(text: str) -> str:
    return QCoreApplication.translate("what_is", text)
