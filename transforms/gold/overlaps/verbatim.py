"""Verbatim: what stands in both texts word for word."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from transforms.shingles import UNSPACED_PER_WORD, Positions, Wording

MIN_RUN: Final = 8
"""Words of a run that counts as a passage: shorter ones are names, titles and stock phrases."""

MAX_MATCHES: Final = 64
"""Places (in one text times the other) of a shingle that may start a run: refrains and tables would square."""


class WordRun(NamedTuple):
    """Equal words: ``n`` of them, from word ``a`` of one text and word ``b`` of the other."""

    a: int
    b: int
    n: int


class Run(NamedTuple):
    """Equal characters: where they stand in both texts."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int


def verbatim_shares(a: Wording, b: Wording) -> tuple[float, float]:
    """Measure the share of each text's shingles that stand in the other."""
    grams_a, grams_b = a.shingles, b.shingles
    if a.unspaced != b.unspaced or not len(grams_a) or not len(grams_b):
        return 0.0, 0.0
    return float(np.isin(grams_a, grams_b).mean()), float(np.isin(grams_b, grams_a).mean())


def word_runs(a: Wording, b: Wording) -> list[WordRun]:
    """Find runs of equal words, the longest first; no word belongs to two."""
    found = sorted(_maximal_runs(a, b), key=lambda run: (-run.n, run.a, run.b))
    free_a, free_b = np.ones(len(a.hashes), dtype=bool), np.ones(len(b.hashes), dtype=bool)
    claimed = []
    for run in found:
        free = free_a[run.a : run.a + run.n] & free_b[run.b : run.b + run.n]
        first, n = _longest_true(free)
        if n >= a.width:
            claimed.append(WordRun(run.a + first, run.b + first, n))
            free_a[run.a + first : run.a + first + n] = False
            free_b[run.b + first : run.b + first + n] = False
    return claimed


def _maximal_runs(a: Wording, b: Wording) -> Iterator[WordRun]:
    """Join shared shingles that follow one another in both texts."""
    at_a, at_b = _matches(a.shingles, b.shingles)
    if a.unspaced != b.unspaced or not len(at_a):
        return
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    breaks = np.flatnonzero((np.diff(at_b - at_a) != 0) | (np.diff(at_a) != 1)) + 1
    for first, last in zip([0, *breaks], [*breaks, len(at_a)], strict=True):
        yield WordRun(int(at_a[first]), int(at_b[first]), int(last - first) + a.width - 1)


def _matches(grams_a: NDArray[np.uint64], grams_b: NDArray[np.uint64]) -> tuple[Positions, Positions]:
    """List the places of equal shingles, but for those with too many."""
    order = np.argsort(grams_b, kind="stable")
    low = np.searchsorted(grams_b[order], grams_a, side="left")
    n = np.searchsorted(grams_b[order], grams_a, side="right") - low
    _, kind, times = np.unique(grams_a, return_inverse=True, return_counts=True)
    n[n * times[kind] > MAX_MATCHES] = 0
    at_a = np.repeat(np.arange(len(grams_a)), n)
    within = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    return at_a, order[np.repeat(low, n) + within]


def _longest_true(mask: NDArray[np.bool_]) -> tuple[int, int]:
    """Find the longest stretch of true values: where it starts and how long it is."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    if not len(starts):
        return 0, 0
    longest = int(lengths.argmax())
    return int(starts[longest]), int(lengths[longest])


def run_words(a: Wording, units: int) -> int:
    """Count units of a text as words: nine characters of an unspaced script stand for five."""
    return round(units / UNSPACED_PER_WORD) if a.unspaced else units


def verbatim_runs(a: Wording, b: Wording, runs: list[WordRun]) -> list[Run]:
    """Make runs of equal words exact to the character, in the order of the first text.

    Typography and case do not count; a run ends where any other character differs, and takes in the equal marks
    around it.
    """
    pieces = [piece for run in runs if run_words(a, run.n) >= MIN_RUN for piece in _pieces(a, b, run)]
    return sorted(_widened(a, b, piece) for piece in pieces)


def _pieces(a: Wording, b: Wording, run: WordRun) -> Iterator[Run]:
    """Part a run of equal words where the characters between two words differ."""
    first = 0
    for k in range(1, run.n + 1):
        i, j = run.a + k, run.b + k
        if k == run.n or a.folded[a.ends[i - 1] : a.starts[i]] != b.folded[b.ends[j - 1] : b.starts[j]]:
            if run_words(a, k - first) >= MIN_RUN:
                start_a, start_b = a.starts[run.a + first], b.starts[run.b + first]
                yield Run(int(start_a), int(a.ends[i - 1]), int(start_b), int(b.ends[j - 1]))
            first = k


def _widened(a: Wording, b: Wording, run: Run) -> Run:
    """Take in equal punctuation on both sides of a run."""
    left = right = 0
    while _equal_mark(a.folded, b.folded, run.start_a - left - 1, run.start_b - left - 1):
        left += 1
    while _equal_mark(a.folded, b.folded, run.end_a + right, run.end_b + right):
        right += 1
    tidy_left = (
        left
        - len(a.folded[run.start_a - left : run.start_a])
        + len(a.folded[run.start_a - left : run.start_a].lstrip())
    )
    tidy_right = len(a.folded[run.end_a : run.end_a + right].rstrip())
    return Run(run.start_a - tidy_left, run.end_a + tidy_right, run.start_b - tidy_left, run.end_b + tidy_right)


def _equal_mark(folded_a: str, folded_b: str, i: int, j: int) -> bool:
    """Say whether both texts have the same mark, not part of a word, at these places."""
    inside = 0 <= i < len(folded_a) and 0 <= j < len(folded_b)
    return inside and folded_a[i] == folded_b[j] and not folded_a[i].isalnum()
