"""Numbers that others printed beside ours: `python -m tests.domain.statistics.published`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from cluneal_tracker.domain.statistics import nap, step_change, trial_result
from cluneal_tracker.domain.statistics.associations import benjamini_hochberg
from cluneal_tracker.domain.statistics.signed_rank import signed_rank_p
from cluneal_tracker.domain.trial import Arm, Trial
from tests.domain.statistics import series_in_print as series

NLME = "nlme 3.1"
CASES = "as SingleCaseES 0.7"


@dataclass(frozen=True, slots=True)
class Row:
    """Printed numbers, as text so that their digits count, and ours."""

    what: str
    source: str
    printed: str
    ours: tuple[float, ...]

    @property
    def differences(self) -> list[tuple[float, float]]:
        """Each of ours less the printed one, and half of the last printed digit."""
        numbers = self.printed.split()
        return [
            (one - float(number), 0.5 * 10.0 ** -len(number.partition(".")[2]))
            for one, number in zip(self.ours, numbers, strict=True)
        ]


def rows() -> list[Row]:
    """All of them, in the order of the table."""
    return [row for part in (_steps(), _overlaps(), _chances()) for row in part]


def step_of(
    scores: series.Series, first_after: int, *, slope: bool = False
) -> tuple[float, float, float]:
    """Change, its error and phi, the first score being that of day 1."""
    scored = {day: score for day, score in enumerate(scores, start=1) if score is not None}
    step = step_change(list(scored), list(scored.values()), first_after, slope=slope)
    assert step.change is not None
    assert step.standard_error is not None
    assert step.phi is not None
    return step.change, step.standard_error, step.phi


def _steps() -> Iterator[Row]:
    thinned = [
        None if day in (5, 10, 11, 18) else score for day, score in enumerate(series.PAIN, start=1)
    ]
    pain, nile, ozone = series.PAIN, series.NILE, series.OZONE
    # What, whose numbers, the scores, the first day after, with a line, and then the numbers.
    for what, source, scores, start, slope, printed in (
        ("step, its error, phi: pain", NLME, pain, 8, False, "-4.755336 .636955 .219305"),
        ("pain, with lines", NLME, pain, 8, True, "-5.035175 1.409810 .362694"),
        ("pain, 4 days missing", NLME, thinned, 8, False, "-4.730431 .637052 .205401"),
        ("Nile", NLME, nile, 29, False, "-249.3313 34.0194 .183012"),
        ("Nile, with lines", NLME, nile, 29, True, "-289.6890 69.3585 .197475"),
        ("ozone, 37 days missing", NLME, ozone, 93, False, "3.69427 10.20402 .553704"),
        ("ozone, with lines", NLME, ozone, 93, True, "1.99618 15.44792 .452627"),
        ("Lake Huron", NLME, series.HURON, 17, False, "-1.36508 .57364 .788025"),
        ("hormone", NLME, series.HORMONE, 25, False, ".01888 .29345 .62882"),
        ("hormone, with lines", NLME, series.HORMONE, 25, True, "-.52478 .45016 .66092"),
        ("example of NAP", NLME, series.NAP_EXAMPLE, 11, False, "4.316396 1.201334 .461450"),
        ("example of Tau", NLME, series.TAU_EXAMPLE, 7, False, "5.346497 2.02201 .577152"),
        (
            "class 1, phi held at 0",
            NLME,
            series.CLASS_1,
            4,
            False,
            "-7.837619 1.89255 .000000",
        ),
        ("class 2", NLME, series.CLASS_2, 6, False, "-7.327728 5.043987 .230779"),
        ("class 3", NLME, series.CLASS_3, 10, False, "-7.598195 2.090591 .206655"),
        ("falling, with lines", NLME, series.FALLING, 11, True, ".60111 2.77095 .08170"),
    ):
        yield Row(what, source, printed, step_of(scores, start, slope=slope))


def _overlaps() -> Iterator[Row]:
    rated = (33, 6, 6, 11, 2), (3, 2, 2, 11, 33)
    normal, ill = (
        [float(mark) for mark, count in enumerate(side, start=1) for _ in range(count)]
        for side in rated
    )
    late = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    early = [1.15, 0.88, 0.90, 0.74, 1.21]
    short: tuple[list[float], list[float]] = [3, 3, 4, 5], [4, 5, 6, 7, 7]
    example, tau, pain = (
        _split(series.NAP_EXAMPLE, 10),
        _split(series.TAU_EXAMPLE, 6),
        _split(series.PAIN, 7),
    )
    for what, source, printed, found in (
        ("NAP and its error: pain, lower", CASES, "1 .008067", nap(*pain)),
        ("example of NAP", CASES, ".9636364 .0319262", nap(*example, better="higher")),
        ("example of Tau", CASES, ".9166667 .0690066", nap(*tau, better="higher")),
        ("class 2, lower", CASES, ".7714286 .1538619", nap(*_split(series.CLASS_2, 5))),
    ):
        yield Row(what, source, printed, (found.value, found.standard_error))
    for what, source, printed, found in (
        ("NAP alone: 96 %", "Parker & Vannest 2009", ".96", nap(*example, better="higher")),
        ("16 of 20 as Tau", "Parker, Vannest & Davis 2011", ".9", nap(*short, better="higher")),
        ("area, many ties", "Hanley & McNeil 1982", ".893", nap(normal, ill, better="higher")),
        ("W 35 of 50, lower", "Hollander & Wolfe 1973", ".7", nap(late, early)),
    ):
        yield Row(what, source, printed, (found.value,))


def _split(scores: series.Series, before: int) -> tuple[list[float], list[float]]:
    whole = [score for score in scores if score is not None]
    return whole[:before], whole[before:]


def _chances() -> Iterator[Row]:
    maize = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    soles = [0.8, 0.6, 0.3, -0.1, 1.1, -0.2, 0.3, 0.5, 0.5, 0.3]
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    found = int((benjamini_hochberg(np.array(p)) <= 0.05).sum())
    for what, source, printed, ours in (
        ("draws of 32,768: maize", "Fisher 1935", "1726", 32768 * _p_of_draws(maize)),
        ("draws of 1,024: shoes", "Box, Hunter & Hunter 1978", "14", 1024 * _p_of_draws(soles)),
        ("signed ranks: maize", "R 4.2.2, wilcox.test", ".04126", signed_rank_p(maize)),
        ("found of 15 at 5 %", "Benjamini & Hochberg 1995", "4", found),
    ):
        yield Row(what, source, printed, (ours,))


def _p_of_draws(differences: list[int] | list[float]) -> float:
    """The p of a trial whose periods are single days, A being so much over B in each pair."""
    start = date(2026, 1, 1).toordinal()
    trial = Trial(date.fromordinal(start), 1, 0, (Arm.A, Arm.B) * len(differences))
    scores = {}
    for pair, difference in enumerate(differences):
        scores[date.fromordinal(start + 2 * pair)] = float(difference)
        scores[date.fromordinal(start + 2 * pair + 1)] = 0.0
    p = trial_result(trial, scores, date(2027, 1, 1)).p
    assert p is not None
    return p


def table() -> str:
    """All rows as a table of Markdown."""
    lines = [
        "| what | printed by | the numbers | largest difference |",
        "| --- | --- | --- | ---: |",
    ]
    for row in rows():
        # Less than the hairs of a search for the highest likelihood says nothing.
        largest = round(max(abs(difference) for difference, _ in row.differences), 8)
        shown = f"{largest:.0e}" if largest else "0"
        lines.append(f"| {row.what} | {row.source} | {row.printed} | {shown} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
