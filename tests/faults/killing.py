"""Ends a program without warning, in the middle of its work."""

from __future__ import annotations

import subprocess
import sys

import pytest


def kill_at_work(seconds: float, code: str, *words: str, once_told: bool = False) -> list[str]:
    """What a piece of Python told, line by line, when it was killed so long after "ready".

    On a busy computer that may be before anything is done: `once_told`, the seconds are counted
    from the first line after it. A line that was not told to its end does not count.
    """
    pipe = subprocess.PIPE
    # Without a buffer here, what is read line by line and what is read to the end fit together.
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        first = child.stdout.readline() if once_told else b""
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(timeout=seconds)
        child.kill()
        said, complained = child.communicate()
    assert not complained
    lines = (first + said).decode().splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n")]
