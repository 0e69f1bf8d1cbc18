import pytest
from langdetect import DetectorFactory, detect_langs

from transforms.silver import language
from transforms.silver.language import detect, script_of

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
