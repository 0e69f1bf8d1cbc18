import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from schemas.private import Signature, TopicScore
from schemas.silver import Article
from transforms.silver.signatures import LEAD_CHARACTERS, lead_vector
from transforms.silver.topic_scores import CLEAR, LEAST_SCORE, topic_scores, topics_of
from transforms.topics.codebook import IPTC, SECOND, names, subjects
from transforms.topics.cues import cue_scores
from transforms.topics.keywords import keywords
from transforms.topics.model import ROOT, children, model, scores

WEIGHTS = "c32d2506e2293495bb0094591c3b3d89f523e8cd726b081169fe2ac46b395654"
HELD_OUT = Path(__file__).parents[3] / "benchmarks" / "topics_held_out.toml"

SPORT = IPTC + "15000000"
MATCH = "Keeper saves two penalties. The home side won the shoot-out, and the coach praised his players and the fans."
BUDGET = "Noticias del banco. El banco central sube los tipos de interés para frenar la inflación y el euro se aprecia."

VAGUE = "He said he would wait and see. They will meet again on Friday, she added. It was not clear how long it takes."


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


def first(found, topics):
    return max(topics, key=lambda topic: (found[topic], topic))


def below(found):
    return [topic for topic in found if topic.startswith(SECOND)]


def held_out(language):
    return [t for t in tomllib.loads(HELD_OUT.read_text(encoding="utf-8"))["texts"] if t["language"] == language]


def test_the_weights_are_the_ones_that_were_measured():
    kept = files("transforms").joinpath("topics", "weights.npz").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == WEIGHTS
    assert len(kept) < 300_000


def test_every_cell_of_the_model_has_its_place_in_the_codebook():
    leaves = {topic for topic in names() if topic not in children()}
    assert {*model().cells} == {*leaves, "none"}
    assert set(children()) <= {ROOT, *names()}


def test_the_codebook_is_a_tree_whose_parents_come_first():
    seen = {None}
    for topic, named in names().items():
        assert named.parent in seen
        seen.add(topic)
    assert len(subjects()) == 17


