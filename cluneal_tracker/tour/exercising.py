"""The pictures of an exercise: the question before, each step, a rest, and the ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.demo import DemoClock
from cluneal_tracker.services.exercises import Exercises
from cluneal_tracker.ui.joins.session import SessionJoin
from cluneal_tracker.ui.places import Place
from cluneal_tracker.ui.screens.timer import Ask
from cluneal_tracker.ui.widgets.digits import Digits
from cluneal_tracker.ui.widgets.drawing import WAY_SECONDS, Drawing
from cluneal_tracker.ui.window import Window

# Seconds into a nerve glide at which its steps are shown.
_STEPS = {"knee": 16.0, "hold": 19.0, "leg-up": 23.0, "toes": 25.5, "lower": 28.0, "swap": 167.0}


class Exercising:
    """Leads the window of the tour through two exercises; `take` gives the picture of a name."""

    def __init__(
        self,
        window: Window,
        exercises: Exercises,
        clock: DemoClock,
        take: Callable[[str], Path],
    ) -> None:
        self._window, self._exercises = window, exercises
        self._clock, self._take = clock, take

    def show(self) -> Iterator[Path]:
        """From the question before to the last page."""
        window = self._window
        window.go(Place.EXERCISES)
        self._clock.wait(3600)
        exercise = self._start("nerve-glide")
        yield self._take("exercise-before")
        _mark_before(exercise)
        gone = 0.0
        for name, at in _STEPS.items():
            self._pass(exercise, at - gone)
            gone = at
            for drawing in window.findChildren(Drawing):
                # The clock of the tour leaps; the leg is to be where the words say.
                drawing.advance(WAY_SECONDS)
            yield self._take(f"timer-{name}")
        self._pass(exercise, 160.0)
        yield self._take("timer-end")
        exercise.end.done.emit()
        yield from self._show_own_pace()

    def _show_own_pace(self) -> Iterator[Path]:
        """Steps at one's own pace, a rest between two sets, and an end that came early."""
        exercise = self._start("hip-strength")
        _mark_before(exercise)
        self._pass(exercise, 17.0)
        yield self._take("timer-own-pace")
        _press(exercise, Ask.PAUSE)
        self._pass(exercise, 5.0)
        yield self._take("timer-rest")
        _press(exercise, Ask.STOP)
        yield self._take("timer-stopped")
        exercise.end.done.emit()
        yield from self._show_offer()

    def _show_offer(self) -> Iterator[Path]:
        """What is asked after the program was ended in the middle of an exercise."""
        window, exercises = self._window, self._exercises
        exercise = self._start("nerve-glide")
        _mark_before(exercise)
        self._pass(exercise, 110.0)
        under_way = exercises.under_way()
        _press(exercise, Ask.STOP)
        exercise.end.undo_requested.emit()
        if under_way is not None:
            exercises.put_back(under_way)
        window.say("")
        window.go(Place.TODAY)
        window.offer_under_way()
        yield self._take("under-way")
        window.go(Place.EXERCISES)
        yield self._take("exercises-under-way")
        exercises.leave_out()

    def _start(self, key: str) -> SessionJoin:
        self._window.start_exercise(key)
        exercise = self._window.exercise
        assert exercise is not None
        return exercise

    def _pass(self, exercise: SessionJoin, seconds: float) -> None:
        """Let the exercise run on, in steps short enough not to look like a sleep."""
        while seconds > 0 and not exercise.over:
            self._clock.wait(min(seconds, 1.0))
            exercise.tick()
            seconds -= 1.0
        for digits in self._window.findChildren(Digits):
            # It would be on the picture or not, by how fast the computer is.
            digits.end_flash()


def _mark_before(exercise: SessionJoin) -> None:
    if exercise.before is not None:
        exercise.before.rated.emit(VasScore(41), Given.LINE)


def _press(exercise: SessionJoin, ask: Ask) -> None:
    if exercise.timer is not None:
        exercise.timer.screen.asked.emit(ask)
