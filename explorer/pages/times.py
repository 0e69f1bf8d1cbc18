"""Times: how many articles of a selection were published when."""

from typing import Final

from explorer import drawings
from explorer.reading import Reader

SPAN: Final = """
    SELECT min(published_at) AS first, max(published_at) AS last FROM silver.articles WHERE {where}
"""
COUNTS: Final = """
    SELECT date_trunc($unit, published_at)::TIMESTAMP AS slot, count(*) AS n
    FROM silver.articles WHERE published_at IS NOT NULL AND {where} GROUP BY 1 ORDER BY 1
"""


def bars(reader: Reader, where: str = "true", **given: object) -> drawings.Bars | None:
    """Count the articles of a selection by day, month or year, whichever suits the span."""
    span = reader.row(SPAN.format(where=where), **given)
    if span is None or span["first"] is None:
        return None
    unit = drawings.unit_of(span["first"], span["last"])
    rows = reader.rows(COUNTS.format(where=where), unit=unit, **given)
    return drawings.bars([(row["slot"], row["n"]) for row in rows], unit)
