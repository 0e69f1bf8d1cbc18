"""Column types that several tables use."""

from typing import Annotated, Final

import polars as pl

Utc = Annotated[pl.Datetime, "us", None]
"""A moment in UTC, stored without a zone: one with a zone would show a reader west of Greenwich the day before."""

Strings = Annotated[pl.List, pl.String]

RELATIONS: Final = ["copy", "excerpt", "translation", "rewrite", "same_event"]
DERIVED: Final = RELATIONS[:4]
"""Relations that say: one text was made from the other, or both from a third."""

STORY_CHANGES: Final = ["new", "grown", "shrunk", "merged", "split", "gone"]

ENTITY_TYPES: Final = ["PER", "ORG", "LOC", "MISC"]

BLOCK_KINDS: Final = [
    "title",
    "byline",
    "dateline",
    "date",
    "body",
    "heading",
    "caption",
    "credit",
    "promo",
    "comment",
    "navigation",
    "repeat",
    "space",
]

PASSAGE_KINDS: Final = ["verbatim", "near", "translated", "paraphrased"]

SPEAKER_BASES: Final = ["named", "pronoun", "continued", "preceding sentence"]
"""How a text says who a quote's speaker is: by name beside it, by a pronoun (or a verb's ending) that means the last
person named, by the quote before it, or by the only person whom the sentence before names."""
