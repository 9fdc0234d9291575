"""For your visit: the one page for the doctor, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.settings import Paper
from cluneal_tracker.domain.visit import Visit
from cluneal_tracker.services.visits import Also
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_WIDTH, Button, Card, Label, Page, PrimaryButton
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.day_edit import DayEdit
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.note_edit import NoteEdit
from cluneal_tracker.ui.widgets.page_view import Paint
from cluneal_tracker.ui.widgets.paged_view import PagedView
from cluneal_tracker.ui.widgets.strip import Strip
from cluneal_tracker.ui.widgets.typed_edit import FaultLine
from cluneal_tracker.ui.widgets.visit_words import visit_title

SINCE, FOUR_WEEKS, TWELVE_WEEKS, ALL, OWN = "since", "4", "12", "all", "own"
_OPTIONS_WIDTH, _PAGE_AT_LEAST = 340, 400
WIDTH_MM = {Paper.A4: 210.0, Paper.LETTER: 215.9}
_HEIGHT_MM = {Paper.A4: 297.0, Paper.LETTER: 279.4}


@dataclass(frozen=True, slots=True)
class VisitState:
    """What was chosen for the page. `first` and `last` are its days, `today` the latest of all.

    `has_map` tells that these days have marks of the body map.
    `next` is the visit to come and `before` the last one that has been.
    """

    span: str
    first: date
    last: date
    today: date
    also: Also
    name: str
    questions: str
    paper: Paper
    has_map: bool = False
    next: Visit | None = None
    before: Visit | None = None


class VisitScreen(Page):
    """The page at the left, its choices at the right; one under the other where it is narrow.

    `days_chosen` carries the first and the last day that the person chose.
    """

    span_chosen = Signal(object)
    days_chosen = Signal(object, object)
    wanted = Signal(str, bool)
    name_written = Signal(str)
    questions_written = Signal(str)
    paper_chosen = Signal(object)
    save_requested = Signal()
    print_requested = Signal()
    full_screen_requested = Signal()
    log_requested = Signal()
    visits_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._kept = {"name": "", "questions": ""}
        self.save = PrimaryButton(look, self.tr("Save the page"), self.save_requested.emit)
        self.full_screen = Button(self.tr("Full screen"), "", self.full_screen_requested.emit)
        self.full_screen.setToolTip(self.tr("Show the chart large (F11)"))
        self.print = Button(self.tr("Print"), "", self.print_requested.emit)
        self.print.setToolTip(self.tr("Print the page (Ctrl+P)"))
        title = Label(self.tr("For your visit"), "title")
        self.title_row(title, self.full_screen, self.print, self.save)
        self.error = Strip("error")
        self._empty = self._make_empty()
        self.pages = PagedView(look)
        self.page = self.pages.page
        self.page.drawn.connect(lambda: self.error.say(""))
        self._options = self._make_options()
        self._sides = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        self._sides.setSpacing(16)
        top = Qt.AlignmentFlag.AlignTop
        self._sides.addWidget(self._options, 0, top)
        self._sides.addWidget(self.pages, 1, top)
        self.column.addWidget(self.error)
        self.column.addWidget(self._empty)
        self.column.addLayout(self._sides)

    def _make_empty(self) -> Card:
        card = Card()
        card.column.addWidget(Label(self.tr("Your page starts with your first score.")))
        log = Button(self.tr("Log your pain"), "", self.log_requested.emit)
        card.column.addWidget(log, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _make_options(self) -> Card:
        self._make_choices()
        self._make_ticks()
        self.questions = NoteEdit()
        self.questions.setAccessibleName(self.tr("Questions for today"))
        self.questions.setPlaceholderText(self.tr("One question a line"))
        self.questions.written.connect(self.questions_written)
        self.visit = Label("")
        self.visits = Button(self.tr("Your visits"), "", self.visits_requested.emit)
        card = Card()
        for part in (
            Label(self.tr("Days on the page"), "strong"),
            self.spans,
            self._make_own_days(),
            Label(self.tr("Also on the page"), "strong"),
            self.with_name,
            self.name,
            self.with_map,
            self.with_notes,
            self.with_scores,
            self.with_exercises,
            Label(self.tr("Questions for today"), "strong"),
            self.questions,
            Label(self.tr("Your visits"), "strong"),
            self.visit,
            self.visits,
            Label(self.tr("Paper"), "strong"),
            self.papers,
        ):
            card.column.addWidget(part)
        return card

    def _make_choices(self) -> None:
        spans = {
            SINCE: self.tr("Since my last visit"),
            FOUR_WEEKS: self.tr("4 weeks"),
            TWELVE_WEEKS: self.tr("12 weeks"),
            ALL: self.tr("All"),
            OWN: self.tr("Your own dates"),
        }
        self.spans = Choice(spans, self.tr("Days on the page"), flows=True)
        self.spans.chosen.connect(self.span_chosen)
        papers = {Paper.A4: "A4", Paper.LETTER: "Letter"}
        self.papers = Choice(papers, self.tr("Paper"), flows=True)
        self.papers.chosen.connect(self.paper_chosen)

    def _make_ticks(self) -> None:
        self.with_name = QCheckBox(self.tr("My name"))
        self.with_name.clicked.connect(self._want_name)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.editingFinished.connect(self._write_name)
        self.name.installEventFilter(self)
        self.with_notes = self._make_also("notes", self.tr("My notes, on extra pages"))
        self.with_map = self._make_also("map", self.tr("Body map"))
        self.with_scores = self._make_also("scores", self.tr("List of scores, on extra pages"))
        self.with_exercises = self._make_also(
            "exercises", self.tr("List of exercises, on extra pages")
        )

    def _make_also(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.clicked.connect(lambda wanted: self.wanted.emit(name, wanted))
        return box

    def _make_own_days(self) -> QWidget:
        self.first, self.last = DayEdit(self.tr("First day")), DayEdit(self.tr("Last day"))
        self._own, row = QWidget(), FlowLayout()
        for edit in (self.first, self.last):
            edit.day_chosen.connect(self._choose_days)
            row.addWidget(edit)
        column = QVBoxLayout(self._own)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(FaultLine(self.first, self.last))
        return self._own

    def _choose_days(self) -> None:
        # A field that holds no day says so, and the day of before goes on there.
        first, last = self._days
        self.days_chosen.emit(self.first.day or first, self.last.day or last)

    def show_state(self, state: VisitState, paint: Paint) -> None:
        """Show what was chosen, and draw the page anew."""
        self._show_parts(empty=False)
        self.spans.offer(SINCE, state.before is not None)
        self.spans.show_choice(state.span)
        self.visit.setText(self._visits_text(state))
        self._own.setVisible(state.span == OWN)
        self._days = state.first, state.last
        for edit, day in zip((self.first, self.last), self._days, strict=True):
            if not edit.isModified():
                edit.show_day(day, state.today)
        self.with_name.setChecked(state.also.name)
        self.with_notes.setChecked(state.also.notes)
        self.with_scores.setChecked(state.also.scores)
        self.with_exercises.setChecked(state.also.exercises)
        self.with_map.setVisible(state.has_map)
        self.with_map.setChecked(state.also.map)
        self.name.setVisible(state.also.name)
        if "name" not in self.unsaved():
            self.name.setText(state.name)
        self.questions.show_note(state.questions)
        self._kept = {"name": state.name, "questions": state.questions}
        self.papers.show_choice(state.paper)
        self.page.show_page(paint, _HEIGHT_MM[state.paper] / WIDTH_MM[state.paper])

    def _visits_text(self, state: VisitState) -> str:
        """The next visit, or how to get a word before it."""
        lines = []
        if state.next is not None:
            lines.append(self.tr("Next: {visit}.").format(visit=visit_title(state.next)))
        if state.before is not None:
            lines.append(self.tr("Last: {visit}.").format(visit=visit_title(state.before)))
        return "\n".join(lines) or self.tr("Note your next visit. You get a word before it.")

    def show_empty(self) -> None:
        """There is no score to show yet."""
        self._show_parts(empty=True)

    def show_error(self, sentence: str) -> None:
        """Say that the page could not be drawn or saved."""
        self.error.say(sentence)
        self.ensureWidgetVisible(self.error)

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept yet, by the names of the settings."""
        typed = {"name": self.name.text(), "questions": self.questions.toPlainText()}
        return {name: text for name, text in typed.items() if text != self._kept[name]}

    def _want_name(self, wanted: bool) -> None:
        """Whoever ticks it means to write it; Space would only take the tick away again."""
        self.wanted.emit("name", wanted)
        if wanted:
            self.name.show()
            self.name.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+E saves the page; in a field of text it would go to the end of the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            return control and event.key() == Qt.Key.Key_E
        return super().eventFilter(watched, event)

    def _write_name(self) -> None:
        if "name" in self.unsaved():
            self.name_written.emit(self.name.text())

    def _show_parts(self, *, empty: bool) -> None:
        self._empty.setVisible(empty)
        for part in (self.save, self.print, self.full_screen, self.pages, self._options):
            part.setHidden(empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        options, direction = self._look.px(_OPTIONS_WIDTH), QBoxLayout.Direction
        side_by_side = self.viewport().width() >= options + _PAGE_AT_LEAST + 80
        self._sides.setDirection(direction.RightToLeft if side_by_side else direction.TopToBottom)
        self._options.setMinimumWidth(options if side_by_side else 0)
        self._options.setMaximumWidth(options if side_by_side else PAGE_WIDTH)
