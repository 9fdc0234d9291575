"""Statistics for one person: pure functions on daily scores, with missing days left out."""

from cluneal_tracker.domain.statistics.as_needed import (
    AsNeeded,
    AsNeededRefusal,
    AsNeededVerdict,
    as_needed,
)
from cluneal_tracker.domain.statistics.associations import (
    MOST_ACTIVITIES,
    Association,
    AssociationStatus,
    associations,
)
from cluneal_tracker.domain.statistics.block_relief import (
    BlockRelief,
    ReliefRule,
    RuleOutcome,
    relief,
)
from cluneal_tracker.domain.statistics.bootstrap import bootstrap_p
from cluneal_tracker.domain.statistics.nap import Nap, nap
from cluneal_tracker.domain.statistics.randomisation import (
    TrialRefusal,
    TrialResult,
    TrialVerdict,
    trial_result,
)
from cluneal_tracker.domain.statistics.relief_duration import (
    DurationRefusal,
    ReliefDuration,
    relief_duration,
)
from cluneal_tracker.domain.statistics.step_change import (
    StepChange,
    StepRefusal,
    Verdict,
    step_change,
)

__all__ = [
    "MOST_ACTIVITIES",
    "AsNeeded",
    "AsNeededRefusal",
    "AsNeededVerdict",
    "Association",
    "AssociationStatus",
    "BlockRelief",
    "DurationRefusal",
    "Nap",
    "ReliefDuration",
    "ReliefRule",
    "RuleOutcome",
    "StepChange",
    "StepRefusal",
    "TrialRefusal",
    "TrialResult",
    "TrialVerdict",
    "Verdict",
    "as_needed",
    "associations",
    "bootstrap_p",
    "nap",
    "relief",
    "relief_duration",
    "step_change",
    "trial_result",
]
