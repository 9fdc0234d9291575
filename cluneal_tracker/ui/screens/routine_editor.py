"""An exercise as it is written: its words, its steps, how often, and how it will run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.routine import Level, Part, Routine
from cluneal_tracker.services.routines import Picture
from cluneal_tracker.ui.exercise_words import run_text
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.editor_foot import EditorFoot
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.fold_card import FoldCard
from cluneal_tracker.ui.widgets.full_page import FullPage
from cluneal_tracker.ui.widgets.number_field import NumberField
from cluneal_tracker.ui.widgets.part_form import PartForm, Turns
from cluneal_tracker.ui.widgets.step_form import StepForm
from cluneal_tracker.ui.widgets.tab_order import follow_layout
from cluneal_tracker.ui.widgets.text_field import TextField

_READY, _SWAP = 5, 10
_MOST_PARTS = 4


class RoutineEditorScreen(FullPage):
    """Writes an exercise, a new one where `routine` is None.

    `save_requested` carries the whole exercise, with an empty key where it is new. Of an exercise
    with levels the level in use is written. What is half written is never saved by itself: it
    would be half an exercise. So leaving it asks, once, in the page.
    """

    save_requested = Signal(Routine)
    left = Signal()
    own_picture_requested = Signal(StepForm)

    def __init__(self, look: Look, routine: Routine | None, pictures: Sequence[Picture]) -> None:
        super().__init__("")
        self._look, self._routine, self._pictures = look, routine, pictures
        self.parts: list[PartForm] = []
        # The halves that a step was taken out of, the last one last.
        self._gone: list[PartForm] = []
        self._saved: tuple[object, ...] | None = None
        self._make_words()
        self._make_more()
        self.foot = EditorFoot(look, self, self._save)
        for part in routine.parts if routine else (None,):
            self._add_part(part)
        self._fill()
        self._saved = self._raw()
        self._on_keys()
        self._show()

    def _make_words(self) -> None:
        title = self.tr("Change an exercise") if self._routine else self.tr("Add an exercise")
        self.title.setText(title)
        self.name = TextField(
            self.tr("Name"),
            Routine.MOST_IN_NAME,
            needed=self.tr("Give the exercise a name."),
        )
        self.summary = TextField(self.tr("What to do, in short"), Routine.MOST_LETTERS)
        self.caution = TextField(self.tr("What to watch for"), Routine.MOST_LETTERS)
        guide = ""
        if self._routine and self._routine.per_day_from_guide:
            guide = self.tr("The guide says {n}.").format(n=self._routine.per_day)
        most = Routine.MOST_PER_DAY
        self.per_day = NumberField(self._look, self.tr("Times a day"), 1, most, hint=guide)
        card = Card()
        if self._routine and self._routine.levels:
            card.column.addWidget(Label(self._level_text(self._routine), "muted"))
        for field in (self.name, self.summary, self.caution, self.per_day):
            field.changed.connect(self._show)
            card.column.addWidget(field)
        self.column.addWidget(card)
        self._places = QVBoxLayout()
        self._places.setSpacing(16)
        self.column.addLayout(self._places)

    def _level_text(self, routine: Routine) -> str:
        text = self.tr("You are changing level {n} of {all}: {name}.")
        name = routine.levels[routine.level - 1].name
        return text.format(n=routine.level, all=len(routine.levels), name=name)

    def _make_more(self) -> None:
        look, most = self._look, Routine.MOST_READY
        self.more = FoldCard(look, self.tr("More"))
        self.ready = NumberField(look, self.tr("Seconds to get ready"), 1, most)
        self.swap = NumberField(look, self.tr("Seconds to swap sides"), 1, most)
        numbers = FlowLayout(24)
        for field in (self.ready, self.swap):
            field.changed.connect(self._show)
            numbers.addWidget(field)
        self.more.inside.addLayout(numbers)
        text = self.tr("An exercise can have a second half, with steps and repeats of its own.")
        self.more.inside.addWidget(Label(text, "muted"))
        self.add_half = Button(self.tr("Add another half"), "", self._add_half)
        self.more.inside.addWidget(self.add_half, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.more)
        self.column.addStretch(1)

    def _on_keys(self) -> None:
        save = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self._save)
        self._follow()

    def _fill(self) -> None:
        routine = self._routine
        self.name.show_text(routine.name if routine else "")
        self.summary.show_text(routine.summary if routine else "")
        self.caution.show_text(routine.caution if routine else "")
        self.per_day.show_value(routine.per_day if routine else 1)
        self.ready.show_value(routine.ready_seconds if routine else _READY)
        self.swap.show_value(routine.swap_seconds if routine else _SWAP)
        if routine is None:
            self.parts[0].steps[0].open(True)

    def _add_part(self, part: Part | None) -> PartForm:
        by_leg = self._routine is not None and self._routine.by_leg
        form = PartForm(self._look, self._pictures, part, by_leg=by_leg)
        form.changed.connect(self._show)
        form.rearranged.connect(self._arrange)
        form.taken_out.connect(lambda: self._offer_back(form))
        form.turns_chosen.connect(self._match_turns)
        form.own_picture_requested.connect(self.own_picture_requested)
        self.parts.append(form)
        self._places.addWidget(form)
        self._arrange()
        return form

    def _add_half(self) -> None:
        form = self._add_part(None)
        form.steps[0].open(True)
        form.steps[0].say.edit.setFocus()
        self._show()

    def _match_turns(self, turns: Turns) -> None:
        for part in self.parts:
            part.show_turns(turns)

    def _arrange(self) -> None:
        """Number the halves, put one without steps away, and let Tab follow."""
        used = [part for part in self.parts if part.steps]
        for part in self.parts:
            part.setVisible(part in used)
        for number, part in enumerate(used, 1):
            several = self.tr("Steps, half {n} of {all}").format(n=number, all=len(used))
            part.heading.setText(several if len(used) > 1 else self.tr("Steps"))
        steps = [form for part in used for form in part.steps]
        for form in steps:
            form.show_removable(len(steps) > 1)
        self.add_half.setVisible(len(used) < _MOST_PARTS)
        self._follow()

    def _follow(self) -> None:
        follow_layout(self.column)
        QWidget.setTabOrder(self.add_half, self.foot.save)

    def _offer_back(self, part: PartForm) -> None:
        self._gone.append(part)
        back = Button(self.tr("Put it back"), "link", self._put_back)
        self._say(self.tr("The step is taken out."), back)

    def _put_back(self) -> None:
        if self._gone[-1].full:
            text = self.tr("There is no room for it. A side has up to {n} steps.")
            self._say(text.format(n=Part.MOST_STEPS))
            return
        self._say("")
        self._gone.pop().put_back()

    def _say(self, text: str, *actions: QWidget) -> None:
        self.foot.strip.say(text, *actions)
        self._place_foot()

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something."""
        return self._raw() != self._saved

    def ask_to_leave(self) -> None:
        """Ask what is to become of what is not saved."""
        drop = Button(self.tr("Leave without saving"), "link", self.left.emit)
        stay = Button(self.tr("Go on writing"), "link", lambda: self._say(""))
        self._say(self.tr("What you wrote is not saved yet."), drop, stay)
        self.foot.save.setFocus()

    def _raw(self) -> tuple[object, ...]:
        fields = (self.name, self.summary, self.caution, self.per_day, self.ready, self.swap)
        parts = tuple(part.raw for part in self.parts if part.steps)
        return (*(field.text for field in fields), *parts)

    def _faults(self) -> list[tuple[StepForm | None, TextField | NumberField]]:
        found: list[tuple[StepForm | None, TextField | NumberField]] = [
            (None, one) for one in (self.name, self.summary, self.caution, self.per_day)
        ]
        found = [(form, one) for form, one in found if one.wrong]
        for part in self.parts:
            if part.steps:
                found += part.faults()
        found += [(None, one) for one in (self.ready, self.swap) if one.wrong]
        return found

    def _save(self) -> None:
        faults = self._faults()
        for _, field in faults:
            field.tell()
        if not faults:
            self.save_requested.emit(self._written())
            return
        form, field = faults[0]
        if form:
            form.open(True)
        if field in (self.ready, self.swap):
            self.more.open(True)
        field.edit.setFocus()
        self.ensureWidgetVisible(field)
        self._say("")

    def _written(self) -> Routine:
        was = self._routine
        parts = tuple(form.part() for form in self.parts if form.steps)
        per_day = int(self.per_day.value)
        levels: tuple[Level, ...] = was.levels if was else ()
        if was and levels:
            at = was.level - 1
            levels = (*levels[:at], replace(levels[at], parts=parts), *levels[at + 1 :])
        return Routine(
            key=was.key if was else "",
            name=self.name.text or self.tr("New exercise"),
            summary=self.summary.text,
            caution=self.caution.text,
            per_day=per_day,
            ready_seconds=self.ready.value,
            swap_seconds=self.swap.value,
            parts=parts,
            by_leg=any(form.by_leg for form in self.parts if form.steps),
            per_day_from_guide=was is not None
            and was.per_day_from_guide
            and was.per_day == per_day,
            levels=levels,
            level=was.level if was else 0,
        )

    def _show(self) -> None:
        if self._saved is None:
            # Not filled yet.
            return
        # How long it takes shows before it has a name.
        faults = [field for _, field in self._faults() if field is not self.name or field.text]
        run = self.tr("How long it takes shows here.")
        if not faults:
            run = self.tr("{how}.").format(how=run_text(self._written()))
        saved = self.tr("Nothing is changed yet.") if self._routine else ""
        state = self.tr("Not saved yet.") if self.unsaved else saved
        steps = [form for part in self.parts for form in part.steps]
        opened = next((form for form in steps if not form.body.isHidden()), steps[0])
        self.foot.show_state(run, state, opened.picture.drawing)
        self._place_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_foot()

    def _place_foot(self) -> None:
        """The foot stays in sight below what scrolls."""
        # The bar that scrolls has the whole height beside it.
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        height = self.foot.height_for(width)
        self.setViewportMargins(0, 0, 0, height)
        self.foot.setGeometry(0, self.height() - height, width, height)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and _is_undo(event):
            # The diary is not what is being written here.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo puts back the step that was taken out last."""
        if not _is_undo(event):
            super().keyPressEvent(event)
        elif self._gone and event.matches(QKeySequence.StandardKey.Undo):
            self._put_back()


def _is_undo(event: QEvent) -> bool:
    undoing = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return isinstance(event, QKeyEvent) and any(map(event.matches, undoing))
