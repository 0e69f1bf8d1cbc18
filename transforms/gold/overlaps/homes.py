"""Homes: how often a text names the countries where a language is spoken.

An article and its translation name the same countries; the original's language is more often at home in them.
"""

import re
from functools import cache

from transforms.resources import read_toml
from transforms.shingles import UNSPACED


@cache
def _patterns() -> dict[tuple[str, str], re.Pattern[str]]:
    """Load, for each language of a text and each home, a pattern of the words that name that home."""
    named = read_toml("gold", "overlaps", "homes.toml")
    return {
        (language, home): re.compile(("" if language in UNSPACED else r"\b") + f"(?:{'|'.join(map(re.escape, words))})")
        for language, homes in named.items()
        for home, words in homes.items()
    }


def home_names(folded: str, language: str, home: str, other: str) -> tuple[int, int]:
    """Count how often a folded text names the homes of two languages; none where its words for one are not known."""
    patterns = _patterns()
    if (language, home) not in patterns or (language, other) not in patterns:
        return 0, 0
    return len(patterns[language, home].findall(folded)), len(patterns[language, other].findall(folded))
