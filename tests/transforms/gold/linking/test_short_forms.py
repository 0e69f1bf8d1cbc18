"""Short forms follow their own article, then its story, then all articles where they agree."""

import polars as pl

from transforms.gold.linking.short_forms import LEAST_ARTICLES, long_forms


def names(*rows):
    """Make names of (document, language, key, type, confidence, forms, capitals)."""
    schema = ["doc_id", "language", "key", "type", "confidence", "forms", "capitals"]
    return pl.DataFrame(rows, schema=schema, orient="row").lazy()


def full(doc, key, kind="PER", language="en", forms=()):
    return (doc, language, key, kind, 0.9, [key, *forms], False)


def alone(doc, key, kind="PER", language="en", *, capitals=False, confidence=0.9):
    return (doc, language, key, kind, confidence, [key], capitals)


def meant(rows, *related, plain=None):
    pairs = pl.DataFrame(related, schema={"doc_id": pl.String, "other": pl.String}, orient="row").lazy()
    return {
        (doc, key): long for doc, long, key, _ in long_forms(names(*rows), pairs, plain or {}).collect().iter_rows()
    }


def test_a_last_name_follows_an_article_on_the_same_event():
    rows = [full("a", "ann kovak"), alone("b", "kovak")]
    assert meant(rows, ("b", "a")) == {("b", "kovak"): "ann kovak"}
    assert meant(rows) == {}


def test_a_last_name_means_a_person_that_many_articles_name_in_full():
    rows = [full(f"a{number}", "ann kovak") for number in range(LEAST_ARTICLES)]
    assert meant([*rows, alone("b", "kovak")]) == {("b", "kovak"): "ann kovak"}
    others = [full(f"c{number}", "ole kovak") for number in range(LEAST_ARTICLES)]
    assert meant([*rows, *others, alone("b", "kovak")]) == {}


def test_a_person_with_and_without_a_middle_name_is_one():
    rows = [full(f"a{number}", f"ann {'q. ' * (number % 2)}kovak") for number in range(LEAST_ARTICLES)]
    assert meant([*rows, alone("b", "kovak")]) == {}
    plain = {"ann q. kovak": "ann kovak"}
    assert meant([*rows, alone("b", "kovak")], plain=plain) == {("b", "kovak"): "ann kovak"}


def test_a_sure_type_forbids_a_meaning_of_another_type():
    rows = [full("a", "ann kovak"), alone("b", "kovak", "LOC"), alone("c", "kovak", "ORG", confidence=0.4)]
    assert meant(rows, ("b", "a"), ("c", "a")) == {("c", "kovak"): "ann kovak"}


def test_an_acronym_that_one_article_puts_in_brackets_is_known_everywhere():
    rows = [full("a", "lake ferry council", "ORG", forms=["lfc"]), alone("b", "lfc", "ORG", capitals=True)]
    assert meant(rows) == {("b", "lfc"): "lake ferry council"}


def test_an_acronym_that_two_bodies_share_stays_open():
    rows = [
        full("a", "lake ferry council", "ORG", forms=["lfc"]),
        full("c", "lima football club", "ORG", forms=["lfc"]),
        alone("b", "lfc", "ORG", capitals=True),
    ]
    assert meant(rows) == {}


def test_initials_without_brackets_count_in_their_story_only():
    rows = [full("a", "council of lake ferries", "ORG"), alone("b", "clf", "ORG", capitals=True)]
    assert meant(rows, ("b", "a")) == {("b", "clf"): "council of lake ferries"}
    assert meant(rows) == {}


def test_where_the_family_name_comes_first_it_is_the_short_form():
    rows = [full("a", "kovak anna", language="hu"), alone("b", "kovak", language="hu")]
    assert meant(rows, ("b", "a")) == {("b", "kovak"): "kovak anna"}
