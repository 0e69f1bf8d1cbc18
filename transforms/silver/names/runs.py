"""Runs of words that are written like one name."""

import re
from collections.abc import Iterator
from typing import Final

from transforms.silver.names.cues import HEADS, Cue
from transforms.silver.names.gazetteer import PLACE, Known, names
from transforms.silver.names.sentence import Case, Evidence, Sentence, key_of
from transforms.silver.names.words import FUNCTION_ZIPF, NOUN_CAPITALS, Shape, Word

_SAINTS: Final = frozenset({"st.", "ste.", "mt.", "ft.", "san", "santa", "saint", "sainte"})
ROMANCE: Final = frozenset({"es", "fr", "it", "pt", "ca", "ro", "gl"})
_LINKS: Final = frozenset({"of", "for", "on", "für"})
_ROMANCE_LINKS: Final = frozenset({"de", "del", "du", "des", "d'", "di", "della", "da", "do", "dos", "al", "à", "para"})
_ARTICLES: Final = frozenset({"the", "la", "las", "los", "les", "l'", "le", "den", "der"})
_LARGE_CITY: Final = 100_000
"""Inhabitants from which a city's name outweighs a common word written like it."""
_PLAIN: Final = 4.2
"""Above this, a common word that stands alone with a capital is set apart (Click, Fire) rather than a name."""
_FREQUENT: Final = 5.0
"""Above this, a word that is as frequent abroad (film, radio) opens sentences more often than a name does."""
_LOAN: Final = 3.8
"""German nouns as frequent as this that other languages have too: Film, Song, Titel."""
_FREQUENT_NAME: Final = 4.5
"""First and last names as frequent as this are nouns first, unless a first name or a last name stands beside them."""
_PERSON_OR_PLACE: Final = Known.FIRST | Known.LAST | PLACE
_PROPER_ADJECTIVE: Final = re.compile(r"isch(?:e[nmrs]?)$")
_INDEFINITE: Final = re.compile(
    r"(?:k?eine?[nmrs]?|jede[rsnm]?|diese[rsnm]?|de[rmns]|die|das|zum|zur|beim|vom|.{3,}(?:ische|ige|liche)[nrsm]?)$"
)
"""What stands before a German noun, and seldom before a name that no gazetteer knows."""


