"""Pair: two articles side by side, with the passages that they share."""

from typing import Any, Final, NamedTuple

from explorer import drawings
from explorer.marking import Piece, Span, paragraphs
from explorer.reading import Reader, Row

ARTICLE: Final = """
    SELECT doc_id, uri, title, source, language, published_at, published_precision, text, story_id
    FROM silver.articles LEFT JOIN gold.story_articles USING (doc_id) WHERE doc_id = $doc
"""
OVERLAP: Final = "FROM gold.overlaps WHERE doc_a = $a AND doc_b = $b"
PASSAGES: Final = "FROM gold.passages WHERE doc_a = $a AND doc_b = $b ORDER BY start_a, start_b, end_a, end_b"
SHARED_NAMES: Final = """
    SELECT entity_id, name, entities.type, count(*) AS n FROM gold.mentions JOIN gold.entities USING (entity_id)
    WHERE doc_id IN ($a, $b) GROUP BY ALL HAVING count(DISTINCT doc_id) = 2 ORDER BY n DESC, entity_id LIMIT 24
"""


class Passage(NamedTuple):
    """A passage, numbered in the order of the left text."""

    number: int
    kind: str
    similarity: float
    text: str
    other_text: str


class Side(NamedTuple):
    """One of the two articles, with its text cut where passages begin and end."""

    article: Row
    paragraphs: list[list[Piece]]
    coverage: float | None
    is_origin: bool


def page(reader: Reader, asked: dict[str, str]) -> dict[str, Any] | None:
    """Show two articles, the origin on the left; the earlier one where the origin is not known."""
    a, b = sorted((asked["one"], asked["other"]))
    articles = {doc: reader.row(ARTICLE, doc=doc) for doc in (a, b)}
    if a == b or not articles[a] or not articles[b]:
        return None
    overlap = reader.row(OVERLAP, a=a, b=b)
    left, right = (b, a) if _comes_first(articles[b], articles[a], overlap) else (a, b)
    found = sorted(
        (_turned(row, flipped=left == b) for row in reader.rows(PASSAGES, a=a, b=b)), key=lambda row: row[:4]
    )
    one, other = articles[left], articles[right]
    texts = (one["text"], other["text"]) if one and other else ("", "")
    return {
        "overlap": overlap,
        "passages": [
            Passage(number, kind, similarity, texts[0][s:e], texts[1][t:f])
            for number, (s, e, t, f, kind, similarity) in enumerate(found, 1)
        ],
        "ribbons": drawings.ribbons(
            [row[:5] for row in found],
            max([len(texts[0]), *(row[1] for row in found)]),  # texts may be withheld
            max([len(texts[1]), *(row[3] for row in found)]),
        ),
        "sides": [
            _side(one, overlap, [Span(s, e, (n, kind)) for n, (s, e, _, _, kind, _) in enumerate(found, 1)]),
            _side(other, overlap, [Span(t, f, (n, kind)) for n, (_, _, t, f, kind, _) in enumerate(found, 1)]),
        ],
        "names": reader.rows(SHARED_NAMES, a=a, b=b),
    }


def _comes_first(one: Row | None, other: Row | None, overlap: Row | None) -> bool:
    if not one or not other:
        return False
    if overlap and overlap["origin_doc_id"]:
        return bool(overlap["origin_doc_id"] == one["doc_id"])
    return bool(one["published_at"] and other["published_at"] and one["published_at"] < other["published_at"])


def _turned(row: Row, *, flipped: bool) -> tuple[int, int, int, int, str, float]:
    a, b = (row["start_a"], row["end_a"]), (row["start_b"], row["end_b"])
    return (*(b if flipped else a), *(a if flipped else b), row["kind"], row["similarity"])


def _side(article: Row | None, overlap: Row | None, spans: list[Span]) -> Side:
    row = article or {}
    if overlap is None:
        return Side(row, paragraphs(row["text"], spans), None, is_origin=False)
    coverage = overlap["coverage_a"] if row["doc_id"] == overlap["doc_a"] else overlap["coverage_b"]
    return Side(row, paragraphs(row["text"], spans), coverage, is_origin=row["doc_id"] == overlap["origin_doc_id"])
