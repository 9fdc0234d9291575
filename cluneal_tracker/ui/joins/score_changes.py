"""Joins what can be done about one score in the table of Trends to the diary."""

from __future__ import annotations

from collections.abc import Callable

from cluneal_tracker.domain.errors import DiaryError
from cluneal_tracker.domain.pain import Given, VasScore
from cluneal_tracker.services.diary import Diary
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.screens.trends import TrendsScreen
from cluneal_tracker.ui.widgets.scale import LINE_PX


class ScoreChanges:
    """Corrects a score or takes it out, and says so with the way back."""

    def __init__(
        self,
        screen: TrendsScreen,
        diary: Diary,
        desk: Desk,
        read_again: Callable[[], None],
    ) -> None:
        self._screen, self._diary, self._desk = screen, diary, desk
        self._read_again = read_again
        screen.corrected.connect(self._correct)
        screen.delete_requested.connect(self._delete)
        screen.history_requested.connect(desk.pages.show_history)
        screen.deleted_requested.connect(desk.pages.show_deleted)

    def write_out(self) -> bool:
        """A correction under way is for the person to save; whether there is none."""
        unsaved = self._screen.correction.unsaved
        if unsaved:
            self._desk.say(self._screen.tr("The right score in Trends is not saved yet."))
        return not unsaved

    def _correct(self, entry_id: str, score: VasScore, given: Given) -> None:
        form = self._screen.correction
        try:
            self._diary.correct(entry_id, score, given, LINE_PX)
        except (DiaryError, ValueError) as error:
            form.error.say(str(error))
        else:
            form.close_form()
            said = self._screen.tr("Corrected: the score is {score} now.")
            self._desk.say(said.format(score=score), undo=True)

    def _delete(self, entry_id: str) -> None:
        if self._desk.attempt(lambda: self._diary.delete(entry_id)):
            self._desk.say(self._screen.tr("The score is deleted."), undo=True)
        else:
            # It may be gone already.
            self._read_again()
