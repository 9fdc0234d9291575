"""A session with the window in a process of its own, in which one word is typed everywhere.

`python -m tests.privacy.life` reads the word from its input, so that it is on no command line,
opens the real window on the usual folder, and ends by saying what it saw, as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from cluneal_tracker import __main__ as program
from cluneal_tracker import app, paths
from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.domain.treatment import TreatmentKind
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.reminder import ReminderWindow
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.screens.trials import TrialsScreen
from cluneal_tracker.ui.widgets.text_field import TextField
from cluneal_tracker.ui.widgets.typed_edit import TypedEdit
from cluneal_tracker.ui.window import Window
from tests.fakes import FakeClock

_PATIENCE_SECONDS = 60.0


class Visited(Window):
    """The real window with somebody in front of it, who closes it at the end."""

    word = ""
    clock: FakeClock
    seen: dict[str, Any] = {}  # noqa: RUF012  told at the end of the process

    def __init__(self, look: Look, services: Services) -> None:
        super().__init__(look, services)
        self._services_seen = services
        self._typed = 0
        self.bridge.warm.connect(self._begin)

    def _begin(self) -> None:
        QTimer.singleShot(0, self, self._live)

    def _live(self) -> None:
        try:
            self._look_at_reminder()
            self._write_the_day()
            self._write_treatments()
            self._do_an_exercise()
            self._write_an_exercise()
            self._make_a_page()
            self._note_a_visit()
            self._plan_a_trial()
            self._look_at_trends()
            self._take_out_and_in()
            self._stumble()
            self._take_back()
            Visited.seen["typed"] = self._typed
        finally:
            self._note_what_others_see()
            self.close()
            QApplication.quit()

    def _look_at_reminder(self) -> None:
        _until(lambda: any(isinstance(one, ReminderWindow) for one in _tops()))
        [reminder] = [one for one in _tops() if isinstance(one, ReminderWindow)]
        self.go(Place.SETTINGS)
        self.clock.set_wall("2026-03-12T20:00")
        self.bridge.rang.emit()
        _until(reminder.isVisible)
        Visited.seen["reminders"] = _texts(reminder)
        reminder.hide()

    def _write_the_day(self) -> None:
        self.go(Place.TODAY)
        self._services_seen.diary.mark(VasScore(41), Given.LINE)
        self._press("Sitting or driving")
        self._press("Add a note")
        self._type_everywhere()

    def _write_treatments(self) -> None:
        for kind in TreatmentKind:
            joined = self.go(Place.TREATMENTS)
            assert isinstance(joined.widget, TreatmentsScreen)
            joined.widget.add.click()
            joined.widget.form.kinds.show_choice(kind)
            joined.widget.form.kinds.chosen.emit(kind)
            self._type_everywhere()
            joined.widget.form.save.click()
        Visited.seen["treatments"] = len(self._services_seen.treatments.every())

    def _do_an_exercise(self) -> None:
        self.start_exercise("nerve-glide")
        exercise = self.exercise
        assert exercise is not None
        self._type_everywhere()
        while not exercise.ended:
            self.clock.move(seconds=1)
            exercise.tick()
        self._type_everywhere()
        exercise.end.done.emit()

    def _write_an_exercise(self) -> None:
        self.go(Place.EXERCISES)
        self._press("Add an exercise")
        # What takes numbers takes no words.
        self._type_into([one.edit for one in self.findChildren(TextField)])
        self._press("Save")
        own = [one.routine for one in self._services_seen.routines.every().values() if one.own]
        Visited.seen["own exercises"] = sum(self.word in routine.name for routine in own)

    def _make_a_page(self) -> None:
        self.go(Place.VISIT)
        for box in self.findChildren(QCheckBox):
            if box.isVisible() and not box.isChecked():
                box.click()
        self._type_everywhere()
        _wait_for_work()
        self._press("Save the page")
        self._expect(".pdf")

    def _note_a_visit(self) -> None:
        self._press("Your visits")
        self._press("Add a visit")
        self._type_everywhere()
        self._press("Save")
        been = self._services_seen.visit_log.view()
        Visited.seen["visits"] = sum(self.word in one.whom for one in (*been.to_come, *been.been))
        self._press("Back")

    def _plan_a_trial(self) -> None:
        self.go(Place.TREATMENTS)
        self.pages.show_trials()
        page = self.findChild(TrialsScreen)
        assert isinstance(page, TrialsScreen)
        fields = [page.form.about, page.form.way_a, page.form.way_b]
        self._type_into([one.edit for one in fields])
        page.form.way_b.show_text(f"{self.word} no")
        page.start.click()
        Visited.seen["trials"] = len(self._services_seen.trials.every())
        page.closed.emit()

    def _look_at_trends(self) -> None:
        self.go(Place.TRENDS)
        _wait_for_work()
        self._press("Save picture")
        self._expect(".png")
        self._press("Table")
        _wait_for_work()

    def _take_out_and_in(self) -> None:
        self.go(Place.SETTINGS)
        self._press("Save a copy as JSON")
        self._press("Save as CSV")
        # What no field asks for can come with a file: a note to an exercise, a key, a routine.
        [copy] = paths.documents_folder().glob("*.json")
        whole = json.loads(copy.read_text())
        for number, row in enumerate(whole["sessions"]):
            row |= {"id": f"0{number}", "note": self.word, "routine": f"{self.word} routine"}
        for number, row in enumerate(whole["pain"]):
            row |= {"id": f"1{number}", "activities": {self.word: True}, "signs": {self.word: True}}
        own = next(row for row in whole["routines"] if row["routine"])
        whole["routines"] = [own | {"id": "own"}]
        when = {name: own["entered_at"] for name in ("ticked_at", "entered_at")}
        half = {"day": own["entered_at"][:10], "half": "morning", "zone": "UTC"}
        whole["habits"] = [{"id": "tick", "habit": self.word, **half, **when}]
        copy.write_text(json.dumps(whole))
        Visited.seen["brought in"] = self._services_seen.exchange.bring_in(copy).total_added

    def _stumble(self) -> None:
        """Errors in the middle of an event, some of which quote what was typed."""
        for error in (
            ZeroDivisionError(self.word),
            DiaryError(f"“{self.word}” is not an activity of this diary."),
            ValueError(f"“{self.word}” is not a score."),
            KeyError(self.word),
        ):
            QTimer.singleShot(0, self, _raising(error))
            QApplication.processEvents()
        thread = threading.Thread(target=_raising(ValueError(self.word)))
        thread.start()
        thread.join()

    def _take_back(self) -> None:
        for _ in range(6):
            self.undo()
        for _ in range(6):
            self.redo()
        for place in Place:
            self.go(place)
            _wait_for_work()

    def _note_what_others_see(self) -> None:
        Visited.seen["titles"] = [one.windowTitle() for one in _tops()]
        Visited.seen["clipboard"] = QApplication.clipboard().text()
        Visited.seen["environment"] = [
            name for name, value in os.environ.items() if self.word in name + value
        ]
        Visited.seen["command"] = Path("/proc/self/cmdline").read_text().split("\0")
        Visited.seen["core limit"] = resource.getrlimit(resource.RLIMIT_CORE)
        Visited.seen["name"] = [
            file.read_text().strip() for file in Path("/proc/self/task").glob("*/comm")
        ]

    def _type_everywhere(self) -> None:
        lines = [
            one
            for one in self.findChildren(QLineEdit)
            # What takes a day or a time keeps a wrong word, and its form with it.
            if not isinstance(one, TypedEdit) and not isinstance(one.parent(), QAbstractSpinBox)
        ]
        self._type_into([*lines, *self.findChildren(QPlainTextEdit)])

    def _type_into(self, fields: Sequence[QWidget]) -> None:
        for field in fields:
            if field.isVisible() and field.isEnabled():
                field.setFocus()
                QTest.keyClicks(field, f"{self.word} ")
                self._typed += 1
                QApplication.processEvents()
        self.setFocus()
        QApplication.processEvents()

    def _press(self, text: str) -> None:
        buttons = [one for one in self.findChildren(QAbstractButton) if one.text() == text]
        seen = [one for one in buttons if one.isVisible()]
        assert seen, f"no button “{text}” at {self.place}"
        seen[0].click()
        QApplication.processEvents()

    def _expect(self, said: str) -> None:
        _until(lambda: said in self.toast.label.text())


def _raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def _tops() -> list[QWidget]:
    return QApplication.topLevelWidgets()


def _texts(widget: QWidget) -> list[str]:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    buttons = [one.text() for one in widget.findChildren(QAbstractButton)]
    return [widget.windowTitle(), *(text for text in labels + buttons if text)]


def _until(reached: Callable[[], bool]) -> None:
    end = time.perf_counter() + _PATIENCE_SECONDS
    while not reached():
        assert time.perf_counter() < end, "it never came"
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _wait_for_work() -> None:
    """Let what is drawn beside the window come to its end."""
    for _ in range(5):
        QTest.qWait(30)
        _until(lambda: not any(one.name.startswith("Thread-") for one in threading.enumerate()))


def main() -> int:
    """Start the program as a person does and live through the session; gives its exit code."""
    Visited.word = sys.stdin.read().strip()
    Visited.clock = FakeClock("2026-03-12T08:10")
    vars(app)["Window"] = Visited
    vars(app)["run"] = partial(app.run, clock=Visited.clock)
    del sys.argv[1:]
    code = program.main()
    print(json.dumps(Visited.seen))
    return code


if __name__ == "__main__":
    sys.exit(main())
