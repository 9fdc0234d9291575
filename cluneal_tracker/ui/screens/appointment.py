"""The chart for two people: large letters, few words, nothing that was written for oneself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.ui.look import FAR, Look
from cluneal_tracker.ui.widgets.basics import PAGE_MARGIN, Button, Label, clear
from cluneal_tracker.ui.widgets.chart_view import ChartView
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import HeadLayout
from cluneal_tracker.ui.widgets.full_page import WholeWindow
from cluneal_tracker.ui.widgets.strip import Strip, announce

if TYPE_CHECKING:
    from cluneal_tracker.render.chart import ChartImage

FOUR_WEEKS, TWELVE_WEEKS, SINCE_TREATMENT, ALL = "4", "12", "since", "all"
# The chart's share of the height, and what one and two plots with large letters need in px.
_SHARE, _ONE_SIDE, _TWO_SIDES = 0.7, 400, 640
# The small letters of a chart, in px.
_CHART_SMALL = 12.5


@dataclass(frozen=True, slots=True)
class AppointmentState:
    """What is shown: the days, the sentences about them, and treatments with their first lines.

    `name` is empty unless the person wants it seen.
    """

    view: TrendView
    days: str
    summary: str
    treatments: tuple[tuple[str, str], ...]
    name: str


class AppointmentScreen(WholeWindow):
    """The chart first; below it how the pain went and what each treatment did.

    `span_chosen` carries the name of a range.
    """

    span_chosen = Signal(object)

    def __init__(
        self, look: Look, draw: Callable[..., ChartImage], *, with_treatments: bool
    ) -> None:
        super().__init__()
        self._least = _ONE_SIDE
        self._spans = {
            FOUR_WEEKS: self.tr("4 weeks"),
            TWELVE_WEEKS: self.tr("12 weeks"),
            SINCE_TREATMENT: self.tr("Since my last treatment"),
            ALL: self.tr("All"),
        }
        if not with_treatments:
            del self._spans[SINCE_TREATMENT]
        self.setAccessibleName(self.tr("For your visit, full screen"))
        self.error = Strip("error")
        self.chart = ChartView(look, draw, lambda: max(look.scale, FAR / _CHART_SMALL))
        # Left and Right change the range here; the sentences below are read out.
        self.chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chart.failed.connect(self.say_no_chart)
        self.chart.drawn.connect(lambda: self.error.say(""))
        self.days = Label(self.tr("One moment…"), "far-strong")
        self.summary = Label("", "far")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        for widget in (self.error, self.chart, self.days, self.summary):
            self.column.addWidget(widget)
        self.column.addLayout(self._lines)
        self.column.addStretch(1)
        self.fill_width()
        self.foot = self._make_foot()
        self._add_keys()

    def _make_foot(self) -> QFrame:
        """How to go on, always in sight below what scrolls."""
        foot = QFrame(self)
        foot.setObjectName("far")
        self.hint = Label(self.tr("Left and Right change the time. Esc goes back."), "muted")
        self.spans = Choice(self._spans, self.tr("Time"), flows=True)
        self.spans.chosen.connect(self.span_chosen)
        self.back = Button(self.tr("Back"), "", self.closed.emit)
        self.back.setToolTip(self.tr("Back (Esc)"))
        row = HeadLayout(16)
        row.addWidget(self.spans)
        row.addWidget(self.back)
        column = QVBoxLayout(foot)
        column.setContentsMargins(PAGE_MARGIN, 8, PAGE_MARGIN, 8)
        column.addLayout(row)
        column.addWidget(self.hint)
        return foot

    def _add_keys(self) -> None:
        bar = self.verticalScrollBar()
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self._step(-1),
            Qt.Key.Key_Right: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: bar.setValue(bar.value() - bar.singleStep()),
            Qt.Key.Key_Down: lambda: bar.setValue(bar.value() + bar.singleStep()),
            Qt.Key.Key_PageUp: lambda: bar.setValue(bar.value() - bar.pageStep()),
            Qt.Key.Key_PageDown: lambda: bar.setValue(bar.value() + bar.pageStep()),
        }
        for key, action in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        bar.setSingleStep(FAR * 2)

    def show_span(self, span: str) -> None:
        """Show which range was chosen; what is in it comes when it is read."""
        self.spans.show_choice(span)

    def show_state(self, state: AppointmentState) -> None:
        """Show a range of days."""
        self._least = _TWO_SIDES if len(state.view.sides) > 1 else _ONE_SIDE
        self.chart.show_view(state.view, state.summary)
        self.days.setText(f"{state.name}, {state.days}" if state.name else state.days)
        self.summary.setText(state.summary)
        self._show_lines(state.treatments)
        self._fit()
        announce(self, f"{self.days.text()}. {state.summary}")

    def _show_lines(self, treatments: Sequence[tuple[str, str]]) -> None:
        clear(self._lines)
        for title, line in treatments:
            self._lines.addWidget(Label(title, "far-strong"))
            self._lines.addWidget(Label(line, "far"))

    def say_no_chart(self) -> None:
        """Say that there is no chart."""
        self.error.say(self.tr("We could not draw this chart. Your scores are safe."))

    def _step(self, by: int) -> None:
        """To the next range or the one before; at the ends it stays."""
        spans = list(self._spans)
        chosen = self.spans.choice
        place = spans.index(chosen) if isinstance(chosen, str) else 0
        now = spans[min(max(place + by, 0), len(spans) - 1)]
        if now != chosen:
            self.span_chosen.emit(now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """The chart has its share of the height, the foot what it needs."""
        row = self.foot.layout()
        height = row.heightForWidth(self.width()) if row else 0
        self.setViewportMargins(0, 0, 0, height)
        self.foot.setGeometry(0, self.height() - height, self.width(), height)
        share = round(self.height() * _SHARE)
        self.chart.setFixedHeight(max(share, self._least))
