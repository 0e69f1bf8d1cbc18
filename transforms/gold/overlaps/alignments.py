"""Alignments: candidate pairs held side by side, sentence by sentence."""

from typing import cast

import numpy as np
import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Alignment, Candidate, Signature
from schemas.silver import Article, Sentence
from transforms.gold.overlaps.beads import Matrix
from transforms.gold.overlaps.evidence import Signed
from transforms.gold.overlaps.homes import home_names
from transforms.gold.overlaps.nearness import UNKNOWN, nearness
from transforms.gold.overlaps.outlets import names_outlet
from transforms.gold.overlaps.pairing import paired
from transforms.gold.overlaps.texts import Text, texts_of
from transforms.gold.overlaps.verbatim import run_words, verbatim_runs, verbatim_share, word_runs


def alignments(
    new_candidates: LazyFrame[Candidate],
    articles: LazyFrame[Article],
    sentences: LazyFrame[Sentence],
    signatures: LazyFrame[Signature],
) -> LazyFrame[Alignment]:
    """Align each candidate pair: verbatim runs, then the other sentences by wording, or by meaning across languages.

    Equal texts are aligned once, whatever articles hold them.
    Reads articles.language, agency, source, text; sentences.start_char, end_char; signatures.lead.
    """
    pairs = new_candidates.select("doc_a", "doc_b").collect()
    texts = texts_of(articles, sentences)
    outlets = dict(articles.select("doc_id", "source").collect().iter_rows())
    done: dict[tuple[Text, Text], dict[str, object]] = {}
    rows = []
    for doc_a, doc_b in pairs.iter_rows():
        pair = texts[doc_a], texts[doc_b]
        if pair not in done:
            done[pair] = _aligned(*pair)
        outlet_a, outlet_b = outlets[doc_a], outlets[doc_b]
        rows.append(
            done[pair]
            | {
                "names_outlet_a": outlet_a != outlet_b and names_outlet(pair[0].wording.folded, outlet_b),
                "names_outlet_b": outlet_a != outlet_b and names_outlet(pair[1].wording.folded, outlet_a),
            }
        )
    evident = pairs.hstack(_evidence(pairs, signatures))
    dtypes = Alignment.dtypes()
    aligned = pl.DataFrame(rows, schema={name: dtypes[name] for name in dtypes if name not in evident.columns})
    found = evident.cast({name: dtypes[name] for name in evident.columns}).hstack(aligned)
    return cast("LazyFrame[Alignment]", found.select(dtypes.names()).lazy())


def _evidence(pairs: pl.DataFrame, signatures: LazyFrame[Signature]) -> pl.DataFrame:
    signed = signatures.sort("doc_id").collect()
    row_a, row_b = (
        signed["doc_id"].search_sorted(pairs[side]).to_numpy().astype(np.int64) for side in ("doc_a", "doc_b")
    )
    return Signed(signed).evidence(row_a, row_b)


def _aligned(a: Text, b: Text) -> dict[str, object]:
    """Align two texts: their passages, and what these say of the pair."""
    share_a, share_b = verbatim_share(a.wording, b.wording), verbatim_share(b.wording, a.wording)
    runs = word_runs(a.wording, b.wording) if share_a else []
    pairing = paired(a, b, verbatim_runs(a.wording, b.wording, runs))
    passages = sorted(pairing.passages, key=lambda passage: (passage.start_a, passage.start_b))
    cover_a = _cover(a, [(passage.start_a, passage.end_a, passage.similarity) for passage in passages])
    cover_b = _cover(b, [(passage.start_b, passage.end_b, passage.similarity) for passage in passages])
    homes = _homes(a, b)
    shorter = min(len(a.wording.hashes), len(b.wording.hashes))
    same_language = a.language == b.language
    return {
        "verbatim_a": share_a,
        "verbatim_b": share_b,
        "longest_run": run_words(a.wording, max((run.n for run in runs), default=0)),
        "run_share": sum(run.n for run in runs) / max(shorter, 1) if same_language else None,
        "coverage_a": float((cover_a > 0).mean()),
        "coverage_b": float((cover_b > 0).mean()),
        "likeness_a": float(cover_a.mean()),
        "likeness_b": float(cover_b.mean()),
        "before_a": _before(cover_a),
        "before_b": _before(cover_b),
        "home_a": homes[0],
        "home_b": homes[1],
        "fit": pairing.fit,
        "length_a": len(a.text),
        "length_b": len(b.text),
        "names_agency_a": a.names(b.agency),
        "names_agency_b": b.names(a.agency),
        "quotes_a": a.n_quotes,
        "quotes_b": b.n_quotes,
        **(UNKNOWN if same_language else nearness(a, b)),
        "passages": [vars(passage) for passage in passages],
    }


def _homes(a: Text, b: Text) -> tuple[int, int]:
    """Count how often both texts together name where the language of each is at home."""
    if a.language == b.language:
        return 0, 0
    in_a = home_names(a.wording.folded, a.language, a.language, b.language)
    in_b = home_names(b.wording.folded, b.language, a.language, b.language)
    return in_a[0] + in_b[0], in_a[1] + in_b[1]


def _before(cover: Matrix) -> float:
    """Measure the share of a text that stands before its first passage."""
    return float(np.argmax(cover > 0) / len(cover)) if cover.any() else 1.0


def _cover(text: Text, spans: list[tuple[int, int, float]]) -> Matrix:
    """Give each character the similarity of the best passage it stands in, 0 outside; an empty text has one 0."""
    cover = np.zeros(max(len(text.text), 1))
    for start, end, similarity in spans:
        cover[start:end] = np.maximum(cover[start:end], similarity)
    return cover
