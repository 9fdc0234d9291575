"""The 24 statements: read at one's own pace, left and taken up again, and then done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from cluneal_tracker.domain.roland import STATEMENTS, RolandAnswer, RolandText
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label, PrimaryButton, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.tick_box import TickBox
from cluneal_tracker.ui.words import short_day

_MOST_LISTED = 12


class RolandScreen(FullPage):
    """The words of the authors, a box a statement, and what was answered before.

    `ticked` and `done` carry the numbers of the statements that are ticked; only `done` makes an
    answer of them. The others carry the id of an answer. Space ticks, arrows go from one to the
    next.
    """

    ticked = Signal(object)
    done = Signal(object)
    history_requested = Signal(str)
    delete_requested = Signal(str)

    def __init__(self, look: Look, text: RolandText) -> None:
        super().__init__(self.tr("24 statements about your back"))
        self.boxes = [TickBox(look, statement) for statement in text.statements]
        self.column.addWidget(Label(" ".join(text.intro)))
        statements = Card()
        statements.column.setSpacing(0)
        for box in self.boxes:
            # Only what the person does: `toggled` tells of what is shown too.
            box.clicked.connect(self._tell_ticked)
            statements.column.addWidget(box)
        self.column.addWidget(statements)
        self._add_end(look)
        self._before = FoldCard(look, self.tr("Your answers so far"))
        self.column.addWidget(self._before)
        source = self.tr(
            "The statements are those of Roland and Morris, Spine 1983, word for word."
        )
        self.column.addWidget(Label(source, "small"))
        self.column.addStretch(1)

    def _add_end(self, look: Look) -> None:
        self._count = Label("", "strong")
        self._count.setAccessibleName(self.tr("How many are ticked"))
        self.column.addWidget(self._count)
        hint = self.tr(
            "Nothing counts until you press Done. Till then your ticks wait for you today."
        )
        self.column.addWidget(Label(hint, "muted"))
        row = FlowLayout()
        self.finish = PrimaryButton(look, self.tr("Done"), lambda: self.done.emit(self.numbers))
        self.later = Button(self.tr("Go on later"), "", self.closed.emit)
        self.untick = Button(self.tr("Take all ticks out"), "link", self._begin_again)
        for button in (self.finish, self.later, self.untick):
            row.addWidget(button)
        self.column.addLayout(row)

    @property
    def numbers(self) -> frozenset[int]:
        """The statements that are ticked."""
        return frozenset(number for number, box in enumerate(self.boxes, 1) if box.isChecked())

    def show_state(self, ticked: frozenset[int], answers: Sequence[RolandAnswer]) -> None:
        """Show what is ticked so far, and the answers that were given, newest first."""
        for number, box in enumerate(self.boxes, 1):
            box.setChecked(number in ticked)
        self._show_count()
        clear(self._before.inside)
        for one in answers[:_MOST_LISTED]:
            self._list(one)
        self._before.setVisible(bool(answers))

    def _list(self, answer: RolandAnswer) -> None:
        form = self.tr("{score} of {all} on {day}")
        name = form.format(score=answer.score, all=STATEMENTS, day=short_day(answer.given.day))
        ways = {
            self.tr("History"): lambda: self.history_requested.emit(answer.id),
            self.tr("Delete"): lambda: self.delete_requested.emit(answer.id),
        }
        self._before.add_row([(name, "")], ways, name)

    def _tell_ticked(self) -> None:
        self._show_count()
        self.ticked.emit(self.numbers)

    def _begin_again(self) -> None:
        for box in self.boxes:
            box.setChecked(False)
        self._tell_ticked()
        self.boxes[0].setFocus()

    def _show_count(self) -> None:
        ticked = len(self.numbers)
        some = self.tr("{count} of {all} ticked.").format(count=ticked, all=STATEMENTS)
        none = self.tr("None is ticked. Done then means that none fits you today.")
        self._count.setText(some if ticked else none)
        self.untick.setEnabled(bool(ticked))
