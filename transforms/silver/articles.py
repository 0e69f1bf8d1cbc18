"""Articles: main text and what is known about it."""

from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, cast

import polars as pl
from pandera.typing.polars import LazyFrame

from schemas.bronze import RawDocument
from schemas.silver import Article, Block
from transforms.silver.credits import (
    byline_agency,
    byline_names,
    credit_agency,
    find_dateline,
    site_named,
)
from transforms.silver.dates import Moment, date_in_name, parse_metadata, parse_stamp
from transforms.silver.language import detect, script_of
from transforms.silver.line_shape import count_words
from transforms.silver.sentences import split_sentences
from transforms.silver.tidy import tidy
from transforms.silver.visible import raw_text

NEAREST_STAMPS = 2
"""Published and updated: the earlier of the two counts."""

_METADATA_KINDS = ("title", "byline", "dateline", "date", "credit")


class _Parts(NamedTuple):
    """What the blocks of a document hold, by kind."""

    text: str
    n_removed: int
    said: dict[str, list[str]]

    def first(self, kind: str) -> str | None:
        """Give the first block of a kind, tidied."""
        return tidy(self.said[kind][0]) or None if self.said.get(kind) else None


def articles(new_raw_documents: LazyFrame[RawDocument], new_blocks: LazyFrame[Block]) -> LazyFrame[Article]:
    """Make one article of each document from its kept blocks, and read its metadata from the stripped ones.

    Reads raw_documents (metadata, uri); blocks.kind, kept, text. The file's own metadata come first, then what the
    text says, then the file's name; where nothing is said, NULL.
    """
    documents = cast("pl.LazyFrame", new_raw_documents).collect()
    parts = _parts(cast("pl.LazyFrame", new_blocks).collect())
    wanted = [parts.get(doc_id, _Parts("", 0, {})) for doc_id in documents["doc_id"]]
    languages = detect([part.text for part in wanted])
    rows = [
        _article(document, part) | _described(part.text, found.code, found.confidence, document, part)
        for document, part, found in zip(documents.iter_rows(named=True), wanted, languages, strict=True)
    ]
    frame = pl.DataFrame(rows, schema=Article.dtypes(), orient="row")
    return cast("LazyFrame[Article]", frame.lazy())


def _parts(blocks: pl.DataFrame) -> dict[str, _Parts]:
    parts: dict[str, _Parts] = {}
    ordered = blocks.sort("doc_id", "block_no").select("doc_id", "kind", "kept", "text")
    for doc_id, rows in groupby(ordered.iter_rows(), key=itemgetter(0)):
        kept: list[str] = []
        removed = 0
        said: dict[str, list[str]] = {}
        for _, kind, stays, text in rows:
            if stays:
                kept.append(tidy(text))
                continue
            removed += len(text)
            if kind in _METADATA_KINDS:
                # The nearest above the story come first: further up stand those of other stories.
                said.setdefault(kind, []).insert(len(said[kind]) if kept and kind in said else 0, text)
        parts[doc_id] = _Parts("\n".join(kept), removed, said)
    return parts


def _article(document: dict[str, Any], parts: _Parts) -> dict[str, Any]:
    dateline = find_dateline(parts.said["dateline"][0].strip() + " .") if "dateline" in parts.said else None
    bylines = parts.said.get("byline", [])
    return {
        "doc_id": document["doc_id"],
        "version": document["version"],
        "uri": document["uri"],
        "url": document["url"],
        "source": document["source"] or site_named(raw_text(document["text"], document["media_type"])),
        "agency": _agency(dateline.agency if dateline else None, bylines, parts.said.get("credit", [])),
        "title": document["title"] or parts.first("title"),
        "byline": document["author"] or next(filter(None, map(byline_names, map(tidy, bylines))), None),
        "dateline": dateline.place if dateline else None,
        "text": parts.text,
        "n_removed_chars": parts.n_removed,
    }


def _agency(dateline: str | None, bylines: list[str], credited: list[str]) -> str | None:
    """Take the agency that the dateline names, else a byline, else a credit."""
    said = [dateline, *map(byline_agency, map(tidy, bylines)), *map(credit_agency, map(tidy, credited))]
    return next(filter(None, said), None)


def _described(text: str, language: str, confidence: float, document: dict[str, Any], parts: _Parts) -> dict[str, Any]:
    published, basis = _published(document, parts, None if language == "und" else language)
    return {
        "language": language,
        "language_confidence": confidence,
        "script": script_of(text),
        "n_words": count_words(text, chars_per_word=1),
        "n_sentences": sum(1 for _ in split_sentences(text, language)),
        "published_at": published.at if published else None,
        "published_precision": published.precision if published else None,
        "published_basis": basis,
    }


def _published(document: dict[str, Any], parts: _Parts, language: str | None) -> tuple[Moment | None, str | None]:
    said = document["published_at"]
    if said and (moment := parse_metadata(said, language)):
        return moment, "metadata"
    stamps = [text for kind in ("date", "byline", "dateline") for text in parts.said.get(kind, [])[:NEAREST_STAMPS]]
    moments = [moment for stamp in stamps if (moment := parse_stamp(tidy(stamp), language))]
    if moments:
        return min(moments, key=lambda moment: (moment.at.date(), moment.precision == "day", moment.at)), "text"
    if moment := date_in_name(document["uri"]):
        return moment, "file name"
    return None, None
