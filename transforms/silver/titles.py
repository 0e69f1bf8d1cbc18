"""Titles: lines of headline shape at a headline's place, and the names below them."""

import re
from collections import Counter

from transforms.silver.credits import are_names
from transforms.silver.cues import fold_line
from transforms.silver.labels import Label
from transforms.silver.line_shape import Line

_LOWER_START = re.compile(r"[\"'“„«(]?[a-zß-öø-ÿа-яёα-ω]")
_ABBREVIATED = re.compile(r"(?:^|\s)(?:[^\W\d_]\.){2,}$")
_TITLE_RULES = frozenset({"before the story", "repeated across the outlet"})

TITLE_REACH = 25
"""Lines between title and story: share links, credits, captions."""
MAX_BARE_HEAD = 3
"""Lines above a story that has no menu: section, title, deck."""
MAX_KICKER_WORDS = 2
"""A section's name above the title: "Sport", "World News"."""
MIN_PAGE_TITLE_WORDS = 4
"""On a page with a menu; shorter lines are sections."""
MIN_TITLE_WORDS, MAX_TITLE_WORDS = 3, 25


def find_title(lines: list[Line], decided: list[Label | None], title: str | None) -> None:
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
    found = _title_in_text(lines, decided, story)
    if found is not None:
        decided[found] = Label("title", "headline shape before the story")
        _find_names(lines, decided, range(found + 1, story))
        for above in range(found):
            if decided[above] is None:
                decided[above] = Label("navigation", "above the title")


def _title_in_text(lines: list[Line], decided: list[Label | None], story: int) -> int | None:
    """Find the line that is the title; None where no line has both the shape and the place of one."""
    open_lines = [at for at in range(story) if (found := decided[at]) is None or found.rule in _TITLE_RULES]
    shaped = [at for at in open_lines if _headline(lines[at])]
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


def _headline(line: Line) -> bool:
    if line.sentence or not MIN_TITLE_WORDS <= line.n_words <= MAX_TITLE_WORDS or _LOWER_START.match(line.text):
        return False
    if sum(char.isalpha() for char in line.text) * 2 < len(line.text):
        return False
    return line.text[-1] not in ".。…,;:/›»|" or bool(_ABBREVIATED.search(line.text))
