"""Overlaps: relations, directions, passages, stories and languages against what is known of the articles.

The truth of a pair is unknown where it says so (``unclear``), between two articles of one story that no pair names, and
around a host, which holds an excerpt of another article: what is said of such a pair counts neither way.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.scoring.figures import f1, found, rows, share
from schemas.types import DERIVED

Key = tuple[str, str]
Link = tuple[int, int]
Span = tuple[int, int]

OVERLAPS: Final = """
    SELECT a.uri, b.uri, relation, origin.uri FROM gold.overlaps
    JOIN silver.articles AS a ON doc_a = a.doc_id JOIN silver.articles AS b ON doc_b = b.doc_id
    LEFT JOIN silver.articles AS origin ON origin_doc_id = origin.doc_id
"""
PASSAGES: Final = """
    SELECT a.uri, b.uri, start_a, end_a, start_b, end_b FROM gold.passages
    JOIN silver.articles AS a ON doc_a = a.doc_id JOIN silver.articles AS b ON doc_b = b.doc_id
"""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of articles and pairs of them, by uri."""

    docs: dict[str, dict[str, Any]]
    pairs: dict[Key, dict[str, Any]]

    def knows(self, key: Key) -> bool:
        """Tell whether what is said of a pair can be judged."""
        if key in self.pairs:
            return bool(self.pairs[key]["relation"] != "unclear")
        a, b = (self.docs.get(uri, {}) for uri in key)
        same_story = a.get("story") is not None and a.get("story") == b.get("story")
        return not (a.get("hosts") or b.get("hosts") or same_story)

    def of(self, *relations: str) -> set[Key]:
        """List the pairs of some relations."""
        return {key for key, pair in self.pairs.items() if pair["relation"] in relations}


@dataclass(frozen=True, slots=True)
class Said:
    """What a warehouse says of pairs: relation and origin."""

    pairs: dict[Key, tuple[str, str | None]]

    def of(self, truth: Truth, *relations: str) -> set[Key]:
        """List the pairs of some relations, those that can be judged."""
        return {key for key, (relation, _) in self.pairs.items() if relation in relations and truth.knows(key)}


def score(target: Path, docs: list[dict[str, Any]], pairs: list[dict[str, Any]], raw: Path) -> dict[str, Any]:
    """Score the published overlaps, passages, stories and languages; ``raw`` holds the files, for their lines."""
    truth = Truth({doc["uri"]: doc for doc in docs}, {_key(pair["a"], pair["b"]): pair for pair in pairs})
    said = Said({_key(a, b): (relation, origin) for a, b, relation, origin in rows(target, OVERLAPS)})
    languages = dict(rows(target, "SELECT uri, language FROM silver.articles"))
    right = sum(languages.get(uri) == doc["language"] for uri, doc in truth.docs.items())
    return {
        "documents": len(docs),
        "articles": len(languages),
        **_relations(truth, said),
        "direction": _direction(truth, said),
        "passages": _passages(truth, said, target, raw),
        "stories": _stories(truth, target),
        "language_accuracy": share(right, len(docs), 4),
    }


def _key(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)


def _relations(truth: Truth, said: Said) -> dict[str, Any]:
    """Hold the derived pairs, each relation on its own, and the independent reports of one event against the truth."""
    figures: dict[str, Any] = {"said": dict(sorted(Counter(relation for relation, _ in said.pairs.values()).items()))}
    for name, relations in {"derived": DERIVED, **{relation: [relation] for relation in DERIVED}}.items():
        wanted, got = truth.of(*relations), said.of(truth, *relations)
        figures[name] = found(len(wanted & got), len(got - wanted), len(wanted - got))
    same = truth.of("same_event")
    taken = sum(said.pairs[key][0] in DERIVED for key in same & said.pairs.keys())
    figures["derived_on_same_event"] = share(taken, len(same))
    unrelated = said.of(truth, "same_event") - truth.pairs.keys()
    figures["same_event"] = {"recall": share(len(same & said.pairs.keys()), len(same)), "unrelated": len(unrelated)}
    return figures


