"""Joins the Exercises screen to the log of exercises and to what is on the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.joins.habits import HabitsJoin
from cluneal_tracker.ui.joins.saving import Saving
from cluneal_tracker.ui.joins.under_way import UnderWayJoin
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.exercises import ExercisesScreen
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.routine_card import CardAsk

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.routine_editor import RoutineEditorJoin
    from cluneal_tracker.ui.joins.routine_incoming import RoutineIncomingJoin

_NEWEST = 3


class ExercisesJoin:
    """Starting, adding and removing exercises, and changing what they are.

    Files go to `documents`, the documents folder by default.
    """

    interest = Changed.SESSIONS | Changed.ROUTINES | Changed.HABITS | Changed.SETTINGS

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        under_way: UnderWayJoin,
        ask_file: Callable[[], Path | None] | None = None,
        documents: Path | None = None,
    ) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._exercises, self._routines = services.exercises, services.routines
        self._under_way = under_way
        self._ask_file = ask_file or self._ask_for_file
        self._saving = Saving(desk, documents)
        self._saving.not_saved.connect(desk.say)
        self._page: RoutineEditorJoin | RoutineIncomingJoin | None = None
        self.widget = screen = ExercisesScreen(look)
        self._habits = HabitsJoin(screen.habits, services, desk)
        screen.asked.connect(self._act)
        screen.level_asked.connect(self._choose_level)
        screen.remove_requested.connect(self._remove)
        screen.all_requested.connect(desk.pages.show_sessions)
        screen.back_on_list_requested.connect(self._put_back)
        screen.new_requested.connect(lambda: self.edit(""))
        screen.file_requested.connect(self._look_into_file)

    def refresh(self) -> None:
        """Show the exercises as the diary has them."""
        self._habits.refresh()
        self.widget.show_state(
            self._exercises.today(),
            self._exercises.newest(_NEWEST),
            self._routines.off_list(),
            unread=len(self._routines.unreadable()),
        )
        text, ways = self._under_way.offered()
        self.widget.under_way.say(text, *ways)

    def entered(self) -> None:
        """The day may have turned since the last visit. What was asked above is asked here now."""
        self._under_way.take_notice()
        self.refresh()

    def write_out(self) -> bool:
        """Whether nothing is being written that would be lost; else the page asks."""
        return self._page is None or self._page.leave()

    def edit(self, key: str) -> None:
        """Open the editor on an exercise, or with no key on a new one."""
        from cluneal_tracker.ui.joins.routine_editor import RoutineEditorJoin

        def begin() -> None:
            self._page = RoutineEditorJoin(self._look, self._services, self._desk, key)
            self._page.begin()

        self._desk.attempt(begin)

    def look_into(self, file: Path) -> None:
        """Show what the file of an exercise holds, before it is taken."""
        from cluneal_tracker.ui.joins.routine_incoming import RoutineIncomingJoin

        def begin() -> None:
            incoming = self._services.routine_files.look_into(file)
            self._page = RoutineIncomingJoin(self._look, self._services, self._desk, incoming)
            self._page.begin()

        self._desk.attempt(begin)

    def _act(self, key: str, ask: CardAsk) -> None:
        actions: dict[CardAsk, Callable[[str], object]] = {
            CardAsk.START: self._desk.start_exercise,
            CardAsk.ADD: self._add,
            CardAsk.CHANGE: self.edit,
            CardAsk.COPY: self._copy,
            CardAsk.SAVE: self._save_as_file,
            CardAsk.RESET: self._reset,
            CardAsk.HIDE: self._hide,
        }
        actions[ask](key)

    def _add(self, key: str) -> None:
        text = _tr("Added: {name}, today.").format(name=self._name(key))
        self._do(lambda: self._exercises.add(key), text)

    def _remove(self, session_id: str) -> None:
        self._do(lambda: self._exercises.delete(session_id), _tr("The exercise is taken out."))

    def _choose_level(self, key: str, level: int) -> None:
        # The card says the new level; a message about it would only cover the page.
        self._desk.attempt(lambda: self._routines.choose_level(key, level))

    def _copy(self, key: str) -> None:
        def copy() -> None:
            made = self._routines.duplicate(key).routine
            change = Button(_tr("Change it"), "link", lambda: self.edit(made.key))
            said = _tr("Added to your list: {name}.").format(name=made.name)
            self._desk.say(said, undo=True, actions=[change])

        self._desk.attempt(copy)

    def _save_as_file(self, key: str) -> None:
        def save() -> None:
            from cluneal_tracker.services.routine_files import SUFFIX, stem_of

            content = self._services.routine_files.write(key)
            self._saving.save(lambda: content, stem_of(self._name(key)), SUFFIX)

        self._desk.attempt(save)

    def _reset(self, key: str) -> None:
        text = _tr("As it came: {name}.").format(name=self._name(key))
        self._do(lambda: self._routines.reset(key), text)

    def _hide(self, key: str) -> None:
        text = _tr("Off your list: {name}.").format(name=self._name(key))
        self._do(lambda: self._routines.hide(key), text)

    def _put_back(self, key: str) -> None:
        text = _tr("Back on your list: {name}.").format(name=self._name(key))
        self._do(lambda: self._routines.put_back(key), text)

    def _look_into_file(self) -> None:
        file = self._ask_file()
        if file is not None:
            self.look_into(file)

    def _ask_for_file(self) -> Path | None:
        title, kinds = _tr("Bring in an exercise"), _tr("Exercises (*.json)")
        name, _ = QFileDialog.getOpenFileName(self.widget, title, "", kinds)
        return Path(name) if name else None

    def _name(self, key: str) -> str:
        return self._exercises.routine(key).name

    def _do(self, action: Callable[[], object], text: str) -> None:
        """Do it and offer the way back, or say why not."""
        if self._desk.attempt(action):
            self._desk.say(text, undo=True)


def _tr(text: str) -> str:
    return QCoreApplication.translate("exercises", text)
