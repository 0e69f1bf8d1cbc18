"""Sentences of generated articles: planned once, worded in any of four languages, or in English otherwise.

A plan holds phrases, not words. Its wordings in two languages are translations of each other, sentence by sentence; its
two English wordings tell the same without a run of words in common.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

LANGUAGES: Final = ("en", "de", "fr", "es")
RETOLD: Final = len(LANGUAGES)
"""The column of the other English wording."""

ENGLISH, GERMAN = 0, 1

Phrase = tuple[str, ...]
"""One wording a column."""

Manner = tuple[list[str], ...]
"""Parts of names: their beginnings, middles, endings for places, endings for persons."""


SLOT: Final = re.compile(r"\{([pstud]|[lonm]2?)\}")
"""What a phrase leaves open; ``{c}`` and ``{e}`` are a sentence's clauses."""

MAX_NUMBER: Final = 989
ADVERB_SHARE: Final = 0.6
PLACE_SHARE: Final = 0.5
TWO_CLAUSES: Final = 0.35
PERSON_SHARE: Final = 0.10
THING_SHARE: Final = 0.75
THING_TAIL_SHARE: Final = 0.6


def _numbered(wording: str) -> str:
    """Tell the second slot of a kind from the first: ``{n} to {n}`` becomes ``{n} to {n2}``."""
    return re.sub(r"\{(\w)\}(.*?)\{\1\}", r"{\1}\2{\g<1>2}", wording)


def _load() -> dict[str, dict[str, list[Phrase]]]:
    with (Path(__file__).parent / "phrases.toml").open("rb") as file:
        found = tomllib.load(file)
    return {
        kind: {
            group: [tuple(_numbered(word.strip()) for word in line.split(" | ")) for line in lines]
            for group, lines in groups.items()
        }
        for kind, groups in found.items()
    }


PHRASES: Final = _load()
THEMES: Final = list(PHRASES["nouns"].values())
STOCK: Final = {
    kind: PHRASES[kind]["all"] for kind in ("verbs", "adverbs", "roles", "bodies", "places", "tails", "things")
} | {
    "one": PHRASES["frames"]["one"],
    "two": PHRASES["frames"]["two"],
}
FEW: Final = {
    "verbs": 5,
    "adverbs": 2,
    "roles": 2,
    "bodies": 2,
    "places": 2,
    "tails": 4,
    "things": 4,
    "one": 3,
    "two": 1,
}
"""Phrases of each kind that one article uses."""

FIRMS: Final = [firm for line in PHRASES["firms"]["all"] for firm in line[0].split()]
WEEKDAYS, MONTHS = PHRASES["weekdays"]["all"], PHRASES["months"]["all"]
NAMES: Final = [tuple(part.split() for part in manner) for manner in PHRASES["names"]["all"]]
BEGINNINGS, MIDDLES, OF_PLACES, OF_PERSONS = range(4)
VOWELS: Final = frozenset("aeiouyäöü")
LEFT_BY_REWRITE: Final = {"thing": 0.8, "place": 0.7, "tail": 0.5, "verb": 0.3, "adverb": 0.3, "frame": 0.3}
"""Share of phrases that a rewrite leaves as they are: who retells a text calls things what they are called."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what an article is about."""

    persons: list[tuple[str, str]]
    places: list[str]
    firms: list[str]
    things: list[Phrase]
    stock: dict[str, list[Phrase]]