def test_subjects_of_one_second_level_fall_under_one_of_the_17():
    cells = tomllib.loads(files("transforms").joinpath("topics", "subjects.toml").read_text(encoding="utf-8"))
    pairs = {(cell["second"], cell["code"]) for cell in cells["subjects"] if "second" in cell}
    assert len({second for second, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja"])
def test_short_articles_in_other_languages_get_their_subject_first(language):
    texts = held_out(language)
    found = [scores(lead_vector(f"{text['title']}. {text['body']}")) for text in texts]
    right = [first(said, subjects()) == IPTC + text["code"] for text, said in zip(texts, found, strict=True)]
    finer = [
        first(said, below(said)) == IPTC + text["second"]
        for text, said in zip(texts, found, strict=True)
        if "second" in text
    ]
    assert len(right) == 17
    assert sum(right) >= 16
    assert sum(finer) >= 0.8 * len(finer)


def test_no_topic_scores_more_than_the_one_above_it():
    found = scores(lead_vector(MATCH))
    assert all(found[topic] <= found[named.parent] for topic, named in names().items() if named.parent)
    assert 0.95 < sum(found[subject] for subject in subjects()) <= 1
    assert first(found, subjects()) == SPORT
    assert first(found, below(found)) == IPTC + "20000822"


def test_all_subjects_are_kept_and_below_them_what_is_likely():
    read = articles(("a", "en", "Match", MATCH))
    kept = topic_scores(read, signed(a=MATCH)).collect()["scores"][0].to_list()
    said = {row["topic_id"]: row["score"] for row in kept}
    assert subjects() <= said.keys()
    assert all(score >= LEAST_SCORE for topic, score in said.items() if topic not in subjects())
    assert {IPTC + "20000822", "corpus:football"} <= said.keys()
    assert len(said) <= 17 + 6


@pytest.mark.parametrize(
    "text",
    [
        VAGUE,
        "2019 2020 2021 2022 2023. Total 12 40 33 18 7. Share 4.1 % 3.9 % 2.2 % 8.0 %.",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "Qwx zzt plk. Vrr mnb ghj uio. Trw kkl.",
        "Yes.",
    ],
)
def test_text_without_a_subject_scores_low_everywhere(text):
    assert max(scores(lead_vector(text)).values()) < 0.25


def test_an_article_on_two_things_has_both_subjects_first():
    found = scores(lead_vector("Teachers walk out over pay. The union says the strike will close every school."))
    ranked = sorted(subjects(), key=lambda topic: -found[topic])
    assert ranked[:2] == [IPTC + "09000000", IPTC + "05000000"]
    assert found[ranked[1]] > 10 * found[ranked[2]]


def test_an_article_is_read_on_where_its_lead_leaves_the_subject_open():
    vague = lead_vector(VAGUE)
    assert max(scores(vague).values()) < CLEAR
    assert topics_of(vague, "") == scores(vague)
    assert first(topics_of(vague, MATCH), subjects()) == SPORT
    assert topics_of(lead_vector(BUDGET), MATCH) == scores(lead_vector(BUDGET))


def test_the_body_is_what_follows_the_lead():
    title = "Wait and see"
    read = articles(("a", "en", title, f"{VAGUE:<{LEAD_CHARACTERS - len(title)}} {MATCH} Full"))
    kept = topic_scores(read, signed(a=VAGUE)).collect()["scores"][0].to_list()
    assert {row["topic_id"]: row["score"] for row in kept}[SPORT] == topics_of(lead_vector(VAGUE), MATCH)[SPORT]


def test_scores_do_not_depend_on_what_else_is_scored():
    read = articles(("a", "en", "Match", MATCH), ("b", "es", "Noticias", BUDGET))
    both = topic_scores(read, signed(a=MATCH, b=BUDGET)).collect()
    alone = topic_scores(articles(("b", "es", "Noticias", BUDGET)), signed(b=BUDGET)).collect()
    assert both.filter(doc_id="b").equals(alone)


def test_articles_in_unknown_languages_or_without_a_lead_get_no_guess():
    read = articles(("a", "en", "Match", MATCH), ("b", "und", "Zyx", "Qwx zzt plk."), ("c", "en", None, ""))
    made = topic_scores(read, signed(a=MATCH, b=None, c=None)).collect()
    assert made["doc_id"].to_list() == ["a"]
    assert len(TopicScore.split(made)[0]) == 1


@pytest.mark.parametrize(
    ("language", "title", "text", "code"),
    [
        ("cs", "Brankář chytil penaltu", "Domácí tým vyhrál zápas a trenér chválil hráče.", "15000000"),
        ("cs", "Volby do senátu", "Strany koalice i opozice čekají, co řeknou voliči premiérovi.", "11000000"),
        (
            "sv",
            "Centralbanken höjer räntan",
            "Inflationen pressar företag och bank, aktier faller på börsen.",
            "04000000",
        ),
        ("vi", "Ca sĩ ra album mới", "Nghệ sĩ hát các bài hát trong bộ phim của đạo diễn trẻ.", "01000000"),
    ],
)
def test_cue_words_speak_where_the_encoder_does_not(language, title, text, code):
    kept = topic_scores(articles(("a", language, title, text)), signed(a=None)).collect()
    said = {row["topic_id"]: row["score"] for row in kept["scores"][0].to_list()}
    assert kept["encoded"].to_list() == [False]
    assert said.keys() == subjects()
    assert first(said, subjects()) == IPTC + code
    assert said[IPTC + code] >= 0.25


@pytest.mark.parametrize("text", ["", "Ano.", "Přišel pozdě večer a nic neřekl.", "2019 2020 12 %", "<b>" * 50])
def test_text_without_cue_words_scores_nothing(text):
    assert max(cue_scores(None, text, "cs").values()) < 0.25


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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Cette usine ferme. Pour cette raison, l'usine est également vide, et cet atelier également."),
        ("de", "Deswegen schließt das Werk. Auch deswegen soll das Werk leer sein, und dabei soll es bleiben."),
        ("it", "Questo stabilimento chiude. Proprio questo stabilimento proprio ora."),
    ],
)
def test_function_words_are_no_keywords(language, text):
    assert [word.lower() for word in keywords(None, text, language)] in (["usine"], ["werk"], ["stabilimento"])


def test_elided_articles_are_no_part_of_a_keyword():
    assert keywords(None, "Il voit l'usine et parle de l'usine.", "fr") == ["usine"]


def test_scripts_without_spaces_have_keywords():
    assert keywords(None, "新しい水族館でイルカを見た。水族館のイルカは元気だ。", "ja") == ["イルカ", "水族館"]


@pytest.mark.parametrize("text", ["", "\x00\x01", "🙂" * 50, "a" * 100_000, "<b>" * 500, "مرحبا مرحبا"])
@pytest.mark.parametrize("language", ["en", "ja", "ar", "zh", "cs", "und"])
def test_odd_text_raises_nothing(text, language):
    assert len(keywords(text, text, language)) <= 8
