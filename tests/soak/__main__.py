"""Rounds by hand: `python -m tests.soak 1000 1` writes a line of JSON for each.

The second number says in which rounds everything is drawn anew: in all of them, or in each eighth.
"""

from __future__ import annotations

import dataclasses
import json
import sys

from tests.soak.rounds import Sample, rounds


def _tell(number: int, sample: Sample) -> None:
    print(json.dumps({"round": number, **dataclasses.asdict(sample)}), flush=True)


if __name__ == "__main__":
    rounds(int(sys.argv[1]), int(sys.argv[2]), _tell)
