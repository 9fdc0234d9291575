"""What went together with more or less pain, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cluneal_tracker.domain.statistics.associations import FEWEST_DAYS, AssociationStatus
from cluneal_tracker.domain.statistics.step_change import NOTICEABLE_POINTS
from cluneal_tracker.render.sentences import Phrases, difference_text, number_text
from cluneal_tracker.services.together import Factor, FactorKind, Link, TogetherView

_OURS = {FactorKind.NIGHT: "night", FactorKind.WEEKDAY: "weekend"}


class TogetherWords:
    """Puts a view in words; `phrases` are those of the person's language."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._words: Mapping[str, Any] = phrases["together"]

    def summary(self, view: TogetherView) -> str:
        """The first line: how many stand out, and in how many days."""
        if not view.links:
            return str(self._words["empty"])
        standing = sum(_status(one) is AssociationStatus.STANDS_OUT for one in view.links)
        form = {0: "summary_none", 1: "summary_one"}.get(standing, "summary_some")
        return str(self._words[form].format(count=standing, days=view.scored_days))

    def title(self, link: Link) -> str:
        """What it is about, such as "Standing, the day after"."""
        lag = self._words["lag"][link.found.lag]
        return str(self._words["title"].format(name=self.name(link.factor), lag=lag))

    def name(self, factor: Factor) -> str:
        """A factor in a word or two."""
        return factor.name or str(self._words[_OURS[factor.kind]])

    def said(self, link: Link) -> str:
        """The difference, the range that chance allows for, and what would tell more."""
        found, words = link.found, self._words
        if found.status is AssociationStatus.INSEPARABLE:
            return f"{words['apart']} {self._days(link)}"
        if found.difference is None or found.low is None or found.high is None:
            return self._days(link)
        sentences = [
            self._between(found.low, found.high),
            self._days(link),
        ]
        if found.status is AssociationStatus.STANDS_OUT:
            form = words["higher" if found.difference > 0 else "lower"]
            points = number_text(abs(found.difference), self._phrases)
            sentences.insert(0, form.format(points=points))
        elif max(-found.low, found.high) < NOTICEABLE_POINTS:
            sentences.insert(0, words["narrow"])
        elif found.more_days:
            sentences.append(words["more_days"].format(days=found.more_days))
        return " ".join(sentences)

    def _between(self, low: float, high: float) -> str:
        low_end, high_end = (
            difference_text(end, self._words, "end", self._phrases) for end in (low, high)
        )
        return str(self._words["between"].format(low=low_end, high=high_end))

    def too_few(self, view: TogetherView) -> list[str]:
        """One line for each factor with too few days; empty where there is none."""
        few = [
            one
            for one in view.links
            if _status(one) is AssociationStatus.TOO_FEW_DAYS and one.found.lag == 0
        ]
        lines = [
            self._words["days_named"].format(
                name=self.name(one.factor), yes=one.found.days_with, no=one.found.days_without
            )
            for one in few
        ]
        return [*lines, self._words["need"].format(fewest=FEWEST_DAYS)] if lines else []

    def left_out(self, view: TogetherView) -> str:
        """What was not looked at; empty where everything was."""
        names = ", ".join(map(self.name, view.left_out))
        return str(self._words["left_out"].format(names=names)) if names else ""

    @property
    def caution(self) -> str:
        """What none of this can show."""
        return str(self._words["caution"])

    def _days(self, link: Link) -> str:
        found = link.found
        return str(self._words["days"].format(yes=found.days_with, no=found.days_without))


def _status(link: Link) -> AssociationStatus:
    return link.found.status
