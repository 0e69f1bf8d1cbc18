"""Alignments: candidate pairs held side by side, sentence by sentence."""

from typing import cast

import numpy as np
import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.private import Alignment, Candidate, Signature
from schemas.silver import Article, Sentence
from transforms.gold.overlaps.beads import Matrix
from transforms.gold.overlaps.evidence import evidence
from transforms.gold.overlaps.homes import home_names
from transforms.gold.overlaps.outlets import names_outlet
from transforms.gold.overlaps.pairing import paired
from transforms.gold.overlaps.texts import Text, texts_of
from transforms.gold.overlaps.verbatim import run_words, verbatim_runs, verbatim_shares, word_runs
from transforms.silver.signatures import LEAD_SCALE


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
    texts, leads = texts_of(articles, sentences), _leads(signatures)
    outlets = dict(articles.select("doc_id", "source").collect().iter_rows())
    done: dict[tuple[Text, Text], dict[str, object]] = {}
    rows = []
    for doc_a, doc_b in new_candidates.select("doc_a", "doc_b").collect().iter_rows():
        pair = texts[doc_a], texts[doc_b]
        if pair not in done:
            done[pair] = _aligned(*pair)
        outlet_a, outlet_b = outlets[doc_a], outlets[doc_b]
        own = {
            "doc_a": doc_a,
            "doc_b": doc_b,
            "lead": _cosine(leads.get(doc_a), leads.get(doc_b)),
            "names_outlet_a": outlet_a != outlet_b and names_outlet(pair[0].wording.folded, outlet_b),
            "names_outlet_b": outlet_a != outlet_b and names_outlet(pair[1].wording.folded, outlet_a),
        }
        rows.append(own | done[pair])
    return cast("LazyFrame[Alignment]", pl.DataFrame(rows, schema=Alignment.dtypes()).lazy())


def _leads(signatures: LazyFrame[Signature]) -> dict[str, Matrix]:
    leads = signatures.select("doc_id", "lead").drop_nulls("lead").collect()
    return {doc_id: np.array(lead, dtype=np.float64) for doc_id, lead in leads.iter_rows()}


def _cosine(a: Matrix | None, b: Matrix | None) -> float | None:
    """Compare two leads: whole numbers multiplied, exactly, then one division."""
    return None if a is None or b is None else float(a @ b) / LEAD_SCALE**2


def _aligned(a: Text, b: Text) -> dict[str, object]:
    """Align two texts: their passages, and what they say of the pair."""
    runs = word_runs(a.wording, b.wording)
    verbatim = verbatim_runs(a.wording, b.wording, runs)
    shares = verbatim_shares(a.wording, b.wording)
    pairing = paired(a, b, verbatim)
    passages = sorted(pairing.passages, key=lambda passage: (passage.start_a, passage.start_b))
    cover_a = _cover(a, [(passage.start_a, passage.end_a, passage.similarity) for passage in passages])
    cover_b = _cover(b, [(passage.start_b, passage.end_b, passage.similarity) for passage in passages])
    homes = _homes(a, b)
    return {
        "same_language": a.language == b.language,
        "verbatim_a": shares[0],
        "verbatim_b": shares[1],
        "longest_run": run_words(a.wording, max((run.n for run in runs), default=0)),
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
        **evidence(a, b, runs),
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
