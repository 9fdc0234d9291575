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
    low = min(positive, sum(doubled) - positive)
    return min(1.0, 2 * _ways_up_to(low, doubled) / (1 << len(changed)))


def _doubled_ranks(sizes: Sequence[int]) -> list[int]:
    """Twice the middle rank of each, which is whole also for ties."""
    ordered = sorted(sizes)
    return [2 * ordered.index(size) + 1 + ordered.count(size) for size in sizes]


def _ways_up_to(most: int, ranks: Sequence[int]) -> int:
    """In how many ways some of the ranks sum up to `most` or less.

    The count for each sum is a field of one large number, field 0 the lowest. To add a rank is to
    add that number to itself, moved up by so many fields: one step for Python, however many sums.
    """
    # All counts together are 2**n, so none of them runs over into the next field.
    width = len(ranks) + 1
    kept = (1 << (most + 1) * width) - 1
    fields = 1
    for rank in ranks:
        fields = (fields + (fields << rank * width)) & kept
    # The remainder is the sum of the fields, as the sum of digits is when nines are cast out.
    return fields % ((1 << width) - 1)
