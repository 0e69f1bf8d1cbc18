"""The sentence encoder's words: texts as the numbers of the tokens that the network knows, each word looked up once.

No token runs over a space, and no character's normal form reaches over one, so words may be cut one by one.
"""

from functools import lru_cache
from typing import Final

from transforms.resources import encoder_tokenizer

UNKNOWN: Final = 0
START: Final = 1
END: Final = 2

LONGEST: Final = 32
"""Longer runs without a space are sentences in Chinese, Japanese or Thai. They do not come again and are not kept."""


def tokens_of(text: str) -> list[int]:
    """Cut a text into tokens, between a start and an end; what is empty or blank is one unknown token."""
    words = [_kept(word) if len(word) <= LONGEST else _cut(word) for word in text.split(" ") if word]
    return [START, *([token for word in words for token in word] or [UNKNOWN]), END]


def _cut(word: str) -> tuple[int, ...]:
    tokens = tuple(encoder_tokenizer().encode(word, add_bos=False, add_eos=False))
    blank = tokens == (UNKNOWN,)  # else the first token is that of the space before the word, which is known
    return () if blank else tokens


_kept = lru_cache(maxsize=32_768)(_cut)
