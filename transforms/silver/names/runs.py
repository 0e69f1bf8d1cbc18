"""Runs of words that are written like one name."""

import re
from collections.abc import Iterator
from typing import Final

from transforms.silver.names.cues import HEADS, Cue
from transforms.silver.names.gazetteer import PLACE, Known, longest_from, names
from transforms.silver.names.sentence import Case, Evidence, Token, opens
from transforms.silver.names.words import FUNCTION_ZIPF, NOUN_CAPITALS, Shape, Word

_SAINTS: Final = frozenset({"st.", "ste.", "mt.", "ft.", "san", "santa", "saint", "sainte"})
_LINKS: Final = frozenset({"of", "for", "on", "de", "del", "du", "des", "d'", "di", "della", "da", "do", "für", "al", "à"})
_ARTICLES: Final = frozenset({"the", "la", "las", "los", "les", "l'", "le", "den", "der"})
_LARGE_CITY: Final = 100_000
"""Inhabitants from which a city's name outweighs a common word written like it."""
_FREQUENT: Final = 5.0
"""Above this, a word that is as frequent abroad (film, radio) opens sentences more often than a name does."""
_INDEFINITE: Final = re.compile(r"(?:k?eine?[nmrs]?|jede[rsnm]?|diese[rsnm]?|de[rmns]|die|das|zum|zur|beim|vom|.{3,}(?:ische|ige|liche)[nrsm]?)$")
"""What stands before a German noun, and seldom before a name that no gazetteer knows."""


