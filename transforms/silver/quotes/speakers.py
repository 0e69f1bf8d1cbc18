"""Who says a quote, by the words beside it: a verb of speech and its subject."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, NamedTuple

from transforms.silver.quotes.marks import Marked
from transforms.silver.quotes.speech import Speech, Word

CLAUSE: Final = 14
"""Words in which a clause names its speaker: "said ..., head of ..., " comes seldom later than that."""

PHRASE: Final = 6
"""Words that a speaker's name may stand behind, its titles and offices."""

NAMED_ONLY: Final = frozenset({"so"})
"""Cues that mean something else where no name follows: German "so Berg" against "so it was"."""

SPEAKERS: Final = frozenset({"PER", "ORG"})

BESIDE: Final = 2
"""Words between a cue and an organisation that itself speaks: "according to the ..."; behind more stands another's."""

NEXT: Final = 20
"""Characters in which the word after a name ends."""

AUXILIARIES: Final = 1
"""Words before a verb without a subject: "ha detto", "y dijo"."""

GAP: Final = 4
"""Words between a name and its verb ("has, on Monday, said") unless a comma opens an apposition."""

_START = itemgetter(0)
_EDGE = re.compile(r"[ \t\u00a0\u202f,;:–—-]*")
_PAUSE = re.compile(r"[^\w\s'’]")
_POSSESSOR = re.compile(r"['’]s?\b|['’](?=\s)")


class Name(NamedTuple):
    """A name outside all quotes: a person, an organisation, or what may stand before either."""

    start: int
    end: int
    type: str


class Attribution(NamedTuple):
    """How a text says whose a quote is: the cue, and the name; ``is_pronoun`` where it says so by pronoun or ending."""

    verb: str
    name: Name | None = None
    is_pronoun: bool = False


@dataclass(frozen=True)
class Scene:
    """A text around its quotes: what they say is blanked."""

    text: str
    blanked: str
    names: list[Name]
    speech: Speech

    def words(self, start: int, end: int, most: int | None = None) -> list[Word]:
        """Cut the words out of a piece, or the first of them."""
        return self.speech.words(self.blanked, start, end, most)

    def named(self, start: int, end: int) -> list[Name]:
        """List the names that begin in a piece and can be a speaker's."""
        first = bisect_left(self.names, start, key=_START)
        last = bisect_left(self.names, end, lo=first, key=_START)
        return [name for name in self.names[first:last] if name.type in SPEAKERS]

    def is_name(self, word: Word) -> bool:
        """Tell whether a word is part of a name."""
        at = bisect_left(self.names, word.end, key=_START) - 1
        return at >= 0 and word.start < self.names[at].end

    def is_speaker(self, name: Name) -> bool:
        """Tell whether a name can be a speaker's where it stands: not "Berg's deputy", nor "the son of Berg".

        An organisation speaks through its spokespeople: "a spokesman for ...".
        """
        if _POSSESSOR.match(self.text, name.end):
            return False
        words = self.words(name.start - 40, name.start)
        if name.type == "ORG" and self.is_spoken_for(words[-GAP:]):
            return True
        following = name.start
        for word in reversed(words):
            if _PAUSE.search(self.text, word.end, following):
                return True
            if word.lower in self.speech.others:
                return False
            title = self.text[word.start].isupper() and not self.is_name(word)  # "the son of President Berg"
            if word.lower not in self.speech.articles and not title:
                return True
            following = word.start
        return True

    def is_spoken_for(self, words: list[Word]) -> bool:
        """Tell whether words name somebody who speaks for others."""
        return any(word.lower.endswith(self.speech.spokes) for word in words)

    def last(self, end: int) -> str:
        """Give the last character before a place that is no space."""
        return self.text[max(end - 4, 0) : end].rstrip()[-1:]


def after(scene: Scene, quote: Marked, stop: int) -> Attribution | None:
    """Read what follows a quote: "said Anna Berg", "Anna Berg, the mayor, said", "she said", "according to Berg"."""
    edge = _EDGE.match(scene.text, quote.closing)
    start = edge.end() if edge else quote.closing
    words = scene.words(start, stop, CLAUSE)
    if not words or scene.blanked[start : start + 1] in {".", "\0"}:
        return None
    if words[0].lower in scene.speech.according:
        return _according(scene, words, 0, stop)
    at = next((at for at, word in enumerate(words) if word.lower in scene.speech.verbs), None)
    return None if at is None else _following(scene, words, at, (start, stop))


def _following(scene: Scene, words: list[Word], at: int, clause: tuple[int, int]) -> Attribution | None:
    """Read a verb after a quote: its subject stands before it or behind it. Nothing where another clause begins."""
    verb, subject = words[at], scene.named(clause[0], words[at].start)
    reach = words[: bisect_left(words, subject[0].start, key=_START)] if subject else words[:at]
    if any(word.lower in scene.speech.clauses for word in reach):
        return None
    if subject:
        fit = [name for name in subject if scene.is_speaker(name)]
        return Attribution(verb.lower, _head(scene, fit) if len(reach) <= PHRASE else None)
    if _has_pronoun(scene, words, at):
        return Attribution(verb.lower, is_pronoun=True)
    if any(word.lower in scene.speech.articles or scene.text[word.start].isupper() for word in words[:at]):
        return Attribution(verb.lower)  # a subject, and no name that is known
    return _inverted(scene, words, at, clause[1])


