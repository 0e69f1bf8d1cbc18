"""The fixed codebook: IPTC's subjects on two levels, and finer ones of ours that stand for the corpus's topics."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from transforms.resources import read_toml

IPTC: Final = "medtop:"
CORPUS: Final = "corpus:"
"""What ids of topics begin with."""

SECOND: Final = IPTC + "2"
"""What ids of IPTC's subjects below the 17 begin with."""

NO_SUBJECT: Final = "none"
"""Sentences that any report may hold are a class of their own, so that they speak for no subject."""


@dataclass(frozen=True)
class Named:
    """A topic as the codebook names it."""

    label: str
    parent: str | None


def _read(name: str) -> dict[str, Any]:
    return read_toml("topics", name)


@cache
def subjects() -> frozenset[str]:
    """Give the ids of IPTC's 17 top-level subjects."""
    return frozenset(IPTC + code for code in _read("media_topics.toml")["top"])


@cache
def names() -> dict[str, Named]:
    """Name every topic by its id, parents first: the 17 subjects, IPTC's below them, and ours."""
    cells = [cell for cell in _read("subjects.toml")["subjects"] if cell["code"] != NO_SUBJECT]
    labels = _read("media_topics.toml")
    above = {cell["second"]: cell["code"] for cell in cells if "second" in cell}
    top = {IPTC + code: Named(label, None) for code, label in labels["top"].items()}
    second = {IPTC + code: Named(labels["second"][code], IPTC + above[code]) for code in sorted(above)}
    ours = {CORPUS + cell["id"]: Named(cell["label"], IPTC + cell.get("second", cell["code"])) for cell in cells}
    return top | second | ours


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Load the words that are never keywords, by language."""
    return {language: frozenset(words.split()) for language, words in _read("stop_words.toml").items()}
