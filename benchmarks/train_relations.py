"""Train the models that tell rewrites, and reports of one event, from pairs that only look alike; and measure them.

python -m benchmarks.train_relations WAREHOUSE TRUTH [WAREHOUSE TRUTH ...]      (needs scipy, here only)

Each WAREHOUSE was made from its TRUTH/raw, with its state in WAREHOUSE.work: articles as newsrooms take them from each
other, and independent reports (benchmarks.stories --truth, of stories_written.toml). Logistic models a side (wording in
one language, meaning across languages), each weight with the sign that sense gives it, so that no accident of a corpus
turns a feature around. Stories are halved by crc32 of their names: what is printed was measured on the half not trained
on. Across languages the truth has translations, and few reports. Rewrites are made of translations by cutting and
shuffling sentences, and pairs of one language, seen by meaning alone, say what independent reports look like.
"""

import json
import random
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import minimize

from transforms.gold.overlaps.evidence import Signed
from transforms.gold.overlaps.judgement import FEATURES, KINDS, SIDES
from transforms.gold.overlaps.nearness import UNKNOWN, nearness
from transforms.gold.overlaps.relations import by_definition
from transforms.gold.overlaps.texts import Text, texts_of
from transforms.rarity import rare_names, rare_words

Floats = NDArray[np.float64]

OUT: Final = Path(__file__).parents[1] / "transforms" / "gold" / "overlaps" / "judgement.toml"
COMMON: Final = ("names_most", "names_least", "named", "own_names", "own_numbers", "lead")
CHOSEN: Final = {
    "wording": (*COMMON, "runs", "rare_most", "rare_least", "in_order", "order"),
    "meaning": (*COMMON, "close_most", "close_least", "meaning_most", "meaning_least"),
}
AGAINST: Final = {"own_names", "own_numbers"}
STRENGTH: Final = 1.0
"""Inverse regularisation of weights on features of unit variance."""

KEPT: Final = 0.6
"""Share of its sentences that a rewrite made from a translation keeps, in a shuffled order."""


def pairs_of(warehouse: Path, truth: Path) -> pl.DataFrame:
    """Read the aligned pairs that no rule decides, each with its label and half (2: between the halves)."""
    docs = {row["uri"]: row for row in _rows(truth / "truth_docs.jsonl")}
    gold = {frozenset((row["a"], row["b"])): row["relation"] for row in _rows(truth / "truth_pairs.jsonl")}

    def subject(uri: str) -> str:
        """Name what the events of ECB+ come two by two from."""
        return str(docs[uri]["story"] or uri).removesuffix("plus")

    def label(a: str, b: str) -> str:
        same_story = docs[a]["story"] and docs[a]["story"] == docs[b]["story"]
        unknown = same_story or docs[a].get("hosts") or docs[b].get("hosts")
        return gold.get(frozenset((a, b)), "unclear" if unknown else "none")

    def half(a: str, b: str) -> int:
        of_a, of_b = (zlib.crc32((docs[uri]["story"] or uri).encode()) % 2 for uri in (a, b))
        return of_a if of_a == of_b else 2

    with duckdb.connect(warehouse, read_only=True) as connection:
        connection.execute(f"ATTACH '{warehouse}.work/state.duckdb' AS state (READ_ONLY)")
        alignments = connection.sql("FROM state.main.alignments").pl()
        uris = dict(connection.execute("SELECT doc_id, uri FROM silver.articles").fetchall())
    named = [(uris[a], uris[b]) for a, b in alignments.select("doc_a", "doc_b").iter_rows()]
    return alignments.with_columns(
        decided=by_definition().is_not_null(),
        label=pl.Series([label(a, b) for a, b in named]),
        half=pl.Series([half(a, b) for a, b in named]),
        one_subject=pl.Series([subject(a) == subject(b) for a, b in named], dtype=pl.Boolean),
    ).filter(pl.col("label") != "unclear")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def signatures_in(warehouse: Path) -> pl.DataFrame:
    """Read the signatures of a warehouse."""
    with duckdb.connect(f"{warehouse}.work/state.duckdb", read_only=True) as connection:
        return connection.sql("FROM signatures").pl()