def _direction(truth: Truth, said: Said) -> dict[str, float]:
    """Count the origins told right; between two made from a third, any origin told is wrong."""
    both = truth.pairs.keys() & said.pairs.keys()
    known = [key for key in both if truth.pairs[key]["origin"]]
    told = [key for key in known if said.pairs[key][1]]
    siblings = [key for key in both if truth.pairs[key]["sibling"] and said.pairs[key][1]]
    right = sum(said.pairs[key][1] == truth.pairs[key]["origin"] for key in told)
    return {
        "known": len(known),
        "told": len(told),
        "right": right,
        "between_siblings": len(siblings),
        "accuracy": share(right, len(told) + len(siblings)),
    }


def _stories(truth: Truth, target: Path) -> dict[str, float]:
    """Score the stories that the truth knows."""
    docs = {uri: doc for uri, doc in truth.docs.items() if doc["story"] and not doc.get("hosts")}
    return told_stories(docs, told_members(target))


def told_members(target: Path) -> dict[str, str]:
    """Give the story of each article that has one."""
    return dict(rows(target, "SELECT uri, story_id FROM gold.story_articles JOIN silver.articles USING (doc_id)"))


def told_stories(docs: dict[str, dict[str, Any]], member: dict[str, str]) -> dict[str, float]:
    """Give B-cubed F1 of stories: the mean over their kinds, and each."""
    true: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    for uri, doc in docs.items():
        true[doc["story"]].add(uri)
        told[member.get(uri, uri)].add(uri)
    kinds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for uri, doc in docs.items():
        ours, theirs = told[member.get(uri, uri)], true[doc["story"]]
        both = len(ours & theirs)
        kinds[_kind(doc["story"])].append((both / len(ours), both / len(theirs)))
    figures = {
        kind: f1(*(sum(pair[side] for pair in scores) / len(scores) for side in (0, 1)))
        for kind, scores in sorted(kinds.items())
    }
    mean = sum(round(figure, 3) for figure in figures.values()) / max(len(figures), 1)
    return {"f1": round(mean, 3)} | {kind: round(figure, 3) for kind, figure in figures.items()}


def _kind(story: str) -> str:
    """Tell what a story was taken from by the letters that its name begins with: ``ecb:12_1``, ``w21:...``."""
    letters = re.match("[a-z]+", story)
    return letters.group() if letters else "generated"


def _passages(truth: Truth, said: Said, target: Path, raw: Path) -> dict[str, float]:
    """Hold the lines that passages stand on against those that stand for each other in the pairs found."""
    linked = {key for key in truth.of(*DERIVED) & said.pairs.keys() if truth.pairs[key]["links"]}
    texts = dict(rows(target, "SELECT uri, text FROM silver.articles"))
    lines = {uri: _lines(raw / uri, texts[uri]) for uri in {uri for key in linked for uri in key}}
    claimed: dict[Key, set[Link]] = defaultdict(set)
    for a, b, start_a, end_a, start_b, end_b in rows(target, PASSAGES):
        key = _key(a, b)
        if key in linked:  # line i stands for line i: it does not matter which of the two is a
            on_a, on_b = _touched(lines[a], start_a, end_a), _touched(lines[b], start_b, end_b)
            claimed[key] |= {(i, j) for i in on_a for j in on_b}
    right = wrong = missed = 0
    for key in linked:
        true = {(i, j) for i, j in truth.pairs[key]["links"] if lines[key[0]][i] and lines[key[1]][j]}
        right += len(claimed[key] & true)
        wrong += len(claimed[key] - true)
        missed += len(true - claimed[key])
    return found(right, wrong, missed)


def _lines(file: Path, text: str) -> list[Span | None]:
    """Find each line of a file in its main text; None for a line that is not there."""
    spans: list[Span | None] = []
    after = 0
    for line in file.read_text(encoding="utf-8").split("\n"):
        squeezed = " ".join(line.split())
        start = text.find(squeezed, after) if squeezed else -1
        spans.append((start, start + len(squeezed)) if start >= 0 else None)
        after = start + len(squeezed) if start >= 0 else after
    return spans


def _touched(lines: list[Span | None], start: int, end: int) -> list[int]:
    """Name the lines that a passage stands on: with half of itself, or on half of the line."""
    return [
        number
        for number, span in enumerate(lines)
        if span and min(span[1], end) - max(span[0], start) > min(end - start, span[1] - span[0]) / 2
    ]
