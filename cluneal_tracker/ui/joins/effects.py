"""Joins the side effects of the treatments to the diary."""

from __future__ import annotations

from functools import partial
from typing import Any

from cluneal_tracker.domain.side_effect import SideEffect
from cluneal_tracker.domain.treatment import Treatment
from cluneal_tracker.domain.when import When
from cluneal_tracker.render import effect_words
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk, attempt
from cluneal_tracker.ui.screens.treatments import TreatmentsScreen
from cluneal_tracker.ui.widgets.effect_list import EffectTold


class EffectsJoin:
    """The side effects under each treatment, and the form for one of them."""

    def __init__(self, screen: TreatmentsScreen, services: Services, desk: Desk) -> None:
        self._screen, self._services, self._desk = screen, services, desk
        screen.list.effect_asked_for.connect(self._open)
        screen.list.effect_ended.connect(self._end)
        screen.list.effect_removed.connect(self._remove)
        screen.effect_form.saved.connect(self._save)

    def of(self, treatment: Treatment) -> tuple[EffectTold, ...]:
        """The side effects of a treatment in words, newest first."""
        phrases = self._services.content.phrases
        return tuple(
            EffectTold(
                one,
                effect_words.told(one, phrases),
                phrases["effects"]["strong"] if one.asks_for_a_word else "",
            )
            for one in reversed(self._services.effects.of(treatment.id))
        )

    def _open(self, treatment: Treatment, effect: SideEffect | None) -> None:
        today = When.now(self._services.clock).day
        name = self._services.treatments.names()[treatment.id]
        self._screen.open_effect(treatment.id, name, effect, today)

    def _save(self, values: dict[str, Any], edited: SideEffect | None) -> None:
        effects, tr = self._services.effects, self._screen.tr
        save = partial(effects.change, edited.id) if edited else effects.add
        if attempt(lambda: save(**values), self._screen.show_error):
            self._screen.effect_form.close_form()
            self._desk.say(tr("Changed.") if edited else tr("The side effect is added."), undo=True)

    def _end(self, effect_id: str) -> None:
        if self._desk.attempt(lambda: self._services.effects.end(effect_id)):
            self._desk.say(self._screen.tr("Its last day is today."), undo=True)

    def _remove(self, effect_id: str) -> None:
        if self._desk.attempt(lambda: self._services.effects.delete(effect_id)):
            self._desk.say(self._screen.tr("The side effect is removed."), undo=True)
