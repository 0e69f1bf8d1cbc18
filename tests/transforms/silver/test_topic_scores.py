import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from schemas.private import Signature, TopicScore
from schemas.silver import Article
from transforms.silver.signatures import lead_vector
from transforms.silver.topic_scores import topic_scores, topics_of
from transforms.topics.codebook import CORPUS, IPTC, SUBJECTS, names, schemes
from transforms.topics.keywords import keywords

WEIGHTS = "d5d007c12d4f77d64ba6fd6aabacb3745f200b787e981068356692271c36ed2f"
HELD_OUT = Path(__file__).parents[3] / "benchmarks" / "topics_held_out.toml"

MATCH = "Keeper saves two penalties. The home side won the shoot-out, and the coach praised his players and the fans."
BUDGET = "Noticias del banco. El banco central sube los tipos de interés para frenar la inflación y el euro se aprecia."


def articles(*rows):
    """Make articles of (doc_id, language, title, text)."""
    shown = pl.DataFrame(rows, schema=["doc_id", "language", "title", "text"], orient="row")
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in Article.dtypes().items() if name not in shown.columns]
    return shown.with_columns(missing).select(Article.dtypes().names()).lazy()


def signed(**leads):
    """Make signatures that hold the leads of these documents."""
    rows = [{"doc_id": doc, "lead": None if lead is None else lead_vector(lead)} for doc, lead in leads.items()]
    shown = pl.DataFrame(rows, schema={"doc_id": pl.String, "lead": Signature.dtypes()["lead"]})
    missing = [
        pl.lit(None, dtype).alias(name) for name, dtype in Signature.dtypes().items() if name not in shown.columns
    ]
    return shown.with_columns(missing).select(Signature.dtypes().names()).lazy()


def first(lead):
    return topics_of(lead_vector(lead))[0]["topic_id"]


def test_the_weights_are_the_ones_that_were_measured():
    kept = files("transforms").joinpath("topics", "weights.npz").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == WEIGHTS
    assert len(kept) < 300_000


def test_every_topic_of_the_weights_has_a_name():
    iptc, corpus = schemes()
    assert iptc.topics == tuple(IPTC + code for code in sorted(SUBJECTS))
    assert set(iptc.topics) | set(corpus.topics) == set(names())


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja"])
def test_short_articles_in_other_languages_get_their_subject_first(language):
    texts = [t for t in tomllib.loads(HELD_OUT.read_text(encoding="utf-8"))["texts"] if t["language"] == language]
    right = [first(f"{text['title']}. {text['body']}") == IPTC + text["code"] for text in texts]
    assert len(right) == 17
    assert sum(right) >= 15


def test_all_subjects_are_scored_and_a_few_topics_of_the_corpus():
    topics = [row["topic_id"] for row in topics_of(lead_vector(MATCH))]
    assert sorted(topics[:17]) == [IPTC + code for code in sorted(SUBJECTS)]
    assert topics[0] == IPTC + "15000000"
    assert topics[17] == CORPUS + "football"
    assert len(topics) <= 20


def test_text_without_a_subject_scores_low_everywhere():
    said = (
        "He said he would wait and see. They will meet again on Friday, she added. It was not clear how long it takes."
    )
    assert max(row["score"] for row in topics_of(lead_vector(said))) < 0.25


def test_a_lead_scores_the_same_alone_and_among_others():
    leads = np.vstack([lead_vector(MATCH), lead_vector(BUDGET)] * 9)
    for scheme in schemes():
        together = scheme.scores(leads)
        assert all((scheme.scores(leads[row : row + 1])[0] == together[row]).all() for row in range(len(leads)))


def test_articles_outside_the_encoder_or_without_a_lead_get_no_guess():
    read = articles(("a", "en", "Match", MATCH), ("b", "cs", "Zápas", "Brankář chytil penaltu."), ("c", "en", None, ""))
    scored = topic_scores(read, signed(a=MATCH, b=MATCH, c=None)).collect()
    assert scored["doc_id"].to_list() == ["a"]
    assert len(TopicScore.split(scored)[0]) == 1


def test_nothing_comes_of_nothing():
    scored = topic_scores(Article.empty().lazy(), Signature.empty().lazy()).collect()
    assert scored.schema == TopicScore.dtypes()
    assert scored.is_empty()


def test_keywords_are_repeated_names_and_content_words():
    text = (
        "The ferry of Anna Blum sank. Later Anna Blum said the ferry had been old. Mr Koch said nothing about the crew."
    )
    assert keywords("Old ferry sinks", text, "en") == ["ferry", "Anna Blum"]


def test_keywords_leave_out_titles_of_persons_and_stop_words():
    text = "Yesterday Mr Koch said that Mr Koch would not come on Monday, or on Monday after that, he said yesterday."
    assert keywords(None, text, "en") == ["Koch"]


def test_elided_articles_are_no_part_of_a_keyword():
    assert keywords(None, "Il voit l'usine et parle de l'usine.", "fr") == ["usine"]


def test_scripts_without_spaces_have_keywords():
    assert keywords(None, "新しい水族館でイルカを見た。水族館のイルカは元気だ。", "ja") == ["イルカ", "水族館"]


@pytest.mark.parametrize("text", ["", "\x00\x01", "🙂" * 50, "a" * 100_000, "<b>" * 500, "مرحبا مرحبا"])
@pytest.mark.parametrize("language", ["en", "ja", "ar", "zh", "cs", "und"])
def test_odd_text_raises_nothing(text, language):
    assert len(keywords(text, text, language)) <= 8
