"""How many planted mistakes the tests see: `python -m tests.mutation store journal --sample 400`.

Takes groups and modules of tests/mutation/modules.py; needs fork, so not Windows. Those that no
test sees are written out, and with --to also into a file, which --again takes to try them alone.
"""

from __future__ import annotations

import argparse
import ast
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from random import Random

from tests.mutation.covering import file_of
from tests.mutation.forks import Outcome
from tests.mutation.modules import GROUPS
from tests.mutation.running import Plan, try_all
from tests.mutation.sites import Mutant, mutants

_DATA = "cluneal_tracker.data."
# What a child would else import again for each mutant. Nothing of the app is among it.
_HEAVY = ("numpy", "sqlite_utils", "hypothesis.stateful", "PySide6.QtWidgets")
_SEEN = (Outcome.KILLED, Outcome.TIMEOUT)


def main() -> None:
    """Try the mutants that were asked for and say what became of them."""
    asked = _asked()
    for name in _HEAVY:
        import_module(name)
    tests = _tests(asked.modules)
    trees: dict[str, ast.Module] = {}
    wanted = _wanted(asked, every_mutant(tests, trees))
    plan = Plan(tests, trees, asked.patience)
    began, outcomes = time.perf_counter(), defaultdict[str, Counter[Outcome]](Counter)
    survivors = []
    print(f"{len(wanted)} mutants of {len(tests)} modules", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for mutant, outcome in try_all(plan, wanted, Path(folder)):
            outcomes[mutant.module][outcome] += 1
            if outcome not in _SEEN:
                survivors.append(mutant.key)
                print(f"{outcome.value}: {mutant.key}", flush=True)
    for module, counts in sorted(outcomes.items()):
        print(_line(module.removeprefix(_DATA), counts))
    print(_line("together", sum(outcomes.values(), Counter())))
    print(f"{time.perf_counter() - began:,.0f} s")
    if asked.to:
        asked.to.write_text("\n".join(sorted(survivors)))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("modules", nargs="+", help=f"{', '.join(GROUPS)} or modules of them.")
    parser.add_argument("--sample", type=int, help="Try so many mutants only.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=8.0, help="Seconds of tests a mutant.")
    parser.add_argument("--to", type=Path, help="Where the survivors' names go.")
    parser.add_argument("--again", type=Path, help="A file of survivors; no other is tried.")
    return parser.parse_args()


def _tests(asked: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group, modules in GROUPS.items():
        for name, tests in modules.items():
            if group in asked or name in asked:
                found[_DATA + name] = tuple(dict.fromkeys(tests))
    if not found:
        sys.exit(f"There is no such module in tests/mutation/modules.py: {', '.join(asked)}")
    return found


def every_mutant(
    modules: Iterable[str], trees: dict[str, ast.Module] | None = None
) -> list[Mutant]:
    """All mutants of some modules; their trees are put into `trees`."""
    found = []
    for name in modules:
        source = Path(file_of(name)).read_text("utf-8")
        tree = ast.parse(source)
        found += mutants(name, tree, source)
        if trees is not None:
            trees[name] = tree
    return found


def _wanted(asked: argparse.Namespace, every: list[Mutant]) -> list[Mutant]:
    same = judged_the_same()
    found = [mutant for mutant in every if mutant.key not in same]
    if asked.again:
        keys = set(asked.again.read_text().splitlines())
        found = [mutant for mutant in found if mutant.key in keys]
    if asked.sample and asked.sample < len(found):
        chosen = Random(asked.seed).sample(range(len(found)), asked.sample)
        found = [found[number] for number in sorted(chosen)]
    return found


def judged_the_same() -> set[str]:
    """The mutants that behave as the program does, by docs/mutation.md, which says why."""
    lines = (Path("docs") / "mutation.md").read_text("utf-8").splitlines()
    return {line.split("`")[1] for line in lines if line.startswith("- `")}


def _line(name: str, counts: Counter[Outcome]) -> str:
    seen = sum(counts[one] for one in _SEEN)
    return f"{name:28} {seen:5} of {counts.total():5} {100 * seen / max(1, counts.total()):6.1f} %"


if __name__ == "__main__":
    main()