def before(scene: Scene, start: int, quote: Marked) -> Attribution | None:
    """Read what leads to a quote in its sentence: "Berg said: ", "On Monday said Berg: ", "According to Berg, "."""
    stop = quote.opening
    words = scene.words(start, stop) if start < stop else []
    if not words:
        return None
    at = next((at for at in reversed(range(len(words))) if words[at].lower in scene.speech.verbs), None)
    if at is None:
        cue = next((at for at, word in enumerate(words) if word.lower in scene.speech.according), None)
        return _interviewed(scene, start, stop) if cue is None else _according(scene, words, cue, stop)
    verb = words[at]
    if any(word.lower in scene.speech.pronouns for word in words[max(at - 2, 0) : at]):
        return Attribution(verb.lower, is_pronoun=True)
    subject = _subject(scene, scene.named(start, verb.start), verb)
    if subject:
        return Attribution(verb.lower, subject)
    if at and scene.speech.language == "en":  # what follows a verb is its object
        return Attribution(verb.lower)
    return _inverted(scene, words[: at + 1 + PHRASE], at, stop)


def _subject(scene: Scene, names: list[Name], verb: Word) -> Name | None:
    """Choose the name before a verb: the nearest, or the one that an apposition before the verb explains."""
    fit = [name for name in names if scene.is_speaker(name)]
    explained = [name for name in fit if scene.text[name.end : name.end + 1] in {",", "("}]
    closes = scene.last(verb.start) in {",", ")"}
    if explained and closes:
        return explained[0]
    if not fit:
        return None
    between = scene.words(fit[-1].end, verb.start)
    cut = any(word.lower in scene.speech.articles | scene.speech.clauses for word in between)
    return None if len(between) > GAP or cut else fit[-1]


def _inverted(scene: Scene, words: list[Word], at: int, stop: int) -> Attribution:
    """Read what follows a verb: a name, a pronoun, or in languages that may leave it out nothing."""
    verb, reach = words[at], words[at + 1 :]
    if reach and reach[0].lower in scene.speech.nobody:
        return Attribution(verb.lower)
    end = reach[-1].end if reach else verb.end
    broken = next((word.start for word in reach if _ends_clause(scene, word)), end)
    fit = [name for name in scene.named(verb.end, min(broken, stop)) if scene.is_speaker(name)]
    if any(name.type == "PER" for name in fit):
        return Attribution(verb.lower, _head(scene, fit))
    between = scene.words(verb.end, fit[0].start) if fit else []
    if fit and not _is_attribute(scene, fit[0]) and (len(between) < BESIDE or scene.is_spoken_for(between)):
        return Attribution(verb.lower, fit[0])
    return Attribution(verb.lower, is_pronoun=_has_pronoun(scene, words, at) or _is_silent(scene, words, at))


def _is_attribute(scene: Scene, name: Name) -> bool:
    """Tell an organisation that only says whose somebody is: "said Harbour Bank founder ..."."""
    following = scene.words(name.end, name.end + NEXT, 1)
    if not following or scene.text[name.end : following[0].start].strip():
        return False
    word = following[0]
    return scene.text[word.start].islower() and word.lower not in scene.speech.parting | scene.speech.clauses


def _head(scene: Scene, names: list[Name]) -> Name | None:
    """Choose the first name that a clause offers; of a phrase such as "Harbour Bank analyst Tom Reed" the last."""
    people = [name for name in names if name.type == "PER"]
    chosen = next(iter(people or names), None)
    for name in people[1:]:
        if chosen is None or _PAUSE.search(scene.text, chosen.end, name.start):
            break
        between = [word.lower for word in scene.words(chosen.end, name.start)]
        joined = between[:1] and between[0] in scene.speech.clauses  # "said Berg and Reed"
        if len(between) > GAP or joined or not scene.speech.parting.isdisjoint(between):
            break
        chosen = name
    return chosen


def _ends_clause(scene: Scene, word: Word) -> bool:
    """Tell whether a word opens another clause: "who", or in German an article after a comma."""
    if word.lower in scene.speech.clauses:
        return True
    after_comma = scene.last(word.start) == ","
    return scene.speech.language == "de" and after_comma and word.lower in {"der", "die", "das", "den", "dem", "deren"}


def _has_pronoun(scene: Scene, words: list[Word], at: int) -> bool:
    following = [word for word in words[at + 1 : at + 3] if word.lower != "t"]  # "insiste-t-elle"
    beside = [*words[max(at - 3, 0) : at], *following[:1]]
    return any(word.lower in scene.speech.pronouns for word in beside)


def _is_silent(scene: Scene, words: list[Word], at: int) -> bool:
    """Tell whether a verb has no subject but its ending."""
    if not scene.speech.silent_subject or at > AUXILIARIES:
        return False
    verb, following = words[at], words[at + 1 : at + 2]
    if not following or scene.text[verb.end : following[0].start].strip():
        return True
    word = following[0]
    return scene.text[word.start].islower() and word.lower not in scene.speech.articles


def _according(scene: Scene, words: list[Word], at: int, stop: int) -> Attribution | None:
    """Read "according to ...", and in German "so ..."."""
    reach = words[at + 1 : at + 1 + PHRASE]
    names = scene.named(words[at].end, min(reach[-1].end, stop)) if reach else []
    fit = [name for name in names if not _POSSESSOR.match(scene.text, name.end)]
    if not any(name.type == "PER" for name in fit):
        fit = [name for name in fit if len(scene.words(words[at].end, name.start)) <= BESIDE]
    if not fit and words[at].lower in NAMED_ONLY:
        return None
    return Attribution(words[at].lower, _head(scene, fit))


def _interviewed(scene: Scene, start: int, stop: int) -> Attribution | None:
    """Read a name with nothing but a colon between it and the quote."""
    names = scene.named(start, stop)
    lone = names and scene.text[names[-1].end : stop].strip() == ":" and len(scene.words(start, stop)) <= PHRASE
    return Attribution(":", names[-1]) if lone else None
