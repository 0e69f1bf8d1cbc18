"""What a search shows of a text."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.pages.search import excerpt


def shown(text, *words):
    return "".join(piece for piece, _ in excerpt(text, list(words)))


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_an_excerpt_is_a_part_of_the_text(text, words):
    pieces = [piece for piece, _ in excerpt(text, words)]
    assert "".join(piece for piece in pieces if piece not in ("… ", " …")) in text or "…" in text


def test_an_excerpt_marks_the_words_that_were_asked_for():
    pieces = excerpt("Über die Brücke ging der Müller.", ["brucke", "muller"])
    assert [text for text, is_word in pieces if is_word] == ["Brücke", "Müller"]


def test_an_excerpt_begins_and_ends_between_words():
    text = " ".join(["repair"] * 60 + ["lock"] + ["repair"] * 60)
    said = shown(text, "lock")
    assert said.startswith("… repair ")
    assert said.endswith(" repair …")
    assert set(said.split()) == {"…", "repair", "lock"}


def test_an_excerpt_of_a_text_without_spaces_is_cut_all_the_same():
    assert 200 < len(shown("門" * 1000, "門")) < 260
