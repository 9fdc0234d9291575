"""Learn: the illness in plain words, a page at a time, and a search through its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cluneal_tracker.domain.learning import Found, Lesson
from cluneal_tracker.services.risks import RiskView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import PAGE_GAP, Button, Label, Page, clear
from cluneal_tracker.ui.widgets.flow import FlowLayout, HeadLayout
from cluneal_tracker.ui.widgets.lesson_contents import LessonContents
from cluneal_tracker.ui.widgets.lesson_results import LessonResults
from cluneal_tracker.ui.widgets.lesson_view import LessonView
from cluneal_tracker.ui.widgets.risks_card import RisksCard

_SEARCH_WIDTH = 220


class LearnScreen(Page):
    """The list of pages, the page that was chosen, or what a search has found.

    `sought` carries the words of the search, `way_chosen` the name of a part of the app,
    `risk_chosen` the key of a risk and whether it is ticked.
    """

    sought = Signal(str)
    way_chosen = Signal(str)
    risk_chosen = Signal(str, bool)
    nudge_requested = Signal()

    def __init__(self, look: Look, lessons: Sequence[Lesson]) -> None:
        super().__init__()
        self._look, self._lessons = look, lessons
        self._ways: Mapping[str, str] = {}
        self._risks: Sequence[RiskView] = ()
        self.lesson: Lesson | None = None
        self.view: LessonView | None = None
        self.title = Label(self.tr("Learn"), "title", wrap=False)
        self.back = Button(self.tr("All pages"), "", self.close_lesson)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the facts"))
        self.search.setAccessibleName(self.tr("Search the facts"))
        self.search.textChanged.connect(self._seek)
        self._lay_head()
        self.contents = LessonContents(look, lessons)
        self.contents.chosen.connect(self.open_lesson)
        self.results = LessonResults(look)
        self.results.chosen.connect(self._open_found)
        self._reader = QWidget()
        self._page = QVBoxLayout(self._reader)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(PAGE_GAP)
        for part in (self.contents, self.results, self._reader):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._on_key(QKeySequence.StandardKey.Find, self._to_search)
        self._on_key(Qt.Key.Key_Escape, self._step_back)
        look.changed.connect(self._take_look)
        self._take_look()
        self._show_part()

    def _lay_head(self) -> None:
        """The title, or on a page the way back from it; at the right the search."""
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.title)
        row.addWidget(self.back)
        row.addStretch(1)
        head = HeadLayout()
        head.addWidget(left)
        head.addWidget(self.search)
        self.column.addLayout(head)

    def show_ways(self, ways: Mapping[str, str]) -> None:
        """Take the words of the ways into the app by their names, in the order they are offered."""
        if ways != self._ways:
            self._ways = ways
            self._fill_page()

    def show_risks(self, risks: Sequence[RiskView]) -> None:
        """Take which risks are the person's own; the page that is open stays where it is."""
        self._risks = risks
        if self.view is not None and self.view.risks is not None:
            self.view.risks.show_risks(risks)

    def open_lesson(self, lesson: Lesson) -> None:
        """Show a page from its beginning."""
        self.lesson = lesson
        self._fill_page()
        self.search.clear()
        self._show_part()
        self.verticalScrollBar().setValue(0)
        self.back.setFocus()

    def close_lesson(self) -> None:
        """Back to the list of pages, where the page was chosen."""
        left, self.lesson = self.lesson, None
        self._fill_page()
        self.search.clear()
        self._show_part()
        self.verticalScrollBar().setValue(0)
        if left is not None:
            self.contents.focus(left)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show what the words in the search field have found."""
        self.results.show_found(self.search.text().strip(), found)
        self._show_part()
        self.verticalScrollBar().setValue(0)

    def _open_found(self, found: Found) -> None:
        self.open_lesson(found.lesson)
        if self.view is not None:
            passage = self.view.passage(found.fact)
            passage.mark()
            # Once the page has its place.
            QTimer.singleShot(0, passage, lambda: self.ensureWidgetVisible(passage, 0, 120))

    def _seek(self, text: str) -> None:
        if text.strip():
            self.sought.emit(text)
        else:
            self._show_part()

    def _show_part(self) -> None:
        """The list, the page or what was found; never two of them."""
        seeking, reading = bool(self.search.text().strip()), self.lesson is not None
        self.title.setHidden(reading or seeking)
        self.back.setVisible(reading or seeking)
        self.results.setVisible(seeking)
        self._reader.setVisible(reading and not seeking)
        self.contents.setVisible(not reading and not seeking)

    def _fill_page(self) -> None:
        clear(self._page)
        self.view = None
        if self.lesson is not None:
            self.view = LessonView(self._look, self.lesson, self._ways, self._risks)
            self.view.way_chosen.connect(self.way_chosen)
            if self.view.risks is not None:
                self._join_risks(self.view.risks)
            self._page.addWidget(self.view)
            self._page.addLayout(self._turns(self._lessons.index(self.lesson)))

    def _join_risks(self, card: RisksCard) -> None:
        card.chosen.connect(self.risk_chosen)
        card.nudge_requested.connect(self.nudge_requested)
        card.habit_requested.connect(lambda key: self.way_chosen.emit(f"habit:{key}"))

    def _turns(self, place: int) -> FlowLayout:
        """The ways to the pages before and after."""
        row = FlowLayout()
        forms = ((place - 1, self.tr("Before: {page}")), (place + 1, self.tr("Next: {page}")))
        for number, form in forms:
            if 0 <= number < len(self._lessons):
                lesson = self._lessons[number]
                row.addWidget(Button(form.format(page=lesson.title), "", self._opener(lesson)))
        return row

    def _opener(self, lesson: Lesson) -> Callable[[], None]:
        return lambda: self.open_lesson(lesson)

    def _on_key(self, key: QKeySequence.StandardKey | Qt.Key, act: Callable[[], None]) -> None:
        """Act on a key anywhere in the window, while this place is shown."""
        QShortcut(QKeySequence(key), self).activated.connect(act)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
        self.ensureWidgetVisible(self.search)

    def _step_back(self) -> None:
        """From what was found to what was there before it, from a page to the list."""
        if self.search.text():
            self.search.clear()
            self.search.setFocus()
        else:
            self.close_lesson()

    def _take_look(self) -> None:
        self.back.setIcon(self._look.icon("back"))
        self.back.setIconSize(QSize(24, 24) * self._look.scale)
        self.search.setMinimumWidth(self._look.px(_SEARCH_WIDTH))
