"""Fuzzing by hand, a format at a time: `python -m tests.fuzz csv --runs 1000000`.

Needs `pip install atheris` (Linux, CPython). A file that breaks a promise is kept as crash-* in
the folder that --keep names, and the run ends with it.
"""

from __future__ import annotations

import argparse
import atexit
import sys
import tempfile
import time
import warnings
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from shutil import rmtree
from typing import Any
from zlib import crc32

_LONGEST = 8192
# How often a good file, and one that was spoilt before, is spoilt in a way that keeps its shape;
# else libFuzzer does what it has learnt.
_GOOD, _AGAIN = 0.3, 0.3
# What reads the files, so that libFuzzer sees which way one takes.
_OURS = ("exchange", "strict_json", "routine_text", "routine_file", "png")
_WATCHED = ("zipfile", *(f"cluneal_tracker.data.{name}" for name in _OURS))


def main() -> None:
    """Fuzz one format; never returns."""
    asked = _asked()
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        sys.exit("Fuzzing needs atheris: python -m pip install atheris")
    with atheris.instrument_imports(include=[*_WATCHED]):
        judging = import_module("tests.fuzz.judge")
        exercises = import_module("tests.fuzz.exercise_judge")
        formats = import_module("tests.fuzz.formats")
    is_exercise = asked.format == formats.EXERCISE
    kind = formats.EXERCISE_FORMAT if is_exercise else formats.FORMATS[asked.format]
    # In memory where there is such a folder: a million files wear a disk out.
    shared = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
    known = formats.exercise_files()[0] if is_exercise else formats.exports()["json"][1]
    judged_by = exercises.ExerciseJudge if is_exercise else judging.Judge
    judge = judged_by(_written(folder / "known.json", known))
    counts: Counter[str] = Counter()
    seeds = kind.seeds()
    atexit.register(rmtree, folder)
    atexit.register(_tell, counts, time.process_time())

    def one(content: bytes) -> None:
        # The same file is judged in the same way when it is tried again by itself.
        chance = Random(crc32(content))
        counts[judge.judge(_written(folder / "file", content), chance).value] += 1

    def mutate(content: bytes, longest: int, seed: int) -> bytes:
        chance = Random(seed)
        way = chance.random()
        if way < _GOOD + _AGAIN:
            begin = chance.choice(seeds) if way < _GOOD else content
            return bytes(kind.spoil(begin, chance)[:longest])
        return bytes(atheris.Mutate(content, longest))

    warnings.simplefilter("ignore")
    atheris.Setup(
        _options(asked, folder, seeds, _words(formats.FORMATS)), one, custom_mutator=mutate
    )
    atheris.Fuzz()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("format")
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(), help="Where crash-* files go.")
    return parser.parse_args()


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def _options(
    asked: argparse.Namespace, folder: Path, seeds: list[bytes], words: list[str]
) -> list[str]:
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed)
    (folder / "words").write_text("\n".join(words))
    return [
        sys.argv[0],
        # Unlike -runs, this one lets Python end in its own way, and so tell the counts.
        f"-atheris_runs={asked.runs}",
        f"-seed={asked.seed}",
        f"-max_len={_LONGEST}",
        f"-dict={folder / 'words'}",
        f"-artifact_prefix={asked.keep.resolve()}/",
        "-rss_limit_mb=1024",
        "-timeout=30",
        "-print_final_stats=1",
        str(corpus),
    ]


def _words(formats: object) -> list[str]:
    """Every name and odd value, as libFuzzer's dictionaries spell them."""
    tables = import_module("cluneal_tracker.data.exchange.tables")
    settings = import_module("cluneal_tracker.data.exchange.settings_table")
    odd = import_module("tests.fuzz.spoiling").ODD
    names = [name for table in tables.TABLES for name in table.fields]
    texts = [*names, *settings.READ_SETTING, *(text for text in odd if 0 < len(text) < 60)]
    return [f'"{"".join(f"{chr(92)}x{byte:02x}" for byte in text.encode())}"' for text in texts]


def _tell(counts: Counter[str], began: float) -> None:
    seconds = time.process_time() - began
    print(f"{counts.total():,} files in {seconds:,.0f} s of computing", file=sys.stderr)
    for outcome, count in counts.most_common():
        print(f"{count:>12,}  {outcome}", file=sys.stderr)


if __name__ == "__main__":
    main()
