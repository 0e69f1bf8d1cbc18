"""The second voter: who says which language a text is in where langdetect may be wrong or lacks the language."""

import re
from functools import cache
from typing import Final, NamedTuple

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LACKED: Final = frozenset(
    {
        *("am", "az", "be", "bs", "eu", "fo", "ga", "gl", "hy", "is", "ka", "kk", "km"),
        *("ky", "lb", "lo", "mn", "ms", "mt", "my", "ps", "si", "sr", "tg", "uz"),
    }
)
"""Languages with newspapers that langdetect's 54 lack, and the second voter knows."""
UNMISTAKEN: Final = frozenset(
    ["cs", "de", "el", "en", "fr", "he", "hu", "it", "ja", "ko", "nl", "pl", "sk", "sv", "th", "vi", "zh"]
)
"""Languages that no lacked one is taken for: a sure answer of langdetect needs no second voice."""
NEAR: Final = (
    frozenset(["da", "no"]),
    frozenset(["cs", "sk"]),
    frozenset(["bs", "hr", "sr"]),
    frozenset(["id", "ms"]),
    frozenset(["gl", "pt"]),
)
"""Pairs so near that a short block is oftener mistaken for the other than written in it."""
SURE: Final = 0.99
"""langdetect draws lots: where all agree it says more than this."""
UNSURE: Final = 0.8
"""Below this langdetect's lots disagree, and a sure second voter is right more often."""
MIN_LACKED: Final = 0.7
"""Malay scores .77 and more against Indonesian; Indonesian never more than .35 for Malay."""
MIN_OTHER: Final = 0.9
MIN_SHARE: Final = 0.4
"""Where no language has more of the words, and the second voter knows none, it is a list of names or none."""
MAX_CHARS: Final = 400
"""A paragraph tells as much as a page here, in 0.3 ms."""
_PLACES: Final = 3
"""Digits kept of its probability, a sum of 32-bit numbers: their last ones vary between machines."""

_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EKAVIAN = _words(
    "pre posle gde ovde uvek vreme vremena mesto mesta mestu svet sveta svetu deca dece deci reka reke reč reči "
    "deo delu dve sneg cena cene mleko predsednik predsednika predsednica nedelja nedelje nedelju nedeljama "
    "ponedeljak sreda sredu uspeh primer promena promene bezbednost bezbednosti izveštaj vest vesti sledeći "
    "sledeće zahtev ceo cela celu videti želeti razumeti zvezda odeljenje vera zamenik zameniti uveče prevoznik "
    "prevoz predlog preti sledi vredi vrednost rešiti rešenje rešenja mera mere meseca mesec sednica sednici "
    "sever severni leto telo"
)
_IJEKAVIAN = _words(
    "prije poslije gdje ovdje uvijek vrijeme vremena mjesto mjesta mjestu svijet svijeta svijetu djeca djece "
    "djeci rijeka rijeke riječ riječi dvije snijeg cijena cijene mlijeko predsjednik predsjednika predsjednica "
    "nedjelja nedjelje ponedjeljak srijeda srijedu uspjeh primjer promjena promjene izvještaj vijest vijesti "
    "vijeće sljedeći sljedeće zahtjev cijeli cijela vidjeti željeti razumjeti zvijezda vjera zamjenik "
    "zamijeniti dijelila dijelio prijevoznik prijevoz prijedlog prijeti slijedi vrijedi vrijednost riješiti "
    "rješenje rješenja mjera mjere mjeseca mjesec sjednica sjednici sjever sjeverni nedjelju ljeto tijelo"
)
_CROATIAN = _words(
    "tisuća tisuće tisuću tjedan tjedna tjedni tjednima siječnja veljače ožujka travnja svibnja lipnja srpnja "
    "kolovoza rujna listopada studenoga prosinca vlak vlaka vlakovi knjižnica knjižnice kazalište glazba glazbe "
    "sveučilište tko netko točno zrakoplov kolodvor tvrtka tvrtke izvješće izvijestio priopćenje priopćenju "
    "uvjet uvjeti sustav sustava tijekom također europski europske europska europa europe stoljeće stoljeća "
    "otok otoka stoji gospodarstvo obitelj"
)
_EASTERN = _words(
    "hiljada hiljade hiljadu sedmica sedmice sedmicu sedmicama januara februara marta aprila maja juna jula "
    "augusta avgusta septembra oktobra novembra decembra voz voza vozovi biblioteka biblioteke pozorište muzika "
    "muzike univerzitet univerziteta ko neko tačno avion firma firme saopštenje saopštenju saopćenje saopćenju "
    "uslov uslovi sistem sistema tokom takođe evropski evropske evropska evropa evrope vijek ostrvo komšije "
    "košta privreda porodica"
)


class Opinion(NamedTuple):
    """A language, how sure its voter is, and who that is."""

    code: str
    confidence: float
    basis: str


@cache
def _identifier() -> LanguageIdentifier:
    """Load py3langid's model (naive Bayes over byte n-grams, Lui and Baldwin 2011), once: it takes a second or two."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def second_opinion(text: str, code: str, confidence: float) -> Opinion:
    """Let the second voter confirm or overrule langdetect's answer, ``code``, on a text of some length.

    It overrules for a language that langdetect lacks, and where langdetect's own lots disagree.
    """
    first = Opinion(code, confidence, "langdetect")
    if code in UNMISTAKEN and confidence >= SURE:
        return first
    answer, probability = _identifier().classify(text[:MAX_CHARS])
    second = Opinion("no" if answer == "nn" else str(answer), round(float(probability), _PLACES), "second voter")
    if {code, second.code} & {"hr", "sr", "bs"} and (told := _south_slavic(text)):
        return (first if told == code else second)._replace(code=told, basis="tell-tale words")
    if second.code == code:
        return first
    if second.code in LACKED and second.confidence >= MIN_LACKED:
        return second
    if confidence < UNSURE and second.confidence >= MIN_OTHER and len(second.code) == len("en"):
        return second
    return first if confidence >= MIN_SHARE else Opinion("und", 0.0, first.basis)


def are_near(code: str, other: str) -> bool:
    """Say whether two languages are one or so near that short texts do not part them."""
    return code == other or any({code, other} <= pair for pair in NEAR)


def _south_slavic(text: str) -> str | None:
    """Part Serbian, Bosnian and Croatian in Latin script by words that only some of them write.

    Serbian news are ekavian ("vreme"), the others ijekavian ("vrijeme"); Bosnian names months and many things as
    Serbian does ("marta", "voz"), Croatian otherwise ("ožujka", "vlak").
    """
    words = _WORD.findall(text.lower())
    ekavian, ijekavian, croatian, eastern = (
        sum(word in known for word in words) for known in (_EKAVIAN, _IJEKAVIAN, _CROATIAN, _EASTERN)
    )
    if ekavian == ijekavian:
        return None
    if ekavian > ijekavian:
        return "sr"
    return "bs" if eastern > croatian else "hr"
