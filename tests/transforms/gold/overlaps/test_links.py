"""Articles that share wording, meaning or names are linked; the rest is not."""

from datetime import datetime
from itertools import product

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.private import Link, Signature
from transforms.gold.overlaps.candidates import candidates
from transforms.gold.overlaps.links import links
from transforms.silver.signatures import signatures


def pairs(frame):
    return set(frame.select("doc_a", "doc_b").collect().iter_rows())


def signed(silver, texts):
    made = silver(texts)
    return signatures(made.articles, made.sentences).collect()


def test_a_translation_is_linked_by_meaning_and_a_stranger_is_not(silver, ferry):
    known = signed(silver, {"a": ferry.en, "b": {"text": ferry.de, "language": "de"}, "c": ferry.other}).lazy()
    assert pairs(links(known, known)) == {("a", "b")}


def test_a_short_excerpt_in_a_long_article_is_linked_by_wording(silver, ferry):
    excerpt = ferry.en[:290]
    known = signed(silver, {"a": f"{ferry.other}\n{excerpt}", "b": f"{excerpt}"}).lazy()
    assert links(known, known).collect()["n_shared"][0] >= 2


def test_a_language_outside_the_encoder_is_linked_by_names_and_numbers(silver, ferry):
    known = signed(silver, {"a": ferry.en, "b": {"text": ferry.cs, "language": "cs"}, "c": ferry.other}).lazy()
    found = links(known, known).collect()
    assert found.select("doc_a", "doc_b", "cosine").rows() == [("a", "b", None)]
    assert found["n_anchors"][0] >= 3


WATCHMAN = (
    "Old Piet Varkevisser had oiled the gates of the Noordhaven lock every morning for thirty years. At dawn on Friday "
    "he found them open and the basin dry. He rang the bell until his hands bled. His employer, Scheldewerk, calls him "
    "a hero now."
)
SHARES = (
    "European stocks closed lower on Monday, led by builders, while bond yields rose before the bank's decision on "
    "rates. Scheldewerk lost a ninth of its value. Analysts had not priced in a failure at Noordhaven, which carries a "
    "third of the country's grain. Insurers wait for what the watchman, Piet Varkevisser, tells the inquiry."
)


@pytest.mark.parametrize(("day", "linked"), [("2024-05-09", True), ("2024-05-28", False)])
def test_reports_with_nothing_but_names_in_common_are_linked_if_they_are_of_some_days(silver, day, linked):
    told = {"a": (WATCHMAN, "2024-05-03"), "b": (SHARES, day)}
    texts = {doc: {"text": text, "published_at": datetime.fromisoformat(at)} for doc, (text, at) in told.items()}
    known = signed(silver, texts).lazy()
    assert pairs(links(known, known)) == ({("a", "b")} if linked else set())


def test_identical_texts_get_no_link_but_are_candidates(silver, ferry):
    known = signed(silver, {"a": ferry.en, "b": ferry.en, "c": ferry.en.replace("\n", " ")}).lazy()
    found = links(known, known)
    assert pairs(found) == set()
    assert pairs(candidates(found, known)) == {("a", "b"), ("a", "c"), ("b", "c")}


def test_of_many_identical_texts_each_is_paired_with_the_first_only(silver, ferry):
    known = signed(silver, {f"{n:03}": ferry.en for n in range(60)}).lazy()
    assert pairs(candidates(links(known, known), known)) == {("000", f"{n:03}") for n in range(1, 60)}


def test_links_of_a_batch_are_those_of_all_at_once(silver, ferry):
    texts = {"a": ferry.en, "b": {"text": ferry.de, "language": "de"}, "c": ferry.en[:300], "d": ferry.other}
    known = signed(silver, texts)
    everything = links(known.lazy(), known.lazy()).collect()
    for doc_id in texts:
        one = links(known.filter(doc_id=doc_id).lazy(), known.sample(fraction=1, shuffle=True, seed=1).lazy()).collect()
        touched = everything.filter((everything["doc_a"] == doc_id) | (everything["doc_b"] == doc_id))
        assert_frame_equal(one, touched)


def test_a_third_article_makes_candidates_where_the_encoder_cannot(silver, ferry):
    texts = {
        "a": ferry.en,
        "b": {"text": ferry.cs, "language": "cs"},
        "c": {"text": ferry.de.replace("Lerwick", "dort").replace("Agnes Halcrow", "sie"), "language": "de"},
    }
    known = signed(silver, texts).lazy()
    found = links(known, known)
    assert ("b", "c") not in pairs(found)
    assert ("b", "c") in pairs(candidates(found, known))


def test_articles_too_short_for_a_shingle_are_linked_with_none(silver, ferry):
    known = signed(silver, {"a": {"text": "Read more", "title": ferry.en}, "b": "Read more", "c": ferry.en}).lazy()
    assert pairs(candidates(links(known, known), known)) == set()


def test_two_short_texts_are_linked_by_any_of_their_wording(silver):
    text = "Starosta Brna včera otevřel nový most přes řeku Svratku u přehrady."
    known = signed(
        silver, {"a": {"text": text, "language": "cs"}, "b": {"text": f"{text} Má 2 pruhy.", "language": "cs"}}
    )
    assert pairs(links(known.lazy(), known.lazy())) == {("a", "b")}


REPORT = """The ferry between the islands of Lerwick and Brae will not sail this winter, its harbour office announced.
Councillor Ingrid Manson promised commuters a bus over the causeway, and cheaper tickets for the schoolchildren."""


@pytest.mark.parametrize(("day", "linked"), [("2024-03-20", True), ("2024-06-20", False), (None, True)])
def test_reports_far_apart_in_time_are_not_on_one_event(silver, ferry, day, linked):
    texts = {
        "a": {"title": "No ferry from October", "text": ferry.en, "published_at": datetime.fromisoformat("2024-03-01")},
        "b": {"title": "Ferry stops", "text": REPORT, "published_at": datetime.fromisoformat(day) if day else None},
    }
    known = signed(silver, texts).lazy()
    assert pairs(links(known, known)) == ({("a", "b")} if linked else set())


def test_a_stock_phrase_links_no_long_articles(silver):
    stock = "did not immediately respond to a request for comment on Friday evening"
    words = ["".join(letters) for letters in product("bcdfghjklm", "aeiou", "nprst")]
    texts = {side: " ".join(f"{side}{word}".title() for word in words) + f". They {stock}." for side in "xyz"}
    known = signed(silver, {doc: {"text": text, "language": "und"} for doc, text in texts.items()}).lazy()
    assert pairs(links(known, known)) == set()


def test_what_retells_an_article_is_a_candidate_with_its_translation(silver, ferry):
    texts = {"a": ferry.en, "b": {"text": ferry.de, "language": "de"}, "c": ferry.other}
    known = signed(silver, texts).lazy()
    step = {"n_shared": 0, "n_anchors": 0, "cosine": 0.6}
    close = [
        {**step, "doc_a": "a", "doc_b": "b", "same_language": False, "kin": 0.9},
        {**step, "doc_a": "a", "doc_b": "c", "same_language": True, "kin": 1.6},
    ]
    loose = [close[0], {**close[1], "kin": 1.4}]
    found, fewer = (pairs(candidates(pl.LazyFrame(rows, schema=Link.dtypes()), known)) for rows in (close, loose))
    assert found - fewer == {("b", "c")}


def test_no_articles_make_no_links():
    empty = Signature.empty().lazy()
    assert links(empty, empty).collect().schema == Link.dtypes()
    assert candidates(links(empty, empty), empty).collect().is_empty()
