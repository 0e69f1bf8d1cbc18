"""Asking: has a question in SQL that someone typed answered within bounds, by a process of its own.

DuckDB can be interrupted, but not inside one call of a function (levenshtein of two long texts), and a limit on its
memory does not bind all that it does. A process can be ended whatever it does, and takes its memory with it.
"""

import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final, NamedTuple

import polars as pl

SECONDS: Final = 10.0
ROWS: Final = 1_000
AT_ONCE: Final = threading.Semaphore(2)
"""Questions that are answered at one time: the pages need a core too."""


class QuestionError(ValueError):
    """A question that cannot be answered; the message says why."""


class Answer(NamedTuple):
    """What was found, and whether there was more."""

    names: list[str]
    rows: list[tuple[Any, ...]]
    is_cut: bool

    def frame(self) -> pl.DataFrame:
        """Make a table of it; columns of the same name are told apart."""
        seen: dict[str, int] = {}
        for name in self.names:
            seen[name] = seen.get(name, 0) + 1
        names = [name if seen[name] == 1 else f"{name}_{place}" for place, name in enumerate(self.names, 1)]
        return pl.DataFrame(self.rows, schema=names, orient="row", infer_schema_length=None, strict=False)


def answer(warehouse: Path, query: str, most: int = ROWS, seconds: float = SECONDS) -> Answer:
    """Answer a question; raise ``QuestionError`` if it is none, is refused, fails or takes too long."""
    command = [sys.executable, "-m", "explorer.answering", str(warehouse.resolve()), str(most)]
    asked = query.encode(errors="replace")
    with AT_ONCE:
        try:
            done = subprocess.run(command, input=asked, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - the query is input, no argument
        except subprocess.TimeoutExpired:
            raise QuestionError(f"No answer within {seconds:g} seconds: ask for less, or use wiretrace sql.") from None
    if done.returncode:
        raise QuestionError(done.stderr.decode(errors="replace").strip() or "The question ended without an answer.")
    names, rows = pickle.loads(done.stdout)  # noqa: S301 - written by our own process
    return Answer(names, rows[:most], len(rows) > most)
