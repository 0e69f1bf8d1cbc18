"""Linking: whether what an original names again and again is the same entity in its translation."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring.figures import rows, share

LEAST_MENTIONS: Final = 2
"""Mentions in the original from which an entity counts: what is named once is often left out, or no name at all."""

MENTIONS: Final = """
    SELECT uri, entity_id, count(*) FROM gold.mentions JOIN silver.articles USING (doc_id) GROUP BY ALL
"""


def score(target: Path, docs: list[dict[str, Any]], pairs: list[dict[str, Any]]) -> dict[str, Any]:
    """Give the share of the entities named at least twice in an original that its translation mentions, by languages.

    An entity counts once in each pair of an original and a translation of it. What the recogniser misses in the
    translation counts as not linked, and so does what is no name in the original.
    """
    languages = {doc["uri"]: doc["language"] for doc in docs}
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for uri, entity_id, n in rows(target, MENTIONS):
        named[uri][entity_id] = n
    asked: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for pair in pairs:
        if pair["relation"] != "translation" or not pair["origin"]:
            continue
        origin, made = sorted((pair["a"], pair["b"]), key=lambda uri: uri != pair["origin"])
        between = f"{languages[origin]}-{languages[made]}"
        repeated = {entity_id for entity_id, n in named[origin].items() if n >= LEAST_MENTIONS}
        asked[between] += len(repeated)
        kept[between] += len(repeated & named[made].keys())
    return {
        "linked": share(kept.total(), asked.total()),
        "entities": asked.total(),
        **{between: {"linked": share(kept[between], n), "entities": n} for between, n in sorted(asked.items())},
    }
