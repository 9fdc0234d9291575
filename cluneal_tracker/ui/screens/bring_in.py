"""What a file would bring in, before any of it is brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal

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
from cluneal_tracker.ui.widgets.note_card import NoteCard
from cluneal_tracker.ui.widgets.role_card import RoleCard
from cluneal_tracker.ui.widgets.strip import Strip, announce
from cluneal_tracker.ui.widgets.tab_order import follow_layout


class BringInScreen(FullPage):
    """Shows what a file is, asks what its names are, and says what would come in.

    `names` are those of activities, signs, exercises and kinds of treatment, by key. A list of
    rows to be saved is sent with what it is called, one to be copied as its text alone.
    """

    roles_chosen = Signal(Roles)
    bring_in_requested = Signal()
    copy_requested = Signal(str)
    save_requested = Signal(str, str)

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
        still = self.tr("It is still in the file.")
        self.left_out = NoteCard(self.tr("What stays out"), still, actions=False)
        self.column.addWidget(self.left_out)
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

    def _add_notes(self, heading: str, hint: str) -> NoteCard:
        card = NoteCard(heading, hint)
        card.copy_requested.connect(self.copy_requested)
        card.save_requested.connect(lambda text: self.save_requested.emit(heading, text))
        self.column.addWidget(card)
        return card

    def ask(self, named: Sequence[Named], roles: Roles, options: Mapping[Role, str]) -> None:
        """Ask what the names of another program's file are; `roles` is what is likely."""
        card = self.role_card = RoleCard(named, roles, options)
        card.changed.connect(lambda: self.roles_chosen.emit(card.roles))
        self.column.insertWidget(self.column.indexOf(self._summary), card)
        follow_layout(self.column)
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
            one, several = self.tr("1 row cannot be read."), self.tr("{n} rows cannot be read.")
            count = len(report.refused)
            barred.append(one if count == 1 else several.format(n=count))
            barred.append(self.tr("Nothing comes in while that is so."))
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
