"""The pain card: the question, the side, one line or two, and what was saved."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cluneal_tracker.domain.pain import Given, Side, VasScore
from cluneal_tracker.domain.when import DaySlot
from cluneal_tracker.services.today_view import TodayView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.chips import SideChoice
from cluneal_tracker.ui.widgets.pain_line import PainLine
from cluneal_tracker.ui.widgets.strip import Strip, announce
from cluneal_tracker.ui.words import clock_time, side_name


class CheckIn(Card):
    """The main question of the diary.

    `marked` carries score, how it was given and the side. A score that could not be saved stays
    on the line, with a way to try again.
    """

    marked = Signal(VasScore, Given, Side)
    side_chosen = Signal(Side)
    undo_requested = Signal()

    def __init__(self, look: Look, *, with_sides: bool = True) -> None:
        super().__init__(self.tr("How much pain do you have right now?"))
        self._look = look
        self._half: DaySlot | None = None
        self._unsaved: tuple[VasScore, Given, Side] | None = None
        self.sides = SideChoice()
        self.sides.chosen.connect(self.side_chosen)
        self.sides.setVisible(with_sides)
        self.head.addWidget(self.sides)
        self._error = Strip("error", Button(self.tr("Try again"), clicked=self._try_again))
        self.column.addWidget(self._error)
        self._names: dict[Side, Label] = {}
        self.lines: dict[Side, PainLine] = {}
        for side in Side.BOTH.parts:
            self._add_line(side)
        self._add_status()

    def _add_line(self, side: Side) -> None:
        line = PainLine(self._look, self.heading.text())
        line.marked.connect(lambda score, given: self._mark(score, given, side))
        line.typing.connect(self._show_typing)
        line.refused.connect(self._show_refusal)
        name = Label("", "strong", wrap=False)
        box = QVBoxLayout()
        box.setSpacing(0)
        box.addWidget(name, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(line, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addLayout(box)
        self._names[side], self.lines[side] = name, line

    def _add_status(self) -> None:
        self._status = Label("", "muted")
        self._undo = Button(self.tr("Undo"), "link", self.undo_requested.emit)
        policy = self._undo.sizePolicy()
        # The row keeps its height, so that nothing jumps after saving.
        policy.setRetainSizeWhenHidden(True)
        self._undo.setSizePolicy(policy)
        row = QHBoxLayout()
        row.addWidget(self._status, 1)
        row.addWidget(self._undo)
        self.column.addLayout(row)

    def show_state(self, view: TodayView) -> None:
        """Show the lines of the side in use, their marks, and what was saved."""
        marks = dict(view.marks)
        self._drop_unsaved(view)
        if self._unsaved:
            score, _, side = self._unsaved
            marks[side] = score
        self._half = view.half
        question = (
            self.tr("How much pain did you have?")
            if view.earlier
            else self.tr("How much pain do you have right now?")
        )
        self.heading.setText(question)
        self.sides.show_choice(view.side)
        for side, line in self.lines.items():
            shown = side in marks
            line.setVisible(shown)
            self._names[side].setVisible(shown and len(marks) > 1)
            self._names[side].setText(self._side_title(side))
            line.setAccessibleName(f"{question} {self._side_title(side)}.")
            line.show_score(marks.get(side))
        self._saved = self._sentence(view)
        self._show_typing("".join(line.typed for line in self.lines.values()))
        # Beside a score it means that score: it is not there where it would take back another
        # one, or what was changed since.
        self._undo.setVisible(view.undone_next and not self._unsaved)

    def announce_saved(self) -> None:
        """Let a screen reader hear what was saved."""
        announce(self, self._saved)

    def show_error(self, sentence: str) -> None:
        """Say that a score could not be saved; the mark stays where it is."""
        self._error.say(sentence)
        self._undo.setVisible(False)
        self._show_typing("")

    def type_key(self, event: QKeyEvent) -> None:
        """A key that was pressed elsewhere and is meant for the line in use."""
        next(line for line in self.lines.values() if not line.isHidden()).keyPressEvent(event)

    def focus_line(self) -> None:
        """Put the keyboard on the first line without a mark, or on the first."""
        lines = [line for line in self.lines.values() if not line.isHidden()]
        next((line for line in lines if line.score is None), lines[0]).setFocus()

    def _drop_unsaved(self, view: TodayView) -> None:
        """Forget a score that is saved by now, or whose line is no longer shown."""
        if self._unsaved and view.half == self._half:
            score, _, side = self._unsaved
            if side in view.marks and view.marks[side] != score:
                return
        self._unsaved = None
        self._error.say("")

    def _mark(self, score: VasScore, given: Given, side: Side) -> None:
        self._unsaved = (score, given, side)
        self.marked.emit(score, given, side)

    def _try_again(self) -> None:
        if self._unsaved:
            self.marked.emit(*self._unsaved)

    def _show_typing(self, typed: str) -> None:
        hint = self.tr("{typed} out of 10. Press Enter to save.")
        waits = self.tr("Not saved yet: {score} out of 10. It stays on this screen.")
        if typed:
            self._status.setText(hint.format(typed=typed))
        elif self._unsaved:
            self._status.setText(waits.format(score=self._unsaved[0]))
        else:
            self._status.setText(self._saved)

    def _show_refusal(self, sentence: str) -> None:
        self._status.setText(sentence)
        announce(self, sentence)

    def _side_title(self, side: Side) -> str:
        return {Side.LEFT: self.tr("Left side"), Side.RIGHT: self.tr("Right side")}[side]

    def _sentence(self, view: TodayView) -> str:
        last, saved = view.last, view.saved
        if saved:
            form = self.tr("Saved: {score} out of 10, {side}, {time}. Move the mark to change it.")
            return form.format(
                score=saved.score, side=side_name(saved.side), time=clock_time(saved.felt.at)
            )
        if last and not view.earlier:
            again = self.tr("Your last score is from {time}. You can mark the line again.")
            return again.format(time=clock_time(last.felt.at))
        if last:
            return self._there_already(view)
        if view.earlier:
            return self.tr("Click the line where your pain was. Or type 0 to 10, then Enter.")
        return self.tr("Click the line where your pain is now. Or type 0 to 10, then Enter.")

    def _there_already(self, view: TodayView) -> str:
        """Which scores an earlier half day has, so that none is marked twice."""
        one, on_a_side = self.tr("{score} at {time}"), self.tr("{score} at {time}, {side}")
        told = [
            (one if entry.side is view.side else on_a_side).format(
                score=entry.score, time=clock_time(entry.felt.at), side=side_name(entry.side)
            )
            for entry in view.scored
        ]
        if len(told) == 1:
            only = self.tr("You marked {score}. A new mark is added to it.")
            return only.format(score=told[0])
        several = self.tr("You marked {scores}. A new mark is added to them.")
        return several.format(scores="; ".join(told))
