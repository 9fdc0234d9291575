"""Where it hurt over a range of days: what to compare, a sentence, bodies side by side, a table."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cluneal_tracker.render.map_plan import map_picture
from cluneal_tracker.render.map_words import MapRow, map_rows, map_summary, part_names
from cluneal_tracker.render.picture import Paper, Picture
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.body_map import MapView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Label
from cluneal_tracker.ui.widgets.chips import Choice
from cluneal_tracker.ui.widgets.folded_table import FoldedTable
from cluneal_tracker.ui.widgets.picture_view import PictureView
from cluneal_tracker.ui.widgets.row_table import RowTable, RowTableView


class MapPicture(PictureView):
    """The bodies of a range of days."""

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(look, phrases["map"]["title"])
        self._phrases = phrases
        self._view: MapView | None = None

    def show_map(self, view: MapView, description: str) -> None:
        """Draw a view; `description` is what a screen reader says of it."""
        self._view = view
        self.setAccessibleDescription(description)
        self.draw_anew()

    def lay_out(self, paper: Paper) -> Picture | None:
        return map_picture(self._view, self._phrases, paper) if self._view else None


class Column(IntEnum):
    """The columns, from left to right."""

    AREA = 0
    DAYS = 1
    EARLIER = 2
    LATER = 3
    STRENGTH = 4
    FEELS = 5


class AreaTable(RowTable[MapRow]):
    """The named areas as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.name_parts("", "")

    def name_parts(self, earlier: str, later: str) -> None:
        """Say what the two parts are called that are compared."""
        self.heads = {
            Column.AREA: self.tr("Where"),
            Column.DAYS: self.tr("Marked days"),
            Column.EARLIER: earlier,
            Column.LATER: later,
            Column.STRENGTH: self.tr("Middle strength"),
            Column.FEELS: self.tr("How it felt"),
        }

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self.row(row)
        texts = (one.area, one.days, one.earlier, one.later, one.strength, one.feels)
        return texts[column] or self.tr("not told")


class MapPart(QWidget):
    """`compared` carries whether these days are compared with the time before."""

    compared = Signal(bool)

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__()
        self._phrases = phrases
        names = {False: self.tr("Start and end"), True: self.tr("With the time before")}
        self.against = Choice(names, self.tr("Compare"), flows=True)
        self.against.chosen.connect(lambda before: self.compared.emit(before))
        self.summary = Label()
        self.picture = MapPicture(look, phrases)
        self.model = AreaTable()
        wanted = (*(Column.AREA, Column.DAYS, Column.EARLIER, Column.LATER), Column.STRENGTH)
        name = self.tr("Where it hurt, as a table")
        table = RowTableView(look, self.model, name, (*wanted, Column.FEELS), (Column.AREA,))
        table.row_chosen.connect(self._tell_row)
        self.folded = FoldedTable(table)
        self.told = Label()
        self.guide = Label(str(phrases["body_map"]["guide"]), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (
            self.against,
            self.summary,
            self.picture,
            self.guide,
            self.folded,
            self.told,
        ):
            column.addWidget(widget)
        self._show_drawn(False)

    def show_state(self, view: MapView, *, whole_diary: bool) -> None:
        """Show a range of days; before the `whole_diary` there is no time to compare with."""
        said = map_summary(view, self._phrases)
        self.against.show_choice(view.before is not None)
        self.against.setHidden(whole_diary)
        self.summary.setText(said)
        drawn = not view.empty
        self._show_drawn(drawn)
        if drawn:
            self.picture.show_map(view, said)
            self.model.name_parts(*part_names(view, self._phrases))
            self.model.keep_rows(map_rows(view, self._phrases))
            self.folded.fit()
            self.told.setText("")

    def _tell_row(self, row: int) -> None:
        """With large letters the table has no room for all of it."""
        self.told.setText(self.model.sentence(row) if row >= 0 else "")

    def _show_drawn(self, drawn: bool) -> None:
        """With nothing to draw there is the sentence alone."""
        for widget in (self.picture, self.guide, self.folded):
            widget.setVisible(drawn)
