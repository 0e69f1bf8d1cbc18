"""Spread: the rows of a table made part by part, by several processes where there are many.

What the rows are does not depend on it: a part is a range of doc_id, and the rows of its documents or pairs depend on
nothing else that is new. Tables of the corpus, and pairs of all with all, are made at once.
"""

import gc
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Final

import polars as pl
from loky import get_reusable_executor

from flows.builders import BUILDERS
from flows.garbage import COLLECT_EVERY
from flows.warehouse import Warehouse
from schemas import TABLES

PART: Final = 500
"""Documents or pairs of a part: below two parts, starting another process costs more than it saves."""

IDLE_SECONDS: Final = 60
"""A worker without work ends after this: also one whose run was killed."""

Made = tuple[pl.DataFrame, pl.DataFrame]
"""The rows that keep their table's rules, and the keys of those that do not."""


def made(db: Warehouse, table: str) -> Iterator[Made]:
    """Make the rows of a table that the touched documents can change, part by part."""
    parts, n_workers = db.parts(table, PART), workers()
    if len(parts) == 1 or n_workers == 1:
        yield from (_made(table, db.inputs(table, part)) for part in parts)
        return
    executor = get_reusable_executor(
        n_workers,
        timeout=IDLE_SECONDS,
        env={"POLARS_MAX_THREADS": "1"},
        initializer=gc.set_threshold,
        initargs=(COLLECT_EVERY,),
    )
    waiting = deque[Future[Made]]()
    for part in parts:
        frames = {name: frame.collect() for name, frame in db.inputs(table, part).items()}
        waiting.append(executor.submit(_made_of, table, frames))
        if len(waiting) > n_workers:  # one more than are at work: memory stays bounded
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def workers() -> int:
    """Tell how many processes may be at work: WIRETRACE_WORKERS, else one a core."""
    return int(os.environ.get("WIRETRACE_WORKERS", "0")) or len(os.sched_getaffinity(0))


def _made(table: str, inputs: dict[str, pl.LazyFrame]) -> Made:
    return TABLES[table].split(BUILDERS[table](**inputs).collect())


def _made_of(table: str, frames: dict[str, pl.DataFrame]) -> Made:
    return _made(table, {name: frame.lazy() for name, frame in frames.items()})
