"""Corpora of any size with planted copies, excerpts, translations and rewrites, the same for the same seed.

python -m benchmarks.generate FOLDER [--articles N] [--seed S]

Writes FOLDER/raw/OUTLET/*.txt and, in the format that ``make eval`` reads, truth_docs.jsonl (each article's language
and story), truth_pairs.jsonl (each planted relation) and truth.jsonl (each article's main text). Articles stream:
nothing grows with their number but the files.
"""

import argparse
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.grammar import (
    ENGLISH,
    LANGUAGES,
    NAMES,
    OF_PERSONS,
    OF_PLACES,
    PHRASES,
    RETOLD,
    Clause,
    Sentence,
    cast,
    clause,
    headline,
    lot,
    name,
    retold,
    sentence,
    worded,
)

KINDS: Final = {"single": 64, "copy": 10, "excerpt": 10, "translation": 8, "rewrite": 8}
"""Families of a hundred: what is planted in each."""

LANGUAGE_WEIGHTS: Final = (50, 20, 15, 15)
N_SENTENCES: Final = (15, 19)
"""Some 400 words."""

MAX_COPIES: Final = 3
WAVE_NUMBER: Final = 500
"""Family that is a wave: one article copied again and again, by far the largest story of a corpus. There are some 750
articles before it, so that smaller corpora do without."""

WAVE_COPIES: Final = 80
EXCERPT_WORDS: Final = 90
"""More than the run of 60 that makes an excerpt, less than half of an article."""

KEPT_BY_COPY: Final = (0.7, 0.9)
KEPT_BY_REWRITE: Final = 0.85
OUTLETS_A_LANGUAGE: Final = 12
STAFF: Final = 6
OUTLET_ENDINGS: Final = (
    ("Post", "Herald", "Courier"),
    ("Tagblatt", "Anzeiger", "Kurier"),
    ("Gazette", "Presse", "Soir"),
    ("Diario", "Prensa", "Noticias"),
)
BY: Final = ("By", "Von", "Par", "Por")
FIRST_DAY: Final = datetime(2025, 1, 1)  # noqa: DTZ001 - local time of nowhere
DAYS: Final = 500
HEAD: Final = 3
"""Lines of a file before its first paragraph: headline, byline, date."""

Paragraph = list[Sentence]
Text = list[str]
"""Paragraphs."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """An invented outlet: where its articles lie, who writes them, which lines it repeats."""

    title: str
    column: int
    staff: list[str]

    @property
    def folder(self) -> str:
        """Folder of its articles."""
        return self.title.lower().replace(" ", "-")

    @property
    def debris(self) -> list[str]:
        """Lines that its articles repeat."""
        return [phrase[self.column].replace("{outlet}", self.title) for phrase in PHRASES["debris"]["all"]]


def _outlet(rng: Random, column: int, endings: tuple[str, ...]) -> Outlet:
    manner = rng.choice(NAMES)
    staff = [f"{name(rng, manner, OF_PERSONS)} {name(rng, manner, OF_PERSONS)}" for _ in range(STAFF)]
    return Outlet(f"{name(rng, manner, OF_PLACES)} {rng.choice(endings)}", column, staff)


@dataclass(frozen=True, slots=True)
class Article:
    """An article, as written and as a careful reader sees it."""

    uri: str
    language: str
    story: str | None
    lines: list[str]
    body: Text
    hosts: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A planted relation: of an article to its origin, or of two made from one (then there is no origin)."""

    a: Article
    b: Article
    relation: str
    origin: Article | None
    linked: bool = False
    """Whether paragraph i of one is paragraph i of the other."""

    def row(self) -> dict[str, object]:
        """Write it as truth_pairs.jsonl has it."""
        links = [[HEAD + i, HEAD + i] for i in range(len(self.a.body))] if self.linked else None
        return {
            "a": self.a.uri,
            "b": self.b.uri,
            "relation": self.relation,
            "origin": self.origin.uri if self.origin else None,
            "sibling": self.origin is None,
            "links": links,
        }


