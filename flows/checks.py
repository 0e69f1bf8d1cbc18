"""Quality gates: what must hold before a run is published, and what is out of the usual."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from flows import warehouse
from schemas import PRIVATE, TABLES
from schemas.ops import Check

EXAMPLES: Final = 3
"""Broken rows that a check names."""

FEW: Final = 20
"""Articles below which a share tells nothing: 3 of 5 new ones in another language are no news."""

MOST_MISSING: Final = 0.5
"""Share of the documents that may be in quarantine, or gone since the last snapshot: a disk that is not mounted, an
export that was cut take far more; clearing out takes --force."""

UNUSUAL: Final = 0.5
"""Share of an outlet's new articles in other languages, or change in the share of its text that is stripped, that asks
for a look: a broken scraper, or another edition in the same folder, moves one of them to nearly 1."""

READ: Final = 20_000
"""Characters of an article in which spans are held against its words: to find one, all before it is read, and a table
of two megabytes that has a million took half an hour."""

NO_DOCUMENTS: Final = ("unknown format", "link to a folder")
"""Rules for what stands in a folder beside documents."""

KEYS: Final = {
    "doc_id": "silver.articles.doc_id",
    "doc_a": "silver.articles.doc_id",
    "doc_b": "silver.articles.doc_id",
    "origin_doc_id": "silver.articles.doc_id",
    "entity_id": "gold.entities.entity_id",
    "topic_id": "gold.topics.topic_id",
    "parent_topic_id": "gold.topics.topic_id",
    "story_id": "gold.stories.story_id",
    "other_source": "gold.sources.source",
}
"""Columns that point to a row, by name, in whatever table they stand, and the key they point to."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A query for what breaks a promise: its rows name it; of a share, its one row gives the figure and a reason."""

    name: str
    severity: str
    broken: str
    most: float = 0
    """How many rows may break it, or how high the share may be."""
    is_share: bool = False

    def measure(self, db: warehouse.Warehouse) -> tuple[float, str | None]:
        """Give the figure and a few of the rows behind it."""
        if self.is_share:
            value, detail = db.sql.execute(self.broken).fetchall()[0]
            return float(value or 0), detail
        n_broken = db.value(f"SELECT count(*) FROM ({self.broken})")
        if not n_broken:
            return 0, None
        rows = db.sql.execute(f"FROM ({self.broken}) ORDER BY ALL LIMIT {EXAMPLES}").fetchall()
        return float(str(n_broken)), ", ".join("/".join(map(str, row)) for row in rows)


def _derived() -> Iterator[tuple[str, dict[str, pl.DataType]]]:
    """Name the published tables that the line makes, with their columns."""
    for model in TABLES.values():
        if model.scope() != "history" and model.layer() != PRIVATE:
            yield model.full_name(), dict(model.dtypes())


def _dangling() -> str:
    """Select what points to no row."""
    queries = []
    for table, columns in _derived():
        for name in columns:
            key_table, _, key = KEYS.get(name, "").rpartition(".")
            if key and key_table != table:
                queries.append(
                    f"SELECT '{table}.{name}' AS pointer, {name} AS key FROM {table} "
                    f"WHERE {name} IS NOT NULL AND {name} NOT IN (SELECT {key} FROM {key_table})"
                )
    return " UNION ALL ".join(queries)


def _outside() -> str:
    """Select spans that lie outside the text of their article, or hold other words than they say."""
    queries = []
    for table, columns in _derived():
        if {"doc_id", "start_char", "end_char"} <= columns.keys() and table != "silver.blocks":
            said = next((name for name in ("text", "surface") if name in columns), None)
            differs = f"OR (end_char <= {READ} AND span.{said} <> head[start_char + 1 : end_char])" if said else ""
            queries.append(
                f"SELECT '{table}' AS spans, doc_id, start_char FROM {table} AS span "
                f"JOIN (SELECT doc_id, length(text) AS n_chars, text[:{READ}] AS head FROM silver.articles "
                "WHERE doc_id IN (FROM private.touched)) USING (doc_id) "
                f"WHERE start_char >= end_char OR end_char > n_chars {differs}"
            )
    return " UNION ALL ".join(queries)


_NEW_BLOCKS = "silver.blocks JOIN silver.articles USING (doc_id) WHERE doc_id IN (FROM private.touched)"

