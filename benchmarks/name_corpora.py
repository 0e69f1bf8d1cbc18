"""Read corpora of names as their repositories hold them: documents of sentences of words with labels.

Labels are PER, ORG, LOC, MISC, begun with B- or I-; what a corpus calls otherwise is mapped here. docs/methods/names.md
quotes the licences. Development parts are never read: they are for measuring.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

Labelled = list[tuple[str, str]]
"""A sentence: its words, each with its label."""


class Corpus(NamedTuple):
    """A corpus: where it lies, its language, what reads it."""

    folder: str
    language: str
    read: Callable[[Path], Iterator[list[Labelled]]]
    has_misc: bool = True
    """Whether it marks names of other kinds."""
    old: bool = False
    """Whether it was printed long ago: names are written alike, the texts around them are not."""


_TOGETHER: Final = 20
"""Sentences of a running text that are taken for one document where the corpus does not say."""
_LONGEST: Final = 60
"""Words after which a sentence is cut whose full stop the printer or the scanner lost."""

_CROSSNER: Final = {
    "PER": "person politician writer musicalartist scientist researcher",
    "ORG": "organisation politicalparty university band",
    "LOC": "location country",
    "O": "musicgenre literarygenre musicalinstrument discipline field task metrics chemicalelement chemicalcompound "
    "protein enzyme algorithm",
}
_CROSSNER_KINDS: Final = {name: kind for kind, names in _CROSSNER.items() for name in names.split()}
"""Other classes of CrossNER are names of other kinds: awards, elections, books, songs, conferences."""
_TOKEN_CELLS: Final = 4
"""A token's id, place, length and text."""
_PERSON: Final = frozenset({"name", "surname", "patronymic", "nickname"})


def _lines(path: Path, *, words: int = 0, label: int = -1) -> Iterator[Labelled]:
    """Read one word a line, an empty line between sentences."""
    sentence: Labelled = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        cells = line.split()
        if not cells:
            if sentence:
                yield sentence
            sentence = []
        elif not line.startswith(("#\t", "-DOCSTART-")) and len(cells) > 1:
            sentence.append((cells[words], cells[label]))
    if sentence:
        yield sentence


def _begun(sentence: Labelled, kinds: Callable[[str, str], str]) -> Labelled:
    """Map each label, and begin each name with B- however the corpus writes it."""
    made: Labelled = []
    before = "O"
    for word, label in sentence:
        begin, _, name = label.partition("-") if "-" in label else ("I", "-", label)
        kind = "O" if label in ("O", "0") else kinds(name, word)
        new = kind != "O" and (begin == "B" or kind != before)
        made.append((word, kind if kind == "O" else f"{'B' if new else 'I'}-{kind}"))
        before = kind
    return made


