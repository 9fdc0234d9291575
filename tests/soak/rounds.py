"""Rounds through the real window on the invented diary, in a process of their own."""

from __future__ import annotations

import ctypes
import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, SignalInstance
from PySide6.QtWidgets import QApplication

from cluneal_tracker.app import dress, make_application
from cluneal_tracker.domain.when import Slot
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.demo import BERLIN, DemoClock, write_demo
from cluneal_tracker.services.opening import Services, open_services
from cluneal_tracker.ui.joins.exercises import ExercisesJoin
from cluneal_tracker.ui.joins.reminders import Reminders
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.platform.background import Background
from cluneal_tracker.ui.screens.reminder import AskedView
from cluneal_tracker.ui.screens.routine_editor import RoutineEditorScreen
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.screens.visit import VisitScreen
from cluneal_tracker.ui.widgets.trend_choices import FOUR_WEEKS, LINE, TABLE, TWELVE_WEEKS
from cluneal_tracker.ui.window import Window
from tests import own_things

_DAY = date(2026, 3, 12)
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Sample:
    """What the process holds after a round: `memory` in bytes, all else counted."""

    memory: int
    widgets: int
    objects: int
    threads: int
    descriptors: int


class Walker:
    """Somebody who goes through every place and opens what can be opened there."""

    def __init__(self, window: Window, services: Services, clock: DemoClock, own: str) -> None:
        self._own = own
        self._window, self._services, self._clock = window, services, clock
        self._reminders: Reminders = window.make_reminders()
        self._days = TWELVE_WEEKS

    def close(self) -> None:
        """Put all windows away."""
        self._reminders.stop()
        self._window.close()
        settle()

    def walk(self, *, anew: bool) -> None:
        """One round. With `anew` every place reads the diary and draws itself as after a change."""
        if anew:
            self._services.changes.publish(Changed.EVERYTHING)
        for place in Place:
            self._window.go(place)
            settle()
        if anew:
            self._draw_anew()
        self._open_parts()
        self._open_exercise(Ask.STOP)
        self._open_editor()
        self._be_reminded()

    def _draw_anew(self) -> None:
        """Another range of days, so that the chart has something else to draw; and the page."""
        trends = self._window.go(Place.TRENDS).widget
        assert isinstance(trends, TrendsScreen)
        self._days = FOUR_WEEKS if self._days == TWELVE_WEEKS else TWELVE_WEEKS
        _after(trends.chart.drawn, lambda: trends.choices.range_chosen.emit(self._days))
        visit = self._window.go(Place.VISIT).widget
        assert isinstance(visit, VisitScreen)
        _after(visit.page.drawn, lambda: visit.with_notes.click())

    def _open_parts(self) -> None:
        trends = self._window.go(Place.TRENDS).widget
        assert isinstance(trends, TrendsScreen)
        for part in (TABLE, LINE):
            trends.choices.views.show_choice(part)
            trends.open(part)
            settle()
        treatments = self._window.go(Place.TREATMENTS).widget
        assert isinstance(treatments, TreatmentsScreen)
        treatments.add.click()
        settle()
        treatments.form.close_form()
        self._window.show_notice("A notice")
        self._window.say("A message", undo=True)
        settle()
        self._window.show_notice("")

    def _open_exercise(self, ask: Ask) -> None:
        self._window.start_exercise("nerve-glide")
        exercise = self._window.exercise
        assert exercise is not None
        if exercise.timer is None:
            assert exercise.before is not None
            exercise.before.begin.click()
        assert exercise.timer is not None
        for seconds in (3, 8):
            self._clock.wait(seconds)
            exercise.tick()
            settle()
        # The last page as well, though nothing was done that it could speak of.
        exercise.widget.setCurrentWidget(exercise.end)
        settle()
        exercise.timer.screen.asked.emit(ask)
        settle()
        assert not self._window.busy

    def _open_editor(self) -> None:
        """On an exercise of their own that shows a picture of theirs."""
        exercises = self._window.go(Place.EXERCISES)
        assert isinstance(exercises, ExercisesJoin)
        exercises.edit(self._own)
        settle()
        [editor] = self._window.findChildren(RoutineEditorScreen)
        editor.left.emit()
        settle()
        assert not self._window.findChildren(RoutineEditorScreen)

    def _be_reminded(self) -> None:
        self._reminders.window.ask(AskedView(self._services.diary.today(), True, (), {}))
        settle()
        self._reminders.window.hide()
        settle()

    def sample(self) -> Sample:
        """What the process holds now."""
        gc.collect()
        return Sample(
            memory=_resident(),
            widgets=len(QApplication.allWidgets()),
            objects=len(gc.get_objects()),
            threads=threading.active_count(),
            descriptors=len(os.listdir("/proc/self/fd")),
        )


def _resident() -> int:
    """What the process holds, without what it has let go of and the allocator keeps in reserve."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def walker() -> Iterator[Walker]:
    """The real window on twelve invented weeks, on the morning after them."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    application, look = make_application()
    clock = DemoClock(BERLIN)
    with tempfile.TemporaryDirectory(prefix="cluneal-soak-") as temporary:
        folder = Path(temporary)
        write_demo(folder, _DAY)
        clock.set(_DAY, clock_time(8, 12))
        with open_services(folder, clock) as services:
            assert services.diary.half_now().slot is Slot.MORNING
            own = own_things.make(services)
            dress(application, look, services)
            window = Window(look, services)
            window.show_icons()
            window.show()
            one = Walker(window, services, clock, own)
            yield one
            one.close()


def _after(told: SignalInstance, action: Callable[[], object]) -> None:
    """Do something and wait for the news of it."""
    heard: list[bool] = []
    waiting = told.connect(lambda: heard.append(True))
    action()
    end = time.perf_counter() + _PATIENCE_SECONDS
    while not heard:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        assert time.perf_counter() < end, "it was never drawn"
    told.disconnect(waiting)
    settle()


def settle() -> None:
    """Let the window lay itself out, end the work beside it, and let go of what was deleted."""
    end = time.perf_counter() + _PATIENCE_SECONDS
    quiet = 0
    while quiet < 3:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        busy = threading.active_count() > 1 or _any_busy()
        quiet = 0 if busy else quiet + 1
        assert time.perf_counter() < end, "something beside the window never ends"


def _any_busy() -> bool:
    from cluneal_tracker.ui.platform import background

    every: list[Background] = list(background._EVERY)
    return any(one.busy for one in every)


def rounds(count: int, anew: int, look: Callable[[int, Sample], None]) -> None:
    """Walk, drawing everything anew in each `anew`th round, and have a look after each."""
    with walker() as one:
        for number in range(1, count + 1):
            one.walk(anew=number % anew == 0)
            look(number, one.sample())
