"""What a file would bring in, before any of it is brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from cluneal_tracker.domain.column_roles import Role, RoleKind, Roles
from cluneal_tracker.services.incoming import ImportReport, Named
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, PrimaryButton
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.incoming_words import (
    counts,
    left_out_text,
    question_text,
    row_text,
)
from cluneal_tracker.ui.widgets.role_card import RoleCard
from cluneal_tracker.ui.widgets.strip import Strip, announce

_LINES_IN_SIGHT = 6


class BringInScreen(FullPage):
    """Shows what a file is, asks what its names are, and says what would come in.

    `names` are those of activities, signs, exercises and kinds of treatment, by key.
    """

    roles_chosen = Signal(Roles)
    bring_in_requested = Signal()

    def __init__(self, look: Look, title: str, program: str, names: Mapping[str, str]) -> None:
        super().__init__(title)
        self._names = names
        self.back.setText(self.tr("Leave it"))
        self.back.setToolTip(self.tr("Leave it (Esc)"))
        self.column.addWidget(Label(program, "muted"))
        self.role_card: RoleCard | None = None
        self._add_summary(look)
        self.refused = self._add_notes(
            self.tr("Rows that cannot be read"),
            self.tr("Mend these rows in the file, then bring it in again."),
        )
        self._first = Card(self.tr("The first rows, as they will look"))
        self._lines = Label()
        self._first.column.addWidget(self._lines)
        self.column.addWidget(self._first)
        self.conflicts = self._add_notes(
            self.tr("Rows that differ from yours"), self.tr("Yours are kept as they are.")
        )
        self.left_out = self._add_notes(
            self.tr("What stays out"), self.tr("It is still in the file.")
        )
        self.column.addStretch(1)

    def _add_summary(self, look: Look) -> None:
        self._summary = Card(self.tr("What would come in"))
        self.question = Strip("notice")
        self._counts = Label()
        self.bring_in = PrimaryButton(look, self.tr("Bring it in"), self.bring_in_requested.emit)
        self._summary.column.addWidget(self.question)
        self._summary.column.addWidget(self._counts)
        self._summary.column.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._summary)

    def _add_notes(self, heading: str, hint: str) -> _NoteCard:
        card = _NoteCard(heading, hint)
        self.column.addWidget(card)
        return card

    def ask(self, named: Sequence[Named], roles: Roles, options: Mapping[Role, str]) -> None:
        """Ask what the names of another program's file are; `roles` is what is likely."""
        card = self.role_card = RoleCard(named, roles, options)
        card.changed.connect(lambda: self.roles_chosen.emit(card.roles))
        self.column.insertWidget(self.column.indexOf(self._summary), card)
        self.refused.hint.setText(
            self.tr(
                "Mend these rows in the file, then bring it in again. Or leave that column out."
            )
            if Role(RoleKind.DAY) in options
            else self.tr(
                "Mend these rows in the file, then bring it in again. Or leave that name out."
            )
        )

    def show_state(self, report: ImportReport) -> None:
        """Show what bringing the file in would do."""
        if self.role_card is not None:
            self.role_card.show_state(report)
        barred = [*map(question_text, report.questions)]
        if report.refused:
            barred.append(self.tr("Nothing comes in while a row cannot be read."))
        self.question.say(" ".join(barred))
        text = "" if barred else "\n".join(counts(report))
        self._counts.setText(text)
        self._counts.setVisible(bool(text))
        announce(self, text)
        # A button that is off cannot say why; this one is not there until it can do something.
        self.bring_in.setVisible(not barred and report.total_added > 0)
        rows = [row_text(row, self._names) for row in report.first_rows]
        self._lines.setText("\n".join(rows))
        self._first.setVisible(bool(rows))
        self.refused.show_texts([str(note) for note in report.refused])
        self.conflicts.show_texts([str(note) for note in report.conflicts])
        self.left_out.show_texts([left_out_text(left) for left in report.left_out])


class _NoteCard(Card):
    """A list of rows with what there is to say of each; out of sight when it is empty."""

    def __init__(self, heading: str, hint: str) -> None:
        super().__init__(heading)
        self._name = heading
        self.hint = Label(hint, "muted")
        self.column.addWidget(self.hint)
        self._texts = QStringListModel(self)
        self._list = QListView()
        self._list.setModel(self._texts)
        self._list.setAccessibleName(heading)
        self._list.setWordWrap(True)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        # A file can have two hundred thousand rows.
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self.column.addWidget(self._list)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the list says."""
        return self._texts.stringList()

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these, in this order."""
        self._texts.setStringList(texts)
        self.heading.setText(f"{self._name}: {len(texts)}")
        lines = min(len(texts), _LINES_IN_SIGHT) + 1
        self._list.setFixedHeight(lines * self._list.fontMetrics().lineSpacing() * 3 // 2)
        self.setVisible(bool(texts))
