"""Train the tagger of names: ``uv run --group train python -m benchmarks.train_names CORPORA_FOLDER``.

CORPORA_FOLDER holds a clone of each repository that ``name_corpora.CORPORA`` names; docs/methods/names.md says where
they are and quotes their licences. Writes transforms/gazetteers/tagger.parquet. Takes about five minutes and 6 GB.
"""

import sys
from array import array
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from benchmarks.crf import Examples, Weights, train
from benchmarks.name_corpora import CORPORA
from benchmarks.name_examples import attributes, sentences
from transforms.silver.names.features import ANY
from transforms.silver.names.labelling import LABELS, allowed
from transforms.silver.names.tagger import UNIT

TARGET: Final = Path(__file__).parent.parent / "transforms" / "gazetteers" / "tagger.parquet"
LEAST_SEEN: Final = 4
"""Words that must have a feature for it to be learnt."""
OLD: Final = "old"
"""The style of old newspapers, which nothing has that is read later: else all French would be read like theirs."""
NO_MISC: Final = "no misc"
"""Said of every word of a corpus that leaves names of other kinds unmarked; never of a word that is read later."""


def examples(root: Path) -> tuple[Examples, list[str]]:
    """Number the features of every corpus, those of a few words left out."""
    numbers: dict[str, int] = {NO_MISC: 0}
    ids, counts, labels, lengths = array("i"), array("i"), array("b"), array("i")
    for corpus in CORPORA:
        extra = [] if corpus.has_misc else [0]
        for sentence, found in sentences(root, corpus):
            style = OLD if corpus.old else ANY if len(lengths) % 2 else corpus.language
            labels.extend(map(LABELS.index, found))
            lengths.append(len(found))
            for features in attributes(sentence._replace(style=[style] * len(found))):
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
