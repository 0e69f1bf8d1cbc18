"""Names: the mentions of gold.mentions against spans that annotators drew."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring.figures import rows

TYPES: Final = ("PER", "ORG", "LOC")
"""What counts as typed; MISC counts for boundaries only, for no two corpora mean the same by it."""

Span = tuple[int, int, str]
Tally = Counter[tuple[str, str]]
"""Counts by what is looked at (typed, bound, a type) and by what they are (right, said, true)."""


def score(target: Path, truth: list[dict[str, Any]]) -> dict[str, Any]:
    """Give F1 of exact spans by set, in percent, over sentences that the main text holds; the others are counted."""
    articles = {uri: (doc, text) for doc, uri, text in rows(target, "SELECT doc_id, uri, text FROM silver.articles")}
    mentions: dict[str, set[Span]] = defaultdict(set)
    for doc, *span in rows(target, "SELECT doc_id, start_char, end_char, type FROM gold.mentions"):
        mentions[doc].add((span[0], span[1], span[2]))
    tallies: dict[str, Tally] = defaultdict(Counter)
    lost: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row in truth:
        doc, text = articles.get(row["uri"], ("", ""))
        kept = list(_sentences(row["sentences"], text))
        total[row["set"]] += len(row["sentences"])
        lost[row["set"]] += len(row["sentences"]) - len(kept)
        for start, end, spans in kept:
            said = {span for span in mentions[doc] if start <= span[0] and span[1] <= end}
            tallies[row["set"]].update(_tally(said, spans))
    sets = {name: _figures(tallies[name]) | {"lost": lost[name], "sentences": total[name]} for name in total}
    return {
        "mean_typed_f1": round(sum(figures["typed"] for figures in sets.values()) / max(len(sets), 1), 1),
        "sentences_lost_percent": round(100 * lost.total() / max(total.total(), 1), 1),
        **sets,
    }


def _sentences(sentences: list[dict[str, Any]], text: str) -> Iterator[tuple[int, int, set[Span]]]:
    """Find each sentence in the main text, after the one before it, with its spans moved there."""
    after = 0
    for sentence in sentences:
        start = text.find(sentence["text"], after)
        if start >= 0:
            after = start + len(sentence["text"])
            yield start, after, {(start + first, start + last, kind) for first, last, kind in sentence["spans"]}


def _tally(said: set[Span], true: set[Span]) -> Tally:
    counted: Tally = Counter()
    bounds = [{span[:2] for span in spans} for spans in (said, true)]
    looks: dict[str, tuple[set[Any], set[Any]]] = {"bound": (bounds[0], bounds[1])}
    for name, types in {"typed": TYPES, **{each: (each,) for each in TYPES}}.items():
        looks[name] = ({span for span in said if span[2] in types}, {span for span in true if span[2] in types})
    for name, (these, those) in looks.items():
        counted[name, "right"] = len(these & those)
        counted[name, "said"] = len(these)
        counted[name, "true"] = len(those)
    return counted


def _figures(tally: Tally) -> dict[str, float]:
    return {
        name: round(200 * tally[name, "right"] / max(tally[name, "said"] + tally[name, "true"], 1), 1)
        for name in ("typed", "bound", *TYPES)
    }
