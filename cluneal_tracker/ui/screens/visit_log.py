"""Your visits: those to come and those that have been, with what was asked and said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.services.visit_log import VisitLogView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.visit_form import VisitForm
from cluneal_tracker.ui.widgets.visit_words import visit_title


class VisitLogScreen(FullPage):
    """The form above the list; the next visit is open, and so is the last one.

    What the form saves is told by its own signal; `history_requested` and `removed` carry an id.
    """

    history_requested = Signal(str)
    removed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(self.tr("Your visits"))
        self._look = look
        self._view: VisitLogView | None = None
        # The visits by id, from top to bottom.
        self.cards: dict[str, FoldCard] = {}
        self.add = PrimaryButton(look, self.tr("Add a visit"), lambda: self.open_form(None))
        self.form = VisitForm(look)
        self.form.closed.connect(lambda: self.add.setFocus())
        self.form.refused.connect(self.come_to)
        self._empty = Card(self.tr("Nothing here yet"))
        self._empty.column.addWidget(
            Label(
                self.tr(
                    "Add your next visit. You get a word the evening before. "
                    "Add those that have been, and your page can begin with the last one."
                )
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.form, self._empty):
            self.column.addWidget(part)
        self.column.addLayout(self._list)
        self.column.addStretch(1)

    def show_state(self, view: VisitLogView) -> None:
        """Show the visits; one that was opened or closed stays so."""
        opened = {name: card.opened for name, card in self.cards.items()}
        self._view, self.cards = view, {}
        self._empty.setVisible(not view.to_come and not view.been)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, visits in (
            (self.tr("To come"), view.to_come),
            (self.tr("Been"), view.been),
        ):
            if visits:
                self._list.addWidget(Label(words, "strong"))
            for visit in visits:
                title = visit_title(visit)
                card = self.cards[visit.id] = FoldCard(self._look, title)
                card.add_part(self._lines(visit), self._actions(visit), title)
                card.open(opened.get(visit.id, visit in (view.next, view.last)))
                self._list.addWidget(card)

    def open_form(self, visit: Visit | None) -> None:
        """Open the form for a new visit, or to change one."""
        if self._view is None or self._keep_typed():
            return
        self.form.open_form(visit, self._view.now, self._view.questions)
        self.verticalScrollBar().setValue(0)

    def show_error(self, sentence: str) -> None:
        """Say what is wrong, beside the form; nothing in it is cleared."""
        self.form.error.say(sentence)
        self.come_to(self.form.error)

    def go_back(self) -> None:
        """Whoever goes means to keep what was typed; what cannot be saved stays, and says why."""
        if self.write_out():
            super().go_back()

    def write_out(self) -> bool:
        """Have what was typed saved now, as if Save was pressed; whether all of it is."""
        if self.form.unsaved:
            self.form.save.click()
        return not self.form.unsaved

    def _lines(self, visit: Visit) -> Sequence[tuple[str, str]]:
        lines = []
        for words, text in (
            (self.tr("What you asked"), visit.asked),
            (self.tr("What was said"), visit.said),
        ):
            if text:
                lines += [(words, "strong"), (text, "")]
        if self._view is None or visit not in self._view.to_come:
            return lines or [(self.tr("Nothing is noted of it yet."), "muted")]
        if visit.is_told_of_after(self._view.now):
            lines.append((self.tr("You get a word the evening before, at 18:00."), "muted"))
        return lines

    def _actions(self, visit: Visit) -> dict[str, Callable[[], None]]:
        been = self._view is not None and visit in self._view.been
        note = self.tr("Note what was said") if been and not visit.said else self.tr("Edit")
        return {
            note: partial(self.open_form, visit),
            self.tr("History"): partial(self.history_requested.emit, visit.id),
            self.tr("Remove"): partial(self.removed.emit, visit.id),
        }

    def _keep_typed(self) -> bool:
        """Whether the form holds what is not saved yet; then it stays, and says so."""
        if self.form.unsaved:
            self.show_error(self.tr("This is not saved yet. Save it or cancel it first."))
        return self.form.unsaved
