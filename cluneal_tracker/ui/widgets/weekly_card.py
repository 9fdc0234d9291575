"""The questions of the week: folded until they are wanted, and one click puts them off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from cluneal_tracker.domain.weekly import OverallChange, Peg
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import HeadLayout
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.number_scale import NumberScale
from cluneal_tracker.ui.widgets.strip import announce
from cluneal_tracker.ui.widgets.weekly_words import change_names

# Between two questions, in px.
_APART = 12


class WeeklyCard(FoldCard):
    """The PEG in the words of its authors, then sleep, and how things have changed overall.

    `answered` carries a Peg, an OverallChange and how much sleep was disturbed, each of which may
    be None. What is chosen stays on the card until it is saved or put off.
    """

    answered = Signal(object, object, object)
    put_off = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, self.tr("Your week in three questions"))
        hint = Label(self.tr("Once a week, in a minute. You can skip it."), "muted")
        self.skip = Button(self.tr("Not this week"), "link", self.put_off.emit)
        head = HeadLayout()
        head.addWidget(hint)
        head.addWidget(self.skip)
        self.column.insertLayout(self.column.indexOf(self.body), head)
        self.scales = [self._add_question(look, *words) for words in self._questions()]
        self.sleep = self._add_question(look, *self._about_sleep())
        asked = self.tr("And against the start of your diary: how are things now, all in all?")
        self.change = Choice(change_names(), asked, flows=True)
        self.change.chosen.connect(self._choose_change)
        self.inside.addSpacing(_APART)
        self.inside.addWidget(Label(asked, "strong"))
        self.inside.addWidget(self.change)
        self._status = Label("", "muted")
        self._status.hide()
        self.inside.addWidget(self._status)
        self.inside.addSpacing(_APART)
        self.save = Button(self.tr("Save my week"), "", self._save)
        self.inside.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def _questions(self) -> list[tuple[str, str, str]]:
        """As published: Krebs et al., J Gen Intern Med 2009; 24:733."""
        ends = self.tr("Does not interfere"), self.tr("Completely interferes")
        return [
            (
                self.tr("What number best describes your pain on average in the past week?"),
                self.tr("No pain"),
                self.tr("Pain as bad as you can imagine"),
            ),
            (
                self.tr(
                    "What number best describes how, during the past week, pain has interfered "
                    "with your enjoyment of life?"
                ),
                *ends,
            ),
            (
                self.tr(
                    "What number best describes how, during the past week, pain has interfered "
                    "with your general activity?"
                ),
                *ends,
            ),
        ]

    def _about_sleep(self) -> tuple[str, str, str]:
        """Our own question, kept apart from the three: it counts in none of them."""
        return (
            self.tr("How much did pain disturb your sleep this week?"),
            self.tr("Not at all"),
            self.tr("As much as you can imagine"),
        )

    def _add_question(self, look: Look, question: str, lowest: str, highest: str) -> NumberScale:
        scale = NumberScale(look, question, lowest, highest)
        scale.chosen.connect(lambda _: self._say(""))
        self.inside.addSpacing(_APART)
        self.inside.addWidget(Label(question, "strong"))
        self.inside.addWidget(scale, 0, Qt.AlignmentFlag.AlignLeft)
        return scale

    def clear(self) -> None:
        """Let nothing be chosen, and fold."""
        for scale in (*self.scales, self.sleep):
            scale.show_value(None)
        self.change.show_choice(None)
        self._say("")
        self.open(False)

    def begin(self) -> None:
        """Open, with the keyboard on the first question."""
        self.open(True)
        self.scales[0].setFocus()

    def _choose_change(self, change: OverallChange) -> None:
        self.change.show_choice(change)
        self._say("")

    def _save(self) -> None:
        change = self.change.choice
        try:
            peg = Peg.of(*(scale.value for scale in self.scales))
        except ValueError as error:
            self._say(str(error))
            next(scale for scale in self.scales if scale.value is None).setFocus()
            return
        change = change if isinstance(change, OverallChange) else None
        self.answered.emit(peg, change, self.sleep.value)

    def _say(self, sentence: str) -> None:
        self._status.setText(sentence)
        self._status.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)
