"""From a raw text to spans that tile it: what is the story, what is not, and why."""

import re
from bisect import bisect_left

from transforms.silver.cues import fold_line
from transforms.silver.dates import MAX_STAMP_WORDS, find_date
from transforms.silver.labels import Label, label
from transforms.silver.line_shape import Line, read_lines
from transforms.silver.lines import hash_line
from transforms.silver.spans import Span, make_spans
from transforms.silver.titles import find_title

_NUMBER = re.compile(r"\d")

ANCHOR_COST = 30
"""Words of real paragraphs that must follow a tail's anchor before the story may go on behind it."""
COMMENT_COST = 150
"""The same for a comment section: readers write paragraphs too."""
MIN_STORY_GAIN = 120
"""Words of a run that is surely a story: what follows a comment section's anchor then is not, however long."""
LINK_COST = 6
"""Words that a line without sentence shape takes from a run: a list of ten links outweighs a stray sentence."""
MAX_LINE_GAIN = 60
MAX_LONE_GAIN = 10
"""A sentence between two lines that are none is as often a teaser, a reader's word or a biography."""
MIN_LONG_WORDS = 55
"""Teasers and readers seldom write as much in one paragraph."""
LIST_GAIN = 1
MIN_LIST_WORDS = 3
MIN_UNPUNCTUATED_WORDS = 16
"""Longer lines without a full stop are as often paragraphs as links."""
MIN_PAGE_CUES = 3
"""Lines that only a web page has; below this the text is a bare article, and none of its sentences is stripped."""
HEAD_REACH = 4
"""Lines after the story's first in which a line with a date is its stamp: a deck may stand before it."""

BEST_OF_DEBRIS = "longest line of nothing but debris"


def segment(
    text: str, title: str | None, repeated: frozenset[int] = frozenset(), main: frozenset[int] = frozenset()
) -> list[Span]:
    """Tile a raw text with spans; ``repeated`` are the hashes of folded lines that stand across the outlet.

    ``main`` numbers the lines that a page's markup tells for the story; where there are none, their shape must tell.

    The story is the run of lines with the highest sum of weights (maximum subsequence segmentation, Pasternack and
    Roth 2009): sentences weigh their words, links cost, anchors of tails cost more. Lines outside the run are stripped
    only where cue words, repeats or a mass of links say that the page has debris there.
    """
    lines = read_lines(text)
    if not lines:
        return [Span(0, len(text), "space", kept=False, rule="no text")] if text else []
    labels = _label_lines(lines, repeated)
    decided = _decide_by_page(text, lines, labels, main) if main else _decide(lines, labels, _best_run(lines, labels))
    find_title(lines, decided, title)
    if None in decided:
        return make_spans(text, lines, decided)
    decided[max(range(len(lines)), key=lambda at: lines[at].n_words)] = None
    return [span._replace(rule=BEST_OF_DEBRIS) if span.kept else span for span in make_spans(text, lines, decided)]


def _label_lines(lines: list[Line], repeated: frozenset[int]) -> list[Label | None]:
    """Label lines by what they say, and those that the outlet repeats.

    A repeated paragraph inside the article is background, and stays: it goes only where no paragraph of the article's
    own stands between it and the start or the end.
    """
    labels = [label(line) for line in lines]
    if not repeated:
        return labels
    repeats = [hash_line(fold_line(line.text)) in repeated for line in lines]
    own = [at for at, line in enumerate(lines) if line.sentence and not repeats[at] and labels[at] is None]
    if not own:
        return labels
    return [
        Label("repeat", "repeated across the outlet")
        if repeats[at] and found is None and not (line.sentence and own[0] < at < own[-1])
        else found
        for at, (line, found) in enumerate(zip(lines, labels, strict=True))
    ]


def _best_run(lines: list[Line], labels: list[Label | None]) -> tuple[int, int]:
    best, best_sum, start, total = (0, len(lines) - 1), 0.0, 0, 0.0
    for at, weight in enumerate(_weights(lines, labels)):
        if best_sum >= MIN_STORY_GAIN and (found := labels[at]) and found.kind == "comment":
            break
        if total <= 0:
            start, total = at, 0.0
        total += weight
        if total > best_sum:
            best, best_sum = (start, at), total
    return best


