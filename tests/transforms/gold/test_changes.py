"""Between two runs a story is followed by its articles, whatever it is called."""

import polars as pl
import pytest

from transforms.gold.changes import changed_stories


def stories(told):
    """Read ``"ab c"``: a and b are one story, c is another."""
    rows = [(min(story), doc) for story in told.split() for doc in story]
    return pl.LazyFrame(rows, schema={"story_id": pl.String, "doc_id": pl.String}, orient="row")


def changes(old, new):
    return changed_stories(stories(old), stories(new)).collect().rows()


@pytest.mark.parametrize(
    ("old", "new", "noted"),
    [
        ("", "ab c", [("a", "new", 0, 2, None)]),
        ("ab c", "ab c", []),
        ("ab", "abc", [("a", "grown", 2, 3, None)]),
        ("bc", "abc", [("a", "grown", 2, 3, "b")]),
        ("a", "ab", [("a", "grown", 1, 2, None)]),
        ("abc", "bc", [("b", "shrunk", 3, 2, "a")]),
        ("ab cde", "abcde", [("a", "grown", 3, 5, "c"), ("a", "merged", 2, 5, "a")]),
        ("abcde", "abc de", [("a", "shrunk", 5, 3, None), ("d", "split", 5, 2, "a")]),
        ("abc", "ab c", [("a", "shrunk", 3, 2, None)]),
        ("ab cd", "cd", [("a", "gone", 2, 0, None)]),
        ("a b", "b", []),
        ("abc def", "abd cef", []),
    ],
)
def test_what_became_of_stories(old, new, noted):
    assert changes(old, new) == noted


def test_the_order_of_articles_does_not_show():
    old, new = stories("abcd ef g"), stories("abef cdg")
    turned = changed_stories(old.reverse(), new.reverse()).collect()
    assert turned.rows() == changes("abcd ef g", "abef cdg")
