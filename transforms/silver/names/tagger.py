"""The tagger: a conditional random field over words, what is known of them, and what the rules make of them.

Its weights are whole numbers, so their sums hang neither on an order nor on what else is read, on any machine.
``benchmarks/train_names.py`` makes them; docs/methods says from what.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.silver.names.features import ANY, COLUMNS, OUTSIDE, REACH, describe
from transforms.silver.names.words import word

Whole = NDArray[np.int32]
Places = NDArray[np.int64]

TYPES: Final = ("PER", "ORG", "LOC", "MISC")
LABELS: Final = ("O", *(f"{part}-{kind}" for kind in TYPES for part in "BI"))
UNIT: Final = 1000
"""Weights are kept in thousandths, which 16 bits hold."""
BESIDE: Final = tuple(offset for offset in range(-REACH, REACH + 1) if offset)
_MISC_IN_NEWS: Final = 400
"""Of the names that the tagger learnt from a quarter are of other kinds (9,963 of 39,666), in its one corpus of news a
tenth (397 of 4,200): two fifths of the logarithm of that ratio, for news differ, too."""
_NEVER: Final = -1_000_000
"""Weight of a step that no name takes: into the middle of one from outside of it."""
_LONGEST: Final = 200
"""Words decided together: a line without sentences is cut, for each step costs the same whatever takes it."""
_BITS: Final = 12
"""Room for the number of a value: a source has some hundreds."""
_WORDS_KEPT: Final = 100_000
"""Some 50 MB."""


class Sight(NamedTuple):
    """A word as the tagger sees it; the names of fields are those of ``features.COLUMNS``."""

    surface: str
    language: str
    style: str
    """The language again, as far as its texts are written like those of the training."""
    tag: str
    """What the rules take it for."""
    place: str
    """How far a capital means anything there: the sentence's case, and whether the word opens it."""
    seen: str
    """How the document writes it elsewhere."""


class _Model(NamedTuple):
    own: dict[str, int]
    own_weights: Whole
    beside: dict[str, int]
    beside_weights: Whole
    numbers: dict[str, dict[str, int]]
    """Of each source, the values that the training saw, from 1; 0 is any other."""
    columns: list[tuple[Places, Whole]]
    steps: Whole

    def number(self, source: str, value: str) -> int:
        """Number a value; one that the training did not see is any, if it knows of any."""
        known = self.numbers[source]
        return known.get(value) or known.get(ANY, 0)


@cache
def _model() -> _Model:
    """Load the weights and arrange them to be looked up."""
    table = pl.read_parquet(files("transforms").joinpath("gazetteers", "tagger.parquet").read_bytes())
    families = table.partition_by("family", as_dict=True)
    rows = {str(key[0]): _rows(frame) for key, frame in families.items()}
    own, own_weights = rows["+0"]
    beside = {name: at for at, name in enumerate(sorted({name for one in BESIDE for name in rows[f"{one:+d}"][0]}))}
    beside_weights = np.zeros((len(beside), len(BESIDE), len(LABELS)), dtype=np.int32)
    for place, offset in enumerate(BESIDE):
        names, weights = rows[f"{offset:+d}"]
        beside_weights[[beside[name] for name in names], place] = weights
    numbers: dict[str, dict[str, int]] = {source: {OUTSIDE: 1} for column in COLUMNS for source, _ in column}
    columns = [_column(column, *rows[title(column)], numbers) for column in COLUMNS]
    names, weights = rows["step"]
    steps = np.where(allowed(), weights[[names[label] for label in LABELS]], _NEVER)
    return _Model(own, own_weights, beside, beside_weights.reshape(len(beside), -1), numbers, columns, steps)


def _rows(frame: pl.DataFrame) -> tuple[dict[str, int], Whole]:
    return {name: at for at, name in enumerate(frame["feature"])}, frame.select(LABELS).to_numpy().astype(np.int32)


def title(column: tuple[tuple[str, int], ...]) -> str:
    """Name a column as its weights are kept."""
    return " ".join(f"{source}{offset:+d}" for source, offset in column)


def _column(
    column: tuple[tuple[str, int], ...],
    names: dict[str, int],
    weights: Whole,
    numbers: dict[str, dict[str, int]],
) -> tuple[Places, Whole]:
    """Number the values that a column's rows combine, and sort the rows by the number of their combination."""
    ids = []
    for name in names:
        found = 0
        for (source, _), value in zip(column, name.split("\t"), strict=True):
            known = numbers[source]
            found = found << _BITS | known.setdefault(value, len(known) + 1)
        ids.append(found)
    order = np.argsort(np.array(ids, dtype=np.int64))
    return np.array(ids, dtype=np.int64)[order], weights[order]


def allowed() -> NDArray[np.bool_]:
    """Say which label may follow which: the middle of a name follows its beginning or its middle."""
    return np.array(
        [[not new.startswith("I") or old[1:] == new[1:] for new in LABELS] for old in LABELS],
    )