def _weights(lines: list[Line], labels: list[Label | None]) -> list[float]:
    listed = [False, *(_in_list(line, found) for line, found in zip(lines, labels, strict=True))]
    running = [False, *(line.sentence and not found for line, found in zip(lines, labels, strict=True)), False]
    return [
        LIST_GAIN
        if listed[at] and listed[at + 1] and not running[at + 1]
        else _weight(line, found, alone=not running[at] and not running[at + 2])
        for at, (line, found) in enumerate(zip(lines, labels, strict=True))
    ]


def _weight(line: Line, found: Label | None, *, alone: bool) -> float:
    if found is None:
        if line.sentence:
            return min(line.n_words, MAX_LONE_GAIN if alone and line.n_words < MIN_LONG_WORDS else MAX_LINE_GAIN)
        return 1 if line.terminal or line.n_words >= MIN_UNPUNCTUATED_WORDS else -LINK_COST
    if found.rule == "tail anchor":
        return -ANCHOR_COST
    if found.kind == "comment":
        return -COMMENT_COST
    return 0 if found.rule == "bare link" else -LINK_COST


def _in_list(line: Line, found: Label | None) -> bool:
    """Say whether a line may stand in a list or table of the story: results, dates, prices; menus have no numbers."""
    return found is None and line.n_words >= MIN_LIST_WORDS and bool(_NUMBER.search(line.text))


def _decide(lines: list[Line], labels: list[Label | None], run: tuple[int, int]) -> list[Label | None]:
    """Give each line that is to be stripped its label; None for those that stay."""
    first, last = run
    debris = [_is_debris(found) for found in labels]
    a_page = sum(debris) >= MIN_PAGE_CUES
    head_end = first if a_page else _after_last(debris[:first])
    tail_start = last + 1 if a_page else _first_from(debris, last + 1)
    decided: list[Label | None] = []
    after_anchor = False
    for at, (line, found) in enumerate(zip(lines, labels, strict=True)):
        if found is not None and not (found.rule == "promo cue" and line.sentence and not a_page):
            decided.append(found)
        elif at < first + HEAD_REACH and not line.sentence and line.n_words <= MAX_STAMP_WORDS and find_date(line.text):
            decided.append(Label("date", "dated line at the head"))
        elif line.sentence and not a_page:
            decided.append(None)
        elif at < head_end:
            decided.append(Label("navigation", "before the story"))
        elif at >= tail_start:
            decided.append(Label("promo", "after the story"))
        elif after_anchor and not line.sentence:
            decided.append(Label("promo", "after a tail anchor"))
        else:
            decided.append(None)
        after_anchor = (found is not None and found.rule == "tail anchor") or (after_anchor and decided[-1] is not None)
    return decided


def _decide_by_page(
    text: str, lines: list[Line], labels: list[Label | None], main: frozenset[int]
) -> list[Label | None]:
    """Keep the lines that the page's markup tells for the story, unless their words say that they are furniture."""
    breaks = [at for at, char in enumerate(text) if char == "\n"]
    outside = Label("navigation", "outside the page's story")
    numbers = [range(bisect_left(breaks, line.start), bisect_left(breaks, line.end) + 1) for line in lines]
    return [
        found or (outside if main.isdisjoint(number) else None) for found, number in zip(labels, numbers, strict=True)
    ]


def _is_debris(found: Label | None) -> bool:
    """Say whether a label tells of a page's furniture; bylines, dates and captions stand in bare articles too."""
    return found is not None and found.kind in {"navigation", "promo", "comment", "repeat"}


def _after_last(flags: list[bool]) -> int:
    return max((at + 1 for at, flag in enumerate(flags) if flag), default=0)


def _first_from(flags: list[bool], start: int) -> int:
    return next((at for at in range(start, len(flags)) if flags[at]), len(flags))
