import polars as pl

from schemas.gold import ArticleTopic, Topic
from schemas.private import TopicScore
from transforms.gold.topics import ASSIGNED, article_topics, topics
from transforms.topics.codebook import SUBJECTS

SPORT, POLITICS, FOOTBALL = "medtop:15000000", "medtop:11000000", "corpus:football"


def scored(doc, words=(), **likely):
    """Score one article: every subject of IPTC, and football."""
    fits = {f"medtop:{code}": 0.01 for code in SUBJECTS} | {SPORT: likely.get("sport", 0.01)}
    fits[POLITICS] = likely.get("politics", 0.01)
    if "football" in likely:
        fits[FOOTBALL] = likely["football"]
    return {
        "doc_id": doc,
        "scores": [{"topic_id": topic, "score": score} for topic, score in fits.items()],
        "words": list(words),
    }


def made(*rows):
    return pl.DataFrame(list(rows), schema=TopicScore.dtypes()).lazy()


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


def test_each_scheme_is_ranked_on_its_own():
    ranked = article_topics(made(scored("a", sport=0.9, football=0.4))).collect()
    assert ranked.filter(pl.col("rank") == 1)["topic_id"].to_list() == [FOOTBALL, SPORT]


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
    assert described.row(by_predicate=pl.col("topic_id") == FOOTBALL, named=True)["parent_topic_id"] == SPORT


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
