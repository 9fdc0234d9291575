"""When to get help: the signs that need a doctor, each with a box for today, and how soon."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cluneal_tracker.domain.warning_signs import Group, WarningSign
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Card, Label, Page, restyle
from cluneal_tracker.ui.widgets.prompt_card import PromptCard, PromptLine
from cluneal_tracker.ui.widgets.tick_box import TickBox


@dataclass(frozen=True, slots=True)
class SignGroup:
    """One group of signs: what is asked, the signs, and what to do."""

    group: Group
    title: str
    question: str
    signs: Sequence[WarningSign]
    action: str
    details: Sequence[str]


@dataclass(frozen=True, slots=True)
class HelpState:
    """What is ticked today by key, why a group asks for help now, how to call, and prompts."""

    ticked: Collection[str]
    due: Mapping[Group, str]
    call: str
    lines: Sequence[PromptLine]


class HelpScreen(Page):
    """The groups, the most urgent first. `ticked` carries the key of a sign and its box."""

    ticked = Signal(str, bool)

    def __init__(self, look: Look, groups: Sequence[SignGroup]) -> None:
        super().__init__()
        self.title_row(Label(self.tr("When to get help"), "title"))
        hint = self.tr("Tick what you have today. It is kept with your diary for your doctor.")
        self.column.addWidget(Label(hint, "muted"))
        self.boxes: dict[str, TickBox] = {}
        self.asked: dict[Group, Action] = {}
        for group in groups:
            self.column.addWidget(self._card(look, group))
        self.prompts = PromptCard(self.tr("To ask a doctor"))
        self.column.addWidget(self.prompts)
        note = self.tr("This app is a diary. It cannot assess you.")
        self.column.addWidget(Label(note, "muted"))
        self.column.addStretch(1)

    def show_state(self, state: HelpState) -> None:
        """Show the boxes as the diary has them, and what they ask for."""
        for key, box in self.boxes.items():
            box.setChecked(key in state.ticked)
        for group, action in self.asked.items():
            call = state.call if group is Group.EMERGENCY else ""
            action.show_state(state.due.get(group, ""), call)
        self.prompts.show_lines(state.lines)

    def _card(self, look: Look, group: SignGroup) -> Card:
        card = Card(group.title)
        card.column.addWidget(Label(group.question, "strong"))
        boxes = QVBoxLayout()
        # Each is as high as a finger, so nothing more has to keep them apart.
        boxes.setSpacing(0)
        for sign in group.signs:
            boxes.addWidget(self._box(look, sign))
        card.column.addLayout(boxes)
        self.asked[group.group] = Action(group)
        card.column.addWidget(self.asked[group.group])
        return card

    def _box(self, look: Look, sign: WarningSign) -> TickBox:
        box = self.boxes[sign.key] = TickBox(look, sign.text)
        box.clicked.connect(lambda on: self.ticked.emit(sign.key, on))
        return box


class Action(QFrame):
    """What to do about a group of signs: always there, and framed once one of them is ticked."""

    def __init__(self, group: SignGroup) -> None:
        super().__init__()
        self.setObjectName("action")
        self.setProperty("urgent", "yes" if group.group is Group.EMERGENCY else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self._why = Label("", "strong")
        self._call = Label("", "heading")
        column.addWidget(self._why)
        column.addWidget(Label(group.action, "heading"))
        column.addWidget(self._call)
        for detail in group.details:
            column.addWidget(Label(detail))
        self.show_state("", "")

    def show_state(self, why: str, call: str) -> None:
        """Show why it is due now, nothing where it is not, and how to call."""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._call.setText(call)
        self._call.setVisible(bool(call))
        self.setProperty("due", "yes" if why else "")
        restyle(self)
