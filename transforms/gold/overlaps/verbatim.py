"""Verbatim: what stands in both texts word for word."""

from collections.abc import Iterator
from itertools import pairwise
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


def verbatim_share(text: Wording, other: Wording) -> float:
    """Measure the share of a text's shingles that stand in the other."""
    low, high = _places(text, other)
    return float((high > low).mean()) if len(low) else 0.0


def word_runs(a: Wording, b: Wording) -> list[WordRun]:
    """Find runs of equal words, the longest first; no word belongs to two."""
    found = sorted(_maximal_runs(a, b), key=lambda run: (-run.n, run.a, run.b))
    free_a, free_b = np.ones(len(a.hashes), dtype=bool), np.ones(len(b.hashes), dtype=bool)
    claimed = []
    for run in found:
        free = free_a[run.a : run.a + run.n] & free_b[run.b : run.b + run.n]
        if np.count_nonzero(free) < a.width:  # nine of ten: inside a longer run
            continue
        first, n = (0, run.n) if free.all() else _longest_true(free)
        if n >= a.width:
            claimed.append(WordRun(run.a + first, run.b + first, n))
            free_a[run.a + first : run.a + first + n] = False
            free_b[run.b + first : run.b + first + n] = False
    return claimed


def _maximal_runs(a: Wording, b: Wording) -> Iterator[WordRun]:
    """Join shared shingles that follow one another in both texts."""
    at_a, at_b = _matches(a, b)
    if not len(at_a):
        return
    order = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[order], at_b[order]
    breaks = np.flatnonzero((np.diff(at_b - at_a) != 0) | (np.diff(at_a) != 1)) + 1
    firsts, lasts = np.append(0, breaks), np.append(breaks, len(at_a))
    for start_a, start_b, n in zip(at_a[firsts], at_b[firsts], lasts - firsts, strict=True):
        yield WordRun(int(start_a), int(start_b), int(n) + a.width - 1)


def _matches(a: Wording, b: Wording) -> tuple[Positions, Positions]:
    """List the places of equal shingles, but for those with too many."""
    low, high = _places(a, b)
    n = high - low
    if n.max(initial=0) > 1:
        own_low, own_high = _places(a, a)
        n[n * (own_high - own_low) > MAX_MATCHES] = 0
    at_a = np.repeat(np.arange(len(n)), n)
    within = np.arange(len(at_a)) - np.repeat(np.cumsum(n) - n, n)
    return at_a, b.sorted_shingles[1][np.repeat(low, n) + within]


def _places(text: Wording, other: Wording) -> tuple[Positions, Positions]:
    """Find each shingle of a text among the sorted ones of another: where its like begin and end."""
    grams = text.shingles if text.unspaced == other.unspaced else text.shingles[:0]
    sorted_grams = other.sorted_shingles[0]
    return np.searchsorted(sorted_grams, grams, side="left"), np.searchsorted(sorted_grams, grams, side="right")


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
    gaps_a, gaps_b = a.gaps[run.a + 1 : run.a + run.n], b.gaps[run.b + 1 : run.b + run.n]
    parts = [0, *(np.flatnonzero(gaps_a != gaps_b) + 1).tolist(), run.n]
    for first, last in pairwise(parts):
        if run_words(a, last - first) >= MIN_RUN:
            yield Run(
                int(a.starts[run.a + first]),
                int(a.ends[run.a + last - 1]),
                int(b.starts[run.b + first]),
                int(b.ends[run.b + last - 1]),
            )


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
