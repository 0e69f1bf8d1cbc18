"""Marking: pieces of a text, cut where spans begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from explorer.marking import Span, paragraphs


def test_pieces_know_the_spans_that_cover_them_and_those_that_begin():
    ((one, two, three),) = paragraphs("abcdef", [Span(0, 4, "x"), Span(2, 6, "y")])
    assert (one.text, one.spans, one.opens) == ("ab", ("x",), ("x",))
    assert (two.text, two.spans, two.opens) == ("cd", ("x", "y"), ("y",))
    assert (three.text, three.spans, three.opens) == ("ef", ("y",), ())


def test_a_span_over_two_paragraphs_begins_once():
    first, second = paragraphs("ab\ncd", [Span(1, 5, "x")])
    assert [piece.opens for piece in first + second] == [(), ("x",), ()]
    assert second[0].spans == ("x",)


@given(
    st.text(alphabet="ab \n\u202e\u0301😀", max_size=30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=6),
)
def test_nothing_of_a_text_is_lost_or_doubled(text, ends):
    spans = [Span(start, end, place) for place, (start, end) in enumerate(ends)]
    pieces = [piece for pieces in paragraphs(text, spans) for piece in pieces]
    assert "".join(piece.text for piece in pieces) == "".join(line for line in text.split("\n") if line.strip())
