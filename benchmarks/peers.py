"""Named peers on the same texts: langdetect for languages, datasketch's MinHash LSH for near copies.

A peer is imported when it is asked for. One that is missing is said to be, with the command that installs it.
"""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from time import perf_counter
from typing import Any, Final

from benchmarks.generate import Article, Pair
from transforms.silver import language

LANGUAGE_SAMPLE: Final = 500
"""Articles that both detectors are timed on: langdetect alone takes 10 ms for one."""

PERMUTATIONS: Final = 128
SIMILARITY: Final = 0.5
"""Jaccard similarity that the LSH is tuned to: copies cut by a third have .6."""

SHINGLE: Final = 5
INSTALL: Final = ".venv/bin/uv pip install --python .venv/bin/python --group bench"


@dataclass(frozen=True, slots=True)
class Peer:
    """What one contender did."""

    task: str
    name: str
    n_articles: int
    seconds: float
    figures: dict[str, float]

    def row(self) -> dict[str, Any]:
        """Write it as the results have it."""
        return asdict(self) | {"articles_per_second": round(self.n_articles / max(self.seconds, 1e-9), 1)}


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that is not installed."""

    task: str
    name: str

    def row(self) -> dict[str, Any]:
        """Write it as the results have it."""
        return {"task": self.task, "name": self.name, "missing": f"not installed: {INSTALL}"}


def compared(articles: list[Article], pairs: list[Pair]) -> list[dict[str, Any]]:
    """Run all peers on the main texts of a corpus."""
    contenders: list[Callable[[], Peer]] = [
        lambda: _languages("wiretrace", articles, _ours),
        lambda: _languages("langdetect", articles, _langdetect),
        lambda: _near_copies(articles, pairs),
    ]
    names = (("language", "wiretrace"), ("language", "langdetect"), ("near copies", "datasketch"))
    found: list[Peer | Missing] = []
    for contender, (task, name) in zip(contenders, names, strict=True):
        try:
            found.append(contender())
        except ModuleNotFoundError:
            found.append(Missing(task, name))
    return [each.row() for each in found]


def _languages(name: str, articles: list[Article], detect: Callable[[list[str]], list[str]]) -> Peer:
    """Time a detector on the same heads of texts, and count the languages it names right."""
    sample = articles[:LANGUAGE_SAMPLE]
    heads = ["\n".join(article.body)[: language.MAX_CHARS] for article in sample]
    detect(heads[:1])  # loads the profiles
    started = perf_counter()
    codes = detect(heads)
    seconds = perf_counter() - started
    right = sum(code == article.language for code, article in zip(codes, sample, strict=True))
    label = name if name == "wiretrace" else f"{name} {version(name)}"
    return Peer("language", label, len(sample), seconds, {"accuracy": round(right / max(len(sample), 1), 4)})


def _ours(texts: list[str]) -> list[str]:
    return [detected.code for detected in language.detect(texts)]


def _langdetect(texts: list[str]) -> list[str]:
    from langdetect import detect  # noqa: PLC0415 - a peer may be missing

    return [str(detect(text)) for text in texts]


def _near_copies(articles: list[Article], pairs: list[Pair]) -> Peer:
    """Time MinHash LSH over word 5-grams, all articles against all, and count the planted pairs among its answers."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - a peer may be missing

    started = perf_counter()
    index = MinHashLSH(threshold=SIMILARITY, num_perm=PERMUTATIONS)
    found: set[tuple[str, str]] = set()
    for article in articles:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([" ".join(gram).encode() for gram in shingles("\n".join(article.body))])
        found |= {tied(article.uri, other) for other in index.query(sketch)}
        index.insert(article.uri, sketch)
    seconds = perf_counter() - started
    planted = {
        relation: {tied(pair.a.uri, pair.b.uri) for pair in pairs if pair.relation == relation}
        for relation in ("copy", "excerpt")
    }
    figures = {
        f"recall of {relation}": round(len(found & wanted) / max(len(wanted), 1), 3)
        for relation, wanted in planted.items()
    }
    right = len(found & (planted["copy"] | planted["excerpt"]))
    figures["precision"] = round(right / max(len(found), 1), 3)
    return Peer("near copies", f"datasketch {version('datasketch')}", len(articles), seconds, figures)


def shingles(text: str) -> set[tuple[str, ...]]:
    """Cut a text into runs of five words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def tied(a: str, b: str) -> tuple[str, str]:
    """Name a pair, whichever comes first."""
    return (a, b) if a < b else (b, a)