class _Type(NamedTuple):
    """What a word brings along: its scores for each label, and for those of the words around it; its kind and shape."""

    scores: Whole
    kind: int
    shape: int
    sense: int


@lru_cache(maxsize=_WORDS_KEPT)
def _type(surface: str, language: str) -> _Type:
    model, shown = _model(), describe(surface, word(surface, language), language)
    own = [model.own[feature] for feature in shown.own if feature in model.own]
    beside = [model.beside[feature] for feature in shown.beside if feature in model.beside]
    scores = np.concatenate([model.beside_weights[beside].sum(axis=0), model.own_weights[own].sum(axis=0)])
    return _Type(
        scores.astype(np.int32), *(model.number(source, getattr(shown, source)) for source in _Type._fields[1:])
    )


@cache
def _outside() -> _Type:
    """Give what stands around a sentence."""
    model = _model()
    scores = np.zeros((len(BESIDE) + 1) * len(LABELS), dtype=np.int32)
    if OUTSIDE in model.beside:
        scores[: len(BESIDE) * len(LABELS)] = model.beside_weights[model.beside[OUTSIDE]]
    return _Type(scores, 1, 1, 1)


def margins(sentences: Sequence[Sequence[Sight]]) -> list[Whole]:
    """Give, for each word of each sentence and each label, how good a labelling can be that has it there.

    The score of the sentence's best labelling is taken away, so the best label of each word has 0 and the others less.
    """
    model, gap = _model(), [None] * REACH
    line = [sight for sentence in sentences for sight in (*gap, *sentence)] + gap
    found = _scores(model, line)
    starts, at = [], 0
    for sentence in sentences:
        starts.append(at + REACH)
        at += REACH + len(sentence)
    pieces = [
        (start + first, min(_LONGEST, len(sentence) - first))
        for start, sentence in zip(starts, sentences, strict=True)
        for first in range(0, len(sentence), _LONGEST)
    ]
    best = _through(found, np.array(pieces, dtype=np.int64).reshape(-1, 2), model.steps)
    return [best[start : start + len(sentence)] for start, sentence in zip(starts, sentences, strict=True)]


def _scores(model: _Model, line: Sequence[Sight | None]) -> Whole:
    """Add up what speaks for each label of each word."""
    width, count = len(LABELS), len(line)
    types = [_type(sight.surface, sight.language) if sight else _outside() for sight in line]
    table = np.array([one.scores for one in types]).reshape(count, len(BESIDE) + 1, width)
    scores = table[:, -1].copy()
    scores[:, LABELS.index("B-MISC")] -= _MISC_IN_NEWS
    for place, offset in enumerate(BESIDE):
        _add_shifted(scores, table[:, place], offset)
    sources = {source: np.array([getattr(one, source) for one in types]) for source in _Type._fields[1:]} | {
        source: _numbered(model, source, [sight[at] if sight else OUTSIDE for sight in line])
        for at, source in enumerate(Sight._fields[2:], start=2)
    }
    for column, (ids, weights) in zip(COLUMNS, model.columns, strict=True):
        looked_at = np.zeros(count, dtype=np.int64)
        for source, offset in column:
            looked_at = looked_at << _BITS | np.roll(sources[source], -offset)
        rows = np.minimum(np.searchsorted(ids, looked_at), len(ids) - 1)
        hit = ids[rows] == looked_at
        scores[hit] += weights[rows[hit]]
    return scores


def _numbered(model: _Model, source: str, values: list[str]) -> Places:
    """Number the values of a source; they are few."""
    numbers = {value: model.number(source, value) for value in set(values)}
    return np.array([numbers[value] for value in values], dtype=np.int64)


def _add_shifted(scores: Whole, others: Whole, offset: int) -> None:
    """Add to each word what the word so far from it says."""
    if offset > 0:
        scores[:-offset] += others[offset:]
    else:
        scores[-offset:] += others[:offset]


def _through(scores: Whole, pieces: Places, steps: Whole) -> Whole:
    """Find, for each word and label, the best labelling that passes there (Viterbi, forwards and backwards)."""
    ahead, behind = scores.copy(), np.zeros_like(scores)
    inside = np.flatnonzero([label.startswith("I") for label in LABELS])
    ahead[np.ix_(pieces[:, 0], inside)] += _NEVER
    starts, lengths = pieces[np.argsort(-pieces[:, 1], kind="stable")].T
    longest = int(lengths.max(initial=0))
    for step in range(1, longest):
        at = starts[: np.searchsorted(-lengths, -step)] + step
        ahead[at] += (ahead[at - 1][:, :, None] + steps).max(axis=1)
    for step in range(longest - 2, -1, -1):
        at = starts[: np.searchsorted(-lengths, -step - 1)] + step
        behind[at] = (steps + (scores[at + 1] + behind[at + 1])[:, None, :]).max(axis=2)
    total: Whole = ahead + behind
    total -= total.max(axis=1, keepdims=True)
    return total
