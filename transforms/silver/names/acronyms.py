"""Short forms that a document defines beside the long one."""

import re

from transforms.silver.names.sentence import key_of
from transforms.silver.names.words import Word


def acronyms_in(words: list[Word], runs: list[tuple[int, int]]) -> dict[str, str]:
    """Take what stands in brackets after a name and is made of its initials for its short form: (US ABC)."""
    defined: dict[str, str] = {}
    for first, last in runs:
        if last == len(words) or words[last].surface != "(":
            continue
        close = next((at for at in range(last + 1, min(last + 5, len(words))) if words[at].surface == ")"), 0)
        if not close:
            continue
        inside = words[last + 1 : close]
        if is_acronym("".join(word.surface for word in inside), [word.surface for word in words[first:last]]):
            defined[key_of(inside)] = key_of(words[first:last])
    return defined


def with_acronyms(words: list[Word], runs: list[tuple[int, int]], acronyms: dict[str, str]) -> list[tuple[int, int]]:
    """Take each mention of a short form for one name, also where its words could be parted: US | ABC."""
    if not acronyms:
        return runs
    lengths = {len(short.split(" ")) for short in acronyms}
    forms = [
        (at, at + length)
        for length in lengths
        for at in range(len(words) - length + 1)
        if words[at].capital and key_of(words[at : at + length]) in acronyms
    ]
    apart = [(a, b) for a, b in runs if all(b <= first or last <= a for first, last in forms)]
    return sorted(forms + apart)


def is_acronym(short: str, words: list[str]) -> bool:
    """Tell whether the capitals of a short form are, in order, beginnings of a name's words."""
    letters = [char for char in short if char.isalpha()]
    if not letters[1:] or not all(char.isupper() for char in letters):
        return False
    starts = "".join(
        part if part.isupper() else part[:1] for word in words for part in re.split(r"[-'’.&]", word) if part
    )
    at = 0
    for letter in letters:
        at = starts.casefold().find(letter.casefold(), at) + 1
        if not at:
            return False
    return len(words) > 1
