"""Joins the editor of an exercise to what is on the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.domain.routine import Routine
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.platform.own_picture import read_picture
from cluneal_tracker.ui.screens.routine_editor import RoutineEditorScreen
from cluneal_tracker.ui.widgets.step_form import StepForm


class RoutineEditorJoin:
    """Has the whole window from `begin` until the exercise is saved or left.

    An empty `key` begins a new exercise. `ask_picture` lets the person choose a picture file.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        key: str,
        ask_picture: Callable[[], Path | None] | None = None,
    ) -> None:
        self._routines, self._desk = services.routines, desk
        self._ask_picture = ask_picture or self._ask_for_picture
        routine = self._routines.find(key).routine if key else None
        self.over = False
        self.widget = screen = RoutineEditorScreen(look, routine, self._routines.pictures())
        screen.save_requested.connect(self._save)
        screen.own_picture_requested.connect(self._take_picture)
        screen.closed.connect(self.leave)
        screen.left.connect(self._end)

    def begin(self) -> None:
        """Take the window."""
        self._desk.show_full(self.widget)
        self.widget.name.edit.setFocus()

    def leave(self) -> bool:
        """Give the window back, or ask first where something is not saved; whether it is given."""
        if self.over:
            return True
        if self.widget.unsaved:
            self.widget.ask_to_leave()
            return False
        self._end()
        return True

    def _save(self, routine: Routine) -> None:
        def save() -> None:
            keep = self._routines.save if routine.key else self._routines.add
            name = keep(routine).routine.name
            self._end()
            self._desk.say(self.widget.tr("Saved: {name}.").format(name=name), undo=True)

        if not self.widget.unsaved:
            self._end()
        else:
            self._desk.attempt(save)

    def _take_picture(self, form: StepForm) -> None:
        file = self._ask_picture()
        if file is None:
            return

        def take() -> None:
            form.take_picture(self._routines.choose_picture(read_picture(file)))

        self._desk.attempt(take)

    def _ask_for_picture(self) -> Path | None:
        kinds = self.widget.tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp *.svg);;All (*)")
        title = self.widget.tr("Choose a picture")
        name, _ = QFileDialog.getOpenFileName(self.widget, title, "", kinds)
        return Path(name) if name else None

    def _end(self) -> None:
        self.over = True
        self._desk.end_full(self.widget)
