"""Evidence: what two texts have in common besides wording, and what each has for itself.

Rewriting leaves names, numbers, rare words and their order; independent reports of one event share some of them and
each have others of their own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from transforms.encoder import knows
from transforms.gold.overlaps.texts import Text
from transforms.gold.overlaps.verbatim import WordRun

CLOSE: Final = 0.6
"""Cosine from which two sentences say the same (of independent reports, few do)."""

Weights = Mapping[str, int]


def evidence(a: Text, b: Text, runs: list[WordRun]) -> dict[str, object]:
    """Measure what tells a rewrite from an independent report; runs are those of equal words."""
    same_language = a.language == b.language
    names_a, names_b = (a.names_at_home, b.names_at_home) if same_language else (a.names_abroad, b.names_abroad)
    found: dict[str, object] = {
        "names_a": _share(names_a, names_b),
        "names_b": _share(names_b, names_a),
        "own_a": _own(names_a, names_b),
        "own_b": _own(names_b, names_a),
        "own_numbers_a": sum(name.isdecimal() for name in names_a.keys() - names_b.keys()),
        "own_numbers_b": sum(name.isdecimal() for name in names_b.keys() - names_a.keys()),
    }
    abroad = not same_language and knows(a.language) and knows(b.language)
    return (
        found
        | (_of_wording(a, b, runs) if same_language else _NO_WORDING)
        | (of_meaning(a, b) if abroad else _NO_MEANING)
    )


def _share(own: Weights, other: Weights) -> float:
    """Measure how much of the weight of one text's names or words the other has too."""
    return sum(weight for name, weight in own.items() if name in other) / max(sum(own.values()), 1)


def _own(own: Weights, other: Weights) -> float:
    return sum(weight for name, weight in own.items() if name not in other) / 10


_NO_WORDING: Final = dict.fromkeys(("run_share", "rare_a", "rare_b", "n_rare", "n_in_order"))
_NO_MEANING: Final = dict.fromkeys(("close_a", "close_b", "meaning_a", "meaning_b"))


def _of_wording(a: Text, b: Text, runs: list[WordRun]) -> dict[str, object]:
    shared = [word for word in a.rare_words if word in b.rare_words]
    shorter = min(len(a.wording.hashes), len(b.wording.hashes))
    return {
        "run_share": sum(run.n for run in runs) / max(shorter, 1),
        "rare_a": _share(a.rare_words, b.rare_words),
        "rare_b": _share(b.rare_words, a.rare_words),
        "n_rare": len(shared),
        "n_in_order": _in_order(shared, b.rare_words),
    }


def _in_order(words: Iterable[str], others: Iterable[str]) -> int:
    """Count the words of the longest sequence that both have in the same order."""
    place = {word: n for n, word in enumerate(others)}
    ends: list[int] = []  # of the best sequences of each length, the smallest last place
    for word in words:
        n = bisect_left(ends, place[word])
        ends[n : n + 1] = [place[word]]
    return len(ends)


def of_meaning(a: Text, b: Text) -> dict[str, object]:
    """Compare each sentence with the one nearest to it; done across languages only, since it costs most."""
    if not len(a.starts) or not len(b.starts):
        return dict.fromkeys(_NO_MEANING, 0.0)
    cosines = a.vectors @ b.vectors.T
    nearest_a, nearest_b = np.clip(cosines.max(axis=1), 0, 1), np.clip(cosines.max(axis=0), 0, 1)
    return {
        "close_a": float(np.average(nearest_a >= CLOSE, weights=a.lengths)),
        "close_b": float(np.average(nearest_b >= CLOSE, weights=b.lengths)),
        "meaning_a": float(np.average(nearest_a, weights=a.lengths)),
        "meaning_b": float(np.average(nearest_b, weights=b.lengths)),
    }
