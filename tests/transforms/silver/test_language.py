import tomllib
from pathlib import Path

import pytest
from langdetect import DetectorFactory, detect_langs

from transforms.silver import language
from transforms.silver.language import detect, detect_blocks, script_of, vote

TEXTS = {
    "en": "The old ferry will not return to the harbour before the winter, the mayor said on Tuesday.",
    "de": "Die alte Fähre wird vor dem Winter nicht in den Hafen zurückkehren, sagte der Bürgermeister.",
    "fr": "Le vieux bac ne reviendra pas au port avant l'hiver, a déclaré le maire mardi soir.",
    "es": "El viejo transbordador no volverá al puerto antes del invierno, dijo el alcalde el martes.",
    "it": "Il vecchio traghetto non tornerà in porto prima dell'inverno, ha detto il sindaco martedì.",
    "pt": "A velha balsa não voltará ao porto antes do inverno, disse o prefeito na terça-feira.",
    "nl": "De oude veerboot keert voor de winter niet terug naar de haven, zei de burgemeester dinsdag.",
    "pl": "Stary prom nie wróci do portu przed zimą, powiedział we wtorek burmistrz miasta.",
    "cs": "Starý přívoz se do zimy do přístavu nevrátí, řekl v úterý starosta města.",
    "ru": "Старый паром не вернётся в порт до зимы, сказал во вторник мэр города.",
    "tr": "Eski feribot kıştan önce limana dönmeyecek, dedi belediye başkanı salı günü.",
    "vi": "Chiếc phà cũ sẽ không trở lại cảng trước mùa đông, thị trưởng nói hôm thứ Ba.",
    "ja": "古いフェリーは冬までに港へ戻らないと、市長が火曜日に述べた。",
    "zh": "市长星期二表示，这艘旧渡轮在冬天之前不会返回港口。",
    "ar": "قال رئيس البلدية يوم الثلاثاء إن العبارة القديمة لن تعود إلى الميناء قبل الشتاء.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_tells_its_language(code):
    assert detect([TEXTS[code]])[0].code == code


def test_the_fast_detector_answers_as_the_reference_does(monkeypatch):
    fast = detect(list(TEXTS.values()))
    monkeypatch.setattr(language, "detect_langs_batch", None)
    assert detect(list(TEXTS.values())) == fast
    assert DetectorFactory.seed == 0
    assert detect_langs(TEXTS["de"])[0].lang == "de"


@pytest.mark.parametrize("text", ["", "12:30 – 14:00", "Ok.", "🙂🙂🙂"])
def test_what_has_too_few_letters_is_undetermined(text):
    assert detect([text]) == [("und", 0.0)]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (TEXTS["en"], "Latn"),
        (TEXTS["ru"], "Cyrl"),
        (TEXTS["ja"], "Jpan"),
        (TEXTS["zh"], "Hans"),
        ("市長星期二表示，這艘舊渡輪在冬天之前不會返回港口。", "Hant"),
        (TEXTS["ar"], "Arab"),
        ("12:30", None),
    ],
)
def test_letters_tell_the_script(text, script):
    assert script_of(text) == script


PARAGRAPHS = tomllib.loads(Path(__file__).with_name("paragraphs.toml").read_text(encoding="utf-8"))
NOT_TOLD = 0.01


def told(paragraphs):
    asked = [(code, text) for code, texts in paragraphs.items() for text in texts]
    found = detect_blocks([[text] for _, text in asked])
    return [(code, blocks[0] and blocks[0].code) for (code, _), blocks in zip(asked, found, strict=True)]


@pytest.mark.parametrize("group", PARAGRAPHS)
def test_a_paragraph_tells_its_language_and_near_ones_apart(group):
    answers = told(PARAGRAPHS[group])
    wrong = [answer for answer in answers if answer[0] != answer[1]]
    assert len(wrong) <= len(answers) * NOT_TOLD, wrong


def test_a_head_a_quotation_or_a_tail_in_another_language_does_not_turn_a_document():
    english, russian = PARAGRAPHS["common"]["en"], PARAGRAPHS["common"]["ru"]
    found = detect_blocks([[russian[0], *english], [*english[:2], russian[1], *english[2:]], [*english, russian[2]]])
    for blocks in found:
        assert vote([(1, opinion) for opinion in blocks]).code == "en"
        assert sorted(opinion.code for opinion in blocks) == ["en"] * 4 + ["ru"]


def test_a_short_block_takes_the_document_s_language():
    found = detect_blocks([[PARAGRAPHS["common"]["de"][0], "Restaurant Europa", "12"]])
    assert [opinion.code for opinion in found[0]] == ["de"] * 3


def test_short_blocks_tell_the_language_together():
    (found,) = detect_blocks([["The ferry is late.", "Nobody knows why it is.", "The mayor was asked."]])
    assert {opinion.code for opinion in found} == {"en"}


def test_a_block_near_to_the_document_s_language_is_taken_for_it():
    norwegian, danish = PARAGRAPHS["near"]["no"], PARAGRAPHS["near"]["da"]
    (found,) = detect_blocks([[*norwegian, danish[0]]])
    assert {opinion.code for opinion in found} == {"no"}


def test_what_is_no_language_has_none():
    assert detect_blocks([["12:30 – 14:00"], [], [""]]) == [[None], [], [None]]
