"""Joins what the diary asks a person to do to the places that say it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject

from cluneal_tracker.domain.warning_signs import (
    BURNING_DAYS,
    NIGHTS,
    Group,
    Rule,
    SpecialistPrompt,
    UrgentPrompt,
)
from cluneal_tracker.services.changes import Changed
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.bridge import Bridge
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.prompt_card import PromptCard, PromptLine
from cluneal_tracker.ui.words import country, short_day

_BOTH = ("first", "second")


class UrgentNotice(QObject):
    """Keeps the bar about ticked signs in step with the diary.

    It stays until the ticks are taken back or two days old, or until it is closed; a new tick
    brings it back, and so does the next start of the app. It ends with `parent`.
    """

    def __init__(self, services: Services, desk: Desk, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._desk = services, desk
        self._shown: frozenset[object] = frozenset()
        self._closed: frozenset[object] = frozenset()
        bridge.changed.connect(self._hear)
        # The day may have turned.
        bridge.rang.connect(self.refresh)
        self.refresh()

    def _hear(self, changed: Changed) -> None:
        """Look again where a change may be about ticks."""
        if changed & (Changed.PAIN | Changed.SPOTS | Changed.TREATMENTS | Changed.SETTINGS):
            self.refresh()

    def refresh(self) -> None:
        """Show the most urgent of what is ticked."""
        urgent = self._services.warning_signs.view().urgent
        self._shown = frozenset((key, one.ticked_on) for one in urgent for key in one.signs)
        if self._shown <= self._closed:
            self._desk.show_urgent("")
            return
        page = Button(_tr("When to get help"), "", self._desk.show_help)
        close = Button(_tr("Close"), "link", self._close)
        now = urgent[0].group is Group.EMERGENCY
        self._desk.show_urgent(_actions(self._services, urgent), page, close, now=now)

    def _close(self) -> None:
        self._closed |= self._shown
        self._desk.show_urgent("")


class PromptsJoin:
    """Shows the prompts on a card, and puts one away."""

    def __init__(self, card: PromptCard, services: Services, desk: Desk) -> None:
        self._card, self._services, self._desk = card, services, desk
        card.put_away.connect(self._put_away)
        card.help_requested.connect(desk.show_help)

    def refresh(self) -> None:
        """Show what the diary asks for now."""
        view = self._services.warning_signs.view()
        lines = urgent_lines(self._services, view.urgent)
        self._card.show_lines(lines + prompt_lines(self._services, view.specialist))

    def _put_away(self, rule: Rule) -> None:
        def act() -> None:
            self._services.warning_signs.put_away(rule)
            self._desk.say(_tr("Put away until it begins anew."), undo=True)

        self._desk.attempt(act)


def urgent_lines(services: Services, urgent: Iterable[UrgentPrompt]) -> list[PromptLine]:
    """What ticked signs ask for, in words."""
    names = {sign.key: sign.short for sign in services.content.warning_signs}
    said = _tr("You ticked: {signs}.")
    return [
        PromptLine(
            services.warning_signs.action(one.group, country()),
            said.format(signs=", ".join(names[key] for key in one.signs)),
        )
        for one in urgent
    ]


def prompt_lines(services: Services, prompts: Iterable[SpecialistPrompt]) -> list[PromptLine]:
    """The prompts to see a specialist, in words."""
    content = services.content
    words, texts = content.specialist_words, content.specialist_prompts
    lines = []
    for one in prompts:
        text = texts[one.rule.value]
        entries = text["entries"].format(
            count=len(one.days),
            total=one.total,
            days=BURNING_DAYS if one.rule is Rule.BURNING else NIGHTS,
            date=short_day(one.days[-1]),
            # More pain than before is no relief; 49.9 is not yet half.
            **{name: int(max(0, best)) for name, best in zip(_BOTH, one.reliefs, strict=False)},
        )
        said = _tr("Your entries: {entries}").format(entries=entries)
        lines.append(
            PromptLine(f"{words['intro']} {text['reason']}", f"{said} {words['outro']}", one.rule)
        )
    return lines


def _actions(services: Services, urgent: tuple[UrgentPrompt, ...]) -> str:
    """An emergency stands alone: what else was ticked is told there too."""
    said = [services.warning_signs.action(one.group, country()) for one in urgent]
    return said[0] if urgent[0].group is Group.EMERGENCY else " ".join(said)


def _tr(text: str) -> str:
    return QCoreApplication.translate("warnings", text)
