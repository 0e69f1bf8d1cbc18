"""Quality gates: what must hold before a run is published."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from flows import warehouse
from schemas.ops import Check


class RefusedError(RuntimeError):
    """A gate that refuses publication did not hold."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A count of rows that break a promise; none may."""

    name: str
    severity: str
    broken: str


GATES: Final = (
    Gate(
        "every current document is an article",
        "refuse",
        "SELECT doc_id FROM bronze.raw_documents ANTI JOIN silver.articles USING (doc_id) WHERE is_current",
    ),
    Gate(
        "every article is a current document",
        "refuse",
        "FROM silver.articles ANTI JOIN (FROM bronze.raw_documents WHERE is_current) USING (doc_id, version)",
    ),
    Gate(
        "blocks tile the raw text",
        "refuse",
        """
        SELECT doc_id FROM bronze.raw_documents LEFT JOIN silver.blocks USING (doc_id)
        WHERE is_current AND media_type <> 'text/html' AND doc_id IN (FROM private.touched) GROUP BY doc_id
        HAVING string_agg(blocks.text, '' ORDER BY block_no) IS DISTINCT FROM first(raw_documents.text)
        """,
    ),
    Gate(
        "sentences stand where they say",
        "refuse",
        """
        SELECT doc_id FROM silver.sentences JOIN silver.articles USING (doc_id)
        WHERE doc_id IN (FROM private.touched)
            AND sentences.text <> substring(articles.text, start_char::INTEGER + 1, (end_char - start_char)::INTEGER)
        """,
    ),
    Gate(
        "passages lie inside their articles",
        "refuse",
        """
        SELECT doc_a FROM gold.passages
        JOIN silver.articles AS a ON doc_a = a.doc_id JOIN silver.articles AS b ON doc_b = b.doc_id
        WHERE end_a > length(a.text) OR end_b > length(b.text) OR start_a >= end_a OR start_b >= end_b
        """,
    ),
    Gate(
        "every passage belongs to an overlap",
        "refuse",
        "SELECT doc_a FROM gold.passages ANTI JOIN gold.overlaps USING (doc_a, doc_b)",
    ),
    Gate(
        "stories partition the articles",
        "refuse",
        "SELECT doc_id FROM silver.articles ANTI JOIN gold.story_articles USING (doc_id)",
    ),
    Gate("no row was rejected", "warn", "FROM ops.quarantine WHERE stage <> 'bronze' AND resolved_at IS NULL"),
)


def check(work: Path) -> None:
    """Write what every gate measured to ``ops.checks``; raise ``RefusedError`` if one that refuses does not hold."""
    with warehouse.write(work) as db:
        run_id, _ = db.run()
        counted = [(gate, db.value(f"SELECT count(*) FROM ({gate.broken})")) for gate in GATES]
        rows = [(run_id, gate.name, gate.severity, n == 0, n, "0") for gate, n in counted]
        db.insert("checks", pl.DataFrame(rows, schema=Check.dtypes(), orient="row"))
    refused = [f"{gate.name}: {n} rows do not" for gate, n in counted if n and gate.severity == "refuse"]
    if refused:
        raise RefusedError("; ".join(refused))
