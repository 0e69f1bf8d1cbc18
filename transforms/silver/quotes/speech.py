"""The words that tell who speaks, a language at a time."""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Final, NamedTuple

from transforms.resources import lexicons
from transforms.shingles import UNSPACED

_WORD = re.compile(r"\w+")


class Word(NamedTuple):
    """A word of the text around a quote, in lower case."""

    start: int
    end: int
    lower: str


@dataclass(frozen=True)
class Speech:
    """What the lexicon of a language says of speech; a language without one has no words, and no speaker."""

    language: str
    verbs: frozenset[str]
    pronouns: frozenset[str]
    according: frozenset[str]
    nobody: frozenset[str]
    """Subjects that name nobody: "hieß es"."""
    others: frozenset[str]
    """Words before a name that make the speaker somebody else: "the son of ..."."""
    clauses: frozenset[str]
    """Words that end the clause of the speaker: "a clerk who knows ..."."""
    articles: frozenset[str]
    spokes: tuple[str, ...]
    """Words for those who speak for an organisation."""
    works: frozenset[str]
    """Words for what has a title."""
    inside: frozenset[str]
    """Words that may lead the verb of a remark inside the marks: "..., a-t-elle dit, ..."."""
    silent_subject: bool
    verb_last: bool
    """Whether the quote stands between its speaker and the verb."""
    pattern: re.Pattern[str]

    def words(self, text: str, start: int, end: int, most: int | None = None) -> list[Word]:
        """Cut the words out of a piece of text, or the first of them.

        Of an unspaced script only those that the lexicon knows.
        """
        found = islice(self.pattern.finditer(text, max(start, 0), end), most)
        return [Word(one.start(), one.end(), one.group().lower()) for one in found]

    @cached_property
    def parting(self) -> frozenset[str]:
        """Words that never stand inside a name's phrase."""
        return self.others | self.articles | self.verbs


_KINDS: Final = ("verbs", "pronouns", "according", "nobody", "others", "clauses", "articles", "works", "inside")


@cache
def speech(language: str) -> Speech:
    """Load the words of a language."""
    listed = lexicons().get(language, {}).get("speech", {})
    words = {kind: frozenset(listed.get(kind, ())) for kind in _KINDS}
    spokes = tuple(listed.get("spokes", ()))
    known = sorted({*spokes, *(word for kind in words.values() for word in kind)}, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, known))) if language in UNSPACED and known else _WORD
    return Speech(
        language,
        **words,
        spokes=spokes,
        silent_subject=listed.get("silent_subject", False),
        verb_last=listed.get("verb_last", False),
        pattern=pattern,
    )
