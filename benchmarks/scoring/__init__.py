"""The project's own scorers: published tables held against truth files. What is scored depends on the files there."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring import boilerplate, entities, linking, overlap, topics

Figures = dict[str, Any]
Row = dict[str, Any]

BY_FIELD: Final[dict[str, Callable[[Path, list[Row]], Figures]]] = {
    "topic": topics.score,
    "sentences": entities.score,
    "text": boilerplate.score,
}
"""Scorer of a truth.jsonl by the field that tells what it is about."""


class NoTruthError(FileNotFoundError):
    """A folder holds no truth file that a scorer knows."""


def score(target: Path, truth: Path, raw: Path) -> dict[str, Figures]:
    """Score a warehouse made from the files below ``raw`` by all truth files of a folder."""
    found: dict[str, Figures] = {}
    if (truth / "truth_pairs.jsonl").exists() and (truth / "truth_docs.jsonl").exists():
        pairs, docs = _rows(truth / "truth_pairs.jsonl"), _rows(truth / "truth_docs.jsonl")
        found["overlap"] = overlap.score(target, docs, pairs, raw)
        found["linking"] = linking.score(target, docs, pairs)
    if (truth / "truth.jsonl").exists():
        rows = _rows(truth / "truth.jsonl")
        field = next((field for field in BY_FIELD if rows and field in rows[0]), None)
        if field is None:
            raise NoTruthError(f"{truth / 'truth.jsonl'}: no row has one of the fields {', '.join(BY_FIELD)}")
        scorer = BY_FIELD[field]
        found[scorer.__module__.rsplit(".", 1)[-1]] = scorer(target, rows)
    if not found:
        raise NoTruthError(f"{truth} holds neither truth.jsonl nor truth_pairs.jsonl with truth_docs.jsonl")
    return found


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
