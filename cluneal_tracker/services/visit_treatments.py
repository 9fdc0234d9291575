"""What was done against the pain and what came of it, for the page for the doctor."""

from __future__ import annotations

from dataclasses import dataclass

from cluneal_tracker.services.blocks import Blocks, BlocksView
from cluneal_tracker.services.effects import Effects, EffectsOf
from cluneal_tracker.services.ladder import Ladder, Onset
from cluneal_tracker.services.results import Results, TreatmentResult
from cluneal_tracker.services.trends import TrendView
from cluneal_tracker.services.trials import TrialOutcome, Trials


@dataclass(frozen=True, slots=True)
class Treated:
    """What was tried up to the end of a range of days.

    `results` are the newest turning points of the range, newest first, and `more_results` counts
    the older ones. `onset` and `blocks` are of the whole diary up to the end of the range.
    `effects` are the side effects of the range, by their treatment. `trial` is the newest one that
    ended in the range.
    """

    results: tuple[TreatmentResult, ...]
    more_results: int
    onset: Onset | None
    blocks: BlocksView
    effects: tuple[EffectsOf, ...]
    trial: TrialOutcome | None


class VisitTreatments:
    """Reads what was tried, from the day the pain began on."""

    MOST_RESULTS = 3
    MOST_BLOCKS = 3

    def __init__(
        self, results: Results, ladder: Ladder, blocks: Blocks, effects: Effects, trials: Trials
    ) -> None:
        self._results, self._ladder, self._blocks = results, ladder, blocks
        self._effects, self._trials = effects, trials

    def within(self, trend: TrendView) -> Treated:
        """What was tried in the days of a trend, and before them."""
        turns = [one for one in reversed(trend.treatments) if one.compared]
        shown = turns[: self.MOST_RESULTS]
        return Treated(
            results=tuple(self._results.of(one, trend.treatments, trend.last) for one in shown),
            more_results=len(turns) - len(shown),
            onset=self._ladder.onset(trend.last),
            blocks=self._blocks.view(trend.last, self.MOST_BLOCKS),
            effects=tuple(self._effects.between(trend.first, trend.last)),
            trial=self._trials.newest_outcome(trend.first, trend.last),
        )
