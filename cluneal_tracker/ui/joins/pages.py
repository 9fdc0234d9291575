"""The pages that look back: each has the window until it is left, and may lie on another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.full_page import WholeWindow

if TYPE_CHECKING:
    from cluneal_tracker.ui.joins.outside import Outside
    from cluneal_tracker.ui.joins.trials import Draft


class LooksBack(Protocol):
    """A page with its services behind it."""

    @property
    def widget(self) -> WholeWindow:
        """The page."""

    def begin(self) -> None:
        """Take the window; may raise DiaryError."""


class Pages:
    """Lays pages on the window; `busy` tells whether something else has it, such as an exercise.

    `outside` gives what the computer does for the app outside of the window.
    """

    def __init__(
        self,
        look: Look,
        services: Services,
        desk: Desk,
        bridge: Bridge,
        busy: Callable[[], bool],
        outside: Callable[[], Outside],
    ) -> None:
        self._look, self._services, self._desk = look, services, desk
        self._bridge, self._busy, self._outside = bridge, busy, outside
        self._open: list[LooksBack] = []
        self._trial_draft: Draft | None = None

    def show_history(self, row_id: str) -> None:
        """Show how one entry came to be as it is."""
        from cluneal_tracker.ui.joins.entry_history import EntryHistoryJoin

        self._lay(lambda: EntryHistoryJoin(self._services, self._desk, row_id))

    def show_sessions(self) -> None:
        """Show all exercises that were done."""
        from cluneal_tracker.ui.joins.session_history import SessionHistoryJoin

        self._lay(lambda: SessionHistoryJoin(self._look, self._services, self._desk))

    def show_together(self) -> None:
        """Show what went together with more or less pain."""
        from cluneal_tracker.ui.joins.together import TogetherJoin

        self._lay(lambda: TogetherJoin(self._look, self._services, self._desk))

    def show_ladder(self) -> None:
        """Show the guide's ladder of treatments beside the diary."""
        from cluneal_tracker.ui.joins.ladder import LadderJoin

        self._lay(lambda: LadderJoin(self._look, self._services, self._desk))

    def show_blocks(self, block_id: str) -> None:
        """Show all nerve blocks side by side; `block_id` is the one that is looked at."""
        from cluneal_tracker.ui.joins.blocks import BlocksJoin

        self._lay(lambda: BlocksJoin(self._look, self._services, self._desk, block_id))

    def show_roland(self) -> None:
        """Show the 24 statements about a day with back pain."""
        from cluneal_tracker.ui.joins.roland import RolandJoin

        self._lay(lambda: RolandJoin(self._look, self._services, self._desk))

    def show_visits(self) -> None:
        """Show the visits, gone by and to come."""
        from cluneal_tracker.ui.joins.visit_log import VisitLogJoin

        self._lay(lambda: VisitLogJoin(self._look, self._services, self._desk))

    def show_deleted(self) -> None:
        """Show what was deleted lately."""
        from cluneal_tracker.ui.joins.deleted import DeletedJoin

        self._lay(lambda: DeletedJoin(self._look, self._services, self._desk))

    def show_keep_safe(self) -> None:
        """Show the backups and what else keeps the diary."""
        from cluneal_tracker.ui.joins.keep_safe import KeepSafeJoin

        self._lay(lambda: KeepSafeJoin(self._look, self._services, self._desk))

    def show_schedule(self) -> None:
        """Show when the person is reminded, and what became of it."""
        from cluneal_tracker.ui.joins.schedule import ScheduleJoin

        self._lay(lambda: ScheduleJoin(self._look, self._services, self._desk, self._outside()))

    def show_trials(self) -> None:
        """Show the trials: the plan, the one under way, and those that are over."""
        from cluneal_tracker.ui.joins.trials import Draft, TrialsJoin

        self._trial_draft = draft = self._trial_draft or Draft()
        self._lay(lambda: TrialsJoin(self._look, self._services, self._desk, draft))

    def show_lock(self) -> None:
        """Show the passphrase and what it is good for."""
        from cluneal_tracker.ui.joins.lock_diary import LockDiaryJoin

        self._lay(lambda: LockDiaryJoin(self._look, self._services, self._desk))

    def show_appointment(self, name: str) -> None:
        """Show the chart large, for a doctor to look at; `name` is whose it is, if that is told."""
        from cluneal_tracker.ui.joins.appointment import AppointmentJoin

        self._lay(lambda: AppointmentJoin(self._look, self._services, self._desk, name))

    def write_out(self) -> bool:
        """Have what was typed on the open pages saved now; whether all of it is."""
        return all([page.widget.write_out() for page in self._open])

    def leave(self) -> None:
        """Unlike an exercise, pages that look back are left for any other place.

        One that would lose something stays, and so do those below it.
        """
        while self._open:
            page = self._open[-1]
            page.widget.go_back()
            if page in self._open:
                return

    def _lay(self, make: Callable[[], LooksBack]) -> None:
        """A page may lie on another one, and not on an exercise."""
        if not self._busy() or self._open:
            self._desk.attempt(lambda: self._begin(make()))

    def _begin(self, page: LooksBack) -> None:
        page.begin()
        self._open.append(page)
        self._bridge.changed.connect(page.widget.outdated)
        page.widget.closed.connect(self._uncover)

    def _uncover(self) -> None:
        """The page below may speak of what was changed on the one above."""
        self._open = self._open[:-1]
        if self._open:
            self._open[-1].widget.outdated.emit()
