"""Joins the history of one entry to the diary."""

from __future__ import annotations

from cluneal_tracker.render.revision_words import RevisionWords
from cluneal_tracker.services.opening import Services
from cluneal_tracker.services.revisions import Version
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.screens.entry_history import EntryHistoryScreen, VersionText


class EntryHistoryJoin:
    """The history of a score, an exercise or a treatment, in the whole window."""

    def __init__(self, services: Services, desk: Desk, row_id: str) -> None:
        self._revisions, self._desk, self._row_id = services.revisions, desk, row_id
        self._words = RevisionWords(
            services.content, services.routines.by_key(), services.treatments.names()
        )
        self.widget = screen = EntryHistoryScreen()
        screen.outdated.connect(self.refresh)
        screen.closed.connect(lambda: desk.end_full(screen))
        screen.bring_back_requested.connect(self._bring_back)

    def begin(self) -> None:
        """Take the window; raises DiaryError where there is no history."""
        self.refresh()
        self._desk.show_full(self.widget)
        self.widget.back.setFocus()

    def refresh(self) -> None:
        """Show the versions there are now."""
        versions = self._revisions.history(self._row_id)
        self.widget.show_state(self._title(versions[0]), [self._text(one) for one in versions])

    def _title(self, newest: Version) -> str:
        value = newest.value or newest.before
        return self._words.title(value) if value else ""

    def _text(self, version: Version) -> VersionText:
        name = self.widget.tr("Version {number}, {when}")
        return VersionText(
            change=version.change,
            name=name.format(number=version.number, when=self._words.when(version.made_at)),
            lines=tuple(self._words.told(version)),
            stands=version.stands,
            can_come_back=version.can_come_back,
        )

    def _bring_back(self, change: str) -> None:
        if self._desk.attempt(lambda: self._revisions.bring_back(change)):
            self._desk.say(self.widget.tr("This version is back."), undo=True)
            # The button that was pressed is gone.
            self.widget.back.setFocus()
