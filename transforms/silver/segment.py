"""From a raw text to spans that tile it: what is the story, what is not, and why."""

import re
from collections import Counter
from typing import NamedTuple

from transforms.silver.credits import are_names, find_closing_credit, find_dateline
from transforms.silver.cues import cues, fold_line
from transforms.silver.dates import MAX_STAMP_WORDS, find_date
from transforms.silver.labels import Label, label
from transforms.silver.line_shape import Line, read_lines

_LOWER_START = re.compile(r"[\"'“„«(]?[a-zß-öø-ÿа-яёα-ω]")
_NUMBER = re.compile(r"\d")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:[^\W\d_]\.){2,}$")
_OPEN_END = re.compile(r"[^\W\d_]$|[,;\-–—]$")

ANCHOR_COST = 30
"""Words of real paragraphs that must follow a tail's anchor before the story may go on behind it."""
COMMENT_COST = 150
"""The same for a comment section: readers write paragraphs too."""
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
"""Lines that only a web page has; below this the text is taken for a bare article."""
TITLE_REACH = 25
"""Lines between title and story: share links, credits, captions."""
MAX_BARE_HEAD = 3
"""Lines above a story that has no menu: section, title, deck."""
MAX_KICKER_WORDS = 2
"""A section's name above the title: "Sport", "World News"."""
MIN_PAGE_TITLE_WORDS = 4
"""On a page with a menu; shorter lines are sections."""
MIN_TITLE_WORDS, MAX_TITLE_WORDS = 3, 25
HEAD_REACH = 4
"""Lines after the story's first in which a line with a date is its stamp: a deck may stand before it."""
MIN_WRAP_CHARS, MAX_WRAP_CHARS = 40, 110
"""Widths at which news text is hard-wrapped: 65 to 80 characters, mail and teletext down to 40."""


class Span(NamedTuple):
    """A span of the raw text."""

    start: int
    end: int
    kind: str
    kept: bool
    rule: str


def segment(text: str, title: str | None, repeated: frozenset[str] = frozenset()) -> list[Span]:
    """Tile a raw text with spans.

    The story is the run of lines with the highest sum of weights (maximum subsequence segmentation, Pasternack and
    Roth 2009): sentences weigh their words, links cost, anchors of tails cost more. Lines outside the run are stripped
    only where cue words, repeats or a mass of links say that the page has debris there.
    """
    lines = read_lines(text)
    if not lines:
        return [Span(0, len(text), "space", kept=False, rule="no text")] if text else []
    labels = [label(line) for line in lines]
    first, last = _best_run(lines, labels)
    decided = _decide(lines, labels, (first, last), repeated)
    _find_title(lines, decided, title)
    return _tile(text, _refine(text, _join_wrapped(lines, decided)))


def _best_run(lines: list[Line], labels: list[Label | None]) -> tuple[int, int]:
    best, best_sum, start, total = (0, len(lines) - 1), 0.0, 0, 0.0
    for at, weight in enumerate(_weights(lines, labels)):
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


def _decide(
    lines: list[Line], labels: list[Label | None], run: tuple[int, int], repeated: frozenset[str]
) -> list[Label | None]:
    """Give each line that is to be stripped its label; None for those that stay."""
    first, last = run
    repeats = [bool(repeated) and fold_line(line.text) in repeated for line in lines]
    debris = [_is_debris(found) or repeat for found, repeat in zip(labels, repeats, strict=True)]
    a_page = sum(debris) >= MIN_PAGE_CUES
    head_end = first if a_page else _after_last(debris[:first])
    tail_start = last + 1 if a_page else _first_from(debris, last + 1)
    decided: list[Label | None] = []
    after_anchor = False
    for at, (line, found) in enumerate(zip(lines, labels, strict=True)):
        if found is not None and not (found.rule == "promo cue" and line.sentence and not a_page):
            decided.append(found)
        elif repeats[at] and not (line.sentence and first < at < last):
            decided.append(Label("repeat", "repeated across the outlet"))
        elif at < first + HEAD_REACH and not line.sentence and line.n_words <= MAX_STAMP_WORDS and find_date(line.text):
            decided.append(Label("date", "dated line at the head"))
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


def _is_debris(found: Label | None) -> bool:
    """Say whether a label tells of a page's furniture; bylines, dates and captions stand in bare articles too."""
    return found is not None and found.kind in {"navigation", "promo", "comment"}


def _after_last(flags: list[bool]) -> int:
    return max((at + 1 for at, flag in enumerate(flags) if flag), default=0)


def _first_from(flags: list[bool], start: int) -> int:
    return next((at for at in range(start, len(flags)) if flags[at]), len(flags))