GATES: Final = (
    Gate(
        "every current document is an article",
        "refuse",
        "SELECT uri FROM bronze.raw_documents ANTI JOIN silver.articles USING (doc_id) WHERE is_current",
    ),
    Gate(
        "every article is a current document",
        "refuse",
        "SELECT uri FROM silver.articles ANTI JOIN "
        "(FROM bronze.raw_documents WHERE is_current) USING (doc_id, version)",
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
    Gate("spans stand where they say", "refuse", _outside()),
    Gate(
        "passages lie inside their articles",
        "refuse",
        """
        SELECT doc_a, doc_b FROM gold.passages
        JOIN silver.articles AS a ON doc_a = a.doc_id JOIN silver.articles AS b ON doc_b = b.doc_id
        WHERE end_a > length(a.text) OR end_b > length(b.text) OR start_a >= end_a OR start_b >= end_b
        """,
    ),
    Gate("references lead to rows", "refuse", _dangling()),
    Gate(
        "every passage belongs to an overlap",
        "refuse",
        "SELECT doc_a, doc_b FROM gold.passages ANTI JOIN gold.overlaps USING (doc_a, doc_b)",
    ),
    Gate(
        "stories partition the articles",
        "refuse",
        "SELECT uri FROM silver.articles ANTI JOIN gold.story_articles USING (doc_id)",
    ),
    Gate(
        "most of what was found could be read",
        "refuse",
        f"""
        SELECT if(n_rejected < {FEW}, 0, n_rejected / (n_rejected + n_current)), 'most often: ' || rule FROM
            (SELECT count(*) AS n_rejected, mode(rule) AS rule FROM ops.quarantine
                WHERE stage = 'bronze' AND resolved_at IS NULL AND rule NOT IN {NO_DOCUMENTS}),
            (SELECT count(*) AS n_current FROM bronze.raw_documents WHERE is_current)
        """,
        MOST_MISSING,
        is_share=True,
    ),
    Gate(
        "most of what was published is still there",
        "refuse",
        f"""
        SELECT if(n_then < {FEW}, 0, 1 - n_now / n_then), n_then || ' articles, now ' || n_now FROM
            (SELECT count(*) AS n_then FROM last_articles), (SELECT count(*) AS n_now FROM silver.articles)
        """,
        MOST_MISSING,
        is_share=True,
    ),
    Gate(
        "outlets write in their usual languages",
        "warn",
        f"""
        WITH now AS (SELECT source, language, count(*) AS n FROM silver.articles
            WHERE doc_id IN (FROM private.touched) GROUP BY ALL),
        usual AS (SELECT source, language, count(*) AS n FROM last_articles GROUP BY ALL),
        shares AS (
            SELECT source, now.n / sum(now.n) OVER outlet AS now, usual.n / sum(usual.n) OVER outlet AS usual,
                least(sum(now.n) OVER outlet, sum(usual.n) OVER outlet) AS n
            FROM now FULL JOIN usual USING (source, language) WINDOW outlet AS (PARTITION BY source))
        SELECT source FROM shares WHERE n >= {FEW}
        GROUP BY source HAVING sum(abs(coalesce(now, 0) - coalesce(usual, 0))) / 2 > {UNUSUAL}
        """,
    ),
    Gate(
        "outlets have their usual share of boilerplate",
        "warn",
        f"""
        WITH now AS (SELECT source, count(DISTINCT doc_id) AS n,
            sum(end_char - start_char) FILTER (NOT kept) / sum(end_char - start_char) AS share
            FROM {_NEW_BLOCKS} GROUP BY source),
        usual AS (SELECT source, count(DISTINCT doc_id) AS n,
            sum(end_char - start_char) FILTER (NOT kept) / sum(end_char - start_char) AS share
            FROM last_blocks JOIN last_articles USING (doc_id) GROUP BY source)
        SELECT source FROM now JOIN usual USING (source)
        WHERE least(now.n, usual.n) >= {FEW} AND abs(coalesce(now.share, 0) - coalesce(usual.share, 0)) > {UNUSUAL}
        """,
    ),
    Gate(
        "no row was rejected",
        "warn",
        "SELECT stage, uri FROM ops.quarantine WHERE stage <> 'bronze' AND resolved_at IS NULL",
    ),
)


class RefusedError(RuntimeError):
    """A gate that refuses publication did not hold."""

    exit_code: Final = 3


def check(work: Path, target: Path, *, force: bool = False) -> None:
    """Write what every gate measured to ``ops.checks``; raise ``RefusedError`` if one that refuses does not hold.

    With ``force``, shares out of the usual do not refuse; broken promises always do.
    """
    with warehouse.write(work) as db, _last_snapshot(db, target):
        run_id, _ = db.run()
        measured = [(gate, *gate.measure(db)) for gate in GATES]
        rows = [
            (run_id, gate.name, gate.severity, value <= gate.most, value, f"at most {gate.most:g}",
             None if value <= gate.most else detail)
            for gate, value, detail in measured
        ]  # fmt: skip
        db.insert("checks", pl.DataFrame(rows, schema=Check.dtypes(), orient="row"))
    refused = [
        f"{gate.name}: {value:.3g}, at most {gate.most:g} ({detail})"
        + (" (--force publishes all the same)" * gate.is_share)
        for gate, value, detail in measured
        if value > gate.most and gate.severity == "refuse" and not (force and gate.is_share)
    ]
    if refused:
        raise RefusedError("; ".join(refused))


@contextmanager
def _last_snapshot(db: warehouse.Warehouse, target: Path) -> Iterator[None]:
    """Let gates read what is published now: ``last_articles`` and ``last_blocks``, empty where nothing is."""
    columns = {"articles": "doc_id, source, language", "blocks": "doc_id, start_char, end_char, kept"}
    with warehouse.attached(db, target, "last_snapshot") as there:
        for name, wanted in columns.items():
            published = f"last_snapshot.silver.{name}" if there else f"silver.{name} LIMIT 0"
            db.sql.execute(f"CREATE OR REPLACE TEMP VIEW last_{name} AS SELECT {wanted} FROM {published}")
        yield
        for name in columns:
            db.sql.execute(f"DROP VIEW last_{name}")
