"""The form that gives a score another number, with its day and its time left as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cluneal_tracker.domain.pain import Given, PainEntry, VasScore
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.form_card import FormCard
from cluneal_tracker.ui.widgets.pain_line import PainLine
from cluneal_tracker.ui.widgets.strip import announce
from cluneal_tracker.ui.words import clock_time, full_day, side_name


class CorrectionForm(FormCard):
    """Changes one score; `saved` carries the new one and how it was given, as `mark`.

    The line shows the score as it is, so that it can be moved. Nothing is saved by that alone.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._old: tuple[VasScore | None, Given | None] = (None, None)
        self._mark: tuple[VasScore | None, Given | None] = (None, None)
        self.line = PainLine(look, self.tr("The right score"))
        self.line.marked.connect(self._take)
        self.line.typing.connect(self._show_typing)
        self.line.refused.connect(self._tell)
        self.status = Label("", "muted")
        self._finish(look, self.line, self.status)
        self.column.setAlignment(self.line, Qt.AlignmentFlag.AlignHCenter)

    def open_edit(self, entry: PainEntry) -> None:
        """Correct the score of an entry."""
        self._old = self._mark = entry.score, entry.given
        self.line.show_score(entry.score)
        day, at = full_day(entry.felt.day), clock_time(entry.felt.at)
        known = self.tr("{day}, {time}, {side}: {score} out of 10.").format(
            day=day, time=at, side=side_name(entry.side), score=entry.score
        )
        stays = self.tr("Day and time stay as they are. Its history keeps the old score.")
        self._begin(self.tr("Correct this score"), entry, f"{known} {stays}")
        self._show_typing("")
        self.line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves once a number is on the line, Esc leaves the score as it is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _values(self) -> dict[str, Any]:
        return {"mark": self._mark}

    def _take(self, score: VasScore, given: Given) -> None:
        # The old number is the old score, however it was given now.
        self._mark = self._old if score == self._old[0] else (score, given)
        self._show_typing("")
        announce(self, self.status.text())

    def _show_typing(self, typed: str) -> None:
        old, new = self._old[0], self._mark[0]
        if typed:
            hint = self.tr("{typed} out of 10. Press Enter to put it on the line.")
            self.status.setText(hint.format(typed=typed))
        elif new == old:
            self.status.setText(self.tr("Move the mark. Or type 0 to 10, then Enter."))
        else:
            change = self.tr("From {old} to {new}. Save keeps it.")
            self.status.setText(change.format(old=old, new=new))

    def _tell(self, sentence: str) -> None:
        self.status.setText(sentence)
        announce(self, sentence)
