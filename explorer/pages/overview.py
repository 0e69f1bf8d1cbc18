"""Overview: what the warehouse holds, which stories went furthest, who takes from whom, how the last runs went."""

from typing import Any, Final, NamedTuple

from explorer import history, tables
from explorer.listing import table
from explorer.pages import chosen
from explorer.reading import Reader, Row

COUNTS: Final = """
    SELECT count(*) AS articles, count(DISTINCT source) AS outlets, count(DISTINCT language) AS languages,
        (SELECT count(*) FROM gold.stories WHERE n_articles > 1) AS stories,
        (SELECT count(*) FROM gold.overlaps WHERE relation <> 'same_event') AS pairs,
        (SELECT count(*) FROM ops.quarantine WHERE resolved_at IS NULL) AS quarantined,
        min(published_at) AS first, max(published_at) AS last
    FROM silver.articles
"""
RELATIONS: Final = "SELECT relation, count(*) AS n FROM gold.overlaps GROUP BY 1 ORDER BY 2 DESC, 1"
TOPICS: Final = """
    SELECT topic_id, label, n_documents FROM gold.topics WHERE n_documents > 0
    ORDER BY n_documents DESC, topic_id LIMIT 12
"""
NAMES: Final = """
    SELECT entity_id, name, type, n_documents FROM gold.entities
    ORDER BY n_documents DESC, n_mentions DESC, entity_id LIMIT 16
"""
REJECTED: Final = """
    SELECT rule, count(*) AS n, min(uri) AS uri FROM ops.quarantine WHERE resolved_at IS NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5
"""
BUSIEST: Final = """
    SELECT source FROM gold.source_overlaps WHERE source <> other_source
    GROUP BY 1 ORDER BY sum(n_overlapping) DESC, source LIMIT $most
"""
CELLS: Final = """
    SELECT source, other_source, n_derived, n_overlapping, share_derived FROM gold.source_overlaps
    WHERE list_contains($outlets, source) AND list_contains($outlets, other_source)
"""

OUTLETS: Final = 16
"""Outlets in the matrix: those that share most; the whole table is a page of its own."""

LEVELS: Final = 5


class Cell(NamedTuple):
    """What one outlet took from another, and how dark that is drawn."""

    row: Row
    level: int


class Matrix(NamedTuple):
    """Outlets that took, in rows, from outlets in columns."""

    outlets: list[str]
    cells: dict[tuple[str, str], Cell]


def page(reader: Reader, _asked: dict[str, str]) -> dict[str, Any]:
    """Show the warehouse as a whole."""
    return {
        "counts": reader.row(COUNTS),
        "languages": reader.rows(tables.LANGUAGES),
        "relations": reader.rows(RELATIONS),
        "bars": chosen.bars(reader, "silver.articles"),
        "stories": table(reader, tables.STORIES, {"least": "2"}, size=8),
        "topics": reader.rows(TOPICS),
        "names": reader.rows(NAMES),
        "matrix": matrix(reader),
        "rising": table(reader, tables.RISING, {}, size=6, hide=frozenset({"share_before"})),
        "quotes": table(reader, tables.SHARED_QUOTES, {}, size=5),
        "runs": table(reader, history.RUNS, {}, size=5),
        "rejected": reader.rows(REJECTED),
        "failed": reader.rows("SELECT name, severity, value, expected FROM ops.checks WHERE NOT passed AND run_id = "
                              "(SELECT max_by(run_id, started_at) FROM ops.runs) ORDER BY name"),
    }  # fmt: skip


def matrix(reader: Reader) -> Matrix | None:
    """Hold the busiest outlets against each other; None where none share anything."""
    outlets = [row["source"] for row in reader.rows(BUSIEST, most=OUTLETS)]
    if not outlets:
        return None
    cells = {
        (row["source"], row["other_source"]): Cell(row, -int(-row["share_derived"] * LEVELS // 1))
        for row in reader.rows(CELLS, outlets=outlets)
    }
    return Matrix(sorted(outlets, key=str.casefold), cells)