def _find_title(lines: list[Line], decided: list[Label | None], title: str | None) -> None:
    """Mark the title: the metadata's, else a line of headline shape before the story.

    A bare article has its title in the first line or nowhere; below a page's menu it is the first line after the menu,
    or the last one in it.
    """
    story = next((at for at, found in enumerate(decided) if found is None and lines[at].sentence), None)
    if story is None:
        return
    wanted = fold_line(title) if title else None
    for at in range(story + 1 if wanted else 0):
        if fold_line(lines[at].text) == wanted:
            decided[at] = Label("title", "title in the metadata")
            return
    at = _title_in_text(lines, decided, story)
    if at is not None:
        decided[at] = Label("title", "headline shape before the story")
        _find_names(lines, decided, range(at + 1, story))
        for above in range(at):
            if decided[above] is None:
                decided[above] = Label("navigation", "above the title")


def _title_in_text(lines: list[Line], decided: list[Label | None], story: int) -> int | None:
    """Find the line that is the title; None where no line has both the shape and the place of one."""
    open_lines = [at for at in range(story) if (found := decided[at]) is None or found.rule in _TITLE_RULES]
    shaped = [at for at in open_lines if _headline(lines[at]) and not _continues(lines[at], lines[at + 1])]
    if len(open_lines) <= MAX_BARE_HEAD or all(decided[at] is None for at in open_lines):
        top = [at for at in open_lines[:2] if at in shaped]
        named = top and (top[0] == open_lines[0] or lines[open_lines[0]].n_words <= MAX_KICKER_WORDS)
        return top[0] if named else None
    near = [at for at in shaped if story - at <= TITLE_REACH and lines[at].n_words >= MIN_PAGE_TITLE_WORDS]
    times = Counter(line.folded for line in lines[:story])
    credited = next((at for at in range(max(story - TITLE_REACH, 0), story) if _is_credit(decided[at])), 0)
    ranked = [at for at in near if times[lines[at].folded] > 1] or [at for at in near if at < credited]
    return ranked[-1] if ranked else None


def _is_credit(found: Label | None) -> bool:
    return found is not None and found.kind in {"byline", "date"}


def _find_names(lines: list[Line], decided: list[Label | None], below_title: range) -> None:
    """Mark a line of names between title and story as byline if it stands beside a date."""
    for at in below_title:
        found = decided[at]
        open_line = found is None or found.rule in _TITLE_RULES
        dated = any(other is not None and other.kind == "date" for other in (decided[at - 1], decided[at + 1]))
        if open_line and dated and are_names(lines[at].text):
            decided[at] = Label("byline", "names beside the date")


_TITLE_RULES = frozenset({"before the story", "repeated across the outlet"})


def _headline(line: Line) -> bool:
    if line.sentence or not MIN_TITLE_WORDS <= line.n_words <= MAX_TITLE_WORDS or _LOWER_START.match(line.text):
        return False
    if sum(char.isalpha() for char in line.text) * 2 < len(line.text):
        return False
    return line.text[-1] not in ".。…,;:/›»|" or bool(_ABBREVIATED.search(line.text))


def _continues(line: Line, following: Line) -> bool:
    """Say whether the next line goes on with this one's sentence: hard-wrapped text."""
    return (
        not following.after_blank
        and MIN_WRAP_CHARS <= len(line.text) <= MAX_WRAP_CHARS
        and bool(_OPEN_END.search(line.text))
        and bool(_LOWER_START.match(following.text))
    )


def _join_wrapped(lines: list[Line], decided: list[Label | None]) -> list[Span]:
    """Make spans of the lines: hard-wrapped lines of one paragraph become one, so do equal neighbours to strip."""
    spans: list[Span] = []
    previous: Line | None = None
    for at, (line, found) in enumerate(zip(lines, decided, strict=True)):
        if found is None:
            span = Span(line.start, line.end, _kept_kind(lines, decided, at), kept=True, rule="story")
            joins = previous is not None and spans[-1].kept and _continues(previous, line)
        else:
            span = Span(line.start, line.end, found.kind, kept=False, rule=found.rule)
            joins = bool(spans) and spans[-1][2:] == span[2:] and found.kind in {"navigation", "promo", "comment"}
        if joins:
            spans[-1] = spans[-1]._replace(end=line.end, kind="body" if found is None else found.kind)
        else:
            spans.append(span)
        previous = line
    return spans


def _kept_kind(lines: list[Line], decided: list[Label | None], at: int) -> str:
    following = next((i for i in range(at + 1, len(lines)) if decided[i] is None), None)
    short = not lines[at].sentence and not lines[at].terminal and lines[at].n_words <= MAX_TITLE_WORDS
    heads = following is not None and lines[following].sentence and not _continues(lines[at], lines[following])
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
    """Stretch the spans so that they tile the text: the spaces after a span are its own."""
    ends = [*(span.start for span in spans[1:]), len(text)]
    starts = [0, *ends[:-1]]
    return [span._replace(start=start, end=end) for span, start, end in zip(spans, starts, ends, strict=True)]