class Reader:
    """Finds the runs of one sentence."""

    def __init__(self, sentence: Sentence, case: Case, seen: Evidence, language: str) -> None:
        self.words, self.opens, self.starts, self.ends = sentence
        self.case = case
        self.seen = seen
        self.nouns = language in NOUN_CAPITALS
        self.links = _ROMANCE_LINKS | _LINKS if language in ROMANCE else _LINKS
        self.flags = [word.capital and self._like_a_name(position, word) for position, word in enumerate(self.words)]

    def runs(self) -> Iterator[tuple[int, int]]:
        """Give first and last-but-one word of each run."""
        end = 0
        for position, (word, flag) in enumerate(zip(self.words, self.flags, strict=True)):
            if position < end or not (flag or word.longest_place):
                continue
            place = place_end(self.words, position)
            if flag or place:
                end = max(self._end_of(position) if flag else 0, place)
                yield from (run for run in self._split(position, end) if self._says_something(*run))

    def _says_something(self, start: int, end: int) -> bool:
        """Refuse a single word that is no name alone: a noun, an abbreviation, a word with a capital for weight."""
        word = self.words[start]
        if end - start > 1:
            return True
        if word.cue & Cue.NO_NAMES:
            return False
        known = word.known & (Known.COUNTRY | Known.REGION) or large(word) or word.key in self.seen.named
        if known or word.cue & (Cue.ORG_NAMES | Cue.AGENCIES | Cue.DEMONYMS | Cue.MISC_NAMES):
            return True
        if self.nouns:
            return not word.common and not self._loan(word)
        if self.seen.lower[word.key] > self.seen.capital[word.key]:
            return False
        return not word.common or word.zipf < _PLAIN or bool(word.cue & HEADS)

    def _like_a_name(self, position: int, word: Word) -> bool:
        following = self.words[position + 1] if position + 1 < len(self.words) else None
        if word.shape is Shape.CAPS and len(word.key) == 1:
            return False
        if word.key in _SAINTS:
            return following is not None and following.capital
        if self._is_office(position, word, following):
            return False
        if self.case is not Case.SENTENCE:
            return self._in_heading(word)
        return self._at_start(position, word) if self.opens[position] else self._inside(position, word)

    def _is_office(self, position: int, word: Word, following: Word | None) -> bool:
        """See whether a word is an office, a date or a number rather than a name: Prime Minister, March, II."""
        if word.common and self._in_title(position):
            return True
        suffix = word.cue & Cue.SUFFIXES and (word.shape is Shape.CAPS or word.key.endswith("."))
        if word.calendar or suffix:
            return True
        if word.cue & Cue.TITLES:
            headed = following is not None and following.capital and following.cue & HEADS & ~word.cue
            return not (headed or (word.cue & HEADS and position and not self.nouns))
        return bool(following and following.cue & Cue.TITLES and following.capital and word.common and not self.nouns)

    def _inside(self, position: int, word: Word) -> bool:
        if self.nouns:
            return self._noun_or_name(position, word)
        return word.zipf < FUNCTION_ZIPF or word.shape is not Shape.TITLE or self._begins_name(position, word)

    def _in_title(self, position: int) -> bool:
        """See whether a word is part of an office: Secretary of State, Secretary of the Interior."""
        before = position
        while before and self.words[before - 1].key in ("of", "the"):
            before -= 1
        return 0 < before < position and bool(self.words[before - 1].cue & Cue.TITLES)

    def _begins_name(self, position: int, word: Word) -> bool:
        """Let a frequent word stand in a name only beside another capital: New Zealand, World Cup."""
        beside = [self.words[at] for at in (position - 1, position + 1) if 0 <= at < len(self.words)]
        known = word.known & (Known.COUNTRY | Known.REGION) or word.cue & (Cue.DEMONYMS | HEADS) or large(word)
        return bool(known) or any(other.capital for other in beside)

    def _in_heading(self, word: Word) -> bool:
        if self.seen.capital[word.key] > self.seen.lower[word.key]:
            return True
        if self.seen.lower[word.key] or word.common:
            return large(word) or (bool(word.known & Known.COUNTRY) and word.zipf < FUNCTION_ZIPF)
        return bool(word.known) or word.zipf == 0 or bool(word.cue & (Cue.ORG_NAMES | Cue.DEMONYMS))

    def _at_start(self, position: int, word: Word) -> bool:
        seen = self.seen
        if word.zipf >= FUNCTION_ZIPF and not word.known & Known.COUNTRY:
            return False
        written = seen.capital[word.key] > seen.lower[word.key] and not self.nouns
        if written or word.key in seen.named or large(word):
            return True
        if word.known & Known.COUNTRY or word.cue & (Cue.ORG_NAMES | Cue.AGENCIES | Cue.DEMONYMS):
            return not seen.lower[word.key]
        if self.nouns:
            return self._noun_or_name(position, word)
        if word.common or seen.lower[word.key]:
            return self._begins_institution(position)
        return word.zipf < _FREQUENT or bool(word.known & (Known.FIRST | PLACE))

    def _begins_institution(self, position: int) -> bool:
        """See whether a common word opens a name such as State Department or World Cup."""
        if self.words[position].zipf >= FUNCTION_ZIPF:
            return False
        for word in self.words[position + 1 : position + 4]:
            if not word.capital:
                return False
            if word.cue & HEADS and not word.known & Known.COUNTRY:
                return True
        return False

    def _noun_or_name(self, position: int, word: Word) -> bool:
        """Tell names among German nouns."""
        known = word.known
        if known & (Known.COUNTRY | Known.REGION) or large(word) or word.key in self.seen.named:
            return True
        if self._proper_adjective(position) or self._proper_adjective(position - 1):
            return True
        if self._is_compound(position, word):
            return False
        if word.shape is not Shape.TITLE or word.cue & (Cue.ORG_NAMES | Cue.AGENCIES):
            return True
        before = self.words[position - 1] if position else None
        if word.common or self._loan(word):
            after = self.words[position + 1] if position + 1 < len(self.words) else None
            return self._beside_name(word, before, after)
        known_person = known & (Known.FIRST | Known.LAST) and word.zipf < _FREQUENT_NAME
        determined = before and before.shape is Shape.LOWER and _INDEFINITE.match(before.key)
        return bool(known_person or word.cue & HEADS or not determined)

    def _is_compound(self, position: int, word: Word) -> bool:
        """Tell compounds of a noun: Handels-Streit, Luft- und Raumfahrt."""
        if "-" in word.key and word.common:
            return True
        after = position + 1
        return (
            after < len(self.words) and self.words[after].surface == "-" and self.starts[after] == self.ends[position]
        )

    def _beside_name(self, word: Word, before: Word | None, after: Word | None) -> bool:
        """Take a word that is a noun as well for a name beside one: Ernst Merck, Universität Leipzig."""
        known = word.known
        if after and after.capital and known & Known.FIRST and (not after.common or after.known & Known.LAST):
            return True
        if before and before.capital and before.known & Known.FIRST and not before.common:
            return True
        near = (after, before) if word.cue & HEADS else ()
        if word.cue & HEADS and not word.common:
            return True
        return any(
            other and other.capital and (not other.common or large(other)) and not other.calendar for other in near
        )

    def _loan(self, word: Word) -> bool:
        """Tell a noun that other languages have too, and words that are names only now and then: Art, Tor, Roman."""
        least = _FREQUENT_NAME if word.known & _PERSON_OR_PLACE else _LOAN
        return word.zipf >= least

    def _proper_adjective(self, position: int) -> bool:
        """Tell an adjective with a capital, which is part of a name: Südchinesisches Meer."""
        if position < 0 or position + 1 >= len(self.words) or self.opens[position]:
            return False
        word, after = self.words[position], self.words[position + 1]
        return word.shape is Shape.TITLE and after.capital and bool(_PROPER_ADJECTIVE.search(word.key))

    def _adjacent(self, position: int) -> bool:
        return position < len(self.words) and self.starts[position] - self.ends[position - 1] <= 1

    def _end_of(self, start: int) -> int:
        """Extend a run over particles, links and numerals."""
        end = start + 1
        while self._adjacent(end):
            word = self.words[end]
            if (
                self.flags[end]
                or (word.cue & Cue.SUFFIXES and word.shape in (Shape.CAPS, Shape.INITIAL))
                or self._goes_on(start, end)
            ):
                end += 1
                continue
            step = self._bridge(start, end)
            if not step:
                break
            end += step
        return end

    def _goes_on(self, start: int, end: int) -> bool:
        """Take a title or a month for a family name after a first name: Stephen King, Theresa May."""
        word, before = self.words[end], self.words[end - 1]
        named = before.known & Known.FIRST or before.shape is Shape.INITIAL
        return word.capital and bool(named) and not before.common and bool(word.known & Known.LAST) and end == start + 1

    def _bridge(self, start: int, end: int) -> int:
        """Count the small words that lead on to the rest of the name; 0 if they do not."""
        key, length = self.words[end].key, 1
        first = self.words[start]
        if key in self.links and self._adjacent(end + 1) and self.words[end + 1].key in _ARTICLES:
            length = 2
        if not (self._adjacent(end + length) and self.flags[end + length]):
            return 0
        if key == "&":
            return 1
        headed = any(word.cue & HEADS for word in self.words[start:end])
        if key in self.links and headed:
            return length
        person = first.known & Known.FIRST and not first.known & PLACE
        unknown = length == 1 and not any(
            word.common or word.known & PLACE for word in (self.words[start], self.words[end + 1])
        )
        return length if self.words[end].cue & Cue.PARTICLES and (person or unknown) else 0

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Part a country or a people from the name that it stands before: U.S. | Treasury, British | Airways not."""
        first = self.words[start]
        rest = self.words[start + 1 : end]
        if not rest:
            yield start, end
            return
        short = first.known & Known.COUNTRY and first.shape is Shape.CAPS
        if place_end(self.words, start) > start + 1 or any(word.cue & Cue.MISC for word in rest):
            yield start, end
            return
        apart = short or (first.cue & Cue.DEMONYMS and not any(word.cue & HEADS for word in rest))
        if apart and self.case is Case.SENTENCE:
            yield start, start + 1
            yield start + 1, end
        else:
            yield start, end


def large(word: Word) -> bool:
    """Tell a city that is larger than the common words written like it are frequent."""
    return bool(word.known & Known.CITY) and word.entry.size >= _LARGE_CITY


def place_end(words: list[Word], position: int) -> int:
    """Give the end of the longest place of several words that begins at a word, or 0."""
    longest = words[position].longest_place
    for end in range(min(position + longest, len(words)), position + 1, -1):
        if words[end - 1].capital and key_of(words[position:end]) in names():
            return end
    return 0
