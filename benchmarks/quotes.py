"""Scores quotes and their speakers on annotated texts: ``python -m benchmarks.quotes [FILE.toml]``.

A text says by marks what is right: {Name} is a person's name, {ORG:Name} an organisation's, {LOC:Name} a place's; what
⟦ ⟧ enclose is a quote. Names are given, so that what is scored is who is chosen among them.
"""

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.scoring.figures import found
from transforms.silver.quotes.document import find_quotes
from transforms.silver.quotes.speakers import Name
from transforms.silver.sentences import split_sentences

HELD_OUT = Path(__file__).parent / "quotes_held_out.toml"

Said = tuple[str, str]
"""A quote and its speaker, "" where nobody is named."""


class Case(NamedTuple):
    """A text and what it quotes."""

    language: str
    text: str
    names: list[Name]
    expected: list[Said]


def cases(file: Path) -> Iterator[Case]:
    """Read annotated texts."""
    for language, listed in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for case in listed:
            yield _case(language, case["text"], case["speakers"])


def _case(language: str, annotated: str, speakers: list[str]) -> Case:
    text, names, quotes, opened = "", [], [], 0
    for mark, piece in _cut(annotated):
        match mark:
            case "⟦":
                opened = len(text)
            case "⟧":
                quotes.append(text[opened:])
            case "{":
                kind, _, surface = piece.rpartition(":")
                names.append(Name(len(text), len(text) + len(surface), kind or "PER"))
                text += surface
                continue
        text += piece
    return Case(language, text, names, list(zip(quotes, speakers, strict=True)))


def _cut(annotated: str) -> Iterator[tuple[str, str]]:
    """Cut an annotated text at its marks: each mark with the text that follows it."""
    mark, piece = "", ""
    for character in annotated:
        if character in "⟦⟧{}":
            yield mark, piece
            mark, piece = character, ""
        else:
            piece += character
    yield mark, piece


def read(case: Case) -> list[Said]:
    """Find the quotes of a case."""
    sentences = list(split_sentences(case.text, case.language))
    return [
        (case.text[one.start : one.end], case.text[one.speaker.start : one.speaker.end] if one.speaker else "")
        for one in find_quotes(case.text, sentences, case.names, case.language)
    ]


def score(listed: list[Case]) -> dict[str, dict[str, float]]:
    """Score quotes as such, and those with a speaker together with it."""
    tallies = {"quotes": [0, 0, 0], "speakers": [0, 0, 0]}
    for case in listed:
        got = read(case)
        for name, want, have in (
            ("quotes", {quote for quote, _ in case.expected}, {quote for quote, _ in got}),
            ("speakers", {one for one in case.expected if one[1]}, {one for one in got if one[1]}),
        ):
            counted = (len(want & have), len(have - want), len(want - have))
            tallies[name] = [old + new for old, new in zip(tallies[name], counted, strict=True)]
    return {name: found(*tally) for name, tally in tallies.items()}


def main() -> None:
    """Print the scores by language, and what was got wrong."""
    listed = list(cases(Path(sys.argv[1]) if len(sys.argv) > 1 else HELD_OUT))
    for language in dict.fromkeys(case.language for case in listed):
        for name, figures in score([case for case in listed if case.language == language]).items():
            print(language, name, figures)
    for case in listed:
        if read(case) != case.expected:
            print(case.language, case.text, read(case), case.expected, sep="\n  ")


if __name__ == "__main__":
    main()