def texts_in(warehouse: Path) -> dict[str, Text]:
    """Make the articles of a warehouse ready to be held side by side."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        articles, sentences = (connection.sql(f"FROM silver.{name}").pl().lazy() for name in ("articles", "sentences"))
        return texts_of(articles, sentences)  # type: ignore[arg-type]


def seen_by_meaning(pairs: pl.DataFrame, texts: dict[str, Text], signatures: pl.DataFrame) -> pl.DataFrame:
    """Give pairs of one language what pairs across languages have, and add the rewrites made from translations."""
    chance = random.Random(0)  # noqa: S311 - a fixed shuffle
    translated = pairs.filter(pl.col("label") == "translation", pl.col("meaning_a").is_not_null())
    cuts = {f"{row['doc_b']} cut {n}": _cut(texts[row["doc_b"]], chance) for n, row in enumerate(translated.to_dicts())}
    signed = pl.concat([signatures, _signed(cuts, signatures)]).sort("doc_id")
    retold = translated.with_columns(
        doc_b=pl.Series(list(cuts)),
        label=pl.lit("rewrite"),
        decided=pl.lit(value=False),
        one_subject=pl.lit(value=True),
    ).pipe(lambda frame: frame.with_columns(*_evidence(frame, signed)).cast(dict(pairs.schema)))
    whole = pairs.filter(~pl.col("decided"), pl.col("meaning_a").is_not_null() | pl.col("same_language"))
    both = pl.concat([retold, whole])
    near = [nearness(texts[a], cuts.get(b) or texts[b]) for a, b in both.select("doc_a", "doc_b").iter_rows()]
    return both.with_columns(*pl.DataFrame(near, schema=dict.fromkeys(UNKNOWN, pl.Float64))).drop_nulls(list(UNKNOWN))


def _signed(texts: dict[str, Text], signatures: pl.DataFrame) -> pl.DataFrame:
    """Sign texts, as far as names and rare words go; their leads are those of the articles they were cut from."""
    leads = dict(signatures.select("doc_id", "lead").iter_rows())
    rows = [
        {
            "doc_id": doc_id,
            "language": text.language,
            "names": rare_names(text.text, text.language),
            "words": rare_words(text.wording.folded, text.language),
            "lead": leads[doc_id.split()[0]],
        }
        for doc_id, text in texts.items()
    ]
    return pl.DataFrame(rows, schema=signatures.schema)


def _evidence(pairs: pl.DataFrame, signed: pl.DataFrame) -> pl.DataFrame:
    """Measure pairs anew, but for the language: what is seen by meaning may be in one."""
    a, b = (signed["doc_id"].search_sorted(pairs[side]).to_numpy().astype(np.int64) for side in ("doc_a", "doc_b"))
    return Signed(signed).evidence(a, b)


def _cut(text: Text, chance: random.Random) -> Text:
    """Leave a text some of its sentences, in another order."""
    kept = chance.sample(range(len(text.starts)), max(round(KEPT * len(text.starts)), 1))
    parts = [text.text[text.starts[n] : text.ends[n]] for n in kept]
    ends = np.cumsum([len(part) + 1 for part in parts]) - 1
    return replace(text, text=" ".join(parts), starts=ends - [len(part) for part in parts], ends=ends)


def trained(x: Floats, y: NDArray[np.bool_], counts: Floats, names: tuple[str, ...]) -> dict[str, float]:
    """Fit a logistic model whose weights keep their sign, on features of unit variance; give weights for raw ones.

    ``counts`` tells how often each pair counts.
    """
    mean = np.average(x, axis=0, weights=counts)
    spread = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=counts)) + 1e-9
    z, sign = np.column_stack([(x - mean) / spread, np.ones(len(x))]), np.where(y, 1.0, -1.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        margin = sign * (z @ w)
        slope = -(z * (counts * sign / (1 + np.exp(margin)))[:, None]).sum(axis=0) * STRENGTH
        slope[:-1] += w[:-1]
        return float((counts * np.logaddexp(0, -margin)).sum() * STRENGTH + (w[:-1] ** 2).sum() / 2), slope

    bounds = [(None if n in AGAINST else 0.0, 0.0 if n in AGAINST else None) for n in names] + [(None, None)]
    w = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    raw = w[:-1] / spread
    kept = {name: round(float(weight), 4) for name, weight in zip(names, raw, strict=True) if abs(weight) > 1e-4}  # noqa: PLR2004
    return {"constant": round(float(w[-1] - raw @ mean), 4), **kept}


def said(pairs: pl.DataFrame, model: dict[str, float]) -> Floats:
    """Give the probabilities that a model sees in pairs."""
    terms = [FEATURES[name] * weight for name, weight in model.items() if name != "constant"]
    odds = pairs.select(pl.sum_horizontal(pl.lit(model["constant"]), *terms)).to_series().to_numpy()
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def is_kind(pairs: pl.DataFrame, kind: str) -> NDArray[np.bool_]:
    """Mark the pairs that a kind holds for: a rewrite reports the event as well, and is on its subject."""
    wanted = ["rewrite"] if kind == "rewrite" else ["rewrite", "same_event"]
    found = pairs["label"].is_in(wanted)
    return (found | pairs["one_subject"] if kind == "subject" else found).to_numpy()


def how_often(pairs: pl.DataFrame, kind: str) -> Floats:
    """Let each set of articles count alike where a subject is to be told, and none without rewrites where they are."""
    by_set = pairs.select(n=pl.len().over("set"), rewrites=(pl.col("label") == "rewrite").any().over("set"))
    n, rewrites = by_set["n"].to_numpy(), by_set["rewrites"].to_numpy()
    return np.asarray({"rewrite": rewrites, "event": np.ones(len(pairs)), "subject": n.max() / n}[kind], np.float64)


def cross_fitted(pairs: pl.DataFrame, fit: Callable[[pl.DataFrame], dict[str, float]]) -> Floats:
    """Give each pair the probability by the model of the other half."""
    halves = pairs["half"].to_numpy()
    models = [fit(pairs.filter(half=half)) for half in (0, 1)]
    return np.where(halves == 0, said(pairs, models[1]), said(pairs, models[0]))


def report(name: str, probable: Floats, true: NDArray[np.bool_]) -> None:
    """Print how well probabilities part the pairs, and whether they are what they say."""
    print(f"{name}: {true.sum()} of {len(true)}")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        hit, called = int((true & (probable >= least)).sum()), int((probable >= least).sum())
        print(f"  at {least}: precision {hit / max(called, 1):.3f} recall {hit / max(true.sum(), 1):.3f}")
    tenth = np.minimum(np.floor(probable * 10), 9)
    for low in range(10):
        if (inside := tenth == low).any():
            print(f"  said {low / 10} to {(low + 1) / 10}: {inside.sum():5} pairs, {true[inside].mean():.2f} true")


def tables_of(warehouse: Path, truth: Path) -> dict[str, pl.DataFrame]:
    """Give the pairs that a model of each side learns from."""
    pairs, texts = pairs_of(warehouse, truth), texts_in(warehouse)
    return {
        "wording": pairs.filter("same_language", ~pl.col("decided")),
        "meaning": seen_by_meaning(pairs, texts, signatures_in(warehouse)),
    }


def main(folders: list[Path]) -> None:
    """Train, write the weights, print the figures."""
    made = [tables_of(warehouse, truth) for warehouse, truth in zip(folders[::2], folders[1::2], strict=True)]
    lines = ["# Weights of the logistic models of judgement.py, by benchmarks/train_relations.py."]
    for side in SIDES:
        numbered = [tables[side].with_columns(set=pl.lit(number)) for number, tables in enumerate(made)]
        table, names = pl.concat(numbered), CHOSEN[side]
        for kind in KINDS:

            def fit(part: pl.DataFrame, kind: str = kind, names: tuple[str, ...] = names) -> dict[str, float]:
                x = part.select(**{name: FEATURES[name] for name in names}).to_numpy()
                return trained(x, is_kind(part, kind), how_often(part, kind), names)

            probable, true = cross_fitted(table, fit), is_kind(table, kind)
            report(f"{kind}_{side}", probable, true)
            if side == "meaning":
                abroad = ~table["same_language"].to_numpy()
                report(f"{kind}_{side}, across languages only", probable[abroad], true[abroad])
            weights = "\n".join(f"{name} = {weight}" for name, weight in fit(table).items())
            lines.append(f"[{kind}_{side}]\n{weights}")
    OUT.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
