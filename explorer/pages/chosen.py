"""Chosen: the articles that a page is about, picked once and kept while the page is made, and what is counted of them.

Asked anew for each count, the articles of a name that 20,000 articles hold took half of its page's time.
"""

from typing import Final

from explorer import drawings
from explorer.reading import Reader, Row

CHOSEN: Final = "chosen"
ARTICLES: Final = "SELECT doc_id, source, language, published_at FROM silver.articles WHERE {where}"
SPAN: Final = "SELECT min(published_at) AS first, max(published_at) AS last FROM {articles}"
COUNTS: Final = """
    SELECT date_trunc($unit, published_at)::TIMESTAMP AS slot, count(*) AS n
    FROM {articles} WHERE published_at IS NOT NULL GROUP BY 1 ORDER BY 1
"""
OUTLETS: Final = (
    "SELECT source, count(*) AS n FROM chosen WHERE source IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"
)
LANGUAGES: Final = "SELECT language AS value, count(*) AS n FROM chosen GROUP BY 1 ORDER BY 2 DESC, 1"
NAMES: Final = """
    SELECT entity_id, name, type, n FROM (
        SELECT entity_id, count(*) AS n
        FROM (SELECT DISTINCT entity_id, doc_id FROM gold.mentions SEMI JOIN chosen USING (doc_id))
        WHERE entity_id <> $but GROUP BY 1 ORDER BY n DESC, entity_id LIMIT 24
    ) JOIN gold.entities USING (entity_id) ORDER BY n DESC, entity_id
"""
TOPICS: Final = """
    SELECT topic_id, label, n FROM (
        SELECT topic_id, count(*) AS n FROM gold.article_topics SEMI JOIN chosen USING (doc_id)
        WHERE assigned GROUP BY 1 ORDER BY n DESC, topic_id LIMIT 12
    ) JOIN gold.topics USING (topic_id) ORDER BY n DESC, topic_id
"""


def choose(reader: Reader, where: str, **given: object) -> None:
    """Pick the articles that the page is about."""
    reader.keep(CHOSEN, ARTICLES.format(where=where), **given)


def bars(reader: Reader, articles: str = CHOSEN) -> drawings.Bars | None:
    """Count articles by day, month or year, whichever suits the span."""
    span = reader.row(SPAN.format(articles=articles))
    if span is None or span["first"] is None:
        return None
    unit = drawings.unit_of(span["first"], span["last"])
    rows = reader.rows(COUNTS.format(articles=articles), unit=unit)
    return drawings.bars([(row["slot"], row["n"]) for row in rows], unit)


def outlets(reader: Reader) -> list[Row]:
    """Count the articles by outlet."""
    return reader.rows(OUTLETS)


def languages(reader: Reader) -> list[Row]:
    """Count the articles by language."""
    return reader.rows(LANGUAGES)


def names(reader: Reader, but: str = "") -> list[Row]:
    """Count the articles that hold a name, for the most frequent names ``but`` one."""
    return reader.rows(NAMES, but=but)


def topics(reader: Reader) -> list[Row]:
    """Count the articles on each topic."""
    return reader.rows(TOPICS)
