"""Spans: decided lines as pieces of the raw text that tile it."""

from typing import NamedTuple

from transforms.silver.credits import find_closing_credit, find_dateline
from transforms.silver.cues import cues
from transforms.silver.dates import find_date
from transforms.silver.labels import Label
from transforms.silver.line_shape import Line

MAX_HEADING_WORDS = 25
_MERGED = frozenset({"navigation", "promo", "comment"})


class Span(NamedTuple):
    """A span of the raw text."""

    start: int
    end: int
    kind: str
    kept: bool
    rule: str


def make_spans(text: str, lines: list[Line], decided: list[Label | None]) -> list[Span]:
    """Tile the text: a span for a kept line, one for neighbours stripped by one rule, some for parts of a line."""
    return _tile(text, _refine(text, _merge(lines, decided)))


def _merge(lines: list[Line], decided: list[Label | None]) -> list[Span]:
    spans: list[Span] = []
    for at, (line, found) in enumerate(zip(lines, decided, strict=True)):
        if found is None:
            span = Span(line.start, line.end, _kept_kind(lines, decided, at), kept=True, rule="story")
        else:
            span = Span(line.start, line.end, found.kind, kept=False, rule=found.rule)
        if spans and span.kind in _MERGED and spans[-1][2:] == span[2:]:
            spans[-1] = spans[-1]._replace(end=line.end)
        else:
            spans.append(span)
    return spans


def _kept_kind(lines: list[Line], decided: list[Label | None], at: int) -> str:
    following = next((i for i in range(at + 1, len(lines)) if decided[i] is None), None)
    short = not lines[at].sentence and not lines[at].terminal and lines[at].n_words <= MAX_HEADING_WORDS
    heads = following is not None and lines[following].sentence
    return "heading" if short and heads and lines[at].text[-1] not in ",;-" else "body"


def _refine(text: str, spans: list[Span]) -> list[Span]:
    """Part what opens and closes the story inside its lines: stamps, datelines, credits in parentheses."""
    kept = [at for at, span in enumerate(spans) if span.kept and span.kind == "body"]
    if not kept:
        return spans
    opening, closing = kept[0], kept[-1]
    refined: list[Span] = []
    for at, span in enumerate(spans):
        pieces = _part_opening(text, span) if at == opening else [span]
        if at == closing:
            pieces[-1:] = _part_closing(text, pieces[-1])
        refined.extend(pieces)
    return refined


def _part_opening(text: str, span: Span) -> list[Span]:
    pieces: list[Span] = []
    start = span.start
    stamp = _inline_stamp(text[start : start + 60])
    if stamp:
        pieces.append(Span(start, start + stamp, "date", kept=False, rule="date stamp before the lead"))
        start += stamp
    dateline = find_dateline(text[start : span.end])
    if dateline:
        pieces.append(Span(start, start + dateline.end, "dateline", kept=False, rule="dateline grammar"))
        start += dateline.end
    return [*pieces, span._replace(start=start)]


def _inline_stamp(head: str) -> int:
    """Find where a lead begins that a stamp stands before: "date 2024-03-11 As part of ..."."""
    cue = cues("stamp").opening(head.lower())
    date = find_date(head)
    if not cue or date is None or head[len(cue) : date.start()].strip(" :") != "":
        return 0
    rest = head[date.end() :]
    return date.end() + len(rest) - len(rest.lstrip(" \t|–—-"))


def _part_closing(text: str, span: Span) -> list[Span]:
    cut = find_closing_credit(text[span.start : span.end])
    if cut is None:
        return [span]
    at = span.start + cut
    return [span._replace(end=at), Span(at, span.end, "credit", kept=False, rule="credit in parentheses")]


def _tile(text: str, spans: list[Span]) -> list[Span]:
    """Cut the spans to what they show, and fill what lies between them with spans of space."""
    tiles: list[Span] = []
    at = 0
    for span in spans:
        shown = text[span.start : span.end].strip()
        if not shown:
            continue
        start = text.index(shown, span.start)
        if start > at:
            tiles.append(Span(at, start, "space", kept=False, rule="between blocks"))
        at = start + len(shown)
        tiles.append(span._replace(start=start, end=at))
    if at < len(text):
        tiles.append(Span(at, len(text), "space", kept=False, rule="between blocks"))
    return tiles
