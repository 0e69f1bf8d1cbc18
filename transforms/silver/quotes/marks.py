"""Quotation marks of all languages, paired."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST: Final = 3000
"""Characters of the longest quote: a mark that is closed later than that was never closed."""

LONGEST_SINGLE: Final = 1500
"""The same between single marks, which apostrophes look like: their quotes end with their paragraph."""

_CLOSERS: Final = {
    "“": '”"″',
    "„": '“”"‟',
    "‟": '”"',
    '"': '"”',
    "”": "”",
    "「": "」",
    "«": "»",
    "»": "«",
}
DEEPEST: Final = 2
"""Quotes within quotes: more opening marks than that are no quotes."""

_NESTING: Final = frozenset("「«»")
"""Openers that also open quotes within quotes, without another mark."""

MARKS: Final = r"[“„‟”\"「«»‘‚]|(?:^|\W)'"
"""Marks one of which every quote has; a straight mark inside a word is an apostrophe."""

_OPENER = re.compile(r"[“„‟”\"「«»‘‚]|(?<!\w)'")
_MARK = re.compile(r"[“„‟”\"「」«»\n]")
_SINGLE_END = re.compile(r"(?<=[.,!?…])[’'‘](?!\w)|(?<=\w)[’'‘](?!\w)|[\n“„”\"«»]")
_SPACE: Final = " \t\u00a0\u202f\u2009"
_CJK: Final = "\u2e80"


class Marked(NamedTuple):
    """What a pair of marks encloses: with the marks, and without them and the spaces inside."""

    opening: int
    closing: int
    start: int
    end: int


def find_marked(text: str) -> Iterator[Marked]:
    """Pair the outermost quotation marks, in the order of the text.

    A quote may go on in the next paragraph where this begins with the opening mark again. A mark that is never closed
    opens nothing. Guillemets open inwards or outwards, as the first of the text does.
    """
    outward = text.find("«") <= text.find("»") or "»" not in text
    at = 0
    while found := _OPENER.search(text, at):
        begun = found.start()
        if found.group() in "‘‚'":
            end = _single_end(text, begun)
        else:
            end = _end(text, begun) if _opens(text, begun, outward=outward) else 0
        if end:
            yield _inside(text, begun, end)
        at = max(begun, end) + 1


def _end(text: str, begun: int) -> int:
    """Find the mark that closes another; 0 where there is none, or the same mark opens once more."""
    opener, depth, passed = text[begun], 0, 0
    for found in _MARK.finditer(text, begun + 1, begun + LONGEST):
        mark, at = found.group(), found.start()
        if mark == "\n":
            again = _reopened(text, at, opener)
            if not again:
                return 0
            passed = again + 1
        elif at < passed:
            continue
        elif mark in _CLOSERS[opener] and not (mark == '"' == opener and _only_opens(text, at)):
            if depth == 0:
                return at
            depth -= 1
        elif mark == opener:
            if mark not in _NESTING or depth == DEEPEST:
                return 0
            depth += 1
    return 0


def _opens(text: str, at: int, *, outward: bool) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    match mark:
        case "“" | "„" | "‟" | "「":
            return True
        case "«" | "»":
            return (mark == "«") == outward
        case '"':
            shuts = before and (before in ".,!?" or (before.isalnum() and before < _CJK))
            return not (after in _SPACE or shuts)
        case "”":  # Swedish and Finnish open with it too
            return (not before or before in _SPACE + "\n") and after.isalnum()
    return False


def _only_opens(text: str, at: int) -> bool:
    """Tell a straight mark that can only open, so that the one before it was never closed."""
    before, after = text[at - 1], text[at + 1 : at + 2]
    return before in _SPACE + "(" and after.isalnum()


def _reopened(text: str, line_break: int, opener: str) -> int:
    """Find the mark with which the next paragraph says that the quote goes on; 0 where it does not."""
    at = line_break + 1
    while text[at : at + 1].isspace():
        at += 1
    mark = text[at : at + 1]
    return at if mark and (mark == opener or {mark, opener} == {"«", "»"}) else 0


def _single_end(text: str, at: int) -> int:
    """Find where a single mark is closed, 0 where it is an apostrophe: after punctuation, else after a word."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if (before and before not in _SPACE + "\n([—–") or not after.isalnum():
        return 0
    after_word = 0
    for found in _SINGLE_END.finditer(text, at + 1, at + LONGEST_SINGLE):
        end = found.start()
        if text[end] not in "’'‘":
            break
        if text[end - 1] in ".,!?…":
            return end
        after_word = after_word or end
    return after_word


def _inside(text: str, opening: int, closing: int) -> Marked:
    start, end = opening + 1, closing
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Marked(opening, closing + 1, start, end)
