"""What stands in both texts word for word is found to the character."""

from transforms.gold.overlaps.verbatim import verbatim_runs, verbatim_share, word_runs
from transforms.shingles import wording

QUOTE = "the bridge over the river will be closed for nine weeks from Monday"


def runs(text_a, text_b, language="en"):
    a, b = wording(text_a, language), wording(text_b, language)
    return [
        (text_a[run.start_a : run.end_a], text_b[run.start_b : run.end_b])
        for run in verbatim_runs(a, b, word_runs(a, b))
    ]


def test_a_run_is_exact_to_the_character():
    assert runs(f"He said {QUOTE}, sadly.", f"As we hear: {QUOTE}, of course.") == [(f"{QUOTE},", f"{QUOTE},")]


def test_typography_and_case_do_not_break_a_run():
    curly = "“It’s the last bridge of its kind – and a fine one at that,” he said."
    straight = '"It\'s the last bridge of its kind - and a fine one at that," HE said.'
    assert runs(curly, straight) == [(curly, straight)]


def test_a_run_ends_where_punctuation_differs():
    a = "one two three four five six seven eight, nine ten eleven twelve thirteen fourteen fifteen sixteen"
    found = runs(a, a.replace(",", ";"))
    assert [left for left, _ in found] == a.split(", ")


def test_no_word_belongs_to_two_runs():
    a, b = wording(QUOTE, "en"), wording(f"{QUOTE}. Again: {QUOTE}.", "en")
    assert sum(run.n for run in word_runs(a, b)) == len(a.hashes)


def test_scripts_without_spaces_are_compared_by_character():
    text = "港湾局は火曜日、二つの島を結ぶフェリーの運航を十月で終えると発表した"
    assert runs(f"速報。{text}。", f"{text}。詳しくは後ほど。", "ja") == [(f"{text}。", f"{text}。")]


def test_shares_are_of_each_text():
    a, b = wording(QUOTE, "en"), wording(f"{QUOTE} {' '.join(str(n) for n in range(13))}", "en")
    assert (verbatim_share(a, b), verbatim_share(b, a)) == (1.0, 9 / 22)


def test_texts_shorter_than_a_shingle_share_nothing():
    assert verbatim_share(wording("Read more", "en"), wording("Read more", "en")) == 0
    assert verbatim_share(wording(QUOTE, "en"), wording("Read more", "en")) == 0


def test_texts_of_words_and_of_characters_share_nothing():
    assert verbatim_share(wording(QUOTE, "en"), wording(QUOTE, "ja")) == 0


def test_a_refrain_does_not_square():
    refrain = "la " * 3000
    assert word_runs(wording(refrain, "en"), wording(refrain, "en")) == []
