"""A crash leaves no memory on the disk and says nothing of what was typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cluneal_tracker import crash
from tests.privacy.conftest import Lived

# Dies as from a fault in a library, with all dumps allowed that the system allows.
_DIE = """
import os, resource, sys
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
word = "a word that was typed"
if sys.argv[1:] == ["discreetly"]:
    from cluneal_tracker import crash
    crash.be_discreet()
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    parts = "/proc/self/coredump_filter"
    assert not os.path.exists(parts) or int(open(parts).read(), 16) == 0
    sys.stdout.write("discreet")
    sys.stdout.flush()
os.chdir(os.environ["GRAVE"])
os.abort()
"""

_FAIL = """
import threading
from cluneal_tracker import crash
crash.be_discreet()

class Odd:
    def __del__(self):
        raise LookupError("a word that was typed")

def fail():
    raise OSError("a word that was typed")

thread = threading.Thread(target=fail)
thread.start()
thread.join()
Odd()
raise ValueError("a word that was typed")
"""


def _child(script: str, *words: str, grave: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *words]
    environment = {"GRAVE": str(grave or ""), "PYTHONPATH": str(Path(crash.__file__).parents[1])}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="dumps as POSIX has them")
def test_a_program_that_dies_leaves_no_memory_behind(tmp_path: Path) -> None:
    done = _child(_DIE, "discreetly", grave=tmp_path)
    assert (done.returncode, done.stdout) == (-6, "discreet"), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="dumps as POSIX has them")
def test_one_that_is_not_discreet_does(tmp_path: Path) -> None:
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or pattern.read_text().strip() != "core":
        pytest.skip("this system takes its dumps elsewhere")
    _child(_DIE, grave=tmp_path)
    dumps = list(tmp_path.iterdir())
    if not dumps:
        pytest.skip("this system makes no dumps")
    assert b"a word that was typed" in dumps[0].read_bytes()


def test_errors_of_threads_and_of_the_collector_quote_nothing() -> None:
    done = _child(_FAIL)
    assert done.returncode == 1
    for name in ("OSError", "LookupError", "ValueError", "in fail", "in __del__"):
        assert name in done.stderr
    assert "typed" not in done.stderr


def test_what_led_to_an_error_is_told_first(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        try:
            int("a word")
        except ValueError as error:
            raise LookupError("another word") from error
    except LookupError as error:
        crash.tell(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert said.index("ValueError") < said.index("LookupError")
    assert "test_crash.py" in said
    # The lines of the program are told, and these hold the words; the messages are not.
    assert "invalid literal" not in said


def test_the_program_begins_so(window: Lived) -> None:
    assert window.said["core limit"] == [0, 0]
