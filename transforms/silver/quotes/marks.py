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
_NESTING: Final = frozenset("「«»")
"""Openers that also open quotes within quotes, without another mark."""

_MARK = re.compile(r"[“„‟”\"「」«»‘‚'\n]")
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
    begun, opener, depth, passed = -1, "", 0, -1
    for found in _MARK.finditer(text):
        mark, at = found.group(), found.start()
        if at < passed:
            continue
        if not opener or at - begun > LONGEST:
            opener = ""
            if mark in "‘‚'":
                end = _single_end(text, at)
                if end:
                    yield _inside(text, at, end)
                    passed = end + 1
            elif _opens(text, at, outward=outward):
                begun, opener, depth = at, mark, 0
        elif mark == "\n":
            again = _reopened(text, at, opener)
            opener, passed = (opener, again + 1) if again else ("", passed)
        elif mark in _CLOSERS[opener] and not (mark == opener == '"' and _only_opens(text, at)):
            if depth == 0:
                yield _inside(text, begun, at)
                opener = ""
            depth -= 1
        elif mark == opener or mark == '"' == opener:
            begun, depth = (begun, depth + 1) if mark in _NESTING else (at, 0)


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
