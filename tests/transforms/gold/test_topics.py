import polars as pl

from schemas.gold import ArticleTopic, Overlap, Topic
from schemas.private import TopicScore
from transforms.gold import topics as built
from transforms.gold.topics import ASSIGNED, topics
from transforms.topics.codebook import subjects

SPORT, POLITICS, DISCIPLINE, FOOTBALL = "medtop:15000000", "medtop:11000000", "medtop:20000822", "corpus:football"


def scored(doc, words=(), *, encoded=True, **likely):
    """Score one article: every subject of IPTC, and football with what it falls under."""
    fits = dict.fromkeys(subjects(), 0.01) | {SPORT: likely.get("sport", 0.01)}
    fits[POLITICS] = likely.get("politics", 0.01)
    if "football" in likely:
        fits[DISCIPLINE] = fits[FOOTBALL] = likely["football"]
    return {
        "doc_id": doc,
        "encoded": encoded,
        "scores": [{"topic_id": topic, "score": score} for topic, score in fits.items()],
        "words": list(words),
    }


def made(*rows):
    return pl.DataFrame(list(rows), schema=TopicScore.dtypes()).lazy()


def overlapping(*rows):
    """Make overlaps of (doc_a, doc_b, relation, confidence)."""
    shown = pl.DataFrame(rows, schema=["doc_a", "doc_b", "relation", "confidence"], orient="row")
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in Overlap.dtypes().items() if name not in shown.columns]
    return shown.with_columns(missing).select(Overlap.dtypes().names()).lazy()


def article_topics(scores, overlaps=None):
    return built.article_topics(scores, Overlap.empty().lazy() if overlaps is None else overlaps)


def both(scores):
    of_articles = article_topics(scores).collect()
    return of_articles, topics(scores, of_articles.lazy()).collect()


CUP = [scored(f"d{n}", ["Hohenwald", "cup"], sport=0.9, football=0.8) for n in range(3)]


def test_all_subjects_are_ranked_and_those_that_score_high_are_assigned():
    ranked = article_topics(made(scored("a", sport=0.5, politics=0.3))).collect()
    assert ranked["rank"].to_list() == list(range(1, 18))
    assert ranked.filter("assigned")["topic_id"].to_list() == [SPORT, POLITICS]


def test_an_article_without_a_subject_is_assigned_none():
    ranked = article_topics(made(scored("a", sport=ASSIGNED - 0.01))).collect()
    assert ranked.filter("assigned").is_empty()


def test_a_second_subject_far_ahead_of_the_third_is_assigned_behind_a_clear_first():
    ahead = scored("a", sport=0.95, politics=0.04)
    close = scored("b", sport=0.8, politics=0.1)
    ranked = article_topics(made(ahead, close)).filter("assigned").collect()
    assert ranked.select("doc_id", "topic_id").rows() == [("a", SPORT), ("a", POLITICS), ("b", SPORT)]


def test_each_scheme_is_ranked_on_its_own_and_the_second_level_after_the_17():
    ranked = article_topics(made(scored("a", sport=0.9, football=0.4))).collect()
    assert ranked.filter(pl.col("rank") == 1)["topic_id"].to_list() == [FOOTBALL, SPORT]
    assert ranked.filter(topic_id=DISCIPLINE)["rank"].to_list() == [18]


def test_an_article_without_scores_has_the_topics_of_its_surest_original():
    scores = made(scored("b", sport=0.9, football=0.8), scored("c", politics=0.9), scored("d", politics=0.9))
    known = overlapping(("a", "c", "copy", 0.5), ("a", "b", "translation", 0.9), ("a", "d", "same_event", 1.0))
    heirs = article_topics(scores, known).filter(doc_id="a").collect()
    assert heirs.filter("assigned").select("topic_id", "score").rows() == [
        (FOOTBALL, 0.72),
        (SPORT, 0.81),
        (DISCIPLINE, 0.72),
    ]


def test_an_original_says_more_than_cue_words():
    scores = made(scored("a", encoded=False, politics=0.5), scored("b", sport=0.9))
    heirs = article_topics(scores, overlapping(("a", "b", "translation", 0.9))).filter("assigned", doc_id="a").collect()
    assert heirs.select("topic_id", "score").rows() == [(SPORT, 0.81)]
    alone = article_topics(scores).filter("assigned", doc_id="a").collect()
    assert alone.select("topic_id", "score").rows() == [(POLITICS, 0.5)]


def test_an_article_with_scores_inherits_nothing():
    scores = made(scored("a", politics=0.9), scored("b", sport=0.9))
    known = overlapping(("a", "b", "copy", 1.0))
    assert article_topics(scores, known).collect().equals(article_topics(scores).collect())


def test_a_keyword_that_several_articles_of_a_topic_share_makes_a_topic_below_it():
    of_articles, described = both(made(*CUP))
    below = described.row(by_predicate=pl.col("topic_id") == f"{FOOTBALL}/hohenwald", named=True)
    assert (below["label"], below["parent_topic_id"], below["n_documents"]) == ("Football: Hohenwald", FOOTBALL, 3)
    assert of_articles.filter(topic_id=f"{FOOTBALL}/hohenwald")["rank"].to_list() == [3, 3, 3]


def test_two_articles_are_too_few_to_split_a_topic():
    assert not article_topics(made(*CUP[:2])).collect()["topic_id"].str.contains("/").any()


def test_topics_hang_together():
    _, described = both(made(*CUP))
    parents = described["parent_topic_id"].drop_nulls().to_list()
    assert set(parents) <= set(described["topic_id"])
    assert described.row(by_predicate=pl.col("topic_id") == FOOTBALL, named=True)["parent_topic_id"] == DISCIPLINE
    assert described.row(by_predicate=pl.col("topic_id") == DISCIPLINE, named=True)["parent_topic_id"] == SPORT


def test_topics_of_iptc_bear_its_labels():
    labels = dict(both(made(*CUP))[1].select("topic_id", "label").iter_rows())
    assert (labels[SPORT], labels[DISCIPLINE]) == ("sport", "competition discipline")


def test_topics_are_the_same_in_any_order():
    forth, back = both(made(*CUP)), both(made(*reversed(CUP)))
    assert forth[0].equals(back[0])
    assert forth[1].equals(back[1])


def test_a_new_document_renames_no_topic():
    before = both(made(*CUP))[1]
    after = both(made(*CUP, scored("new", ["vote"], politics=0.9)))[1]
    kept = before.select("topic_id", "label", "parent_topic_id").join(
        after, on=["topic_id", "label", "parent_topic_id"], how="semi", nulls_equal=True
    )
    assert len(kept) == len(before)


def test_keywords_are_the_topic_s_own():
    other = [scored(f"p{n}", ["vote", "street"], politics=0.9) for n in range(3)]
    street = [scored(f"s{n}", ["street", "goal"], sport=0.9) for n in range(3)]
    described = both(made(*other, *street))[1]
    said = dict(described.select("topic_id", "keywords").iter_rows())
    assert said[POLITICS] == ["vote", "street"]
    assert said[SPORT] == ["goal", "street"]
    assert said["medtop:17000000"] == []


def test_no_articles_have_no_topics():
    of_articles, described = both(made())
    assert of_articles.schema == ArticleTopic.dtypes()
    assert described.schema == Topic.dtypes()
    assert of_articles.is_empty()
    assert described.is_empty()
