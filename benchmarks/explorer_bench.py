"""The explorer's pages on a large warehouse: python -m benchmarks.explorer_bench SMALL.duckdb [--articles 20000].

Copies a small warehouse under other names until it has so many articles, asks for each kind of page several times, and
prints the medians in milliseconds: by the clock, and by the processor, which a busy machine stretches less. The
benchmark of the line does the same with the warehouse that it made.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from benchmarks.enlarge import enlarge
from explorer import links
from explorer.app import application
from explorer.export import get

LIMITS: Final = {"overview": 1000.0}
LIMIT: Final = 300.0

ARTICLES: Final = 20_000
ASKED: Final = 7
KINDS: Final = {
    "story": ("SELECT story_id FROM gold.stories ORDER BY n_articles DESC, story_id LIMIT $n", links.story),
    "entity": ("SELECT entity_id FROM gold.entities ORDER BY n_documents DESC, entity_id LIMIT $n", links.entity),
    "topic": ("SELECT topic_id FROM gold.topics ORDER BY n_documents DESC, topic_id LIMIT $n", links.topic),
    "outlet": ("SELECT source FROM gold.sources ORDER BY n_articles DESC, source LIMIT $n", links.outlet),
    "article": ("SELECT doc_id FROM silver.articles ORDER BY n_words DESC, doc_id LIMIT $n", links.article),
    "pair": ("SELECT doc_a, doc_b FROM gold.overlaps ORDER BY n_passages DESC, doc_a, doc_b LIMIT $n", links.pair),
}
LISTS: Final = {
    "overview": "/",
    "stories": "/stories",
    "stories, filtered": "/stories?language=de&relation=translation",
    "articles": "/articles",
    "articles by title": "/articles?sort=title&page=100",
    "pairs": "/pairs",
    "names": "/entities?q=an",
    "topics": "/topics",
    "outlets": "/outlets",
    "quotes": "/quotes",
    "shared quotes": "/shared-quotes",
    "rising": "/rising",
    "search, a word": "/search?q=government",
    "search, a phrase": "/search?q=%22united+states%22+said",
    "search, nothing": "/search?q=xyzzy",
}


def limit(page: str) -> float:
    """Tell how many milliseconds a page may take, by the median."""
    return LIMITS.get(page, LIMIT)


@dataclass(frozen=True, slots=True)
class Paces:
    """How fast pages answer: for each kind, the medians of wall clock and processor time in milliseconds."""

    n_articles: int
    pages: dict[str, tuple[float, float]]

    @property
    def slow(self) -> list[str]:
        """Name the pages that take longer than they may."""
        return [name for name, (wall, _) in self.pages.items() if wall > limit(name)]


def enlarged(small: Path, n_articles: int = ARTICLES) -> Paces:
    """Time the pages on copies of a small warehouse, so many that they hold at least so many articles."""
    with duckdb.connect(small, read_only=True) as connection:
        n_small = connection.execute("SELECT count(*) FROM silver.articles").fetchall()[0][0]
    with TemporaryDirectory() as folder:
        large = Path(folder) / "large.duckdb"
        n_large = enlarge(small, large, -(-n_articles // n_small))
        return Paces(n_large, measured(large))


def measured(warehouse: Path) -> dict[str, tuple[float, float]]:
    """Ask for each kind of page."""
    app = application(warehouse)
    get(app, "/search?q=a")  # opens the snapshot and waits for the texts
    with duckdb.connect(warehouse, read_only=True) as connection:
        kinds = {
            name: [link(*row) for row in connection.execute(query, {"n": ASKED}).fetchall()]
            for name, (query, link) in KINDS.items()
        }
    asked = {name: [address] * ASKED for name, address in LISTS.items()} | kinds
    return {name: _median([_timed(app, address) for address in addresses]) for name, addresses in asked.items()}


def _timed(app: object, address: str) -> tuple[float, float]:
    wall, own = time.perf_counter(), time.process_time()
    answer = get(app, address)  # type: ignore[arg-type]
    if answer.status != 200:  # noqa: PLR2004 - all of these exist
        raise RuntimeError(f"{address} answers {answer.status}")
    return time.perf_counter() - wall, time.process_time() - own


def _median(times: list[tuple[float, float]]) -> tuple[float, float]:
    return 1000 * median(wall for wall, _ in times), 1000 * median(own for _, own in times)


def main() -> int:
    """Measure, print a table, and fail if a page is too slow."""
    parser = argparse.ArgumentParser(description="Time the explorer's pages on a large warehouse.")
    parser.add_argument("small", type=Path, help="a warehouse to copy")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    told = parser.parse_args()
    found = enlarged(told.small, told.articles)
    print(f"| page, {found.n_articles} articles | ms | of them computing, all cores |\n|---|---|---|")
    for name, (wall, own) in found.pages.items():
        print(f"| {name} | {wall:.0f} | {own:.0f} |")
    return int(bool(found.slow))


if __name__ == "__main__":
    sys.exit(main())
