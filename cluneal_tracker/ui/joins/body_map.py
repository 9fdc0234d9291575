"""Joins the body map on Today to the diary."""

from __future__ import annotations

from collections.abc import Callable

from cluneal_tracker.domain.body_areas import Area
from cluneal_tracker.domain.body_map import Feel, Spot
from cluneal_tracker.domain.when import DaySlot
from cluneal_tracker.render.body_words import marked_text
from cluneal_tracker.services.opening import Services
from cluneal_tracker.ui.joins.desk import Desk
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button
from cluneal_tracker.ui.widgets.where_card import WhereCard

# Where numb skin or tingling asks for a doctor, as the signs of the help page say.
_SADDLE = (Area.BETWEEN_LEGS, Area.GROIN)
_SIGNS = frozenset({Feel.NUMB, Feel.TINGLING})


class BodyMapJoin:
    """Keeps which spot is chosen; `half` tells which half day is looked at, None for now."""

    def __init__(
        self,
        look: Look,
        card: WhereCard,
        services: Services,
        desk: Desk,
        half: Callable[[], DaySlot | None],
    ) -> None:
        self._look, self._card, self._services = look, card, services
        self._desk, self._half = desk, half
        self._chosen: str | None = None
        self._warned: set[str] = set()
        card.first_opened.connect(self._make_part)
        self.refresh()

    def refresh(self) -> None:
        """Show the spots of the day that is looked at."""
        view = self._services.body_map.day(self._half())
        self._card.show_count(len(view.spots))
        if self._card.part is not None:
            self._card.part.show_state(view, self._chosen)

    def _make_part(self) -> None:
        from cluneal_tracker.ui.widgets.body_part import BodyPart

        side = self._services.preferences.current.side
        part = BodyPart(self._look, self._services.content.phrases, side)
        part.marked.connect(self._mark)
        part.chosen.connect(self._choose)
        part.told.connect(self._tell)
        part.remove_requested.connect(self._remove)
        part.same_requested.connect(self._mark_same_places)
        self._card.put_in(part)
        self.refresh()

    def _mark(self, x: int, y: int) -> None:
        def mark() -> None:
            # Chosen before the news of it is shown.
            spot = self._services.body_map.mark(x, y, self._half())
            self._choose(spot.id)
            self._say(spot)

        self._desk.attempt(mark)

    def _say(self, spot: Spot) -> None:
        self._desk.say(marked_text(spot, self._services.content.phrases), undo=True)

    def _choose(self, spot_id: str) -> None:
        self._chosen = spot_id
        self.refresh()

    def _tell(self, spot_id: str, told: dict[str, object]) -> None:
        def change() -> None:
            spot = self._services.body_map.change(spot_id, **told)
            if spot.area.area in _SADDLE and spot.feels & _SIGNS and spot_id not in self._warned:
                self._warned.add(spot_id)
                self._warn()

        # Where it does not work, the chips go back to what is saved.
        if not self._desk.attempt(change):
            self.refresh()

    def _warn(self) -> None:
        """Nothing is ticked for the person; it is said once of a spot, and leads to the signs."""
        said = self._card.tr("Numb skin or tingling here can be a warning sign.")
        more = Button(self._card.tr("When to get help"), "link", self._desk.show_help)
        self._desk.say(said, actions=[more])

    def _remove(self, spot_id: str) -> None:
        if self._desk.attempt(lambda: self._services.body_map.remove(spot_id)):
            self._desk.say(self._card.tr("The spot is taken out."), undo=True)
        else:
            # It may be gone already.
            self.refresh()

    def _mark_same_places(self) -> None:
        def mark() -> None:
            spots = self._services.body_map.mark_same_places(self._half())
            self._choose(spots[0].id)
            said = self._card.tr("Marked again, without a strength: {count}.")
            self._desk.say(said.format(count=len(spots)), undo=True)

        self._desk.attempt(mark)