def _together(sentences: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    document: list[Labelled] = []
    for sentence in sentences:
        document.append(sentence)
        if len(document) == _TOGETHER:
            yield document
            document = []
    if document:
        yield document


def _same(name: str, _: str) -> str:
    return name if name in ("PER", "ORG", "LOC", "MISC") else "O"


def europeana(folder: Path) -> Iterator[list[Labelled]]:
    """Read newspapers of one language: words in running lines, sentences ended by their full stops."""
    for path in sorted(folder.glob("*.bio")):
        sentences: list[Labelled] = [[]]
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            cells = line.split()
            if len(cells) > 1:
                sentences[-1].append((cells[0], cells[-1].replace("BER", "PER")))
            if not cells or cells[0] in (".", "!", "?") or len(sentences[-1]) == _LONGEST:
                sentences.append([])
        yield from _together(_begun(sentence, _same) for sentence in sentences if sentence)


def wikigold(folder: Path) -> Iterator[list[Labelled]]:
    """Read articles of the encyclopedia."""
    yield from _together(_begun(sentence, _same) for sentence in _lines(folder / "wikigold.conll.txt"))


def broad_twitter(folder: Path) -> Iterator[list[Labelled]]:
    """Read short messages, each a document; what is called by its handle is no name."""
    for part in "abefgh":
        for sentence in _lines(folder / f"{part}.conll"):
            handles = [at > 0 and sentence[at - 1][0] == "@" for at in range(len(sentence))]
            said = [
                (word, "O" if handle or word == "@" else label)
                for (word, label), handle in zip(sentence, handles, strict=True)
            ]
            yield [_begun(said, _same)]


def germeval(folder: Path) -> Iterator[list[Labelled]]:
    """Read sentences of news and of the encyclopedia; words made from a name are names if they have its capital."""

    def kind(name: str, word: str) -> str:
        if name == "OTH" or (name == "LOCderiv" and word[0].isupper()):
            return "MISC"
        return _same(name, word)

    for sentence in _lines(folder / "NER-de-test.tsv", words=1, label=2):
        yield [_begun(sentence, kind)]


def crossner(folder: Path) -> Iterator[list[Labelled]]:
    """Read sentences of the encyclopedia on five subjects, the folder of CoNLL-2003 left out."""
    for subject in ("politics", "science", "music", "literature", "ai"):
        for part in ("train", "test"):
            for sentence in _lines(folder / "ner_data" / subject / f"{part}.txt"):
                yield [_begun(sentence, lambda name, _: _CROSSNER_KINDS.get(name, "MISC"))]


def swedish(folder: Path) -> Iterator[list[Labelled]]:
    """Read sentences of news from the web."""
    for sentence in _lines(folder / "train_corpus.txt"):
        yield [_begun(sentence, _same)]


def redocred(folder: Path) -> Iterator[list[Labelled]]:
    """Read leads of articles of the encyclopedia."""
    for one in json.loads((folder / "data" / "test_revised.json").read_text(encoding="utf-8")):
        labels = [["O"] * len(sentence) for sentence in one["sents"]]
        for mention in (mention for entity in one["vertexSet"] for mention in entity):
            first, last = mention["pos"]
            if _same(mention["type"], "") != "O":
                at = labels[mention["sent_id"]]
                at[first:last] = [f"{'I' if word > first else 'B'}-{mention['type']}" for word in range(first, last)]
        yield [_begun(list(zip(*pair, strict=True)), _same) for pair in zip(one["sents"], labels, strict=True)]


def factrueval(folder: Path) -> Iterator[list[Labelled]]:
    """Read news in Russian: words and sentences, spans, and what the spans are together."""
    for path in sorted((folder / "testset").glob("*.tokens")):
        spans = dict(_spans(path.with_suffix(".spans")))
        labels: dict[str, str] = {}
        for line in path.with_suffix(".objects").read_text(encoding="utf-8").splitlines():
            labels |= _object(line.split("#")[0].split(), spans)
        sentences: list[Labelled] = [[]]
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split(" ")
            if len(cells) == _TOKEN_CELLS:
                sentences[-1].append((cells[3], labels.get(cells[0], "O")))
            else:
                sentences.append([])
        yield [_begun(sentence, _same) for sentence in sentences if sentence]


def _spans(path: Path) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if cells:
            at = cells.index("#")
            yield cells[0], (cells[1], cells[at + 1 : at + 1 + int(cells[5])])


def _object(cells: list[str], spans: dict[str, tuple[str, list[str]]]) -> dict[str, str]:
    """Give the words of one object their labels: a person's names, an organisation's or a place's name."""
    if not cells:
        return {}
    kind = {"Person": "PER", "Org": "ORG", "Location": "LOC", "LocOrg": "LOC"}.get(cells[1])
    names = {"PER": _PERSON, "ORG": {"org_name"}, "LOC": {"loc_name"}}.get(kind or "", set())
    parts = sorted(
        {int(word) for one in cells[2:] if one in spans and spans[one][0] in names for word in spans[one][1]}
    )
    return {str(word): f"{'B' if not at or parts[at - 1] != word - 1 else 'I'}-{kind}" for at, word in enumerate(parts)}


def _europeana(name: str, language: str) -> Corpus:
    return Corpus(f"ner-corpora/{name}.bio", language, read=europeana, has_misc=False, old=True)


CORPORA: Final = (
    Corpus("wikigold", "en", read=wikigold),
    Corpus("broad_twitter_corpus", "en", read=broad_twitter, has_misc=False),
    Corpus("CrossNER", "en", read=crossner),
    Corpus("Re-DocRED", "en", read=redocred),
    Corpus("germeval2014", "de", read=germeval),
    Corpus("factRuEval-2016", "ru", read=factrueval, has_misc=False),
    Corpus("swedish-ner-corpus", "sv", read=swedish),
    _europeana("enp_DE.sbb", "de"),
    _europeana("enp_DE.onb", "de"),
    _europeana("enp_DE.lft", "de"),
    _europeana("enp_FR.bnf", "fr"),
    _europeana("enp_NL.kb", "nl"),
)
