"""Pairs of articles get the contract's relations, a direction where the texts tell one, and passages as proof."""

from datetime import datetime

import polars as pl
import pytest

from schemas.gold import Overlap, Passage, StoryArticle
from schemas.private import Alignment, Candidate, Judgement
from transforms.gold.linkage import components
from transforms.gold.overlaps.alignments import alignments
from transforms.gold.overlaps.overlaps import IN_STORY, overlaps
from transforms.gold.overlaps.relations import one_event
from transforms.silver.signatures import signatures

moment = datetime.fromisoformat


def overlap(made):
    """Give the only overlap there is."""
    (row,) = made.overlaps.collect().rows(named=True)
    return row


def test_a_lightly_edited_text_is_a_copy(traced, ferry):
    found = overlap(traced({"a": ferry.en, "b": ferry.en.replace("on Tuesday", "this week")}))
    assert (found["relation"], found["origin_doc_id"], found["direction_basis"]) == ("copy", None, None)
    assert found["coverage_a"] > 0.9


def test_the_earlier_of_two_copies_is_the_origin(traced, ferry):
    first = {"text": ferry.en, "published_at": moment("2024-03-01"), "published_precision": "day"}
    later = {
        **first,
        "text": ferry.en[:-30],
        "published_at": moment("2024-03-02T09:00"),
        "published_precision": "minute",
    }
    found = overlap(traced({"a": later, "b": first}))
    assert (found["origin_doc_id"], found["direction_basis"]) == ("b", "date")


def test_copies_of_one_day_known_by_the_day_alone_have_no_direction(traced, ferry):
    first = {"text": ferry.en, "published_at": moment("2024-03-01"), "published_precision": "day"}
    later = {**first, "published_at": moment("2024-03-01T09:00"), "published_precision": "minute"}
    assert overlap(traced({"a": first, "b": later}))["origin_doc_id"] is None


def test_the_start_of_an_article_on_its_own_is_an_excerpt_of_it(traced, ferry):
    long = f"{ferry.en}\n{ferry.other}"
    found = overlap(traced({"a": ferry.en[:290], "b": long}))
    assert (found["relation"], found["origin_doc_id"], found["direction_basis"]) == ("excerpt", "b", "containment")


def test_an_article_inside_a_digest_is_the_digest_s_origin(traced, ferry):
    digest = f"{ferry.other}\n{ferry.en}"
    found = overlap(traced({"a": digest, "b": ferry.en}))
    assert (found["relation"], found["origin_doc_id"], found["direction_basis"]) == ("excerpt", "b", "lead")


def test_a_longer_text_in_another_language_is_a_translation(traced, ferry):
    made = traced({"a": {"text": ferry.de, "language": "de"}, "b": ferry.en})
    found = overlap(made)
    assert (found["relation"], found["origin_doc_id"], found["direction_basis"]) == ("translation", "b", "length")
    assert made.passages.collect()["kind"].to_list() == ["translated"] * 5


def test_a_translation_outside_the_encoder_is_found_by_lengths_and_names(traced, ferry):
    made = traced({"a": {"text": ferry.cs, "language": "cs"}, "b": ferry.en})
    assert overlap(made)["relation"] == "translation"
    assert made.passages.collect().height == 5


def test_an_agency_s_report_is_the_origin_of_a_text_that_names_the_agency(traced, ferry):
    credited = {"text": ferry.en, "agency": "Reuters"}
    german = {"text": f"{ferry.de}\nDas sagte sie der Agentur Reuters.", "language": "de"}
    found = overlap(traced({"a": german, "b": credited}))
    assert (found["origin_doc_id"], found["direction_basis"]) == ("b", "attribution")


def test_two_articles_made_from_a_third_have_no_direction(traced, ferry):
    day = {"published_precision": "day", "language": "en"}
    made = traced({
        "a": {**day, "text": ferry.en, "published_at": moment("2024-03-01")},
        "b": {**day, "text": ferry.en[50:], "published_at": moment("2024-03-02")},
        "c": {**day, "text": ferry.en[:-50], "published_at": moment("2024-03-03")},
    })  # fmt: skip
    origins = {(row["doc_a"], row["doc_b"]): row["origin_doc_id"] for row in made.overlaps.collect().rows(named=True)}
    assert origins == {("a", "b"): "a", ("a", "c"): "a", ("b", "c"): None}


def test_in_a_chain_each_step_keeps_its_direction(traced, ferry):
    day = {"published_precision": "day", "language": "en"}
    edited = ferry.en.replace("forty years old", "from the last century").replace("cheap homes", "lower rents")
    made = traced({
        "a": {**day, "text": ferry.en, "published_at": moment("2024-03-01")},
        "b": {**day, "text": edited, "published_at": moment("2024-03-02")},
        "c": {**day, "text": edited.replace("Tuesday", "May 5"), "published_at": moment("2024-03-03")},
    })  # fmt: skip
    origins = {(row["doc_a"], row["doc_b"]): row["origin_doc_id"] for row in made.overlaps.collect().rows(named=True)}
    assert origins == {("a", "b"): "a", ("a", "c"): "a", ("b", "c"): "b"}