class Reader:
    """Finds the runs of one sentence."""

    def __init__(self, tokens: list[Token], case: Case, seen: Evidence, language: str) -> None:
        self.tokens = tokens
        self.case = case
        self.seen = seen
        self.nouns = language in NOUN_CAPITALS
        self.flags = [self._like_a_name(position) for position in range(len(tokens))]

    def runs(self) -> Iterator[tuple[int, int]]:
        """Give first and last-but-one word of each run."""
        position = 0
        while position < len(self.tokens):
            place = self._place_at(position)
            if self.flags[position] or place:
                end = max(self._end_of(position) if self.flags[position] else 0, place)
                yield from self._split(position, end)
                position = end
            else:
                position += 1

    def _like_a_name(self, position: int) -> bool:
        word = self.tokens[position].word
        if not word.capital or (word.shape is Shape.CAPS and len(word.key) == 1):
            return False
        following = self.tokens[position + 1].word if position + 1 < len(self.tokens) else None
        if word.key in _SAINTS:
            return following is not None and following.capital
        if word.calendar or word.cue & (Cue.TITLES | Cue.SUFFIXES):
            return bool(word.cue & HEADS and not word.calendar and position and not self.nouns)
        if following and following.cue & Cue.TITLES and following.capital and word.common and not self.nouns:
            return False
        if self.case is not Case.SENTENCE:
            return self._in_heading(word)
        if opens(self.tokens, position):
            return self._at_start(position, word)
        return self._noun_or_name(position, word) if self.nouns else True

    def _in_heading(self, word: Word) -> bool:
        if self.seen.capital[word.key] > self.seen.lower[word.key]:
            return True
        if self.seen.lower[word.key] or word.common:
            return bool(word.entry.known & Known.COUNTRY) and not word.common
        return bool(word.entry.known) or word.zipf == 0 or bool(word.cue & (Cue.ORG_NAMES | Cue.DEMONYMS))

    def _at_start(self, position: int, word: Word) -> bool:
        seen = self.seen
        if word.zipf >= FUNCTION_ZIPF and not word.entry.known & Known.COUNTRY:
            return False
        if seen.capital[word.key] > seen.lower[word.key] and not (self.nouns and word.common):
            return True
        if word.entry.known & Known.COUNTRY or word.cue & (Cue.ORG_NAMES | Cue.AGENCIES | Cue.DEMONYMS):
            return not seen.lower[word.key]
        if word.common or seen.lower[word.key]:
            return self._begins_institution(position) if not self.nouns else self._noun_or_name(position, word)
        return word.zipf < _FREQUENT or bool(word.entry.known & (Known.FIRST | PLACE))

    def _begins_institution(self, position: int) -> bool:
        """See whether a common word opens a name such as State Department or World Cup."""
        if self.tokens[position].word.zipf >= FUNCTION_ZIPF:
            return False
        for token in self.tokens[position + 1 : position + 4]:
            if not token.word.capital:
                return False
            if token.word.cue & HEADS and not token.word.entry.known & Known.COUNTRY:
                return True
        return False

    def _noun_or_name(self, position: int, word: Word) -> bool:
        """Tell names among German nouns."""
        known = word.entry.known
        if known & (Known.COUNTRY | Known.REGION) or (known & Known.CITY and word.entry.size >= _LARGE_CITY):
            return True
        if word.shape in (Shape.CAPS, Shape.MIXED) or word.cue & (Cue.ORG_NAMES | Cue.AGENCIES):
            return word.shape is Shape.INITIAL or "-" not in word.key
        before = self.tokens[position - 1].word if position else None
        after = self.tokens[position + 1].word if position + 1 < len(self.tokens) else None
        if word.common:
            if before and before.capital and before.entry.known & Known.FIRST and not before.common:
                return True
            near = (after, before) if word.cue & HEADS else ()
            return any(other and other.capital and not other.common and not other.calendar for other in near)
        if known & (Known.FIRST | Known.LAST) or word.shape is Shape.INITIAL:
            return True
        return not (before and before.shape is Shape.LOWER and _INDEFINITE.match(before.key))

    def _adjacent(self, position: int) -> bool:
        return position < len(self.tokens) and self.tokens[position].start - self.tokens[position - 1].end <= 1

    def _end_of(self, start: int) -> int:
        """Extend a run over particles, links and numerals."""
        end = start + 1
        while self._adjacent(end):
            word = self.tokens[end].word
            if self.flags[end] or (word.cue & Cue.SUFFIXES and word.capital) or self._goes_on(start, end):
                end += 1
                continue
            step = self._bridge(start, end)
            if not step:
                break
            end += step
        return end

    def _goes_on(self, start: int, end: int) -> bool:
        """Take a title or a month for a family name after a first name: Stephen King, Theresa May."""
        word, before = self.tokens[end].word, self.tokens[end - 1].word
        named = before.entry.known & Known.FIRST or before.shape is Shape.INITIAL
        return word.capital and bool(named) and not before.common and bool(word.entry.known & Known.LAST) and end == start + 1

    def _bridge(self, start: int, end: int) -> int:
        """Count the small words that lead on to the rest of the name; 0 if they do not."""
        key, length = self.tokens[end].word.key, 1
        first = self.tokens[start].word
        if key in _LINKS and self._adjacent(end + 1) and self.tokens[end + 1].word.key in _ARTICLES:
            length = 2
        if not (self._adjacent(end + length) and self.flags[end + length]):
            return 0
        if key == "&":
            return 1
        headed = any(token.word.cue & HEADS for token in self.tokens[start:end])
        if key in _LINKS and headed:
            return length
        person = first.entry.known & Known.FIRST and not first.entry.known & PLACE
        unknown = not first.common and not first.entry.known & PLACE and key not in _LINKS and length == 1
        return length if self.tokens[end].word.cue & Cue.PARTICLES and (person or unknown) else 0

    def _place_at(self, position: int) -> int:
        """Give the end of the longest place of several words that begins here, or 0."""
        longest = longest_from().get(self.tokens[position].word.key, 0)
        if not longest or not self.tokens[position].surface[0].isupper():
            return 0
        for end in range(min(position + longest, len(self.tokens)), position + 1, -1):
            words = self.tokens[position:end]
            if " ".join(token.word.key for token in words) in names() and words[-1].word.capital:
                return end
        return 0

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Part a country or a people from the name that it stands before: U.S. | Treasury, British | Airways not."""
        first = self.tokens[start].word
        rest = self.tokens[start + 1 : end]
        if not rest:
            yield start, end
            return
        short = first.entry.known & Known.COUNTRY and first.shape is Shape.CAPS
        apart = short or (first.cue & Cue.DEMONYMS and not any(token.word.cue & HEADS for token in rest))
        if apart and self.case is Case.SENTENCE:
            yield start, start + 1
            yield start + 1, end
        else:
            yield start, end