@dataclass(slots=True)
class Family:
    """An original and what was made from it."""

    articles: list[Article] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


class Generator:
    """Draws families, each by its own lot, which the seed and its number decide: more articles change none before."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        rng = lot(f"{seed}/outlets")
        self.outlets = [
            [_outlet(rng, column, endings) for _ in range(OUTLETS_A_LANGUAGE)]
            for column, endings in enumerate(OUTLET_ENDINGS)
        ]

    def families(self, n_articles: int) -> Iterator[Family]:
        """Draw families until they have so many articles."""
        number = 0
        while n_articles > 0:
            draft = Draft(self, number)
            family = draft.wave() if number == WAVE_NUMBER else draft.family()
            if len(family.articles) > n_articles:
                family = Draft(self, number).single()
            n_articles -= len(family.articles)
            number += 1
            yield family


class Draft:
    """One family in the making."""

    def __init__(self, generator: Generator, number: int) -> None:
        self.rng = lot(f"{generator.seed}/{number}")
        self.outlets = generator.outlets
        self.story = f"{generator.seed}-{number}"
        self.n_written = 0
        self.column = self.rng.choices(range(len(LANGUAGES)), LANGUAGE_WEIGHTS)[0]
        self.kind = self.rng.choices(list(KINDS), list(KINDS.values()))[0]
        if self.kind == "rewrite":
            self.column = ENGLISH  # the only language with two wordings
        self.cast = cast(self.rng)
        self.title = clause(self.rng, self.cast)
        self.plan = self._plan(self.rng.randint(*N_SENTENCES))
        self.published = FIRST_DAY + timedelta(minutes=self.rng.randrange(DAYS * 24 * 60))

    def family(self) -> Family:
        """Write the original and what is planted."""
        family = self.single()
        {"single": lambda _: None, "copy": self._copies, "excerpt": self._excerpt, "translation": self._translations,
         "rewrite": self._rewrite}[self.kind](family)  # fmt: skip
        return family

    def wave(self) -> Family:
        """Write an original that outlet after outlet takes over."""
        family = self.single()
        self._copies(family, WAVE_COPIES)
        return family

    def single(self) -> Family:
        """Write the original alone."""
        return Family([self._written(self.title, self._text(self.plan, self.column), self.column, self.published)])

    def _plan(self, n_sentences: int) -> list[Paragraph]:
        sentences = [sentence(self.rng, self.cast) for _ in range(n_sentences)]
        paragraphs, at = [], 0
        while at < n_sentences:
            size = self.rng.randint(1, 3)
            paragraphs.append(sentences[at : at + size])
            at += size
        return paragraphs

    def _text(self, plan: list[Paragraph], column: int) -> Text:
        return [" ".join(worded(each, column) for each in paragraph) for paragraph in plan]

    def _later(self) -> datetime:
        return self.published + timedelta(minutes=self.rng.randint(30, 3 * 24 * 60))

    def _copies(self, family: Family, n_copies: int | None = None) -> None:
        """Take the text over whole, cut at the end, or without one paragraph and with a new first one."""
        original = family.articles[0]
        for _ in range(n_copies or self.rng.randint(1, MAX_COPIES)):
            text = list(original.body)
            match self.rng.choice(["whole", "cut", "edited"]):
                case "cut":
                    text = text[: max(1, round(len(text) * self.rng.uniform(*KEPT_BY_COPY)))]
                case "edited":
                    text.pop(self.rng.randrange(len(text)))
                    text.insert(0, worded(sentence(self.rng, self.cast), self.column))
            copy = self._written(self.title, text, self.column, self._later())
            family.pairs += [Pair(other, copy, "copy", None) for other in family.articles[1:]]
            family.pairs.append(Pair(original, copy, "copy", original))
            family.articles.append(copy)

    def _excerpt(self, family: Family) -> None:
        """Put a run of the original's paragraphs between those of another article."""
        original = family.articles[0]
        first = self.rng.randrange(max(1, len(original.body) // 2))
        taken: Text = []
        while sum(len(paragraph.split()) for paragraph in taken) < EXCERPT_WORDS:
            taken.append(original.body[first + len(taken)])
        story, self.story, self.cast = self.story, "", cast(self.rng)
        text = self._text(self._plan(self.rng.randint(*N_SENTENCES)), self.column)
        at = self.rng.randint(1, len(text) - 1)
        text[at:at] = taken
        host = self._written(clause(self.rng, self.cast), text, self.column, self._later(), hosts=True)
        self.story = story
        family.pairs.append(Pair(original, host, "excerpt", original))
        family.articles.append(host)

    def _translations(self, family: Family) -> None:
        """Word the plan in one or two other languages."""
        original = family.articles[0]
        others = [column for column in range(len(LANGUAGES)) if column != self.column]
        for column in self.rng.sample(others, self.rng.randint(1, 2)):
            made = self._written(self.title, self._text(self.plan, column), column, self._later())
            family.pairs += [Pair(other, made, "translation", None, linked=True) for other in family.articles[1:]]
            family.pairs.append(Pair(original, made, "translation", original, linked=True))
            family.articles.append(made)

    def _rewrite(self, family: Family) -> None:
        """Tell most of it again in other words, sentences of a paragraph in any order."""
        original = family.articles[0]
        kept = [[each for each in paragraph if self.rng.random() < KEPT_BY_REWRITE] for paragraph in self.plan]
        shuffled = [self.rng.sample(paragraph, len(paragraph)) for paragraph in kept if paragraph]
        plan = [[retold(each, self.story) for each in paragraph] for paragraph in shuffled]
        made = self._written(self.title, self._text(plan, RETOLD), RETOLD, self._later())
        family.pairs.append(Pair(original, made, "rewrite", original))
        family.articles.append(made)

    def _written(self, title: Clause, text: Text, column: int, published: datetime, *, hosts: bool = False) -> Article:
        """Publish a text: in an outlet of its language, under a headline, between the lines that the outlet repeats."""
        outlet = self.rng.choice(self.outlets[ENGLISH if column == RETOLD else column])
        debris = self.rng.sample(outlet.debris, 2)
        self.n_written += 1
        number = f"{self.story or 'host'}-{self.rng.getrandbits(32):08x}-{self.n_written}"
        return Article(
            uri=f"{outlet.folder}/{number}.txt",
            language=LANGUAGES[outlet.column],
            story=self.story or None,
            lines=[
                headline(title, column),
                f"{BY[outlet.column]} {self.rng.choice(outlet.staff)}",
                f"{published:%Y-%m-%d %H:%M}",
                *text,
                *debris,
            ],
            body=text,
            hosts=hosts,
        )


def write(folder: Path, families: Iterator[Family]) -> int:
    """Write the files of families and what is true of them; return how many articles they are."""
    n_articles = 0
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        docs, pairs, texts = (
            files.enter_context((folder / f"{part}.jsonl").open("w", encoding="utf-8"))
            for part in ("truth_docs", "truth_pairs", "truth")
        )
        for family in families:
            for article in family.articles:
                _write_article(folder / "raw", article)
                about = {"uri": article.uri, "language": article.language, "story": article.story}
                docs.write(_line(about | ({"hosts": True} if article.hosts else {})))
                texts.write(_line({"uri": article.uri, "text": "\n".join(article.body)}))
            pairs.writelines(_line(pair.row()) for pair in family.pairs)
            n_articles += len(family.articles)
    return n_articles


def _write_article(root: Path, article: Article) -> None:
    path = root / article.uri
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(article.lines) + "\n", encoding="utf-8")


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(prog="generate", description="Write a corpus with planted relations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    print(write(told.folder, Generator(told.seed).families(told.articles)), "articles")


if __name__ == "__main__":
    main()
