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
            CASE WHEN this.doc_id = doc_a THEN coverage_a ELSE coverage_b END AS coverage,
            CASE WHEN this.doc_id = doc_a THEN coverage_b ELSE coverage_a END AS other_coverage, n_passages
        FROM gold.overlaps
        JOIN silver.articles AS this ON this.doc_id IN (doc_a, doc_b) AND doc IN (this.doc_id, this.uri)
        JOIN silver.articles AS other ON other.doc_id = CASE WHEN this.doc_id = doc_a THEN doc_b ELSE doc_a END
        ORDER BY confidence DESC, other.doc_id
        """,
    ),
    Macro(
        "passages_of(one, other)",
        "The passages that two articles share, in the order of the first, with their words.",
        """
        WITH sided AS (
            SELECT kind, similarity, doc_a AS doc_one, start_a AS start_one, end_a AS end_one,
                doc_b AS doc_other, start_b AS start_other, end_b AS end_other
            FROM gold.passages
            UNION ALL
            SELECT kind, similarity, doc_b, start_b, end_b, doc_a, start_a, end_a FROM gold.passages
        )
        SELECT kind, similarity, start_one, end_one, start_other, end_other,
            this.text[start_one + 1 : end_one] AS text_one, that.text[start_other + 1 : end_other] AS text_other
        FROM silver.articles AS this
        JOIN silver.articles AS that ON one IN (this.doc_id, this.uri) AND other IN (that.doc_id, that.uri)
        JOIN sided ON this.doc_id = doc_one AND that.doc_id = doc_other
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
