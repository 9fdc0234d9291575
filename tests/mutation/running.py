"""Running the tests against one mutant after another.

A mistake within a function is put into the function that lives already, in a child forked from a
session whose tests are collected. A mistake in what runs on import needs the modules read anew.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutation.covering import Cover, Tracer, covered, file_of
from tests.mutation.forks import Outcome, allow, forked
from tests.mutation.sites import Mutant

Trees = dict[str, ast.Module]
Tell = Callable[[Mutant, Outcome], None]
# Hypothesis is imported before pytest begins, once for all children.
_IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"
_QUIET = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-W", _IMPORTED]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried on what: the tests of each module, the likeliest to see a mistake first."""

    tests: dict[str, tuple[str, ...]]
    trees: Trees
    # Tests that take longer than this together are not all run against one mutant.
    patience: float

    @property
    def files(self) -> list[str]:
        """Every file of tests."""
        return sorted({f"tests/{name}.py" for names in self.tests.values() for name in names})

    def chosen(self, mutant: Mutant, cover: Cover) -> list[str]:
        """The tests that run what was changed, in the order in which they are run."""
        file, place = file_of(mutant.module), mutant.place
        span = place.span if place.in_function else (0, 10_000)
        names = [f"tests/{name}.py" for name in self.tests[mutant.module]]
        found = [one for one in cover.of(file, span) if one.split("::")[0] in names]
        if not place.in_function:
            # What is set on import may be looked at without running a line of the module.
            near = names if not found else names[:1]
            found += [one for one in cover.seconds if one.split("::")[0] in near]
            found = list(dict.fromkeys(found))
        # The quick ones first, and those of a near file before those of a far one.
        found.sort(key=lambda one: cover.seconds[one] * (1 + names.index(one.split("::")[0])))
        spent = 0.0
        kept: list[str] = []
        for one in found:
            spent += cover.seconds[one]
            if not kept or spent < self.patience:
                kept.append(one)
        return kept


