"""What a line looks like, whatever its language."""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.silver.cues import fold_cue

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = " \t\u00a0\ufeff\u200b\u200e\u200f\u3000"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\uff66-\uff9f]")
_TERMINAL = re.compile(r"[.!?…。！？؟।۔։][\"'”’»›」』)\]）]*$|[”\"»」』]$")
_INNER_COMMA = re.compile(r"[,;:.!?،、；：，।]\s|[、，。]|[\u0e00-\u0eff]{20}")
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?]['\"”’»)]* +[\"'“„«(]*[^\W\d_a-z]|[。！？]")

_LOWER_START = re.compile(r"[\"'“„«(]?[a-zß-öø-ÿа-яёα-ω]")
_OPEN_END = re.compile(r"[^\W\d_]|[,;\-–—]")
MIN_WRAP_CHARS, MAX_WRAP_CHARS = 40, 110
"""Widths at which news text is hard-wrapped: 65 to 80 characters, mail and teletext down to 40."""
MIN_WRAPPED_LINES = 3
"""Lines that go on in lower case, before a text is taken for hard-wrapped throughout."""
MIN_WRAPPED_SHARE = 0.2
FULL_LINE = 0.75
"""Of the widest line: shorter ones end a paragraph."""

UNSPACED_CHARS_PER_WORD = 2
"""Characters a word in scripts without spaces: Chinese and Japanese news measure 1.7 to 2.2 against a translation."""
MAX_MEAN_WORD = 10
"""Characters a word, its space included: no language that writes spaces has a longer mean in running text."""
MIN_SENTENCE_WORDS = 7
"""Shorter lines with a full stop are as often labels ("Photo: AP.") as sentences."""
MIN_RUNNING_WORDS = 30
"""A line this long, with some punctuation in it, is running text even if cut off before its full stop."""
MIN_INNER_STOP_WORDS = 12


class Line(NamedTuple):
    """A paragraph of the raw text and its shape."""

    start: int
    end: int
    text: str
    n_words: int
    terminal: bool  # ends as a sentence does
    sentence: bool  # has the shape of running text
    folded: str  # for comparison with cue words


@lru_cache(maxsize=1)  # blocks asks for the same text twice in a row: for its repeats and for its shapes
def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Give the start and end of each paragraph: a line, or the lines that one was hard-wrapped into."""
    lines = [
        (found.start() + found[0].index(stripped), stripped)
        for found in _LINE.finditer(text)
        if (stripped := found[0].strip(_BLANK))
    ]
    if not lines:
        return []
    wrapped = [
        MIN_WRAP_CHARS <= len(line) <= MAX_WRAP_CHARS
        and bool(_OPEN_END.search(line[-1]))
        and text.count("\n", start + len(line), following) == 1
        for (start, line), (following, _) in pairwise(lines)
    ]
    goes_on = [
        open_end and bool(_LOWER_START.match(after)) for open_end, (_, after) in zip(wrapped, lines[1:], strict=True)
    ]
    width = max((len(line) for (_, line), on in zip(lines, goes_on, strict=False) if on), default=0)
    if sum(goes_on) >= max(MIN_WRAPPED_LINES, len(lines) * MIN_WRAPPED_SHARE):  # then a name may begin a line, too
        goes_on = [
            on or (open_end and len(line) >= width * FULL_LINE)
            for on, open_end, (_, line) in zip(goes_on, wrapped, lines, strict=False)
        ]
    paragraphs: list[tuple[int, int]] = []
    for (start, line), joins in zip(lines, [False, *goes_on], strict=True):
        begin = paragraphs.pop()[0] if joins else start
        paragraphs.append((begin, start + len(line)))
    return paragraphs


def read_lines(text: str) -> list[Line]:
    """Split a raw text into its paragraphs and tell their shapes."""
    return [_shape(start, text[start:end]) for start, end in split_paragraphs(text)]


def _shape(start: int, text: str) -> Line:
    n_words = count_words(text)
    terminal = bool(_TERMINAL.search(text[-4:])) and not _is_cut_off(text)
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        n_words=n_words,
        terminal=terminal,
        sentence=_is_sentence(text, n_words, terminal=terminal),
        folded=fold_cue(text[:160]),
    )


def _is_sentence(text: str, n_words: int, *, terminal: bool) -> bool:
    if n_words < MIN_SENTENCE_WORDS or _is_cut_off(text):  # teasers are cut off, paragraphs seldom
        return False
    if terminal or (n_words >= MIN_INNER_STOP_WORDS and _INNER_STOP.search(text)):
        return True
    return n_words >= MIN_RUNNING_WORDS and bool(_INNER_COMMA.search(text))


def _is_cut_off(text: str) -> bool:
    return text.removesuffix("]").endswith(("…", "..."))


def count_words(text: str, chars_per_word: int = UNSPACED_CHARS_PER_WORD) -> int:
    """Count words; in scripts without spaces, characters by their number a word."""
    n_words = len(text.split())
    if text.isascii() or len(text) < n_words * MAX_MEAN_WORD or (unspaced := len(_UNSPACED.findall(text))) < n_words:
        return n_words
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // chars_per_word
