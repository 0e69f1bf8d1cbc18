"""The names of one document: what the tagger marks, typed with what the whole document says of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from transforms.silver.names.acronyms import with_acronyms
from transforms.silver.names.caseless import CASELESS, Found, find_caseless
from transforms.silver.names.draft import Document, Draft, Run, best_of, read, sights
from transforms.silver.names.gazetteer import fold
from transforms.silver.names.keys import form_of, place_key
from transforms.silver.names.kinds import Scores, place_of
from transforms.silver.names.labelling import LABELS, TYPES, Whole
from transforms.silver.names.longer import longer_forms
from transforms.silver.names.sentence import key_of
from transforms.silver.names.tagger import UNIT, Sight, margins
from transforms.silver.names.words import Word

_LINKS_KEPT: Final = 50_000


class Span(NamedTuple):
    """A name where it stands in the article, and what links it."""

    start: int
    end: int
    type: str
    confidence: float
    form: str
    key: str
    country_code: str | None


class _Marked(NamedTuple):
    """What the tagger makes of a sentence, word by word."""

    labels: list[int]
    margins: Whole
    """How good a labelling can be that takes the word for part of a name of each type, or for none."""


def find_spans(documents: Sequence[Document]) -> list[list[Span]]:
    """Find the names of documents, in the order of their text. No document is evidence for another."""
    drafts = [None if one.language in CASELESS else read(one) for one in documents]
    marked = _marked([sentence for draft in drafts if draft for sentence in sights(draft)])
    return [
        list(_settle(draft, [next(marked) for _ in draft.sentences])) if draft else _without_capitals(one)
        for one, draft in zip(documents, drafts, strict=True)
    ]


def _marked(sentences: list[Sight]) -> Iterator[_Marked]:
    """Let the tagger decide; all sentences at once, for a look at an array costs more than many words' worth of it."""
    best = margins(sentences)
    line = np.concatenate(best) if best else np.zeros((0, len(LABELS)), dtype=np.int32)
    labels = line.argmax(axis=1).tolist()
    inside = line[:, 1:].reshape(-1, len(TYPES), 2).max(axis=2)
    kinds = np.column_stack([inside, line[:, 0]])
    start = 0
    for sentence in sentences:
        end = start + len(sentence.words)
        yield _Marked(labels[start:end], kinds[start:end])
        start = end


def _without_capitals(document: Document) -> list[Span]:
    text, sentences, language = document
    return [
        _caseless_span(text, one, language)
        for start, end in sentences
        for one in find_caseless(text, start, end, language)
    ]


def _settle(draft: Draft, marked: list[_Marked]) -> Iterator[Span]:
    """Give every mention of a name the kind that its mentions together speak for, and its key."""
    found = [
        (sentence, run)
        for sentence, one in zip(draft.sentences, marked, strict=True)
        for run in _tagged(sentence.words, one, draft)
    ]
    runs = [run for _, run in found]
    words = {run.key: run.words for run in runs}
    kinds = _agreed(runs)
    longer = longer_forms(words, kinds, draft.acronyms)
    for sentence, run in found:
        long = longer.get(run.key, run.key)
        kind, confidence = kinds[long]
        form = form_of(tuple([word.key for word in run.words]), draft.language)
        last = run.first + len(run.words) - 1
        yield Span(sentence.starts[run.first], sentence.ends[last], kind, confidence, form, *_link(words[long], kind))


def _tagged(words: list[Word], marked: _Marked, draft: Draft) -> Iterator[Run]:
    """Read the names of a sentence off its labels; a short form that the document defines is a name wherever it is."""
    places = list(_places([LABELS[at] for at in marked.labels])) if any(marked.labels) else []
    for first, last in with_acronyms(words, places, draft.acronyms):
        *kinds, outside = marked.margins[first:last].T.tolist()
        scores = {kind: float(min(found)) for kind, found in zip(TYPES, kinds, strict=True)}
        yield Run(first, tuple(words[first:last]), key_of(words[first:last]), scores | {"O": float(max(outside))})


def _places(labels: list[str]) -> Iterator[tuple[int, int]]:
    """Give first and last-but-one word of each name."""
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] != "O":
            while last < len(labels) and labels[last] == f"I-{labels[first][2:]}":
                last += 1
            yield first, last
        first = last


def _agreed(runs: list[Run]) -> dict[str, tuple[str, float]]:
    """Add up, for each name, what its mentions say; several are as good as two, as they stand in one text."""
    mentions: defaultdict[str, list[Scores]] = defaultdict(list)
    for run in runs:
        mentions[run.key].append(run.scores)
    return {
        key: best_of({kind: sum(one[kind] for one in each) / UNIT / max(1, len(each) / 2) for kind in (*TYPES, "O")})
        for key, each in mentions.items()
    }


@lru_cache(maxsize=_LINKS_KEPT)
def _link(words: tuple[Word, ...], kind: str) -> tuple[str, str | None]:
    keys, language = tuple(word.key for word in words), words[0].language
    if kind == "LOC":
        entry = place_of(words)
        code = entry.code if entry.code and entry.code.isupper() else None
        return place_key(keys, entry) or form_of(keys, language), code
    return form_of(keys, language), None


def _caseless_span(text: str, found: Found, language: str) -> Span:
    word = fold(text[found.start : found.end])
    form = form_of((word,), language)
    key = place_key([word], found.entry) if found.type == "LOC" else None
    code = found.entry.code if found.entry.code and found.entry.code.isupper() else None
    return Span(found.start, found.end, found.type, _CASELESS_CONFIDENCE, form, key or form, code)


_CASELESS_CONFIDENCE: Final = 0.8
"""A gazetteer's word, or one beside a title, is a name as often as this where no capital says so."""
