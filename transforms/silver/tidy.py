"""Text hygiene of one block."""

import html
import re
import unicodedata

import ftfy

_PLAIN = re.compile(
    r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u0388-\u0482\u048a-\u0556\u0620-\u064a\u3001-\u3098\u309b-\u30ff\u4e00-\u9fff"
    r"“”‘’„–—…€]*\Z"
)
_MOJIBAKE = re.compile(r"[ÃÂâÐÑãåäæçïÎÏ×Ø][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd|[\u0080-\u009f]")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[A-Za-z]{2,31}\d{0,2});")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\s*\n\s*(?=[^\W\d_])")
_SPACES = re.compile(r"[\s\u00a0]+")


def tidy(text: str) -> str:
    """Mend and squeeze the text of one block: mojibake, entities, NFC, unseen characters, spaces. Idempotent.

    ftfy keeps quotation marks and full-width characters as they are: changing them would change clean text.
    """
    text = text.strip()
    if "\n" in text:
        text = _rejoin(text)
    text = " ".join(text.split())
    if _is_clean(text):
        return text
    previous = None
    while previous != text:  # an entity may spell another, and mojibake may be double
        previous, text = text, _mend(text)
    return text


def _is_clean(text: str) -> bool:
    """Say, at little cost, whether there is nothing to mend."""
    if "&" in text:
        return False
    return (text.isascii() and text.isprintable()) or bool(_PLAIN.match(text) and not _MOJIBAKE.search(text))


def _mend(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if _MOJIBAKE.search(text):
        text = ftfy.fix_text(text, uncurl_quotes=False, fix_character_width=False, unescape_html=False)
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", text).strip()


def _rejoin(text: str) -> str:
    """Put hard-wrapped lines together; a hyphen at a line's end goes if the next line goes on in lower case."""
    return _HYPHENATED.sub(_joint, text)


def _joint(found: re.Match[str]) -> str:
    return "" if found.string[found.end()].islower() else "-"
