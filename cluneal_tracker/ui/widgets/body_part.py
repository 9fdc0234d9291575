"""The body map of a day: the body, its named parts as an equal way, and what is told of a spot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cluneal_tracker.domain.body_areas import Area, NamedArea, named_areas
from cluneal_tracker.domain.body_map import Spot
from cluneal_tracker.domain.pain import Side
from cluneal_tracker.domain.when import ONE_DAY
from cluneal_tracker.render.body_words import area_text
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.body_map import DayMap
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.body_view import BodyView
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.role_row import PickBox
from cluneal_tracker.ui.widgets.spot_form import SpotForm
from cluneal_tracker.ui.widgets.tab_order import follow_layout
from cluneal_tracker.ui.words import long_day

_GAP = 24


class BodyPart(QWidget):
    """Spots of one day. `marked` carries a place in mm, `told` a spot's id and what is new of it.

    `chosen` and `remove_requested` carry the id of a spot.
    """

    marked = Signal(int, int)
    chosen = Signal(str)
    told = Signal(str, object)
    remove_requested = Signal(str)
    same_requested = Signal()

    def __init__(self, look: Look, phrases: Phrases, side: Side) -> None:
        super().__init__()
        self._phrases = phrases
        self._chosen: str | None = None
        self.body = BodyView(look, phrases)
        self.body.begin_at(side)
        self.areas = PickBox(
            {area: area_text(area, phrases) for area in named_areas()},
            self.tr("A part of your body"),
        )
        usual = Side.LEFT if side is Side.LEFT else Side.RIGHT
        self.areas.show_choice(NamedArea(Area.HIP_BONE, usual))
        self.mark_area = Button(self.tr("Mark this part"), "", self._mark_area)
        self.same = Button("", "", self.same_requested.emit)
        self.form = SpotForm(look, phrases)
        self._spots: Choice | None = None
        self._beside = QVBoxLayout()
        self._beside.setSpacing(12)
        self._lay_out()
        self.body.marked.connect(self.marked)
        self.body.chosen.connect(self.chosen)
        self.body.delete_requested.connect(self.remove_requested)
        self.form.told.connect(lambda told: self.told.emit(self._chosen, told))
        self.form.remove_requested.connect(lambda: self.remove_requested.emit(self._chosen))

    def _lay_out(self) -> None:
        hint = self.tr("Click on the drawing where it hurts. Or choose a part of your body here.")
        pick = FlowLayout()
        pick.addWidget(self.areas)
        pick.addWidget(self.mark_area)
        self._beside.addWidget(Label(hint, "muted"))
        self._beside.addLayout(pick)
        self._beside.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        self._beside.addWidget(self.form)
        self._beside.addStretch(1)
        self._beside.addWidget(Label(str(self._phrases["body_map"]["guide"]), "muted"))
        self._words = QWidget()
        self._words.setLayout(self._beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        centre, top = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignTop
        self._row.addWidget(self.body, 0, centre | top)
        self._row.addWidget(self._words, 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is with the words below the body, whatever way it is laid out now."""
        least = super().minimumSizeHint()
        words = self._words.minimumSizeHint().width()
        return QSize(max(self.body.width(), words), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.body.width() + _GAP + self.form.scale.sizeHint().width()
        direction = QBoxLayout.Direction
        beside = self.width() >= room
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def show_state(self, view: DayMap, chosen: str | None) -> None:
        """Show the spots of a day, one of them chosen or none."""
        at = next((spot for spot in view.spots if spot.id == chosen), None)
        self._chosen = at.id if at else None
        self.body.show_state(view.spots, view.offered, self._chosen)
        self._show_offer(view)
        self._show_spots(view.spots)
        self.form.setVisible(at is not None)
        if at is not None:
            self.form.show_spot(at)

    def _show_offer(self, view: DayMap) -> None:
        self.same.setVisible(bool(view.offered))
        if view.offered:
            day = view.offered[0].felt.day
            is_yesterday = day == view.today - ONE_DAY
            other = self.tr("Same places as on {day}").format(day=long_day(day))
            self.same.setText(self.tr("Same places as yesterday") if is_yesterday else other)

    def _show_spots(self, spots: tuple[Spot, ...]) -> None:
        """A chip for each spot, by the number that it has on the body."""
        names = {
            spot.id: f"{number} {area_text(spot.area, self._phrases)}"
            for number, spot in enumerate(spots, 1)
        }
        if self._spots is not None and self._spots.options == names:
            self._spots.show_choice(self._chosen)
            return
        old, self._spots = self._spots, None
        if old is not None:
            self._beside.removeWidget(old)
            old.hide()
            old.deleteLater()
        if names:
            self._spots = Choice(names, self.tr("Spots"), flows=True)
            self._spots.chosen.connect(lambda spot_id: self.chosen.emit(spot_id))
            self._spots.show_choice(self._chosen)
            self._beside.insertWidget(self._beside.indexOf(self.form), self._spots)
            self._spots.show()
            follow_layout(self._beside)

    def _mark_area(self) -> None:
        self.marked.emit(*self.areas.choice.place)
