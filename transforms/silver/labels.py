"""What a line says it is: the cue words and patterns that mark it as no part of the story."""

import re
from functools import cache
from typing import NamedTuple

from transforms.silver.credits import is_byline, is_credit
from transforms.silver.cues import cues
from transforms.silver.dates import is_stamp
from transforms.silver.line_shape import Line

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?)\b", re.IGNORECASE)
_STOCK = re.compile(
    r"^(?:shutterstock|istock|gettyimages|depositphotos|adobestock|dreamstime|pixabay|unsplash|img|dsc|dscn)"
    r"[ _-]?[\d_ -]*\d",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"^\[?(?:image|photo|picture|video|embed|gallery)\s?\d*\]?$", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]$")
_LINK = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$")
_NO_WORDS = re.compile(r"^[\W\d_]{1,24}$")
MAX_TAIL_WORDS = 5
"""Words that may follow a tail's cue on its line: "More from The Springfield Gazette"."""
MAX_COUNTED_WORDS = 20
"""A comment section may head its list with the story's title: "34 responses to ..."."""
MAX_PROMO_WORDS = 30
MAX_CAPTION_WORDS = 45
MAX_LABELLED_WORDS = 60
"""Legal notices and lists of contributors stay under this; a longer line is a paragraph whatever it begins with."""


class Label(NamedTuple):
    """The part that a line plays beside the story, and why it is taken for it."""

    kind: str
    rule: str


def label(line: Line) -> Label | None:
    """Name the part that a line plays beside the story; None for lines that may belong to it."""
    if line.n_words > MAX_LABELLED_WORDS:
        return None
    return _furniture(line) or _anchor(line) or _credits(line) or _promo(line)


def _furniture(line: Line) -> Label | None:
    if line.folded in cues("share"):
        return Label("navigation", "share link")
    if line.folded in cues("navigation"):
        return Label("navigation", "navigation link")
    if "©" in line.text or "all rights reserved" in line.folded or cues("legal").opening(line.folded):
        return Label("navigation", "legal notice")
    if _LINK.match(line.text):
        return Label("navigation", "bare link")
    if line.n_words <= MAX_TAIL_WORDS + 1 and any(cue in line.folded for cue in cues("reading").phrases):
        return Label("navigation", "reading time")
    return None


def _anchor(line: Line) -> Label | None:
    if _opens_comments(line):
        return Label("comment", "comments anchor")
    cue = cues("tail").opening(line.folded)
    if (
        cue
        and not line.sentence
        and line.n_words <= len(cue.split()) + MAX_TAIL_WORDS
        and (line.folded == cue or not _goes_on(line, cue))
    ):
        return Label("promo", "tail anchor")
    return None


def _opens_comments(line: Line) -> bool:
    """Say whether a line heads a comment section: the cue alone, with a count, or with what is commented on."""
    if line.folded in cues("comment"):
        return True
    cue = cues("comment").opening(line.folded)
    if line.text[:1].isdigit():
        return bool(cue) and line.n_words <= MAX_COUNTED_WORDS
    return " " in cue and not line.sentence and line.n_words <= MAX_TAIL_WORDS + 3


def _goes_on(line: Line, cue: str) -> bool:
    """Say whether a colon after the cue names one link: a promo within the story rather than its end."""
    return ":" in line.text[len(cue) - 1 :].rstrip(" :") or "：" in line.text.rstrip(" ：")


def _credits(line: Line) -> Label | None:
    if is_stamp(line.text, line.n_words):
        return Label("date", "date stamp")
    if _FILE_NAME.fullmatch(line.text) or _STOCK.match(line.text) or _PICTURE.match(line.text):
        return Label("caption", "picture file")
    if line.n_words <= MAX_CAPTION_WORDS and _is_caption(line.text):
        return Label("caption", "caption cue")
    if cues("credit").opening(line.folded) and is_credit(line.text):
        return Label("credit", "credit cue")
    if not line.sentence and is_byline(line.text, line.n_words):
        return Label("byline", "byline grammar")
    return None


def _is_caption(text: str) -> bool:
    """Say whether a line begins with a caption's cue or ends with a picture's credit."""
    closing = _LAST_BRACKET.search(text) if text.endswith((")", "]")) else None
    credit = closing[1].lower() if closing else ""
    return bool(
        cues("caption").opening(text[:60].lower())
        or (credit and cues("caption").opening(credit.strip()))
        or text.lower().rstrip(" .)").endswith(_picture_desks())
    )


@cache
def _picture_desks() -> tuple[str, ...]:
    return tuple(cues("picture_desk").phrases)


def _promo(line: Line) -> Label | None:
    if line.n_words <= MAX_PROMO_WORDS and cues("promo").opening(line.folded):
        return Label("promo", "promo cue")
    return None
