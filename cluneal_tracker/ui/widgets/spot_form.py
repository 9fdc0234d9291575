"""What can be told of one spot: how it feels, how strong it is, how far it spreads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.domain.body_map import Feel, Spot, Towards
from cluneal_tracker.domain.pain import VasScore
from cluneal_tracker.render.body_words import place_text
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.flow import FlowLayout
from cluneal_tracker.ui.widgets.number_scale import NumberScale

# In mm. A chip that is pressed again takes its answer back.
_SPREADS = (0, 50, 100, 200, 300)
_MM_A_POINT = 10
# As narrow as numbers can be that are hit with ease: beside the body there is little room, in px.
_SCALE = 484


class SpotForm(QWidget):
    """Every answer saves itself, and each can be left out.

    `told` carries the names of a spot's parts with what they are now.
    """

    # As an object: a dict that Qt takes apart comes back without its enums.
    told = Signal(object)
    remove_requested = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        self._spot: Spot | None = None
        self.place = Label("", "strong")
        words: Mapping[str, Any] = phrases["body_map"]
        self.feels = {feel: self._feel_chip(feel, words["feel"][feel.value]) for feel in Feel}
        ends = self.tr("No pain"), self.tr("Worst pain")
        self.scale = NumberScale(look, self.tr("How strong is it here?"), *ends, _SCALE)
        self.scale.chosen.connect(self._tell_strength)
        self.tenths = Label("", "muted")
        self.no_number = Button(self.tr("Without a number"), "link", self._take_number)
        asked = self.tr("How far does it spread from here?")
        self.spread = Choice({one: self._long(one) for one in _SPREADS}, asked, flows=True)
        self.spread.chosen.connect(self._tell_spread)
        ways = {way: str(words["way"][way.value]).capitalize() for way in Towards}
        self.towards = Choice(ways, self.tr("Where to"), flows=True)
        self.towards.chosen.connect(self._tell_way)
        self.remove = Button(self.tr("Take this spot out"), "link", self.remove_requested.emit)
        # It comes with the first number, and must not move what is pressed next.
        kept = self.no_number.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.no_number.setSizePolicy(kept)
        self._lay_out(asked)

    def _lay_out(self, asked: str) -> None:
        chips = FlowLayout()
        for chip in self.feels.values():
            chips.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.place)
        column.addWidget(Label(self.tr("How does it feel? You can skip all of this."), "muted"))
        column.addLayout(chips)
        column.addWidget(Label(self.tr("How strong is it here?"), "muted"))
        column.addWidget(self.scale, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tenths)
        column.addWidget(self.no_number, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(asked, "muted"))
        column.addWidget(self.spread)
        column.addWidget(self.towards)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)

    def show_spot(self, spot: Spot) -> None:
        """Show what was told of a spot."""
        self._spot = spot
        self.place.setText(place_text(spot.x, spot.y, self._phrases))
        for feel, chip in self.feels.items():
            chip.setChecked(feel in spot.feels)
        number, tenths = divmod(spot.strength.mm, _MM_A_POINT) if spot.strength else (None, 0)
        # A file can bring in tenths, for which there is no box.
        self.scale.show_value(None if tenths else number)
        self.tenths.setText(self.tr("It is {score} now.").format(score=spot.strength))
        self.tenths.setVisible(bool(tenths))
        self.no_number.setVisible(number is not None)
        self.spread.show_choice(spot.spread)
        self.towards.show_choice(spot.towards)
        self.towards.setVisible(bool(spot.spread))

    def _feel_chip(self, feel: Feel, name: str) -> Button:
        chip = Button(name.capitalize(), "chip")
        chip.setCheckable(True)
        chip.clicked.connect(lambda _=False: self._tell_feel(feel))
        return chip

    def _long(self, spread: int) -> str:
        if not spread:
            return self.tr("It stays there")
        return self.tr("{cm} cm").format(cm=spread // _MM_A_POINT)

    def _tell_feel(self, feel: Feel) -> None:
        if self._spot:
            self.told.emit({"feels": self._spot.feels ^ {feel}})

    def _tell_strength(self, number: int) -> None:
        self.told.emit({"strength": VasScore(number * _MM_A_POINT)})

    def _take_number(self) -> None:
        self.scale.setFocus()
        self.told.emit({"strength": None})

    def _tell_spread(self, spread: int) -> None:
        if self._spot:
            now = None if spread == self._spot.spread else spread
            self.told.emit({"spread": now, "towards": self._spot.towards if now else None})

    def _tell_way(self, way: Towards) -> None:
        if self._spot:
            self.told.emit({"towards": None if way is self._spot.towards else way})