@dataclass(frozen=True, slots=True)
class Clause:
    """Somebody did something to a thing, somewhere, under some circumstances."""

    subject: Phrase
    verb: Phrase
    adverb: Phrase | None
    thing: Phrase
    place: Phrase | None
    tail: Phrase


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or two clauses and who said so."""

    frame: Phrase
    clauses: tuple[Clause, ...]


def lot(seed: str) -> Random:
    """Give what draws the same for the same seed, on any machine and in any version."""
    return Random(seed)  # noqa: S311 - for texts, not for secrets


def name(rng: Random, manner: Manner, ending: int) -> str:
    """Invent the name of a place or a person: it begins like one name of its manner and goes on like another.

    Names are compared by their first letters: those of unrelated articles must differ in them.
    """
    onset, _ = _split(rng.choice(manner[BEGINNINGS]))
    _, rest = _split(rng.choice(manner[BEGINNINGS]))
    middles = "".join(rng.choice(manner[MIDDLES]) for _ in range(rng.randint(0, 1)))
    return (onset + rest).capitalize() + middles + rng.choice(manner[ending])


def _split(beginning: str) -> tuple[str, str]:
    """Split the beginning of a name before its first vowel."""
    at = next((n for n, letter in enumerate(beginning) if letter.lower() in VOWELS), 1)
    return beginning[:at], beginning[at:].lower()


def cast(rng: Random) -> Cast:
    """Draw what an article is about, and the few of all phrases that it is told in.

    Articles that draw on the whole stock would all mean the same, and be each other's candidates: with these, the leads
    of unrelated ones are about as alike as those of news.
    """
    manner = rng.choice(NAMES)
    return Cast(
        persons=[(name(rng, manner, OF_PERSONS), name(rng, manner, OF_PERSONS)) for _ in range(2)],
        places=[name(rng, manner, OF_PLACES) for _ in range(3)],
        firms=[f"{name(rng, manner, OF_PLACES)} {rng.choice(FIRMS)}" for _ in range(2)],
        things=[thing for theme in rng.sample(THEMES, 2) for thing in rng.sample(theme, 2)],
        stock={kind: rng.sample(phrases, FEW[kind]) for kind, phrases in STOCK.items()},
    )


def sentence(rng: Random, about: Cast) -> Sentence:
    """Plan a sentence."""
    two = rng.random() < TWO_CLAUSES
    frame = rng.choice(about.stock["two" if two else "one"])
    return Sentence(_filled(frame, rng, about), tuple(clause(rng, about) for _ in range(1 + two)))


def clause(rng: Random, about: Cast) -> Clause:
    """Plan a clause."""
    thing, other = rng.sample(about.things, 2)
    return Clause(
        subject=_subject(rng, about, other),
        verb=rng.choice(about.stock["verbs"]),
        adverb=rng.choice(about.stock["adverbs"]) if rng.random() < ADVERB_SHARE else None,
        thing=thing,
        place=_filled(rng.choice(about.stock["places"]), rng, about) if rng.random() < PLACE_SHARE else None,
        tail=_filled(rng.choice(about.stock["things" if rng.random() < THING_TAIL_SHARE else "tails"]), rng, about),
    )


def retold(plan: Sentence, seed: str) -> Sentence:
    """Let a rewrite leave some phrases as they are, the same wherever they stand in it."""

    def left(kind: str, phrase: Phrase | None) -> Phrase | None:
        leave = phrase is not None and lot(f"{seed}/{phrase[ENGLISH]}").random() < LEFT_BY_REWRITE[kind]
        return (*phrase[:RETOLD], phrase[ENGLISH]) if leave else phrase

    clauses = tuple(
        replace(each, **{kind: left(kind, getattr(each, kind)) for kind in LEFT_BY_REWRITE if kind != "frame"})
        for each in plan.clauses
    )
    return Sentence(left("frame", plan.frame), clauses)


def worded(plan: Sentence, column: int) -> str:
    """Word a sentence in a language, or otherwise in English."""
    clauses = [_clause_text(each, column) for each in plan.clauses]
    text = plan.frame[column].replace("{c}", clauses[0]).replace("{e}", clauses[-1])
    text = re.sub(r",(?=[,.;])", "", text)  # the comma after an apposition
    start = re.search(r"\w", text)
    at = start.start() if start else 0
    return text[:at] + text[at].upper() + text[at + 1 :]


def headline(plan: Clause, column: int) -> str:
    """Word a clause as a headline."""
    text = _retold(plan) if column == RETOLD else _told(plan, column)
    return text[0].upper() + text[1:].removesuffix(",")


def _clause_text(plan: Clause, column: int) -> str:
    if column == RETOLD:
        return f"{plan.tail[column]} {_retold(plan)}"
    return f"{_told(plan, column)} {plan.tail[column]}"


def _told(plan: Clause, column: int) -> str:
    thing = _accusative(plan.thing)[column]
    verb = [plan.verb[column]]
    if plan.adverb:
        verb.insert(0 if column == ENGLISH else 1, plan.adverb[column])
    return " ".join([plan.subject[column], *verb, thing, *([plan.place[column]] if plan.place else [])])


def _accusative(thing: Phrase) -> Phrase:
    return tuple(re.sub("^der ", "den ", word) if column == GERMAN else word for column, word in enumerate(thing))


def _retold(plan: Clause) -> str:
    place = [plan.place[RETOLD]] if plan.place else []
    adverb = [plan.adverb[RETOLD]] if plan.adverb else []
    return " ".join([plan.thing[RETOLD], *place, "was", plan.verb[RETOLD], "by", plan.subject[RETOLD], *adverb])


def _subject(rng: Random, about: Cast, thing: Phrase) -> Phrase:
    lot = rng.random()
    if lot < THING_SHARE:
        return thing
    if lot < THING_SHARE + PERSON_SHARE:
        return _person(rng, about)
    return _filled(rng.choice(about.stock["bodies"]), rng, about)


def _person(rng: Random, about: Cast) -> Phrase:
    full = " ".join(rng.choice(about.persons))
    return tuple(f"{full}, {role}," for role in _filled(rng.choice(about.stock["roles"]), rng, about))


def _filled(phrase: Phrase, rng: Random, about: Cast) -> Phrase:
    """Fill the slots of a phrase, alike in all its wordings."""
    slots = sorted(set(SLOT.findall(phrase[0])))
    values = {slot: _value(slot[0], rng, about) for slot in slots}
    for slot, value in values.items():
        phrase = tuple(wording.replace(f"{{{slot}}}", value[column]) for column, wording in enumerate(phrase))
    return phrase


def _value(slot: str, rng: Random, about: Cast) -> Phrase:
    match slot:
        case "t" | "u":
            return _accusative(rng.choice(about.things))
        case "p":
            value = " ".join(rng.choice(about.persons))
        case "s":
            value = rng.choice(about.persons)[1]
        case "l":
            value = rng.choice(about.places)
        case "o":
            value = rng.choice(about.firms)
        case "n":
            value = str(rng.randint(11, MAX_NUMBER))
        case "d":
            return rng.choice(WEEKDAYS)
        case "m":
            return rng.choice(MONTHS)
        case _:
            raise ValueError(f"no value for the slot {slot}")
    return (value,) * (len(LANGUAGES) + 1)
