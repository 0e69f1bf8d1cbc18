"""Names that mean the same are one entity, whatever the order of their rows."""

import polars as pl
import pytest

from schemas.gold import Entity, Mention
from schemas.private import NameSpan
from schemas.silver import Article
from transforms.gold.entities import entities, mentions


def spans(*rows):
    """Make spans of (document, surface, type, confidence, form, key)."""
    made = [
        (doc, 20 * number, 20 * number + len(surface), surface, kind, confidence, form, key, None)
        for number, (doc, surface, kind, confidence, form, key) in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=NameSpan.dtypes(), orient="row").lazy()


def articles(*doc_ids):
    return pl.DataFrame({"doc_id": list(doc_ids)}).lazy()


FULL = ("a", "Ann Berg", "PER", 0.9, "ann berg", "ann berg")
SHORT_THERE = ("a", "Berg", "PER", 0.9, "berg", "ann berg")
SHORT_ALONE = ("b", "Berg", "PER", 0.5, "berg", "berg")


def made(*rows):
    named = spans(*rows)
    return entities(named, articles("a", "b", "c")).collect()


def test_a_short_form_follows_what_other_documents_mean_with_it():
    rows = made(FULL, SHORT_THERE, SHORT_ALONE)
    assert rows.select("name", "aliases", "n_documents", "n_mentions").rows() == [("Ann Berg", ["Berg"], 2, 3)]


def test_a_short_form_of_two_people_stays_apart_where_no_long_form_stands():
    other = ("c", "Ole Berg", "PER", 0.9, "ole berg", "ole berg")
    assert sorted(made(FULL, other, SHORT_ALONE)["name"]) == ["Ann Berg", "Berg", "Ole Berg"]


def test_a_country_is_one_entity_in_every_language():
    rows = made(
        ("a", "Norway", "LOC", 0.9, "norway", "country:NO"), ("b", "Norwegen", "LOC", 0.9, "norwegen", "country:NO")
    )
    assert rows.height == 1


def test_the_type_of_an_entity_is_that_of_most_of_its_mentions():
    rows = made(
        ("a", "Fjord", "ORG", 0.9, "fjord", "fjord"),
        ("b", "Fjord", "ORG", 0.6, "fjord", "fjord"),
        ("c", "Fjord", "PER", 0.7, "fjord", "fjord"),
    )
    assert rows["type"].to_list() == ["ORG"]


def test_every_mention_has_its_entity_and_the_documents_own_type():
    named = spans(FULL, SHORT_THERE, SHORT_ALONE)
    known = entities(named, articles("a", "b")).lazy()
    rows = mentions(named, known).collect()
    assert rows.height == 3
    assert set(rows["entity_id"]) <= set(known.collect()["entity_id"])
    assert Mention.validate(rows).height == 3


@pytest.mark.parametrize("seed", range(3))
def test_rows_in_any_order_make_the_same_tables(seed):
    named = spans(FULL, SHORT_THERE, SHORT_ALONE)
    shuffled = named.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
    one, other = (entities(rows, articles("a", "b")).collect() for rows in (named, shuffled))
    assert one.equals(other)
    assert mentions(named, one.lazy()).collect().equals(mentions(shuffled, other.lazy()).collect())


def test_an_entity_keeps_its_id_when_others_join():
    alone = made(FULL)["entity_id"].to_list()
    assert alone[0] in made(FULL, ("c", "Oslo", "LOC", 0.9, "oslo", "city:NO:oslo"))["entity_id"].to_list()


def test_names_of_articles_that_are_gone_do_not_count():
    assert entities(spans(FULL), articles("z")).collect().is_empty()


def test_no_names_make_no_entities():
    nothing = entities(NameSpan.empty().lazy(), Article.empty().lazy()).collect()
    assert nothing.schema == Entity.dtypes()
    assert mentions(NameSpan.empty().lazy(), Entity.empty().lazy()).collect().schema == Mention.dtypes()