def test_articles_on_other_subjects_do_not_overlap(traced, ferry):
    assert traced({"a": ferry.en, "b": ferry.other, "c": ""}).overlaps.collect().is_empty()


@pytest.mark.parametrize("names", ["edcba", "badec", "jgchb"])
@pytest.mark.parametrize("outlets", ["vwxyz", "zxvyw", "vvvvv"])
def test_names_outlets_and_order_of_the_articles_change_nothing(traced, ferry, names, outlets):
    texts = [
        {"text": ferry.en},
        {"text": ferry.de, "language": "de"},
        {"text": ferry.cs, "language": "cs"},
        {"text": ferry.en.replace("on Tuesday", "this week")},
        {"text": f"{ferry.other}\n{ferry.en[:400]}"},
    ]

    def found(names, outlets):
        index = {name: n for n, name in enumerate(names)}
        placed = [
            {**text, "uri": f"{outlet}/{name}", "source": outlet}
            for text, name, outlet in zip(texts, names, outlets, strict=True)
        ]
        rows = traced(dict(zip(names, placed, strict=True))).overlaps.collect().rows(named=True)
        return sorted(
            (
                *sorted(((index[row["doc_a"]], row["coverage_a"]), (index[row["doc_b"]], row["coverage_b"]))),
                row["relation"],
                index.get(row["origin_doc_id"]),
                row["direction_basis"],
                row["n_passages"],
                row["confidence"],
            )
            for row in rows
        )

    assert found(names, outlets) == found("abcde", "vwxyz")


def test_what_went_viral_is_one_family(traced, ferry):
    edits = [ferry.en.replace("nine hundred", f"{n} hundred") for n in range(11, 41)]
    texts = [{"text": text, "source": f"outlet {n}"} for n, text in enumerate([ferry.en] * 270 + edits)]
    rows = traced({f"{n:03}": text for n, text in enumerate(texts)}).overlaps.collect()
    assert set(rows["relation"]) == {"copy"}
    assert len(rows) == 269 + 270 * 30 + 30 * 29 // 2
    assert set(components(set(rows["doc_a"]) | set(rows["doc_b"]), rows.select("doc_a", "doc_b").rows()).values()) == {
        "000"
    }


def test_verbatim_passages_read_the_same_in_both_texts(traced, ferry):
    texts = {"a": ferry.en, "b": f"{ferry.other}\n{ferry.en[100:500]}"}
    made = traced(texts)
    listed = made.passages.filter(kind="verbatim").collect().rows(named=True)
    assert listed
    for row in listed:
        assert texts["a"][row["start_a"] : row["end_a"]] == texts["b"][row["start_b"] : row["end_b"]]


def test_every_candidate_has_an_alignment(traced, ferry):
    made = traced({"a": ferry.en, "b": {"text": ferry.de, "language": "de"}, "c": ferry.en, "d": ferry.en[:300]})
    pairs = made.candidates.collect().rows()
    assert made.alignments.select("doc_a", "doc_b").collect().rows() == pairs


EVENT = {name: False if dtype == pl.Boolean else 0 for name, dtype in Alignment.dtypes().items()} | {"passages": []}


@pytest.mark.parametrize(("story_of_b", "relations"), [("a", ["same_event"]), ("b", [])])
def test_reports_of_one_event_are_in_one_story(story_of_b, relations):
    likely = {"same_language": True, "lead": 0.9, "names_a": 0.8, "names_b": 0.8, "rare_a": 0.5, "rare_b": 0.5}
    alignments = pl.LazyFrame([EVENT | likely | {"doc_a": "a", "doc_b": "b"}], schema=Alignment.dtypes())
    assert alignments.select(one_event() >= IN_STORY).collect().item()
    stories = [{"story_id": "a", "doc_id": "a"}, {"story_id": story_of_b, "doc_id": "b"}]
    found = overlaps(
        pl.LazyFrame(schema=Judgement.dtypes()), alignments, pl.LazyFrame(stories, schema=StoryArticle.dtypes())
    )
    assert found.collect()["relation"].to_list() == relations


def test_no_articles_make_no_overlaps(traced):
    made = traced({})
    assert made.overlaps.collect().schema == Overlap.dtypes()
    assert made.passages.collect().schema == Passage.dtypes()


def test_no_two_passages_stand_in_the_same_places(traced, ferry):
    refrain = "The ferry stops in October, and with it the only way across for nine hundred people."
    made = traced({"a": f"{refrain} {ferry.en}\n{refrain}", "b": f"{refrain}\n{ferry.en[50:]} {refrain} {refrain}"})
    assert made.passages.collect().height > 1
    assert Passage.split(made.passages.collect())[1].is_empty()


def test_a_sentence_without_end_beside_short_ones_is_like_none_of_them(silver):
    made = silver(
        {
            "a": {"text": "Ano. Ne. Nikdy. " + "Loď narazila do mola a potopila se " * 4_000 + ".", "language": "cs"},
            "b": {"text": "Áno. Nie. " * 300, "language": "sk"},
        }
    )
    signed = signatures(made.articles, made.sentences).collect().lazy()
    pairs = pl.LazyFrame([("a", "b")], schema=Candidate.dtypes(), orient="row")
    found = alignments(pairs, made.articles, made.sentences, signed).collect()
    assert found["likeness_a"][0] < 0.1
