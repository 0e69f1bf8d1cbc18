"""HTML: the text that a reader of the page sees, and which of its lines are the story."""

import logging
import re
from typing import Final

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

MAX_CHARS: Final = 1_000_000
"""News pages have 100,000; 2.5 million took 11 seconds here, for no better answer than the shape of lines gives."""

MIN_SURE_CHARS: Final = 30
"""Shorter lines (a name, a heading) stand in menus as well as in stories: they are the story's only among its lines."""

_SQUEEZED = re.compile(r"[\W_]+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read shows in the tables


def raw_text(text: str, media_type: str) -> str:
    """Give the text that blocks tile and offsets count: a document's own, or what its page shows."""
    return visible_text(text) if media_type == "text/html" else text


def visible_text(html: str) -> str:
    """Give the text that a page shows, a line for a paragraph: the one that offsets of HTML documents count."""
    return extract_plain_text(html, preserve_formatting=True, list_bullets=False, alt_texts=False)


def main_lines(html: str) -> frozenset[int]:
    """Number the lines of ``visible_text`` that trafilatura takes for the story; none if it finds none.

    trafilatura (Barbaresi 2021) returns a text of its own; a line is part of it if its letters stand there in a row.
    Lines are parted by line feeds alone and count from 0, empty ones too.
    """
    story = _SQUEEZED.sub("", _story(html))
    squeezed = [(at, _SQUEEZED.sub("", line)) for at, line in enumerate(visible_text(html).split("\n"))]
    written = [(at, line) for at, line in squeezed if line]
    kept = [line in story for _, line in written]
    sure = [number for number, (_, line) in enumerate(written) if kept[number] and len(line) >= MIN_SURE_CHARS]
    first, last = (sure[0], sure[-1]) if sure else (0, len(written) - 1)
    while first > 0 and kept[first - 1]:
        first -= 1
    while last + 1 < len(written) and kept[last + 1]:
        last += 1
    return frozenset(written[number][0] for number in range(first, last + 1) if kept[number])


def _story(html: str) -> str:
    if len(html) > MAX_CHARS:
        return ""
    try:
        return trafilatura.extract(html, include_comments=False) or ""
    except Exception:  # noqa: BLE001  # whatever its many heuristics trip over, the shape of lines is left to judge by
        return ""
