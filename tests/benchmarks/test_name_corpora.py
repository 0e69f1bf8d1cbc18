"""Corpora of names are read as their repositories hold them, and become running text with labelled words."""

import json
from pathlib import Path

import pytest

from benchmarks import name_corpora
from benchmarks.name_examples import attributes, labels_of, text_of
from transforms.silver.names.draft import read, sights


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def words(documents):
    return [[" ".join(f"{word}/{label}" for word, label in sentence) for sentence in one] for one in documents]


def test_a_name_begins_with_b_however_the_corpus_writes_it(tmp_path):
    write(tmp_path, "wikigold.conll.txt", "Ole I-PER\nBerg I-PER\nin O\nOslo I-LOC\n\nNo O\n")
    found = words(name_corpora.wikigold(tmp_path))
    assert found == [["Ole/B-PER Berg/I-PER in/O Oslo/B-LOC", "No/O"]]


def test_words_made_of_a_name_are_names_if_they_have_its_capital(tmp_path):
    write(
        tmp_path,
        "NER-de-test.tsv",
        "#\tx\n1\tDeutsche\tB-LOCderiv\tO\n2\tdeutsche\tB-LOCderiv\tO\n3\tOslo-Reise\tB-LOCpart\tO\n",
    )
    assert words(name_corpora.germeval(tmp_path)) == [["Deutsche/B-MISC deutsche/O Oslo-Reise/O"]]


def test_classes_of_a_subject_become_the_four_kinds(tmp_path):
    write(tmp_path, "ner_data/music/train.txt", "Fjord\tB-band\nplays\tO\nrock\tB-musicgenre\nNordlys\tB-album\n")
    for subject in ("politics", "science", "music", "literature", "ai"):
        for part in ("train", "test"):
            if (subject, part) != ("music", "train"):
                write(tmp_path, f"ner_data/{subject}/{part}.txt", "")
    assert words(name_corpora.crossner(tmp_path)) == [["Fjord/B-ORG plays/O rock/O Nordlys/B-MISC"]]


def test_handles_are_no_names(tmp_path):
    for part in "abefgh":
        write(tmp_path, f"{part}.conll", "@\tB-PER\nfjord\tI-PER\nOslo\tB-LOC\n" if part == "a" else "")
    assert words(name_corpora.broad_twitter(tmp_path)) == [["@/O fjord/O Oslo/B-LOC"]]


def test_mentions_are_laid_over_their_sentences(tmp_path):
    mention = {"pos": [1, 3], "sent_id": 0, "type": "PER"}
    year = {"pos": [4, 5], "sent_id": 0, "type": "TIME"}
    one = {"sents": [["Sir", "Ole", "Berg", "in", "1920"]], "vertexSet": [[mention], [year]]}
    write(tmp_path, "data/test_revised.json", json.dumps([one]))
    assert words(name_corpora.redocred(tmp_path)) == [["Sir/O Ole/B-PER Berg/I-PER in/O 1920/O"]]


def test_objects_are_the_names_in_their_spans(tmp_path):
    write(tmp_path, "testset/a.tokens", "1 0 3 Оле\n2 4 4 Берг\n3 9 4 мэр\n\n4 14 4 Осло\n")
    write(
        tmp_path,
        "testset/a.spans",
        "7 name 0 3 1 1  # 1 Оле\n8 surname 4 4 2 1  # 2 Берг\n9 loc_name 14 4 4 1  # 4 Осло\n",
    )
    write(tmp_path, "testset/a.objects", "5 Person 7 8 # Оле Берг\n6 LocOrg 9 # Осло\n")
    assert words(name_corpora.factrueval(tmp_path)) == [["Оле/B-PER Берг/I-PER мэр/O", "Осло/B-LOC"]]


def test_lost_full_stops_do_not_make_one_sentence_of_a_newspaper(tmp_path):
    write(tmp_path, "a.bio", "Wort O\n" * 150)
    (document,) = name_corpora.europeana(tmp_path)
    assert [len(sentence) for sentence in document] == [60, 60, 30]


@pytest.fixture
def labelled():
    return [[("(", "O"), ("Ole", "B-PER"), ("Berg", "I-PER"), (")", "O"), ("'s", "O"), ("ferry", "O"), (".", "O")]]


def test_words_become_running_text(labelled):
    document, names = text_of(labelled)
    assert document.text == "(Ole Berg)'s ferry.\n"
    assert [document.text[start:end] for start, end, _ in names] == ["Ole Berg"]


def test_words_have_labels_and_all_that_the_tagger_looks_up(labelled):
    document, names = text_of(labelled)
    draft = read(document._replace(language="en"))
    (labels,) = labels_of(draft, names)
    assert labels[1:3] == ["B-PER", "I-PER"]
    (sentence,) = sights(draft)
    made = attributes(sentence)
    assert len(made) == len(labels)
    assert {"+0\tw=ole", "+1\tw=berg", "-1\tw=("} <= set(made[1])
