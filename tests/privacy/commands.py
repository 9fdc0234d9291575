"""Every command that touches the diary, run in one process, with one word in each text.

`python -m tests.privacy.commands` reads the word from its input and ends by saying, as JSON, how
the files stood after each command.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from cluneal_tracker import __main__ as program
from cluneal_tracker import paths


def _commands(word: str, documents: Path) -> Iterator[list[str]]:
    yield ["score", "4.1", "--note", word, "--activity", "standing=yes"]
    medicine = ["medicine", "--on", "2026-03-12", "--name", word, "--dose", word, "--note", word]
    yield ["treatment", "add", *medicine]
    needed = ["other", "--on", "2026-03-12", "--name", f"{word} pad", "--when-needed"]
    yield ["treatment", "add", *needed]
    yield ["took", "--note", word, f"{word} pad"]
    yield ["took"]
    yield ["effect", "add", word, word, "mild", "--note", word]
    yield ["effect", "list"]
    yield ["session", "add", "nerve-glide"]
    yield ["visit", "add", "2026-03-24", "--whom", word, "--asked", word, "--said", word]
    yield ["exercise", "level", "core", "2"]
    yield ["exercise", "export", "core", "--out", str(documents / "core.json")]
    yield ["exercise", "import", str(documents / "core.json")]
    ways = ["--with", word, "--without", f"no {word}", "--about", word]
    yield ["trial", "plan", *ways, "--remind", "08:00", "--start"]
    yield ["trial", "show"]
    yield ["list", "--json"]
    yield ["treatment", "list"]
    yield ["backup"]
    yield ["export", "json", "--out", str(documents / "all.json")]
    yield ["export", "csv", "--out", str(documents / "all.zip")]
    yield ["export", "csv", "--out", str(documents / "pain.csv")]
    yield ["export", "fhir", "--with-notes", "--out", str(documents / "clinic.json")]
    yield ["export", "ics", "--out", str(documents / "phone.ics")]
    yield ["chart", "--out", str(documents / "chart.svg")]
    yield ["report", "--out", str(documents / "page.pdf")]
    yield ["score", "5.5", "--note", word]
    yield ["import", str(documents / "all.json")]
    yield ["import", str(documents / "all.zip"), "--dry-run"]
    yield ["check"]
    yield ["backups"]
    yield ["restore", _newest_backup()]


def _newest_backup() -> str:
    return max(paths.data_folder().glob("backups/*.db")).name


def _rights(*folders: Path) -> dict[str, str]:
    """The rights to every file and folder, as in `chmod`."""
    found = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    return {str(path): f"{path.stat().st_mode & 0o777:o}" for path in found if path.exists()}


def main() -> int:
    """Run all commands; the exit code is 1 if one of them did not work."""
    word, documents = sys.stdin.read().strip(), paths.documents_folder()
    seen: list[dict[str, Any]] = []
    for words in _commands(word, documents):
        said, complained = io.StringIO(), io.StringIO()
        with redirect_stdout(said), redirect_stderr(complained):
            sys.argv[1:] = words
            code = program.main()
        seen.append(
            {
                "command": words[:2],
                "code": code,
                "complained": complained.getvalue(),
                "rights": _rights(paths.data_folder(), documents),
            }
        )
    print(json.dumps(seen))
    return int(any(step["code"] for step in seen))


if __name__ == "__main__":
    sys.exit(main())
