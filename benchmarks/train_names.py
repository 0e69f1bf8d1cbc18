"""Train the tagger of names: ``uv run --group train python -m benchmarks.train_names CORPORA_FOLDER``.

CORPORA_FOLDER holds a clone of each repository that ``name_corpora.CORPORA`` names; docs/methods/names.md says where
they are and quotes their licences. Writes transforms/gazetteers/tagger.parquet. Takes about five minutes and 6 GB.
"""

import re
import sys
from array import array
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from benchmarks.crf import Examples, Weights, train
from benchmarks.name_corpora import CORPORA, Corpus, Labelled
from transforms.silver.names.cues import Cue
from transforms.silver.names.draft import Document, Draft, read, sights
from transforms.silver.names.features import ANY, COLUMNS, OUTSIDE, REACH, Described, describe
from transforms.silver.names.tagger import LABELS, UNIT, Sight, allowed, title
from transforms.silver.names.words import word

TARGET: Final = Path(__file__).parent.parent / "transforms" / "gazetteers" / "tagger.parquet"
LEAST_SEEN: Final = 4
"""Words that must have a feature for it to be learnt."""
OLD: Final = "old"
"""The style of old newspapers, which nothing has that is read later: else all French would be read like theirs."""
NO_MISC: Final = "no misc"
"""Said of every word of a corpus that leaves names of other kinds unmarked; never of a word that is read later."""

_NO_SPACE_BEFORE: Final = re.compile(r"[.,;:!?%)\]»”’'…]|'s|n't|’s")
_NO_SPACE_AFTER: Final = re.compile(r"[(\[«„“#@]|(?:[dlnsmtcj]|qu)['’]", re.IGNORECASE)


def text_of(document: list[Labelled]) -> tuple[Document, list[tuple[int, int, str]]]:
    """Write a document's words as running text, and say where its names stand."""
    text, names, bounds, quoted = "", [], [], False
    for sentence in document:
        start, after = len(text), ""
        for written, label in sentence:
            closing = written == '"' and quoted
            if len(text) > start and not (_NO_SPACE_BEFORE.fullmatch(written) or closing or after):
                text += " "
            if label.startswith("B"):
                names.append((len(text), len(text) + len(written), label[2:]))
            elif label != "O":
                names[-1] = (names[-1][0], len(text) + len(written), label[2:])
            text += written
            after = written if _NO_SPACE_AFTER.fullmatch(written) or (written == '"' and not quoted) else ""
            quoted = quoted != (written == '"')
        bounds.append((start, len(text)))
        text, quoted = text + "\n", False
    return Document(text, bounds, ""), names


def labels_of(draft: Draft, names: list[tuple[int, int, str]]) -> list[list[str]]:
    """Label the words of a document: those that fill a name, to the letter."""
    begins = {start: (end, kind) for start, end, kind in names}
    found = []
    for sentence in draft.sentences:
        labels = ["O"] * len(sentence)
        stops = {token.end: at for at, token in enumerate(sentence)}
        for at, token in enumerate(sentence):
            end, kind = begins.get(token.start, (-1, ""))
            if end in stops:
                last = stops[end] + 1
                people = last == at + 1 and token.word.cue & Cue.DEMONYMS
                kind = "MISC" if people and kind == "LOC" else kind
                labels[at:last] = [f"{'I' if place > at else 'B'}-{kind}" for place in range(at, last)]
        found.append(labels)
    return found


@cache
def shown(surface: str, language: str) -> tuple[Described, list[list[str]]]:
    """Describe a word, and spell out what each word around it sees of it, from the farthest before it on."""
    found = describe(surface, word(surface, language), language)
    seen = [
        [f"{-offset:+d}\t{feature}" for feature in (found.beside if offset else found.own)]
        for offset in range(-REACH, REACH + 1)
    ]
    return found, seen


_AROUND: Final = (None, [[f"{-offset:+d}\t{OUTSIDE}"] for offset in range(-REACH, REACH + 1)])


