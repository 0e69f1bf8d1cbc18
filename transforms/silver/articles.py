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
from transforms.silver.language import UNDETERMINED, script_of, vote
from transforms.silver.line_shape import count_words
from transforms.silver.second_voter import Opinion
from transforms.silver.segment import BEST_OF_DEBRIS
from transforms.silver.sentences import split_sentences
from transforms.silver.tidy import tidy
from transforms.silver.visible import raw_text

NEAREST_STAMPS = 2
"""Published and updated: the earlier of the two counts."""
MAX_SCRAP_WORDS, DEBRIS_RATIO = 50, 5
"""A text this short on a page with five times as much furniture is as often a teaser or a notice as a story."""

_LANGUAGE = ("language", "language_confidence", "language_basis")
_FURNITURE = frozenset({"navigation", "promo", "comment", "repeat"})
_METADATA_KINDS = ("title", "byline", "dateline", "date", "credit")


class _Parts(NamedTuple):
    """What the blocks of a document hold, by kind."""

    text: str
    n_removed: int
    said: dict[str, list[str]]
    language: Opinion | None
    mostly_debris: bool

    def first(self, kind: str) -> str | None:
        """Give the first block of a kind, tidied."""
        return tidy(self.said[kind][0]) or None if self.said.get(kind) else None


def articles(new_raw_documents: LazyFrame[RawDocument], new_blocks: LazyFrame[Block]) -> LazyFrame[Article]:
    """Make one article of each document from its kept blocks, and read its metadata from the stripped ones.

    Reads raw_documents (metadata, uri); blocks.kind, kept, text, language. The file's own metadata come first, then
    what the text says, then the file's name; where nothing is said, NULL.
    """
    documents = cast("pl.LazyFrame", new_raw_documents).collect()
    parts = _parts(cast("pl.LazyFrame", new_blocks).collect())
    wanted = [parts.get(doc_id, _Parts("", 0, {}, None, mostly_debris=False)) for doc_id in documents["doc_id"]]
    rows = [
        _article(document, part) | _described(document, part)
        for document, part in zip(documents.iter_rows(named=True), wanted, strict=True)
    ]
    frame = pl.DataFrame(rows, schema=Article.dtypes(), orient="row")
    return cast("LazyFrame[Article]", frame.lazy())


def _parts(blocks: pl.DataFrame) -> dict[str, _Parts]:
    parts: dict[str, _Parts] = {}
    ordered = blocks.sort("doc_id", "block_no").select("doc_id", "kind", "rule", "kept", "text", *_LANGUAGE)
    for doc_id, rows in groupby(ordered.iter_rows(named=True), key=itemgetter("doc_id")):
        parts[doc_id] = _read(list(rows))
    return parts


def _read(blocks: list[dict[str, Any]]) -> _Parts:
    kept = [tidy(block["text"]) for block in blocks if block["kept"]]
    sizes = [(count_words(block["text"]), block) for block in blocks if block["kind"] != "space"]
    opinions = [(n, Opinion(*(block[name] for name in _LANGUAGE))) for n, block in sizes if block["language"]]
    return _Parts(
        text="\n".join(kept),
        n_removed=sum(len(block["text"]) for block in blocks if not block["kept"]),
        said=_said(blocks),
        language=vote(opinions),
        mostly_debris=_is_mostly_debris(sizes),
    )


def _said(blocks: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Collect what the stripped blocks say, by kind; the nearest above the story come first, before other stories'."""
    said: dict[str, list[str]] = {}
    in_story = False
    for block in blocks:
        in_story = in_story or block["kept"]
        if not block["kept"] and block["kind"] in _METADATA_KINDS:
            texts = said.setdefault(block["kind"], [])
            texts.insert(len(texts) if in_story else 0, block["text"])
    return said


def _is_mostly_debris(sizes: list[tuple[int, dict[str, Any]]]) -> bool:
    if any(block["rule"] == BEST_OF_DEBRIS for _, block in sizes):
        return True
    n_kept = sum(n for n, block in sizes if block["kept"])
    n_furniture = sum(n for n, block in sizes if block["kind"] in _FURNITURE)
    return n_kept < MAX_SCRAP_WORDS and n_furniture > n_kept * DEBRIS_RATIO


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
        "mostly_debris": parts.mostly_debris,
    }


def _agency(dateline: str | None, bylines: list[str], credited: list[str]) -> str | None:
    """Take the agency that the dateline names, else a byline, else a credit."""
    said = [dateline, *map(byline_agency, map(tidy, bylines)), *map(credit_agency, map(tidy, credited))]
    return next(filter(None, said), None)


def _described(document: dict[str, Any], parts: _Parts) -> dict[str, Any]:
    published, basis = _published(document, parts, parts.language.code if parts.language else None)
    language = parts.language or (*UNDETERMINED, None)
    return {
        **dict(zip(_LANGUAGE, language, strict=True)),
        "script": script_of(parts.text),
        "n_words": count_words(parts.text, chars_per_word=1),
        "n_sentences": sum(1 for _ in split_sentences(parts.text, language[0])),
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
