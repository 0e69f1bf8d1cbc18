"""Generated corpora: the same for the same seed, and planted as their truth says."""

import json
import re
from itertools import combinations

import pytest

from benchmarks.generate import EXCERPT_WORDS, HEAD, MAX_COPIES, WAVE_COPIES, WAVE_NUMBER, Draft, Generator, write
from benchmarks.grammar import LANGUAGES, PHRASES

SEED = 7
N_ARTICLES = 400


@pytest.fixture(scope="module")
def families():
    return list(Generator(SEED).families(N_ARTICLES))


def planted(families, relation):
    return [pair for family in families for pair in family.pairs if pair.relation == relation]


def shingles(text):
    words = re.findall(r"\w+", text)
    return set(zip(*(words[n:] for n in range(5)), strict=False))


def text(article):
    return "\n".join(article.body)


def shared(article, other):
    ours = shingles(text(article))
    return len(ours & shingles(text(other))) / len(ours)


def longest_run(article, other):
    words, others = (re.findall(r"\w+", text(each)) for each in (article, other))
    theirs = f" {' '.join(others)} "
    longest = start = 0
    for end in range(1, len(words) + 1):
        while start < end and f" {' '.join(words[start:end])} " not in theirs:
            start += 1
        longest = max(longest, end - start)
    return longest


def test_there_are_as_many_articles_as_asked_for_each_with_a_name_of_its_own(families):
    uris = [article.uri for family in families for article in family.articles]
    assert len(uris) == len(set(uris)) == N_ARTICLES


def test_the_same_seed_writes_the_same_files_and_another_seed_others(tmp_path):
    written = []
    for number, seed in enumerate((SEED, SEED, SEED + 1)):
        folder = tmp_path / str(number)
        write(folder, Generator(seed).families(40))
        written.append({file.relative_to(folder): file.read_bytes() for file in folder.rglob("*.*") if file.is_file()})
    assert written[0] == written[1]
    assert written[0] != written[2]


def test_more_articles_change_none_of_those_before(families):
    fewer = list(Generator(SEED).families(100))
    assert fewer[:-1] == families[: len(fewer) - 1]


def test_all_relations_are_planted_in_all_languages(families):
    assert {pair.relation for family in families for pair in family.pairs} == {
        "copy", "excerpt", "translation", "rewrite"
    }  # fmt: skip
    assert {article.language for family in families for article in family.articles} == set(LANGUAGES)


def test_a_copy_shares_at_least_half_of_its_wording_both_ways(families):
    for pair in planted(families, "copy"):
        assert min(shared(pair.a, pair.b), shared(pair.b, pair.a)) >= 0.5


def test_an_excerpt_is_a_long_run_in_an_article_that_is_no_copy(families):
    for pair in planted(families, "excerpt"):
        assert longest_run(pair.a, pair.b) >= EXCERPT_WORDS
        assert shared(pair.b, pair.a) < 0.5
        assert pair.b.hosts
        assert pair.b.story is None


def test_a_rewrite_has_no_wording_worth_the_name_in_common(families):
    for pair in planted(families, "rewrite"):
        assert max(shared(pair.a, pair.b), shared(pair.b, pair.a)) < 0.1
        assert longest_run(pair.a, pair.b) < 20


def test_a_rewrite_keeps_the_names_and_numbers_of_what_it_retells(families):
    for pair in planted(families, "rewrite"):
        kept = set(re.findall(r"\d+|[A-Z]\w{4,}", text(pair.b)))
        assert len(kept & set(re.findall(r"\d+|[A-Z]\w{4,}", text(pair.a)))) > 0.5 * len(kept)


def test_a_translation_has_a_paragraph_for_each_and_the_same_names_and_numbers(families):
    for pair in planted(families, "translation"):
        assert pair.a.language != pair.b.language
        assert len(pair.a.body) == len(pair.b.body)
        for ours, theirs in zip(pair.a.body, pair.b.body, strict=True):
            assert sorted(re.findall(r"\d+", ours)) == sorted(re.findall(r"\d+", theirs))


def test_links_name_the_lines_of_the_file_that_stand_for_each_other(families):
    for pair in planted(families, "translation"):
        for line, other in pair.row()["links"]:
            assert pair.a.lines[line] == pair.a.body[line - HEAD]
            assert pair.b.lines[other] == pair.b.body[other - HEAD]


def test_what_was_made_from_another_was_published_later(families):
    for family in families:
        for pair in family.pairs:
            if pair.origin:
                assert pair.a is pair.origin
                assert pair.a.lines[2] < pair.b.lines[2]


def test_siblings_are_said_to_have_no_origin(families):
    rows = [pair.row() for family in families for pair in family.pairs]
    assert {row["sibling"] for row in rows} == {True, False}
    assert all((row["origin"] is None) == row["sibling"] for row in rows)


def test_no_line_repeats_across_families_but_bylines_and_debris(families):
    seen = {}
    for number, family in enumerate(families):
        for article in family.articles:
            for line in article.body:
                assert seen.setdefault(line, number) == number or article.hosts


def test_debris_repeats_on_purpose(families):
    last = [article.lines[-1] for family in families for article in family.articles]
    assert len(set(last)) < len(last) / 2


def test_unrelated_articles_seldom_share_wording(families):
    texts = [shingles(text(family.articles[0])) for family in families]
    pairs = list(combinations(texts, 2))
    assert sum(len(a & b) >= 2 for a, b in pairs) / len(pairs) < 0.01
    assert sum(len(a & b) >= 20 for a, b in pairs) == 0


def test_no_slot_stays_open(families):
    assert not any("{" in line for family in families for article in family.articles for line in article.lines)


def test_a_phrase_has_the_same_slots_in_every_language():
    for kind in ("roles", "bodies", "places", "tails", "things", "frames"):
        for phrases in PHRASES[kind].values():
            for phrase in phrases:
                slots = [sorted(re.findall(r"\{(\w+)\}", wording)) for wording in phrase]
                assert slots == [slots[0]] * len(phrase), phrase


def test_the_truth_files_speak_of_the_files_written(tmp_path):
    n_articles = write(tmp_path, Generator(SEED).families(60))
    files = {file.relative_to(tmp_path / "raw").as_posix() for file in (tmp_path / "raw").rglob("*.txt")}
    docs, pairs, texts = (
        [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("truth_docs", "truth_pairs", "truth")
    )
    assert len(files) == n_articles == 60
    assert {doc["uri"] for doc in docs} == {row["uri"] for row in texts} == files
    assert {pair[end] for pair in pairs for end in "ab"} <= files
    for row in texts:
        assert row["text"] in (tmp_path / "raw" / row["uri"]).read_text(encoding="utf-8")


def test_a_large_corpus_has_one_wave_larger_than_any_other_family():
    generator = Generator(SEED)
    wave = Draft(generator, WAVE_NUMBER).wave()
    assert len(wave.articles) == WAVE_COPIES + 1 > 4 * (MAX_COPIES + 1)
    assert {pair.relation for pair in wave.pairs} == {"copy"}
    assert len({article.uri for article in wave.articles}) == len(wave.articles)
    sizes = [len(family.articles) for family in generator.families(1_500)]
    assert sizes.index(max(sizes)) == WAVE_NUMBER
    assert sizes.count(WAVE_COPIES + 1) == 1
