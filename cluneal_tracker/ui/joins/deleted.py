"""Joins the list of what was deleted lately to the diary."""

from __future__ import annotations

from cluneal_tracker.render.revision_words import RevisionWords
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.revisions import LISTED_DAYS, Deleted
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.screens.deleted import DeletedScreen


class DeletedJoin:
    """Has the whole window from `begin` until the person goes back."""

    def __init__(self, look: Look, services: Services, desk: Desk) -> None:
        self._revisions, self._desk = services.revisions, desk
        self._words = RevisionWords(
            services.content, services.routines.by_key(), services.treatments.names()
        )
        self.widget = screen = DeletedScreen(look, LISTED_DAYS)
        screen.outdated.connect(self.refresh)
        screen.closed.connect(lambda: desk.end_full(screen))
        screen.bring_back_requested.connect(self._bring_back)

    def begin(self) -> None:
        """Take the window."""
        self.refresh()
        self._desk.show_full(self.widget)
        if self.widget.list.count():
            self.widget.list.setFocus()
        else:
            self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show what is gone now."""
        gone = self._revisions.deleted()
        self.widget.show_state({one.value.id: self._text(one) for one in gone})

    def _text(self, one: Deleted) -> str:
        tr = self.widget.tr
        form = tr("Taken back {when}") if one.taken_back else tr("Deleted {when}")
        when = form.format(when=self._words.when(one.made_at))
        return f"{self._words.title(one.value)}\n{when}"

    def _bring_back(self, row_ids: list[str]) -> None:
        tr = self.widget.tr
        if self._desk.attempt(lambda: self._revisions.bring_back_deleted(row_ids)):
            one, several = tr("It is back in your diary."), tr("{count} are back in your diary.")
            said = one if len(row_ids) == 1 else several.format(count=len(row_ids))
            self._desk.say(said, undo=True)
