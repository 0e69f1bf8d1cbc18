"""Find near copies with datasketch's MinHash LSH over word 5-grams, all against all."""

import re

from datasketch import MinHash, MinHashLSH

from benchmarks.peers.solving import Article, main

PERMUTATIONS = 128
SIMILARITY = 0.5
"""Jaccard similarity that the LSH is tuned to: copies cut by a third have .6."""
SHINGLE = 5


def pairs(articles: list[Article]) -> list[tuple[str, str]]:
    """Ask an index that grows for each article's near copies."""
    index = MinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS)
    found = []
    for article in articles:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(gram).encode() for gram in shingles(article["text"])])
        found += [(article["id"], str(other)) for other in index.query(sketch)]
        index.insert(article["id"], sketch)
    return found


def shingles(text: str) -> set[tuple[str, ...]]:
    """Cut a text into runs of five words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


if __name__ == "__main__":
    main(pairs)
