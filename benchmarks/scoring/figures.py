"""Figures that all scorers speak of, and how they read a warehouse."""

from pathlib import Path
from typing import Any

import duckdb


def rows(target: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask a published warehouse."""
    with duckdb.connect(target, read_only=True) as connection:
        return connection.execute(query).fetchall()


def share(part: float, whole: float, digits: int = 3) -> float:
    """Divide; nothing of nothing is 0."""
    return round(part / whole, digits) if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """Take the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def found(right: int, wrong: int, missed: int) -> dict[str, float]:
    """Give precision, recall and F1 of what was found, and the counts behind them."""
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1(precision, recall), 3),
        "right": right,
        "wrong": wrong,
        "missed": missed,
    }
