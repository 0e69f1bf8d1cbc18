"""Scorers give the figures that can be counted by hand, on warehouses of a few rows."""

import json

import duckdb
import pytest

from benchmarks.evaluate import lines
from benchmarks.scoring import NoTruthError, score
from schemas import TABLES

ARTICLE = {
    "version": 1,
    "language_confidence": 1.0,
    "n_words": 3,
    "n_sentences": 1,
    "n_removed_chars": 0,
    "mostly_debris": False,
}
DOCS = ("a", "b", "c", "d", "e")


@pytest.fixture
def warehouse(tmp_path):
    """Write rows into the tables of a small published warehouse; a column that is not given is NULL."""
    target = tmp_path / "warehouse.duckdb"
    with duckdb.connect(target) as connection:
        for table in ("articles", "overlaps", "passages", "story_articles", "mentions", "article_topics"):
            model = TABLES[table]
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {model.layer()}; {model.ddl()}")

    def put(table, *rows):
        with duckdb.connect(target) as connection:
            for row in rows:
                names, marks = ", ".join(row), ", ".join("?" for _ in row)
                connection.execute(
                    f"INSERT INTO {TABLES[table].full_name()} ({names}) VALUES ({marks})", list(row.values())
                )
        return target

    return put


def article(doc, text="", language="en"):
    return ARTICLE | {"doc_id": doc, "uri": f"{doc}.txt", "text": text, "language": language}


def overlap(a, b, relation, origin=None):
    return {
        "doc_a": a, "doc_b": b, "relation": relation, "origin_doc_id": origin,
        "coverage_a": 1.0, "coverage_b": 1.0, "confidence": 1.0, "n_passages": 1,
    }  # fmt: skip


def pair(a, b, relation, origin=None, links=None, *, sibling=False):
    origin = origin and f"{origin}.txt"
    return {
        "a": f"{a}.txt", "b": f"{b}.txt", "relation": relation, "origin": origin, "sibling": sibling, "links": links
    }  # fmt: skip


def truth(folder, **files):
    (folder / "raw").mkdir()
    for name, rows in files.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def docs(stories, hosts=()):
    return [
        {"uri": f"{doc}.txt", "language": "en", "story": stories.get(doc)} | ({"hosts": True} if doc in hosts else {})
        for doc in DOCS
    ]


def scored(target, folder):
    return score(target, folder, folder / "raw")


