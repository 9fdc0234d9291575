"""The runner plants what it says, and the page of judged mistakes names those there are."""

from __future__ import annotations

import ast
import copy
import textwrap
from pathlib import Path

import pytest

from tests.mutation.__main__ import every_mutant, judged_the_same
from tests.mutation.modules import GROUPS
from tests.mutation.sites import mutants
from tests.mutation.sql import sql_mistakes


def _planted(source: str) -> set[str]:
    """Each mutant of a piece of code, written out."""
    source, found = textwrap.dedent(source).strip(), set()
    for number in range(len(mutants("m", ast.parse(source), source))):
        tree = ast.parse(source)
        mutant = mutants("m", tree, source)[number]
        mutant.place.put(copy.copy(mutant.instead))
        compile(ast.fix_missing_locations(tree), "m", "exec")
        found.add(ast.unparse(tree))
    return found


@pytest.mark.parametrize(
    ("source", "planted"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a is not None", {"a is None"}),
        ("a and b and c", {"a or b or c", "b and c", "a and c", "a and b"}),
        ("x = a + 1", {"x = a - 1", "x = a + 2"}),
        ("x = 'a'", {"x = ''"}),
        ("x = True", {"x = False"}),
        ("if a:\n    f()", {"if not a:\n    f()", "if a:\n    pass"}),
        ("if not a:\n    del b", {"if a:\n    del b", "if not a:\n    pass"}),
        ("def f():\n    '''Says.'''\n    return a", {"def f():\n    '''Says.'''\n    return None"}),
        ("@cache(maxsize=4)\ndef f(a: 'int') -> 'str':\n    pass", set()),
        ("zip(a, b, strict=True)", {"pass"}),
    ],
)
def test_each_mistake_is_planted_alone(source: str, planted: set[str]) -> None:
    wanted = {ast.unparse(ast.parse(one)) for one in planted}
    assert _planted(source) == wanted


def test_a_statement_of_sql_gets_the_mistakes_of_sql() -> None:
    text = "select a from b where c >= ? and d = 1 order by e desc"
    assert {changed for _, changed in sql_mistakes(text)} == {
        "select a from b where c >= ? and d = 1 order by e",
        "select a from b where c > ? and d = 1 order by e desc",
        "select a from b where c >= ? and d != 1 order by e desc",
        "select a from b where c >= ? order by e desc",
        "select a from b where c >= ? and d = 1",
    }
    assert sql_mistakes("Choose where it goes and press Enter.") == []


def test_what_was_judged_to_be_the_same_is_there_to_be_planted() -> None:
    names = [f"cluneal_tracker.data.{name}" for modules in GROUPS.values() for name in modules]
    assert judged_the_same() <= {mutant.key for mutant in every_mutant(names)}


def test_each_file_of_tests_in_the_table_is_there() -> None:
    named = {one for modules in GROUPS.values() for tests in modules.values() for one in tests}
    assert [name for name in sorted(named) if not Path("tests", f"{name}.py").is_file()] == []
