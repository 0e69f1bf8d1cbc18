"""Marking: cuts a text into the pieces that spans begin and end at, paragraph by paragraph."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A part of a text that something is known of: characters from start up to end."""

    start: int
    end: int
    what: Any


class Piece(NamedTuple):
    """A piece of text that the same spans cover throughout, and those that begin with it."""

    text: str
    spans: tuple[Any, ...]
    opens: tuple[Any, ...]


def paragraphs(text: str, spans: Iterable[Span]) -> list[list[Piece]]:
    """Cut a text into paragraphs of pieces; together they are the text without its line breaks."""
    kept = sorted((s for s in spans if 0 <= s.start < min(s.end, len(text))), key=lambda span: span[:2])
    made, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            made.append(_pieces(text, start, end, [s for s in kept if s.start < end and s.end > start]))
        start = end + 1
    return made


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> list[Piece]:
    inside = {place for span in spans for place in (span.start, span.end) if start < place < end}
    cuts = sorted({start, end} | inside)
    made, begun = [], {id(span) for span in spans if span.start < start}
    for left, right in pairwise(cuts):
        over = [span for span in spans if span.start < right and span.end > left]
        opens = tuple(span.what for span in over if id(span) not in begun)
        begun.update(id(span) for span in over)
        made.append(Piece(text[left:right], tuple(span.what for span in over), opens))
    return made
