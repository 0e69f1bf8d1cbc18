"""Macros: questions that SQL users ask often, kept in the published file. Articles may be named by doc_id or by uri."""

from typing import Final, NamedTuple


class Macro(NamedTuple):
    """A table macro of DuckDB."""

    call: str
    says: str
    query: str

    def ddl(self) -> str:
        """Write the statement that creates the macro."""
        return f"CREATE OR REPLACE MACRO {self.call} AS TABLE {self.query}"


MACROS: Final = (
    Macro(
        "overlaps_of(doc)",
        "The articles that share content with one, what they are to it, and which of the two came first.",
        """
        SELECT other.doc_id, other.uri, other.source, other.language, other.title, relation,
            CASE origin_doc_id WHEN this.doc_id THEN 'this' WHEN other.doc_id THEN 'other' END AS origin,
            direction_basis, confidence,
            if(this.doc_id = doc_a, coverage_a, coverage_b) AS coverage,
            if(this.doc_id = doc_a, coverage_b, coverage_a) AS other_coverage, n_passages
        FROM gold.overlaps
        JOIN silver.articles AS this ON this.doc_id IN (doc_a, doc_b) AND doc IN (this.doc_id, this.uri)
        JOIN silver.articles AS other ON other.doc_id = if(this.doc_id = doc_a, doc_b, doc_a)
        ORDER BY confidence DESC, other.doc_id
        """,
    ),
    Macro(
        "passages_of(one, other)",
        "The passages that two articles share, in the order of the first, with their words.",
        """
        SELECT kind, similarity,
            if(flipped, start_b, start_a) AS start_one, if(flipped, end_b, end_a) AS end_one,
            if(flipped, start_a, start_b) AS start_other, if(flipped, end_a, end_b) AS end_other,
            this.text[start_one + 1 : end_one] AS text_one, that.text[start_other + 1 : end_other] AS text_other
        FROM silver.articles AS this
        JOIN silver.articles AS that ON one IN (this.doc_id, this.uri) AND other IN (that.doc_id, that.uri)
        JOIN (SELECT *, unnest([false, true]) AS flipped FROM gold.passages)
            ON this.doc_id = if(flipped, doc_b, doc_a) AND that.doc_id = if(flipped, doc_a, doc_b)
        ORDER BY start_one, start_other
        """,
    ),
    Macro(
        "lineage(doc)",
        "An article and all that it was made from, as far as that can be told, with the relation to it.",
        """
        WITH RECURSIVE this AS (SELECT doc_id FROM silver.articles WHERE doc IN (doc_id, uri)),
        line AS (
            FROM this
            UNION
            SELECT origin_doc_id FROM line
            JOIN gold.overlaps ON line.doc_id IN (doc_a, doc_b) AND origin_doc_id <> line.doc_id
        )
        SELECT articles.doc_id, uri, source, language, title, published_at, relation, direction_basis, confidence
        FROM line JOIN silver.articles USING (doc_id) CROSS JOIN this
        LEFT JOIN gold.overlaps
            ON doc_a = least(this.doc_id, line.doc_id) AND doc_b = greatest(this.doc_id, line.doc_id)
        ORDER BY line.doc_id = this.doc_id, published_at, articles.doc_id
        """,
    ),
)
