"""A window reduced to what a join asks of it, and stand-ins for sound and screen saver."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from cluneal_tracker.domain.cues import Cue
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.ui.widgets.basics import Button


class FakeDesk:
    """Remembers what it was asked; `full` is the widget that has the window."""

    def __init__(self) -> None:
        self.window = QStackedWidget()
        # As the real window: its size is the person's, not that of what it shows.
        self.window.setMinimumSize(1, 1)
        self.full: QWidget | None = None
        self.said: list[tuple[str, bool]] = []
        self.started: list[str] = []
        self.sessions_asked = self.together_asked = 0
        self.lock_asked = self.pain_asked = self.deleted_asked = self.safety_asked = 0
        self.roland_asked = self.risks_asked = self.trials_asked = self.schedule_asked = 0
        self.called_forward = self.week_asked = 0
        self.ladder_asked = 0
        self.lessons: list[str] = []
        self.blocks_asked: list[str] = []
        self.histories: list[str] = []
        self.appointments: list[str] = []
        self.notices: list[str] = []
        self.line_in_view = False
        self.undone = self.exercises_asked = 0
        self.in_use = self.exercising = False
        self.suggestion = ""
        self.urgent = ("", False)
        self.urgent_ways: tuple[Button, ...] = ()
        self.help_asked = self.visit_asked = self.visits_asked = 0
        self.suggested: tuple[Button, ...] = ()

    @property
    def shows_line(self) -> bool:
        return self.line_in_view

    def attempt(self, action: Callable[[], object]) -> bool:
        try:
            action()
        except (DiaryError, ValueError) as error:
            self.say(str(error))
            return False
        return True

    def undo(self) -> None:
        self.undone += 1

    def show_notice(self, text: str, *actions: Button) -> None:
        self.notices.append(text)

    def show_urgent(self, text: str, *actions: Button, now: bool = False) -> None:
        self.urgent, self.urgent_ways = (text, now), actions

    def show_help(self) -> None:
        self.help_asked += 1

    def show_suggestion(self, text: str, *actions: Button) -> None:
        self.suggestion, self.suggested = text, actions

    def withdraw_notice(self, text: str) -> None:
        if self.notices[-1:] == [text]:
            self.notices.append("")

    def say(self, text: str, *, undo: bool = False, actions: Sequence[Button] = ()) -> None:
        self.said.append((text, undo))

    @property
    def pages(self) -> FakeDesk:
        return self

    def show_visits(self) -> None:
        self.visits_asked += 1

    def show_visit(self) -> None:
        self.visit_asked += 1

    def come_forward(self) -> None:
        self.called_forward += 1

    def start_exercise(self, key: str) -> None:
        self.started.append(key)

    def show_exercises(self) -> None:
        self.exercises_asked += 1

    def log_pain(self) -> None:
        self.pain_asked += 1

    def ask_week(self, *, anyway: bool = False) -> None:
        self.week_asked += 1

    def show_history(self, row_id: str) -> None:
        self.histories.append(row_id)

    def show_sessions(self) -> None:
        self.sessions_asked += 1

    def show_together(self) -> None:
        self.together_asked += 1

    def show_ladder(self) -> None:
        self.ladder_asked += 1

    def show_blocks(self, block_id: str) -> None:
        self.blocks_asked.append(block_id)

    def read_lesson(self, key: str) -> None:
        self.lessons.append(key)

    def show_risks(self) -> None:
        self.risks_asked += 1

    def show_roland(self) -> None:
        self.roland_asked += 1

    def show_deleted(self) -> None:
        self.deleted_asked += 1

    def show_schedule(self) -> None:
        self.schedule_asked += 1

    def show_trials(self) -> None:
        self.trials_asked += 1

    def show_lock(self) -> None:
        self.lock_asked += 1

    def show_keep_safe(self) -> None:
        self.safety_asked += 1

    def show_appointment(self, name: str) -> None:
        self.appointments.append(name)

    def show_full(self, widget: QWidget, *, whole_screen: bool = False) -> None:
        self.full = widget
        self.window.addWidget(widget)
        self.window.setCurrentWidget(widget)

    def end_full(self, widget: QWidget) -> None:
        assert widget is self.full
        self.full = None
        self.window.removeWidget(widget)
        widget.deleteLater()


class FakeSound:
    """Keeps the cues that would have been heard."""

    def __init__(self) -> None:
        self.played: list[Cue] = []

    def play(self, cue: Cue) -> None:
        self.played.append(cue)


class FakeVoice:
    """Keeps what would have been said; `lacks` is why it could not be."""

    def __init__(self, lacks: str = "") -> None:
        self.told: Callable[[str], None] = lambda reason: None
        self.said: list[str] = []
        self.hushed = 0
        self.lacks = lacks

    def prepare(self, told: Callable[[str], None]) -> None:
        self.told = told
        if self.lacks:
            told(self.lacks)

    def say(self, text: str) -> None:
        if not self.lacks:
            self.said.append(text)

    def hush(self) -> None:
        self.hushed += 1


class FakeAwake:
    """Knows whether the screen is held on."""

    def __init__(self) -> None:
        self._held = False

    def is_held(self) -> bool:
        return self._held

    def hold(self) -> None:
        self._held = True

    def release(self) -> None:
        self._held = False
