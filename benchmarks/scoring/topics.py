"""Subjects: the best IPTC code of an article against the one it has."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.scoring.figures import rows

SUBJECTS = """
    SELECT uri, right(topic_id, 8) FROM gold.article_topics JOIN silver.articles USING (doc_id)
    WHERE regexp_full_match(topic_id, 'medtop:\\d\\d000000') ORDER BY uri, rank
"""


def score(target: Path, truth: list[dict[str, Any]]) -> dict[str, Any]:
    """Count, by set, how often the first code is right: of all 17, and of those that the truth uses."""
    ranked: dict[str, list[str]] = defaultdict(list)
    for uri, code in rows(target, SUBJECTS):
        ranked[uri].append(code)
    used = {row["topic"] for row in truth}
    sets: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in truth:
        codes = ranked[row["uri"]]
        own = [code for code in codes if code in used]
        sets[row["set"]].append((codes[:1] == [row["topic"]], own[:1] == [row["topic"]]))
    return {
        name: {
            "top_1": round(100 * sum(first for first, _ in hits) / len(hits), 1),
            "among_its_codes": round(100 * sum(own for _, own in hits) / len(hits), 1),
            "documents": len(hits),
        }
        for name, hits in sets.items()
    }
