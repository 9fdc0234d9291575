"""What to do about an exercise in the middle of which the program was ended: the person says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from cluneal_tracker.domain.under_way import UnderWay
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.exercise_words import under_way_text
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.words import clock_time

Offer = tuple[str, Sequence[Button]]


class UnderWayJoin:
    """Offers to go on, to save what was done, or to leave it out; nothing is lost until then.

    `lead` goes on with it.
    """

    def __init__(self, services: Services, desk: Desk, lead: Callable[[UnderWay], None]) -> None:
        self._services, self._desk, self._lead = services, desk, lead
        self._noticed = ""

    def offer(self) -> None:
        """Ask at the top of the window, on every page."""
        text, buttons = self.offered()
        if text:
            self._noticed = text
            self._desk.show_notice(text, *buttons)

    def offered(self) -> Offer:
        """The sentence and its buttons, for a page that asks itself; empty without an exercise."""
        under_way = self._services.exercises.under_way()
        if under_way is None:
            return "", []
        ways: dict[str, Callable[[], object]] = {
            _tr("Go on"): self.go_on,
            _tr("Save what was done"): self.save,
            _tr("Leave it out"): lambda: self._desk.attempt(self._leave_out),
        }
        if not under_way.can_go_on(self._services.clock.now()):
            del ways[_tr("Go on")]
        buttons = [Button(name, "link", action) for name, action in ways.items()]
        return under_way_text(under_way, clock_time(under_way.started.at)), buttons

    def take_notice(self) -> None:
        """Ask at the top no more."""
        self._desk.withdraw_notice(self._noticed)

    def go_on(self) -> None:
        """Go on with it, unless that has become too late since it was offered."""
        under_way = self._services.exercises.under_way()
        if under_way is not None and not under_way.can_go_on(self._services.clock.now()):
            self.offer()
            return
        self.take_notice()
        if under_way is not None:
            self._lead(under_way)

    def save(self, *, undo: bool = True) -> bool:
        """Save what was done, if there is anything; False where that did not work, and says so."""
        return self._desk.attempt(lambda: self._save(undo))

    def _save(self, undo: bool) -> None:
        under_way = self._services.exercises.under_way()
        if under_way is not None:
            self._services.exercises.finish(under_way)
            self.take_notice()
            said = _tr("What was done of “{name}” is saved.")
            self._desk.say(said.format(name=under_way.routine.name), undo=undo)

    def _leave_out(self) -> None:
        under_way = self._services.exercises.under_way()
        self._services.exercises.leave_out()
        self.take_notice()
        if under_way is not None:
            # It never was in the diary, so the undo of the diary does not bring it back.
            back = Button(_tr("Undo"), "link", lambda: self._put_back(under_way))
            said = _tr("What was done of “{name}” is left out.")
            self._desk.say(said.format(name=under_way.routine.name), actions=[back])

    def _put_back(self, under_way: UnderWay) -> None:
        if self._desk.attempt(lambda: self._services.exercises.put_back(under_way)):
            self.offer()


def _tr(text: str) -> str:
    return QCoreApplication.translate("under_way", text)
