"""What changed between two versions of a document, as an editor would mark it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, Final

from transforms.silver.visible import raw_text

METADATA: Final = ("source", "title", "author", "url", "published_at", "language_hint")

MAX_EDITS: Final = 1_000
"""Words (or lines) that may differ in one passage and still be told apart one by one: the work grows with the square,
to half a second here. What differs more was written anew: it counts as replaced whole."""

_WORD = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

Edit = tuple[int, int, int, int]
"""Start and end in the old text, start and end in the new one."""


def revision(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, object]:
    """Compare two versions of a document (rows of ``bronze.raw_documents``), the visible text of pages.

    Makes the columns of ``ops.revisions`` that the two decide. Lines are matched first, then the words of those that
    differ.
    """
    before, after = (raw_text(row["text"], row["media_type"]) for row in (old, new))
    found = list(edits(before, after))
    removed, added = [before[a:b] for a, b, _, _ in found], [after[c:d] for _, _, c, d in found]
    n_removed, n_added, n_words = (sum(map(_count, texts)) for texts in (removed, added, [before, after]))
    return {
        "changed_metadata": [name for name in METADATA if old[name] != new[name]],
        "share_changed": (n_removed + n_added) / n_words if n_words else 0.0,
        "n_words_removed": n_removed,
        "n_words_added": n_added,
        "first_char": found[0][2] if found else None,
        "end_char": found[-1][3] if found else None,
        "edits": [
            {"start_old": a, "start_new": c, "removed": gone, "added": come}
            for (a, _, c, _), gone, come in zip(found, removed, added, strict=True)
        ],
    }


def edits(old: str, new: str) -> Iterator[Edit]:
    """Find the passages that differ, in order."""
    for a, b, c, d in _different(_LINE.findall(old), _LINE.findall(new)):
        for e, f, g, h in _different(_WORD.findall(old[a:b]), _WORD.findall(new[c:d])):
            yield a + e, a + f, c + g, c + h


def _different(old: list[str], new: list[str]) -> Iterator[Edit]:
    """Match two lists of pieces; give the places of those that differ, counted in characters."""
    at_old, at_new = _starts(old), _starts(new)
    head = _shared(zip(old, new, strict=False))
    tail = _shared(zip(reversed(old[head:]), reversed(new[head:]), strict=False))
    a_end, c_end = len(old) - tail, len(new) - tail
    for a, b, c, d in _unequal(old[head:a_end], new[head:c_end]):
        yield at_old[head + a], at_old[head + b], at_new[head + c], at_new[head + d]


def _unequal(old: list[str], new: list[str]) -> list[Edit]:
    """Give the shortest list of replaced stretches (Myers 1986), or one that replaces all where it would be long."""
    trail = _furthest_reaching(old, new)
    if trail is None:
        return [(0, len(old), 0, len(new))]
    found: list[Edit] = []
    x, y = len(old), len(new)
    for d in range(len(trail) - 1, 0, -1):
        known, k = trail[d], x - y
        from_k = k + 1 if k == -d or (k != d and known[k - 1] < known[k + 1]) else k - 1
        x, y = known[from_k], known[from_k] - from_k
        a, b, c, e = (x, x, y, y + 1) if from_k > k else (x, x + 1, y, y)
        if found and (found[-1][0], found[-1][2]) == (b, e):
            _, b, _, e = found.pop()
        found.append((a, b, c, e))
    return found[::-1]


def _furthest_reaching(old: list[str], new: list[str]) -> list[dict[int, int]] | None:
    """Walk the diagonals with ever more edits until both ends are met; None if that takes more than MAX_EDITS.

    Returns, for each number of edits, how far into ``old`` the diagonals had come before it.
    """
    furthest, trail = {1: 0}, []
    for d in range(MAX_EDITS + 1):
        trail.append(furthest.copy())
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                x += 1
            furthest[k] = x
            if x >= len(old) and x - k >= len(new):
                return trail
    return None


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _count(text: str) -> int:
    return sum(not piece.isspace() for piece in _WORD.findall(text))