def test_a_found_pair_is_right_a_missed_one_missed_an_invented_one_wrong(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    target = warehouse("overlaps", overlap("a", "b", "copy"), overlap("c", "d", "rewrite"))
    truth(tmp_path, truth_docs=docs({}), truth_pairs=[pair("a", "b", "copy"), pair("a", "c", "translation")])
    figures = scored(target, tmp_path)["overlap"]
    assert figures["said"] == {"copy": 1, "rewrite": 1}
    assert figures["derived"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "right": 1, "wrong": 1, "missed": 1}
    assert figures["copy"]["f1"] == 1
    assert figures["translation"]["missed"] == 1
    assert figures["rewrite"]["wrong"] == 1


def test_another_derived_relation_is_wrong_for_its_own_but_right_for_derived(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    target = warehouse("overlaps", overlap("a", "b", "excerpt"))
    truth(tmp_path, truth_docs=docs({}), truth_pairs=[pair("a", "b", "copy")])
    figures = scored(target, tmp_path)["overlap"]
    assert figures["derived"]["f1"] == 1
    assert figures["copy"]["recall"] == figures["excerpt"]["precision"] == 0


def mention(doc, entity, start):
    return {
        "doc_id": doc, "entity_id": entity, "start_char": start, "end_char": start + 1,
        "surface": "X", "type": "PER", "confidence": 1.0,
    }  # fmt: skip


def test_an_entity_named_twice_is_linked_if_the_translation_mentions_it(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    in_original = [mention("a", entity, start) for start, entity in enumerate(("one", "one", "two", "two", "once"))]
    target = warehouse("mentions", *in_original, mention("b", "one", 0), mention("c", "two", 0))
    truth(
        tmp_path, truth_docs=docs({}), truth_pairs=[pair("a", "b", "translation", "a"), pair("a", "c", "rewrite", "a")]
    )
    assert scored(target, tmp_path)["linking"] == {
        "linked": 0.5,
        "entities": 2,
        "en-en": {"linked": 0.5, "entities": 2},
    }


@pytest.mark.parametrize(
    ("stories", "hosts", "pairs"),
    [
        pytest.param({}, (), [pair("a", "b", "unclear")], id="the truth says that it is unclear"),
        pytest.param({"a": "s", "b": "s"}, (), [], id="one story"),
        pytest.param({}, ("b",), [], id="around a host"),
    ],
)
def test_what_cannot_be_known_counts_neither_way(warehouse, tmp_path, stories, hosts, pairs):
    warehouse("articles", *map(article, DOCS))
    target = warehouse("overlaps", overlap("a", "b", "copy"))
    truth(tmp_path, truth_docs=docs(stories, hosts), truth_pairs=pairs)
    assert scored(target, tmp_path)["overlap"]["derived"]["wrong"] == 0


def test_an_independent_report_called_derived_is_told(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    target = warehouse("overlaps", overlap("a", "b", "rewrite"), overlap("a", "c", "same_event"))
    same = [pair("a", "b", "same_event"), pair("a", "c", "same_event"), pair("b", "c", "same_event")]
    truth(tmp_path, truth_docs=docs({}), truth_pairs=same)
    figures = scored(target, tmp_path)["overlap"]
    assert figures["derived_on_same_event"] == 0.333
    assert figures["same_event"] == {"recall": 0.667, "unrelated": 0}


def test_an_origin_is_right_wrong_or_one_that_siblings_do_not_have(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    target = warehouse(
        "overlaps",
        overlap("a", "b", "copy", "a"),
        overlap("a", "c", "copy", "c"),
        overlap("a", "d", "copy"),
        overlap("b", "c", "copy", "b"),
    )
    known = [pair("a", other, "copy", "a") for other in "bcd"]
    truth(tmp_path, truth_docs=docs({}), truth_pairs=[*known, pair("b", "c", "copy", sibling=True)])
    assert scored(target, tmp_path)["overlap"]["direction"] == {
        "known": 3, "told": 2, "right": 1, "between_siblings": 1, "accuracy": 0.333
    }  # fmt: skip


def test_passages_are_held_against_the_lines_that_they_stand_on(warehouse, tmp_path):
    body = "first line\nsecond line"
    warehouse("articles", *(article(doc, body) for doc in DOCS))
    warehouse("overlaps", overlap("a", "b", "translation"))
    span = {"doc_a": "a", "doc_b": "b", "similarity": 1.0, "kind": "translated"}
    target = warehouse(
        "passages",
        span | {"start_a": 0, "end_a": 10, "start_b": 0, "end_b": 10},
        span | {"start_a": 11, "end_a": 22, "start_b": 1, "end_b": 9},
    )
    truth(tmp_path, truth_docs=docs({}), truth_pairs=[pair("a", "b", "translation", links=[[1, 1], [2, 2], [0, 0]])])
    for doc in DOCS:
        (tmp_path / "raw" / f"{doc}.txt").write_text(f"A headline\n{body}\n", encoding="utf-8")
    figures = scored(target, tmp_path)["overlap"]["passages"]
    assert (figures["right"], figures["wrong"], figures["missed"]) == (1, 1, 1)


def test_stories_are_scored_by_b_cubed(warehouse, tmp_path):
    warehouse("articles", *map(article, DOCS))
    told = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}
    target = warehouse("story_articles", *({"story_id": str(story), "doc_id": doc} for doc, story in told.items()))
    truth(tmp_path, truth_docs=docs({"a": "x:1", "b": "x:1", "c": "x:2", "d": "x:2"}), truth_pairs=[])
    # precision: 2/3 for a and b, 1/3 for c, 1 for d; recall: 1 for a and b, 1/2 for c and d; e has no story
    assert scored(target, tmp_path)["overlap"]["stories"]["f1"] == 0.706


def test_languages_and_articles_are_counted(warehouse, tmp_path):
    target = warehouse("articles", article("a"), article("b", language="de"))
    truth(tmp_path, truth_docs=docs({}), truth_pairs=[])
    figures = scored(target, tmp_path)["overlap"]
    assert (figures["documents"], figures["articles"], figures["language_accuracy"]) == (5, 2, 0.2)


def test_main_text_is_scored_by_its_words(warehouse, tmp_path):
    target = warehouse("articles", article("a", "one two three four"), article("b", "one"))
    truth(tmp_path, truth=[{"uri": "a.txt", "text": "One, two."}, {"uri": "b.txt", "text": "one two"}])
    assert scored(target, tmp_path)["boilerplate"] == {
        "precision": 75.0, "recall": 75.0, "f1": 66.7, "under_90_percent_recall": 50, "without_text": 0, "documents": 2
    }  # fmt: skip


def test_an_article_that_was_lost_has_no_text(warehouse, tmp_path):
    target = warehouse("articles")
    truth(tmp_path, truth=[{"uri": "a.txt", "text": "One, two."}])
    assert scored(target, tmp_path)["boilerplate"]["without_text"] == 1


def test_names_are_scored_by_exact_spans_and_misc_by_its_bounds_only(warehouse, tmp_path):
    warehouse("articles", article("a", "Ada met Bo in Ulm. Gone."))
    mention = {"doc_id": "a", "entity_id": "x", "surface": "x", "confidence": 1.0}
    target = warehouse(
        "mentions",
        mention | {"start_char": 0, "end_char": 3, "type": "PER"},
        mention | {"start_char": 8, "end_char": 10, "type": "MISC"},
        mention | {"start_char": 14, "end_char": 17, "type": "ORG"},
    )
    spans = [[0, 3, "PER"], [8, 10, "PER"], [14, 17, "LOC"]]
    sentences = [{"text": "Ada met Bo in Ulm.", "spans": spans}, {"text": "Never written.", "spans": [[0, 5, "PER"]]}]
    truth(tmp_path, truth=[{"uri": "a.txt", "set": "s", "language": "en", "sentences": sentences}])
    figures = scored(target, tmp_path)["entities"]
    assert figures["s"] == {
        "typed": 40.0, "bound": 100.0, "PER": 66.7, "ORG": 0.0, "LOC": 0.0, "lost": 1, "sentences": 2
    }  # fmt: skip
    assert figures["mean_typed_f1"] == 40.0
    assert figures["sentences_lost_percent"] == 50.0


def test_subjects_are_scored_among_all_and_among_those_of_the_set(warehouse, tmp_path):
    warehouse("articles", article("a"), article("b"))
    ranked = {"a": ("medtop:04000000", "medtop:15000000"), "b": ("medtop:01000000", "medtop:15000000")}
    target = warehouse(
        "article_topics",
        *(
            {"doc_id": doc, "topic_id": topic, "score": 0.5, "rank": rank, "assigned": True}
            for doc, topics in ranked.items()
            for rank, topic in enumerate(topics, 1)
        ),
    )
    codes = {"a": "04000000", "b": "15000000"}
    truth(tmp_path, truth=[{"uri": f"{doc}.txt", "set": "s", "topic": code} for doc, code in codes.items()])
    assert scored(target, tmp_path)["topics"] == {"s": {"top_1": 50.0, "among_its_codes": 100.0, "documents": 2}}


def test_a_folder_without_truth_is_refused(warehouse, tmp_path):
    with pytest.raises(NoTruthError, match="holds neither"):
        scored(warehouse("articles"), tmp_path)


def test_truth_of_another_kind_is_refused(warehouse, tmp_path):
    truth(tmp_path, truth=[{"uri": "a.txt", "colour": "red"}])
    with pytest.raises(NoTruthError, match="topic, sentences, text"):
        scored(warehouse("articles"), tmp_path)


def test_figures_are_written_one_a_line():
    assert lines({"documents": 2, "copy": {"right": 1, "wrong": 0}}) == [
        "  documents                  2",
        "  copy                       right 1 wrong 0",
    ]
