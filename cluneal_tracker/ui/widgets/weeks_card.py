"""The weeks that were answered, as small curves with their words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from cluneal_tracker.domain.weekly import Peg, WeeklyAnswer, peg_points, sleep_points
from cluneal_tracker.render.curve_words import PointsScale, points_curve
from cluneal_tracker.render.sentences import Phrases
from cluneal_tracker.services.weekly import WeeklyView
from cluneal_tracker.ui.look import Look
from cluneal_tracker.ui.widgets.basics import Button, Card, Label
from cluneal_tracker.ui.widgets.curve_part import CurvePart
from cluneal_tracker.ui.widgets.weekly_words import change_names
from cluneal_tracker.ui.words import long_day, short_day


class WeeksCard(Card):
    """The PEG of the weeks of a range, and beneath it sleep; hidden until one was answered.

    `requested` asks for the questions now.
    """

    requested = Signal()

    def __init__(self, look: Look, phrases: Phrases) -> None:
        super().__init__(self.tr("Your weeks"))
        self._phrases = phrases
        self._said, self._sleep_said = Label(), Label()
        self.curve, self.sleep = CurvePart(look), CurvePart(look)
        self._comes = Label("", "small")
        self.answer = Button(self.tr("Answer the three questions"), "", self.requested.emit)
        for widget in (self._said, self.curve, self._sleep_said, self.sleep):
            self.column.addWidget(widget)
        self.column.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._comes)
        self.hide()

    def show_weeks(
        self, weeks: Sequence[WeeklyAnswer], now: WeeklyView, first: date, last: date
    ) -> None:
        """Show the answers of the days from `first` to `last`, oldest first.

        `now` is where the questions stand today.
        """
        scores, nights = peg_points(weeks), sleep_points(weeks)
        sentences = [*self._scores(scores), *self._change(weeks)]
        self._said.setText(" ".join(sentences))
        self._said.setVisible(bool(sentences))
        about = self.tr("Each dot is the mean of the three questions of a week. Lower is better.")
        scale = PointsScale(self.tr("Your weeks"), Peg.MOST, notes=(about,))
        self.curve.show_curve(points_curve(scores, first, last, scale, self._phrases))
        self._sleep_said.setText(self._nights(nights))
        self._sleep_said.setVisible(bool(nights))
        scale = PointsScale(self.tr("Pain and sleep"), WeeklyAnswer.MOST_DISTURBED, decimals=0)
        self.sleep.show_curve(points_curve(nights, first, last, scale, self._phrases))
        self._comes.setText(self._when(now))
        self.setVisible(bool(sentences or nights))

    def _when(self, now: WeeklyView) -> str:
        if now.comes_on is None:
            return self.tr("They wait on Today.")
        return self.tr("They come again on {day}, on Today.").format(day=long_day(now.comes_on))

    def _scores(self, scores: Sequence[tuple[date, float]]) -> list[str]:
        if not scores:
            return []
        one = self.tr("Your week was {score} out of 10 on {day}.")
        more = self.tr("Your week was {before} out of 10 on {then}, and {score} on {day}.")
        return [_then_and_now(scores, one, more, 1)]

    def _nights(self, nights: Sequence[tuple[date, float]]) -> str:
        if not nights:
            return ""
        one = self.tr("Pain disturbed your sleep {score} out of 10 on {day}.")
        more = self.tr(
            "Pain disturbed your sleep {before} out of 10 on {then}, and {score} on {day}."
        )
        return _then_and_now(nights, one, more, 0)

    def _change(self, weeks: Sequence[WeeklyAnswer]) -> list[str]:
        changed = [week for week in weeks if week.change]
        if not changed or changed[-1].change is None:
            return []
        form = self.tr("All in all, against the start: {change}, on {day}.")
        change = change_names()[changed[-1].change].lower()
        return [form.format(change=change, day=short_day(changed[-1].given.day))]


def _then_and_now(points: Sequence[tuple[date, float]], one: str, more: str, decimals: int) -> str:
    """The last score in the form for `one`, or with the first of several in that for `more`."""
    (then, before), (day, now) = points[0], points[-1]
    return (more if len(points) > 1 else one).format(
        before=f"{before:.{decimals}f}",
        then=short_day(then),
        score=f"{now:.{decimals}f}",
        day=short_day(day),
    )
