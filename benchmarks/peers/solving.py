"""What every contender does: read the articles, warm up, solve, say how long it took and what it found.

Knows nothing but the standard library: most contenders run where wiretrace is not installed.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

WARM_UP: Final = 20
"""Articles solved before the clock starts, so that models are loaded; they are not solved again."""

Article = dict[str, Any]
"""``text``, and what is known of it: ``id``, ``language``."""


def main(solve: Callable[[list[Article]], object]) -> None:
    """Solve a task for the articles in the file that is named; print seconds and answer.

    Whatever a library prints on the way goes to stderr.
    """
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as told:
        os.dup2(2, 1)
        solve(articles[:WARM_UP])
        started = perf_counter()
        answer = solve(articles[WARM_UP:])
        json.dump({"seconds": perf_counter() - started, "answer": answer}, told)
