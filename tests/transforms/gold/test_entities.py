"""Names that mean the same are one entity, whatever the order of their rows."""

import polars as pl
import pytest

from schemas.gold import Entity, Mention, Overlap, Passage
from schemas.private import NameLink, NameSpan
from schemas.silver import Article
from transforms.gold.entities import entities, mentions
from transforms.gold.linking.name_links import name_links

LANGUAGES = {"a": "en", "b": "en", "c": "en", "d": "de", "e": "vi"}
OSLO = ("a", "Oslo", "LOC", 0.9, "oslo", "city:NO:oslo")
FULL = ("a", "Ann Berg", "PER", 0.9, "ann berg", "ann berg")
SHORT_THERE = ("a", "Berg", "PER", 0.9, "berg", "ann berg")
SHORT_ALONE = ("b", "Berg", "PER", 0.5, "berg", "berg")


def spans(*rows):
    """Make spans of (document, surface, type, confidence, form, key)."""
    made = [
        (doc, 20 * number, 20 * number + len(surface), surface, kind, confidence, form, key, None)
        for number, (doc, surface, kind, confidence, form, key) in enumerate(rows)
    ]
    return pl.DataFrame(made, schema=NameSpan.dtypes(), orient="row").lazy()


def of_one_event(*pairs):
    rows = [{"doc_a": a, "doc_b": b} for a, b in pairs]
    return pl.DataFrame(rows, schema=Overlap.dtypes()).lazy()


def gold(named, *pairs, languages=LANGUAGES):
    """Make entities and mentions, both collected."""
    articles = pl.DataFrame({"doc_id": list(languages), "language": list(languages.values())}).lazy()
    links = name_links(named, articles, of_one_event(*pairs), Passage.empty().lazy()).collect().lazy()
    return entities(named, links, articles).collect(), mentions(named, links).collect()


def made(*rows, pairs=(("a", "b"),)):
    return gold(spans(*rows), *pairs)[0]


def test_a_short_form_follows_what_an_article_on_the_same_event_means_with_it():
    rows = made(FULL, SHORT_THERE, SHORT_ALONE)
    assert rows.select("name", "aliases", "n_documents", "n_mentions").rows() == [("Ann Berg", ["Berg"], 2, 3)]


def test_a_short_form_of_two_people_stays_apart_where_no_long_form_stands():
    other = ("c", "Ole Berg", "PER", 0.9, "ole berg", "ole berg")
    rows = made(FULL, other, SHORT_ALONE, pairs=[("a", "b"), ("b", "c")])
    assert sorted(rows["name"]) == ["Ann Berg", "Berg", "Ole Berg"]


def test_a_country_is_one_entity_in_every_language():
    rows = made(
        ("a", "Norway", "LOC", 0.9, "norway", "country:NO"), ("b", "Norwegen", "LOC", 0.9, "norwegen", "country:NO")
    )
    assert rows.height == 1


def test_a_country_is_named_in_english_where_any_article_does():
    foreign = [("e", "Mỹ", "LOC", 0.9, "my", "country:US"), ("d", "Vereinigte Staaten", "LOC", 0.9, "x", "country:US")]
    english = [("a", name, "LOC", 0.9, "x", "country:US") for name in ("U.S.", "America", "United States")]
    assert made(*foreign, *english)["name"].to_list() == ["United States"]
    assert made(*foreign, *english[:1])["name"].to_list() == ["U.S."]


def test_a_name_is_in_the_language_of_most_of_its_articles():
    rows = made(
        ("a", "Lake Council", "ORG", 0.9, "lake council", "lake council"),
        ("b", "Lake Council", "ORG", 0.9, "lake council", "lake council"),
        *(("d", "Lake-Council", "ORG", 0.9, "lake council", "lake council") for _ in range(5)),
    )
    assert rows["name"].to_list() == ["Lake Council"]


def test_a_shouted_or_abbreviated_name_is_an_alias():
    rows = made(
        *(("a", "LAKE COUNCIL", "ORG", 0.9, "lake council", "lake council") for _ in range(3)),
        ("b", "Lake Council", "ORG", 0.9, "lake council", "lake council"),
    )
    assert rows.select("name", "aliases").rows() == [("Lake Council", ["LAKE COUNCIL"])]


def test_the_type_of_an_entity_is_that_of_most_of_its_mentions():
    rows = made(
        ("a", "Fjord", "ORG", 0.9, "fjord", "fjord"),
        ("b", "Fjord", "ORG", 0.6, "fjord", "fjord"),
        ("c", "Fjord", "PER", 0.7, "fjord", "fjord"),
    )
    assert rows["type"].to_list() == ["ORG"]


def test_every_mention_has_its_entity_and_the_documents_own_type():
    known, rows = gold(spans(FULL, SHORT_THERE, SHORT_ALONE), ("a", "b"))
    assert rows.height == 3
    assert set(rows["entity_id"]) == set(known["entity_id"])
    assert Mention.validate(rows).height == 3


@pytest.mark.parametrize("seed", range(3))
def test_rows_in_any_order_make_the_same_tables(seed):
    named = spans(FULL, SHORT_THERE, SHORT_ALONE, OSLO)
    shuffled = named.collect().sample(fraction=1, shuffle=True, seed=seed).lazy()
    one, other = (gold(rows, ("a", "b")) for rows in (named, shuffled))
    assert all(mine.equals(theirs) for mine, theirs in zip(one, other, strict=True))


def test_an_entity_keeps_its_id_when_others_join():
    alone = made(FULL)["entity_id"].to_list()
    assert alone[0] in made(FULL, OSLO)["entity_id"].to_list()


def test_names_of_articles_that_are_gone_do_not_count():
    known, rows = gold(spans(FULL), languages={"z": "en"})
    assert known.is_empty()
    assert rows.is_empty()


def test_no_names_make_no_entities():
    empty = [model.empty().lazy() for model in (NameSpan, Article, Overlap, Passage)]
    links = name_links(*empty).collect()
    assert links.schema == NameLink.dtypes()
    assert entities(empty[0], links.lazy(), empty[1]).collect().schema == Entity.dtypes()
    assert mentions(empty[0], links.lazy()).collect().schema == Mention.dtypes()
