"""Main text: the words of silver.articles.text against those that a careful reader kept."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring.figures import f1, rows

LOW_RECALL: Final = 0.9
"""Below this an article has lost a part."""


def score(target: Path, truth: list[dict[str, Any]]) -> dict[str, Any]:
    """Average precision, recall and F1 of words over the articles, in percent; count those that lost much or all."""
    texts = dict(rows(target, "SELECT uri, text FROM silver.articles"))
    each = [_overlap(_words(texts.get(row["uri"], "")), _words(row["text"])) for row in truth]
    n = max(len(each), 1)
    return {
        "precision": round(100 * sum(precision for precision, _ in each) / n, 1),
        "recall": round(100 * sum(recall for _, recall in each) / n, 1),
        "f1": round(100 * sum(f1(*pair) for pair in each) / n, 1),
        "under_90_percent_recall": round(100 * sum(recall < LOW_RECALL for _, recall in each) / n),
        "without_text": sum(not texts.get(row["uri"]) for row in truth),
        "documents": len(each),
    }


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _overlap(got: Counter[str], wanted: Counter[str]) -> tuple[float, float]:
    both = (got & wanted).total()
    return both / max(got.total(), 1), both / max(wanted.total(), 1)
