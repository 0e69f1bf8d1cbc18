"""What a line looks like, whatever its language."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.silver.cues import fold_cue

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANK = " \t\u00a0\ufeff\u200b\u200e\u200f\u3000"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\uff66-\uff9f]")
_TERMINAL = re.compile(r"[.!?…。！？؟।۔։][\"'”’»›」』)\]）]*$|[”\"»」』]$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)\]?$")
_INNER_COMMA = re.compile(r"[,;:.!?،、；：，।]\s|[、，。]|[\u0e00-\u0eff]{20}")
_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?]['\"”’»)]* +[\"'“„«(]*[^\W\d_a-z]|[。！？]")

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
    """A line of the raw text and its shape."""

    start: int
    end: int
    text: str
    n_words: int
    terminal: bool  # ends as a sentence does
    sentence: bool  # has the shape of running text
    folded: str  # for comparison with cue words
    after_blank: bool


def split_lines(text: str) -> Iterator[tuple[int, str]]:
    """Give the start and the text of each line that holds more than spaces, without the spaces around it."""
    for found in _LINE.finditer(text):
        stripped = found[0].strip(_BLANK)
        if stripped:
            yield found.start() + found[0].index(stripped), stripped


def read_lines(text: str) -> list[Line]:
    """Split a raw text into its lines that hold more than spaces, and tell their shapes."""
    lines: list[Line] = []
    for start, line in split_lines(text):
        gap = text.count("\n", lines[-1].end if lines else 0, start)
        lines.append(_shape(start, line, after_blank=gap > 1 or not lines))
    return lines


def _shape(start: int, text: str, *, after_blank: bool) -> Line:
    n_words = count_words(text)
    terminal = bool(_TERMINAL.search(text[-4:])) and not _CUT_OFF.search(text)
    return Line(
        start=start,
        end=start + len(text),
        text=text,
        n_words=n_words,
        terminal=terminal,
        sentence=_is_sentence(text, n_words, terminal=terminal),
        folded=fold_cue(text[:160]),
        after_blank=after_blank,
    )


def _is_sentence(text: str, n_words: int, *, terminal: bool) -> bool:
    if n_words < MIN_SENTENCE_WORDS:
        return False
    if terminal or (n_words >= MIN_INNER_STOP_WORDS and _INNER_STOP.search(text)):
        return True
    return n_words >= MIN_RUNNING_WORDS and bool(_INNER_COMMA.search(text))


def count_words(text: str) -> int:
    """Count words; in scripts without spaces, characters by their usual number a word."""
    n_words = len(text.split())
    if text.isascii() or len(text) < n_words * MAX_MEAN_WORD or (unspaced := len(_UNSPACED.findall(text))) < n_words:
        return n_words
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // UNSPACED_CHARS_PER_WORD
