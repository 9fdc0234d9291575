"""Whether paired scores went one way: Wilcoxon's signed ranks, counted out exactly."""

from __future__ import annotations

from collections.abc import Sequence

# More pairs than this are counted out just as exactly, but nobody needs them all.
MOST_PAIRS = 200


def signed_rank_p(differences: Sequence[int]) -> float:
    """The two-sided p of no change, from differences of pairs in whole units.

    Pairs without a difference are left out and ties get their middle rank (Wilcoxon 1945,
    Biometrics Bull 1:80; Pratt 1959 argues for another way with zeros). All 2**n ways to give the
    signs are counted by the sums of their ranks, so nothing is approximated (Streitberg & Röhmel
    1986, Statistical Software Newsletter 12:10). 1.0 where nothing differs. Raises ValueError for
    more than 200 pairs.
    """
    if len(differences) > MOST_PAIRS:
        raise ValueError(f"At most {MOST_PAIRS} pairs.")
    changed = [one for one in differences if one]
    if not changed:
        return 1.0
    doubled = _doubled_ranks([abs(one) for one in changed])
    positive = sum(rank for rank, one in zip(doubled, changed, strict=True) if one > 0)
    ways = _ways(doubled)
    low = min(positive, sum(doubled) - positive)
    return min(1.0, 2 * sum(ways[: low + 1]) / (1 << len(changed)))


def _doubled_ranks(sizes: Sequence[int]) -> list[int]:
    """Twice the middle rank of each, which is whole also for ties."""
    ordered = sorted(sizes)
    return [2 * ordered.index(size) + 1 + ordered.count(size) for size in sizes]


def _ways(ranks: Sequence[int]) -> list[int]:
    """In how many ways some of the ranks sum up to each number."""
    ways = [1] + [0] * sum(ranks)
    for rank in ranks:
        ways = [
            count + (ways[total - rank] if total >= rank else 0) for total, count in enumerate(ways)
        ]
    return ways
