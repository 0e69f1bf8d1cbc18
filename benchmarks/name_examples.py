"""Corpora of names as the tagger sees them: running text, the words drawn from it, their labels and features."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.name_corpora import Corpus, Labelled
from transforms.silver.names.cues import Cue
from transforms.silver.names.draft import Document, Draft, read, sights
from transforms.silver.names.features import COLUMNS, OUTSIDE, REACH, Described, describe
from transforms.silver.names.tagger import Sight, title
from transforms.silver.names.words import Word

_NO_SPACE_BEFORE: Final = re.compile(r"[.,;:!?%)\]»”’'…]|'s|n't|’s")
_NO_SPACE_AFTER: Final = re.compile(r"[(\[«„“#@]|(?:[dlnsmtcj]|qu)['’]", re.IGNORECASE)


def text_of(document: list[Labelled]) -> tuple[Document, list[tuple[int, int, str]]]:
    """Write a document's words as running text, and say where its names stand."""
    text, names, bounds, quoted = "", [], [], False
    for sentence in document:
        start, after = len(text), ""
        for written, label in sentence:
            closing = written == '"' and quoted
            if len(text) > start and not (_NO_SPACE_BEFORE.fullmatch(written) or closing or after):
                text += " "
            if label.startswith("B"):
                names.append((len(text), len(text) + len(written), label[2:]))
            elif label != "O":
                names[-1] = (names[-1][0], len(text) + len(written), label[2:])
            text += written
            after = written if _NO_SPACE_AFTER.fullmatch(written) or (written == '"' and not quoted) else ""
            quoted = quoted != (written == '"')
        bounds.append((start, len(text)))
        text, quoted = text + "\n", False
    return Document(text, bounds, ""), names


def labels_of(draft: Draft, names: list[tuple[int, int, str]]) -> list[list[str]]:
    """Label the words of a document: those that fill a name, to the letter."""
    begins = {start: (end, kind) for start, end, kind in names}
    found = []
    for sentence in draft.sentences:
        labels = ["O"] * len(sentence.words)
        stops = {end: at for at, end in enumerate(sentence.ends)}
        for at, (word, start) in enumerate(zip(sentence.words, sentence.starts, strict=True)):
            end, kind = begins.get(start, (-1, ""))
            if end in stops:
                last = stops[end] + 1
                people = last == at + 1 and word.cue & Cue.DEMONYMS
                kind = "MISC" if people and kind == "LOC" else kind
                labels[at:last] = [f"{'I' if place > at else 'B'}-{kind}" for place in range(at, last)]
        found.append(labels)
    return found


@cache
def shown(word: Word) -> tuple[Described, list[list[str]]]:
    """Describe a word, and spell out what each word around it sees of it, from the farthest before it on."""
    found = describe(word)
    seen = [
        [f"{-offset:+d}\t{feature}" for feature in (found.beside if offset else found.own)]
        for offset in range(-REACH, REACH + 1)
    ]
    return found, seen


_AROUND: Final[tuple[Described | None, list[list[str]]]] = (
    None,
    [[f"{-offset:+d}\t{OUTSIDE}"] for offset in range(-REACH, REACH + 1)],
)


def attributes(sentence: Sight) -> list[list[str]]:
    """Spell out what the tagger will look up of each word, under the names that the weights are kept by."""
    around, gap = [_AROUND] * REACH, [OUTSIDE] * REACH
    line = [*around, *map(shown, sentence.words), *around]
    values = {source: [*gap, *getattr(sentence, source), *gap] for source in Sight._fields[1:]} | {
        source: [str(getattr(described, source)) if described else OUTSIDE for described, _ in line]
        for source in Described._fields[2:]
    }
    columns = []
    for column in COLUMNS:
        name = title(column) + "\t"
        parts = [values[source][REACH + offset : len(line) - REACH + offset] for source, offset in column]
        columns.append([name + "\t".join(together) for together in zip(*parts, strict=True)])
    return [
        [feature for offset in range(-REACH, REACH + 1) for feature in line[at + offset][1][REACH - offset]]
        + [column[at - REACH] for column in columns]
        for at in range(REACH, len(line) - REACH)
    ]


def sentences(root: Path, corpus: Corpus) -> Iterator[tuple[Sight, list[str]]]:
    """Give each sentence of a corpus as the tagger sees it, and its labels."""
    for labelled in corpus.read(root / corpus.folder):
        document, names = text_of(labelled)
        draft = read(document._replace(language=corpus.language))
        yield from zip(sights(draft), labels_of(draft, names), strict=True)