class Session:
    """A pytest plugin: when the tests are collected, tries the mutants of functions on them."""

    def __init__(self, plan: Plan, wanted: Sequence[Mutant], tell: Tell, left: Path) -> None:
        self._plan, self._wanted, self._tell, self._left = plan, wanted, tell, left
        self._tracer = Tracer({file_of(module) for module in plan.trees})
        self._tracer.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tries one mutant after another; the tests of this session are never run in it."""
        self._tracer.stop()
        for item in session.items:
            make_fewer(item)
        cover = self._covered(session)
        alive = _alive()
        later = []
        for number, mutant in enumerate(self._wanted):
            file, place = file_of(mutant.module), mutant.place
            chosen = self._plan.chosen(mutant, cover)
            if not place.in_function or cover.is_run_on_import(file, place.span):
                later.append((number, chosen, [cover.seconds[one] for one in chosen]))
            elif chosen:
                self._tell(mutant, forked(self._trial(session, mutant, chosen, cover, alive)))
            else:
                self._tell(mutant, Outcome.NOT_RUN)
        self._left.write_text(json.dumps(later))
        return True

    def _covered(self, session: pytest.Session) -> Cover:
        answer = self._left.with_suffix(".cover")

        def work() -> int:
            cover = Cover()
            covered(session, self._tracer, cover)
            lines = [(file, line, [*tests]) for (file, line), tests in cover.tests.items()]
            answer.write_text(json.dumps([lines, cover.seconds, [*cover.on_import], cover.red]))
            return 0

        forked(work, quiet=False)
        lines, seconds, on_import, red = json.loads(answer.read_text())
        if red:
            print(f"Left out, for they are red already: {', '.join(red)}", flush=True)
        tests = {(file, line): {*names} - {*red} for file, line, names in lines}
        seconds = {name: each for name, each in seconds.items() if name not in red}
        return Cover(tests, seconds, {(file, line) for file, line in on_import})

    def _trial(
        self,
        session: pytest.Session,
        mutant: Mutant,
        chosen: list[str],
        cover: Cover,
        alive: list[FunctionType],
    ) -> Callable[[], int]:
        def work() -> int:
            _swap(_planted(mutant, self._plan.trees), alive)
            # It would tell of each test.
            teller = session.config.pluginmanager.get_plugin("terminalreporter")
            session.config.pluginmanager.unregister(teller)
            by_name = {item.nodeid: item for item in session.items}
            items = [by_name[one] for one in chosen]
            for item, following in zip(items, [*items[1:], None], strict=True):
                allow(cover.seconds[item.nodeid])
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    return 1
            return 0

        return work


class Chosen:
    """A pytest plugin that runs these tests alone, in this order."""

    def __init__(self, names: list[str], seconds: list[float]) -> None:
        self._seconds = dict(zip(names, seconds, strict=True))

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out all others."""
        by_name = {item.nodeid: item for item in items}
        # One that is not there has a name made of what was changed.
        items[:] = [by_name[name] for name in self._seconds]
        for item in items:
            make_fewer(item)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Give it its time."""
        allow(self._seconds[item.nodeid])


class Finder(MetaPathFinder):
    """Finds one module with a mistake in it."""

    def __init__(self, module: str, code: CodeType) -> None:
        self._module, self._code = module, code

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """The changed module; nothing for all others."""
        if fullname != self._module:
            return None
        code = self._code

        class Loader(SourceFileLoader):
            def exec_module(self, module: ModuleType) -> None:
                exec(code, module.__dict__)

        file = file_of(fullname)
        return spec_from_file_location(fullname, file, loader=Loader(fullname, file))


def try_all(plan: Plan, wanted: Sequence[Mutant], folder: Path) -> Iterator[tuple[Mutant, Outcome]]:
    """What becomes of each mutant; needs a process that has not yet imported the app."""
    told, left = folder / "told", folder / "left"
    told.touch()

    def tell(mutant: Mutant, outcome: Outcome) -> None:
        with told.open("a") as file:
            file.write(json.dumps([wanted.index(mutant), outcome.value]) + "\n")

    def session() -> int:
        plugin = Session(plan, wanted, tell, left)
        return int(pytest.main([*_QUIET, *plan.files], plugins=[plugin]))

    forked(session, quiet=False)
    for line in told.read_text().splitlines():
        number, outcome = json.loads(line)
        yield wanted[number], Outcome(outcome)
    for number, chosen, seconds in json.loads(left.read_text()):
        mutant = wanted[number]
        if chosen:
            yield mutant, forked(_anew(mutant, plan.trees, chosen, seconds))
        else:
            yield mutant, Outcome.NOT_RUN


def _anew(
    mutant: Mutant, trees: Trees, chosen: list[str], seconds: list[float]
) -> Callable[[], int]:
    def work() -> int:
        sys.meta_path.insert(0, Finder(mutant.module, _planted(mutant, trees)))
        files = list(dict.fromkeys(one.split("::")[0] for one in chosen))
        return int(pytest.main([*_QUIET, "-x", *files], plugins=[Chosen(chosen, seconds)]))

    return work


def _planted(mutant: Mutant, trees: Trees) -> CodeType:
    """The module's code with the mistake in it; spoils the tree, so only for a child."""
    place = mutant.place
    place.put(ast.copy_location(mutant.instead, place.node))
    tree = ast.fix_missing_locations(trees[mutant.module])
    code: CodeType = compile(tree, file_of(mutant.module), "exec", dont_inherit=True)
    return code


def _alive() -> list[FunctionType]:
    here = os.path.join(os.getcwd(), "cluneal_tracker")
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(here)
    ]


def _swap(code: CodeType, alive: list[FunctionType]) -> None:
    """Give the functions that live the code they have in the changed module."""
    fresh = {(one.co_name, one.co_firstlineno): one for one in _within(code)}
    for function in alive:
        old = function.__code__
        new = fresh.get((old.co_name, old.co_firstlineno))
        if old.co_filename == code.co_filename and new is not None:
            function.__code__ = new


def _within(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _within(constant)


def make_fewer(item: pytest.Item) -> None:
    """Hypothesis with few examples, the same each time, and no search for a smaller one."""
    test: Any = getattr(item, "obj", None)
    test = getattr(test, "__func__", test)
    own = getattr(test, "_hypothesis_internal_use_settings", None)
    if own is not None:
        test._hypothesis_internal_use_settings = settings(
            own,
            max_examples=min(own.max_examples, 12),
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
        )
