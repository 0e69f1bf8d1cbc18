"""Cue words: evidence of a subject in languages that the sentence encoder does not know."""

import re
from collections import Counter
from functools import cache
from typing import Final

from transforms.resources import read_toml
from transforms.topics.codebook import IPTC, subjects

READ_CHARS: Final = 2000
"""Characters read: about what the lead and the body of other languages are."""

DOUBT: Final = 3
"""Cues imagined that speak for no subject, so that one word alone assigns none."""

WHOLE_WORDS: Final = frozenset({"vi"})
"""Languages that do not inflect."""

DECIMALS: Final = 4


def cued(language: str) -> bool:
    """Say whether cue words of a language are known."""
    return language in _cues()


@cache
def _cues() -> dict[str, dict[str, re.Pattern[str]]]:
    """Load the cue words, one pattern a language and subject; a hyphen stands for a space or a hyphen."""
    return {
        language: {IPTC + code: _pattern(words.split(), language) for code, words in cues.items()}
        for language, cues in read_toml("topics", "cue_words.toml").items()
    }


def _pattern(words: list[str], language: str) -> re.Pattern[str]:
    one_of = "|".join(re.escape(word).replace("\\-", "[ -]") for word in words)
    return re.compile(rf"\b(?:{one_of})" + (r"\b" if language in WHOLE_WORDS else ""))


def cue_scores(title: str | None, text: str, language: str) -> dict[str, float]:
    """Score the 17 subjects by their share of the cue words found, those of the title counted twice."""
    read = f"{title or ''}\n{title or ''}\n{text[:READ_CHARS]}".lower()
    found = Counter({subject: len(pattern.findall(read)) for subject, pattern in _cues()[language].items()})
    return {subject: round(found[subject] / (found.total() + DOUBT), DECIMALS) for subject in sorted(subjects())}
