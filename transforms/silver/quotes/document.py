"""The quotes of one document, in the order of its text."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from transforms.shingles import UNSPACED, UNSPACED_PER_WORD
from transforms.silver.quotes.marks import Marked, find_marked
from transforms.silver.quotes.speakers import Name, Scene, after, before
from transforms.silver.quotes.speech import speech

SCARE: Final = 3
"""Words up to which marks set a word off ("so-called") unless it is plainly spoken."""

BARE: Final = 5
"""Words from which a sentence in marks is speech though nothing says whose."""

BACK: Final = 3
"""Sentences back in which a pronoun finds its person."""

LEAD: Final = 300
"""Characters before a quote in which its sentence may say whose it is."""

NEAR: Final = 40
"""Characters before a quote in which the word for a work may stand."""

NAMED: Final = 0.9
ORGANISED: Final = 0.75
CONTINUED: Final = 0.7
PRONOUN: Final = 0.6
PRECEDING: Final = 0.5
UNNAMED: Final = 0.7
UNSAID: Final = 0.5

GAP: Final = 4
"""Words in which a remark inside a quote comes to its verb: "a-t-elle dit"."""

LONG: Final = 3
CAPITALS: Final = 0.8
"""Share of the words longer than LONG that begin with a capital in a title."""

_WORD = re.compile(r"\w+")
_NEXT = re.compile(r"[ \t\u00a0\u202f,;:.–—-]*(?P<word>\w)")
_STOP = re.compile(r"[.!?。！？](?:\s|$)|[。！？]")
_INCISE = re.compile(r"[,!?]\s+(?P<said>[^,«»“”\"\n]{4,90}),\s*")
_CLOSED: Final = ".!?…。！？"
_ENDS: Final = (*_CLOSED, ",", "，")


class Quote(NamedTuple):
    """A quote where it stands, without its marks, and who says it."""

    start: int
    end: int
    speaker: Name | None
    basis: str | None
    verb: str | None
    confidence: float
    n_words: int


class _Said(NamedTuple):
    """Who says what stands in marks, so far as it is told."""

    speaker: Name | None = None
    basis: str | None = None
    verb: str | None = None
    confidence: float = UNSAID
    follows: bool = False
    """Whether the text says so after the quote."""


def find_quotes(
    text: str, sentences: Sequence[tuple[int, ...]], names: Iterable[Name], language: str
) -> Iterator[Quote]:
    """Find the quotes of a document and who says each."""
    marked = [piece for one in find_marked(text) for piece in _pieces(text, one, language)]
    if marked:
        yield from _Reader(text, sentences, names, language, marked).quotes()


def _pieces(text: str, one: Marked, language: str) -> list[Marked]:
    """Part a quote at what the reporter says inside its marks, as French does: "..., a dit Anna Berg, ..."."""
    words_of = speech(language)
    if not words_of.inside:
        return [one]
    for found in _INCISE.finditer(text, one.start, one.end):
        words = words_of.words(text, found.start("said"), found.end("said"))
        at = next((at for at, word in enumerate(words[:GAP]) if word.lower in words_of.verbs), None)
        if at is None or not all(word.lower in words_of.inside for word in words[:at]):
            continue
        beside = [*words[:at], *words[at + 1 : at + 2]]
        if any(w.lower in words_of.pronouns | words_of.articles or text[w.start].isupper() for w in beside):
            head, tail = found.start(), found.end()
            return [
                Marked(one.opening, head, one.start, head),
                *_pieces(text, Marked(tail, one.closing, tail, one.end), language),
            ]
    return [one]


def _blank(text: str, marked: list[Marked]) -> str:
    """Put nothing in the place of what stands in marks."""
    pieces, at = [], 0
    for one in marked:
        pieces += [text[at : one.opening], "\0" * (one.closing - one.opening)]
        at = one.closing
    return "".join([*pieces, text[at:]])


class _Reader:
    """Reads the quotes of a document one after another: who spoke last counts for the next."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, ...]],
        names: Iterable[Name],
        language: str,
        marked: list[Marked],
    ) -> None:
        self.text, self.marked, self.unspaced = text, marked, language in UNSPACED
        self.starts, self.ends = ([one[side] for one in sentences] for side in (0, 1))
        blanked = _blank(text, marked)
        outside = sorted(name for name in names if blanked[name.start] != "\0")
        self.scene = Scene(text, blanked, outside, speech(language))

    def quotes(self) -> Iterator[Quote]:
        """Attribute each, and keep what is speech."""
        last: tuple[Marked, _Said] | None = None
        counts = [self._count(one) for one in self.marked]
        stops = self._stops(counts)
        for one, n_words, stop in zip(self.marked, counts, stops, strict=True):
            lead = self._lead(one)
            said = self._told(one, lead, stop, last) or self._untold(one, lead, last)
            last = one, said
            if self._is_speech(one, lead, said, n_words):
                yield Quote(one.start, one.end, said.speaker, said.basis, said.verb, said.confidence, n_words)

    def _stops(self, counts: list[int]) -> list[int]:
        """Say of each quote where the next begins; words set off in between stop nothing."""
        stops, stop = [], len(self.text)
        for one, n_words in zip(reversed(self.marked), reversed(counts), strict=True):
            stops.append(stop)
            stop = one.opening if n_words > SCARE else stop
        return stops[::-1]

    def _lead(self, one: Marked) -> int:
        """Find where the words of a quote's own sentence begin that lead to it."""
        at = bisect_right(self.starts, one.opening) - 1
        first = max(one.opening - LEAD, 0)
        start = max(self.starts[at] if at >= 0 else 0, self.text.rfind("\n", first, one.opening) + 1, first)
        return one.opening if self.scene.blanked[start : one.opening].rstrip()[-1:] in {*_CLOSED} else start

    def _told(self, one: Marked, lead: int, stop: int, last: tuple[Marked, _Said] | None) -> _Said | None:
        """Read the attribution beside a quote; a colon leads to it, else what follows counts more."""
        found, follows = before(self.scene, lead, one), False
        if last and last[0].closing > lead:
            found = before(self.scene, last[0].closing, one) or found
        if self.scene.last(one.opening) not in {":", "："}:
            told = after(self.scene, one, self._stop(one, stop))
            found, follows = (told, True) if told else (found, False)
        if found is None:
            return None
        if follows and found.name is None and self.scene.speech.verb_last:
            leading = [name for name in self.scene.named(lead, one.opening) if self.scene.is_speaker(name)]
            found = found._replace(name=leading[-1]) if leading else found
        if found.name:
            confidence = NAMED if found.name.type == "PER" else ORGANISED
            return _Said(found.name, "named", found.verb, confidence, follows)
        speaker = self._meant(one.opening, last) if found.is_pronoun else None
        if speaker:
            return _Said(speaker, "pronoun", found.verb, PRONOUN, follows)
        return _Said(None, None, found.verb, UNNAMED, follows)

    def _stop(self, one: Marked, stop: int) -> int:
        """Find where the words end that may say whose a quote is: with their sentence, or before another begins."""
        found = _NEXT.match(self.text, one.closing)
        if found is None:
            return one.closing
        at = found.start("word")
        over = self.text[one.end - 1] == "." or self.scene.last(at) == "."
        if over and self.text[at].isupper() and not self.scene.named(at, at + 1):
            return one.closing
        sentence = bisect_right(self.starts, at) - 1
        end = self.ends[sentence] if sentence >= 0 else len(self.text)
        return min(stop, max(end, at))

    def _meant(self, at: int, last: tuple[Marked, _Said] | None) -> Name | None:
        """Find whom a pronoun means: the one person of the last sentence that names any, or who spoke last of several.

        Nobody where neither can be told.
        """
        sentence, steps = bisect_right(self.starts, at) - 1, 0
        while sentence >= 0 and steps <= BACK:
            start, end = self.starts[sentence], min(self.ends[sentence], at)
            people = [name for name in self.scene.named(start, end) if name.type == "PER"]
            known = {self._surname(name) for name in people}
            if len(known) == 1:
                return people[-1]
            if known:
                spoke = last[1].speaker if last else None
                return spoke if spoke and self._surname(spoke) in known else None
            steps += bool(self.scene.blanked[start:end].strip("\0 "))
            sentence -= 1
        return None

    def _surname(self, name: Name) -> str:
        return self.text[name.start : name.end].split()[-1].lower()

    def _untold(self, one: Marked, lead: int, last: tuple[Marked, _Said] | None) -> _Said:
        """Find the speaker of a quote beside which none is told: who spoke before, or whom the last sentence names."""
        if last and last[1].verb and self._continues(one, last[0], last[1]):
            earlier = last[1]
            basis = "continued" if earlier.speaker else None
            return _Said(earlier.speaker, basis, earlier.verb, min(CONTINUED, earlier.confidence), follows=False)
        sentence = bisect_right(self.starts, one.opening - 2) - 1
        if lead < one.opening or sentence < 0 or "\n" in self.text[self.ends[sentence] : one.opening]:
            return _Said()
        people = self.scene.named(self.starts[sentence], one.opening)
        known = {self._surname(name) for name in people if name.type == "PER"}
        fit = [name for name in people if name.type == "PER" and self.scene.is_speaker(name)]
        if len(known) != 1 or not fit:
            return _Said()
        return _Said(fit[-1], "preceding sentence", None, PRECEDING)

    def _continues(self, one: Marked, earlier: Marked, said: _Said) -> bool:
        """Tell whether a quote goes on where the one before stopped for its attribution, or for a paragraph."""
        between = self.scene.blanked[earlier.closing : one.opening]
        stops = len(_STOP.findall(between))
        if "\n" not in between:
            return stops == 0 or (said.follows and stops == 1)
        whole = not self._line_before(one).strip() and not self._line_after(one).strip(" .")
        others = {self._surname(name) for name in self.scene.named(earlier.closing, one.opening) if name.type == "PER"}
        return whole and between.count("\n") == 1 and others <= {self._surname(said.speaker) if said.speaker else ""}

    def _line_before(self, one: Marked) -> str:
        return self.text[self.text.rfind("\n", 0, one.opening) + 1 : one.opening]

    def _line_after(self, one: Marked) -> str:
        end = self.text.find("\n", one.closing)
        return self.text[one.closing : end if end >= 0 else len(self.text)]

    def _count(self, one: Marked) -> int:
        found = len(_WORD.findall(self.text, one.start, one.end))
        if self.unspaced:
            return int(sum(map(str.isalnum, self.text[one.start : one.end])) / UNSPACED_PER_WORD)
        return found

    def _is_speech(self, one: Marked, lead: int, said: _Said, n_words: int) -> bool:
        """Tell speech from titles and from words set off."""
        if self._is_title(one, lead):
            return False
        spoken = self.text[one.end - 1 : one.end] in _ENDS and one.end > one.start
        opens = self.text[one.start : one.start + 2].lstrip("¿¡")[:1]
        begins = opens.isupper() or (self.unspaced and opens.isalnum())
        alone = lead == one.opening or self.scene.last(one.opening) in {":", "："}
        if said.verb:
            told = said.follows and self.text[one.closing : one.closing + 1] == ","
            return n_words > SCARE or (n_words > 0 and begins and alone and (told or spoken))
        closes = spoken or self.text[one.closing : one.closing + 1] in {*_CLOSED}
        return n_words >= BARE and begins and alone and closes

    def _is_title(self, one: Marked, lead: int) -> bool:
        """Tell a title by the word for a work before it, or by its capitals."""
        leading = self.scene.words(max(lead, one.opening - NEAR), one.opening)[-2:]
        if any(word.lower in self.scene.speech.works for word in leading):
            return self.scene.last(one.opening) != ":"
        if self.scene.speech.language == "de" or self.unspaced:
            return False
        long = [word for word in _WORD.findall(self.text, one.start, one.end) if len(word) > LONG]
        capitals = sum(word[0].isupper() for word in long)
        return len(long) > 1 and capitals >= CAPITALS * len(long) and self.text[one.end - 1] not in ".!?"