def attributes(sentence: list[Sight]) -> list[list[str]]:
    """Spell out what the tagger will look up of each word, under the names that the weights are kept by."""
    gap = [None] * REACH
    line = [*gap, *sentence, *gap]
    words = [shown(one.surface, one.language) if one else _AROUND for one in line]
    values = {
        source: [str(getattr(holder, source)) if holder else OUTSIDE for holder in holders]
        for holders, sources in ((line, Sight._fields[1:]), ([one[0] for one in words], Described._fields[2:]))
        for source in sources
    }
    columns = []
    for column in COLUMNS:
        name = title(column) + "\t"
        parts = [values[source][REACH + offset : len(line) - REACH + offset] for source, offset in column]
        columns.append([name + "\t".join(together) for together in zip(*parts, strict=True)])
    return [
        [feature for offset in range(-REACH, REACH + 1) for feature in words[at + offset][1][REACH - offset]]
        + [column[at - REACH] for column in columns]
        for at in range(REACH, len(line) - REACH)
    ]


def sentences(root: Path, corpus: Corpus) -> Iterator[tuple[list[Sight], list[str]]]:
    """Give each sentence of a corpus as the tagger sees it, and its labels."""
    for labelled in corpus.read(root / corpus.folder):
        document, names = text_of(labelled)
        draft = read(document._replace(language=corpus.language))
        yield from zip(sights(draft), labels_of(draft, names), strict=True)


def examples(root: Path) -> tuple[Examples, list[str]]:
    """Number the features of every corpus, those of a few words left out."""
    numbers: dict[str, int] = {NO_MISC: 0}
    ids, counts, labels, lengths = array("i"), array("i"), array("b"), array("i")
    for corpus in CORPORA:
        extra = [] if corpus.has_misc else [0]
        for sentence, found in sentences(root, corpus):
            style = OLD if corpus.old else ANY if len(lengths) % 2 else corpus.language
            labels.extend(map(LABELS.index, found))
            lengths.append(len(sentence))
            for features in attributes([one._replace(style=style) for one in sentence]):
                ids.extend([numbers.setdefault(feature, len(numbers)) for feature in features] + extra)
                counts.append(len(features) + len(extra))
        print(corpus.folder, len(labels), "words,", len(numbers), "features", flush=True)
    columns, bounds = np.array(ids), np.concatenate([[0], np.cumsum(counts)])
    kept = np.bincount(columns, minlength=len(numbers)) >= LEAST_SEEN
    wanted = kept[columns]
    bounds = np.concatenate([[0], np.cumsum(wanted)])[bounds]
    columns = (np.cumsum(kept) - 1)[columns[wanted]]
    matrix = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), columns, bounds), shape=(len(labels), int(kept.sum()))
    )
    ends = np.cumsum(lengths)
    return (
        Examples(matrix, np.array(labels, dtype=np.int64), ends - np.array(lengths), np.array(lengths, dtype=np.int64)),
        [feature for feature, keep in zip(numbers, kept, strict=True) if keep],
    )


def kept(features: list[str], weights: Weights) -> pl.DataFrame:
    """Give the weights in whole units, one row a feature and one column a label."""
    whole = np.rint(weights.states * UNIT).astype(np.int16)
    rows = [
        (*feature.partition("\t")[::2], *row)
        for feature, row in zip(features, whole.tolist(), strict=True)
        if any(row) and feature != NO_MISC
    ]
    rows += [
        ("step", label, *row)
        for label, row in zip(LABELS, np.rint(np.maximum(weights.steps, -30) * UNIT).astype(int).tolist(), strict=True)
    ]
    schema = {"family": pl.String, "feature": pl.String} | dict.fromkeys(LABELS, pl.Int16)
    return pl.DataFrame(rows, schema=schema, orient="row").sort("family", "feature")


def main(root: Path) -> None:
    """Train on every corpus and write the weights."""
    read_in, features = examples(root)
    kept(features, train(read_in, allowed())).write_parquet(TARGET, compression="zstd", compression_level=19)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
