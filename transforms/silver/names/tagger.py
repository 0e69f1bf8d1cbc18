"""The tagger: a conditional random field over words, what is known of them, and what the rules make of them.

Its weights are whole numbers, so their sums hang neither on an order nor on what else is read, on any machine.
``benchmarks/train_names.py`` makes them; docs/methods says from what.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Final, NamedTuple, TypeVar

import numpy as np
import polars as pl

from transforms.silver.names.features import ANY, COLUMNS, OUTSIDE, REACH, describe
from transforms.silver.names.labelling import LABELS, NEVER, Places, Whole, allowed, through
from transforms.silver.names.words import Word

_Value = TypeVar("_Value")

UNIT: Final = 1000
"""Weights are kept in thousandths, which 16 bits hold."""
BESIDE: Final = tuple(offset for offset in range(-REACH, REACH + 1) if offset)
_MISC_IN_NEWS: Final = 400
"""Of the names that the tagger learnt from a quarter are of other kinds (9,963 of 39,666), in its one corpus of news a
tenth (397 of 4,200): two fifths of the logarithm of that ratio, for news differ, too."""
_LONGEST: Final = 200
"""Words decided together: a line without sentences is cut, for each step costs the same whatever takes it."""
_BITS: Final = 12
"""Room for the number of a value: a source has some hundreds."""
_WORDS_KEPT: Final = 100_000
"""Some 50 MB."""


class Sight(NamedTuple):
    """A sentence as the tagger sees it, a value a word; the names of fields are those of ``features.COLUMNS``."""

    words: list[Word]
    style: list[str]
    """The language of the words, as far as its texts are written like those of the training."""
    tag: list[str]
    """What the rules take a word for."""
    place: list[str]
    """How far a capital means anything there: the sentence's case, and whether the word opens it."""
    seen: list[str]
    """How the document writes the word elsewhere."""


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
    steps = np.where(allowed(), weights[[names[label] for label in LABELS]], NEVER)
    return _Model(own, own_weights, beside, beside_weights.reshape(len(beside), -1), numbers, columns, steps)


def _rows(frame: pl.DataFrame) -> tuple[dict[str, int], Whole]:
    """Number the features of a family; the weights of each lie together, as they are looked up."""
    weights: Whole = frame.select(LABELS).to_numpy().astype(np.int32, order="C")
    return {name: at for at, name in enumerate(frame["feature"].to_list())}, weights


def title(column: tuple[tuple[str, int], ...]) -> str:
    """Name a column as its weights are kept."""
    return " ".join(f"{source}{offset:+d}" for source, offset in column)


def _column(
    column: tuple[tuple[str, int], ...],
    names: dict[str, int],
    weights: Whole,
    numbers: dict[str, dict[str, int]],
) -> tuple[Places, Whole]:
    """Number the values that a column's rows combine, and sort the rows by the number of their combination.

    The last row weighs nothing: it stands for every combination that the training did not see.
    """
    ids = []
    for name in names:
        found = 0
        for (source, _), value in zip(column, name.split("\t"), strict=True):
            known = numbers[source]
            found = found << _BITS | known.setdefault(value, len(known) + 1)
        ids.append(found)
    order = np.argsort(np.array(ids, dtype=np.int64))
    last, nothing = np.iinfo(np.int64).max, np.zeros((1, len(LABELS)), dtype=np.int32)
    return np.array([*ids, last], dtype=np.int64)[[*order, -1]], np.concatenate([weights[order], nothing])


class _Type(NamedTuple):
    """What a word brings along: its scores for each label, and for those of the words around it; its kind and shape."""

    scores: Whole
    kind: int
    shape: int
    sense: int


@lru_cache(maxsize=_WORDS_KEPT)
def _type(word: Word) -> _Type:
    model, shown = _model(), describe(word)
    own = [at for feature in shown.own if (at := model.own.get(feature)) is not None]
    beside = [at for feature in shown.beside if (at := model.beside.get(feature)) is not None]
    scores = np.zeros((len(BESIDE) + 1) * len(LABELS), dtype=np.int32)
    np.add.reduce(model.beside_weights.take(beside, axis=0), axis=0, out=scores[: -len(LABELS)])
    np.add.reduce(model.own_weights.take(own, axis=0), axis=0, out=scores[-len(LABELS) :])
    return _Type(scores, *(model.number(source, getattr(shown, source)) for source in _Type._fields[1:]))


@cache
def _outside() -> _Type:
    """Give what stands around a sentence."""
    model = _model()
    scores = np.zeros((len(BESIDE) + 1) * len(LABELS), dtype=np.int32)
    if OUTSIDE in model.beside:
        scores[: len(BESIDE) * len(LABELS)] = model.beside_weights[model.beside[OUTSIDE]]
    return _Type(scores, 1, 1, 1)


def margins(sentences: Sequence[Sight]) -> list[Whole]:
    """Give, for each word of each sentence and each label, how good a labelling can be that has it there.

    The score of the sentence's best labelling is taken away, so the best label of each word has 0 and the others less.
    """
    model = _model()
    found = _scores(model, sentences)
    starts, at = [], 0
    for sentence in sentences:
        starts.append(at + REACH)
        at += REACH + len(sentence.words)
    pieces = [
        (start + first, min(_LONGEST, len(sentence.words) - first))
        for start, sentence in zip(starts, sentences, strict=True)
        for first in range(0, len(sentence.words), _LONGEST)
    ]
    best = through(found, np.array(pieces, dtype=np.int64).reshape(-1, 2), model.steps)
    return [best[start : start + len(sentence.words)] for start, sentence in zip(starts, sentences, strict=True)]


def _scores(model: _Model, sentences: Sequence[Sight]) -> Whole:
    """Add up what speaks for each label of each word."""
    words: list[Word | None] = _in_line((sentence.words for sentence in sentences), None)
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    types = [_type(word) if word else _outside() for word in numbers]
    at = np.array([numbers[word] for word in words])
    table = np.array([one.scores for one in types]).reshape(len(types), len(BESIDE) + 1, len(LABELS))
    scores: Whole = table[at, -1]
    scores[:, LABELS.index("B-MISC")] -= _MISC_IN_NEWS
    for place, offset in enumerate(BESIDE):
        _add_shifted(scores, table[at, place], offset)
    sources = {source: np.array([getattr(one, source) for one in types])[at] for source in _Type._fields[1:]} | {
        source: _numbered(model, source, _in_line((getattr(one, source) for one in sentences), OUTSIDE))
        for source in Sight._fields[1:]
    }
    for column, (ids, weights) in zip(COLUMNS, model.columns, strict=True):
        looked_at = np.zeros(len(at), dtype=np.int64)
        for source, offset in column:
            looked_at = looked_at << _BITS | np.roll(sources[source], -offset)
        rows = np.searchsorted(ids, looked_at)
        rows[ids[rows] != looked_at] = len(ids) - 1
        scores += weights.take(rows, axis=0)
    return scores


def _in_line(sentences: Iterable[Sequence[_Value]], outside: _Value) -> list[_Value]:
    """Put sentences into one line, with what stands outside of them before, between and after."""
    gap = [outside] * REACH
    return [*chain.from_iterable([*gap, *sentence] for sentence in sentences), *gap]


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
