"""A few articles, and what the builders of overlaps make of them."""

import re
from types import SimpleNamespace

import polars as pl
import pytest

from schemas.silver import Article, Sentence
from transforms.gold.overlaps.alignments import alignments
from transforms.gold.overlaps.candidates import candidates
from transforms.gold.overlaps.judgements import judgements
from transforms.gold.overlaps.links import links
from transforms.gold.overlaps.overlaps import overlaps
from transforms.gold.overlaps.passages import passages
from transforms.gold.stories import story_articles
from transforms.silver.signatures import signatures

PLAIN = {
    "version": 1,
    "language": "en",
    "language_confidence": 1.0,
    "n_words": 0,
    "n_sentences": 0,
    "n_removed_chars": 0,
}


def silver(texts):
    """Make articles and sentences of ``{doc_id: text}`` or ``{doc_id: columns}``."""
    rows, spans = [], []
    for doc_id, given in texts.items():
        row = {**PLAIN, "doc_id": doc_id, "uri": doc_id, **(given if isinstance(given, dict) else {"text": given})}
        rows.append(row)
        for number, found in enumerate(re.finditer(r"\S[^.!?。\n]*[.!?。]*", row["text"])):
            spans.append((doc_id, number, found.start(), found.end(), found.group()))
    return SimpleNamespace(
        articles=pl.LazyFrame(rows, schema=Article.dtypes()),
        sentences=pl.LazyFrame(spans, schema=Sentence.dtypes(), orient="row"),
    )


def traced(texts):
    """Run every builder from signatures to passages."""
    made = silver(texts)
    made.signatures = signatures(made.articles, made.sentences).collect().lazy()
    made.links = links(made.signatures, made.signatures).collect().lazy()
    made.candidates = candidates(made.links, made.signatures).collect().lazy()
    made.alignments = alignments(made.candidates, made.articles, made.sentences, made.signatures).collect().lazy()
    made.judgements = judgements(made.candidates, made.alignments, made.articles).collect().lazy()
    made.story_articles = (
        story_articles(made.articles, made.signatures, made.alignments, made.judgements).collect().lazy()
    )
    made.overlaps = overlaps(made.judgements, made.alignments, made.story_articles).collect().lazy()
    made.passages = passages(made.alignments, made.overlaps).collect().lazy()
    return made


@pytest.fixture(name="silver")
def _silver():
    return silver


@pytest.fixture(name="traced")
def _traced():
    return traced


FERRY = """The ferry between the two islands will stop running in October, the harbour office said on Tuesday.
Its engine is forty years old, and no shipyard in the region can still find parts for it.
About nine hundred people in Lerwick and Brae use the boat every working day to reach their jobs.
The council in Brae wants to lease a smaller vessel until a new one is built, which may take three years.
Mayor Agnes Halcrow called the decision a blow to families who moved to the northern shore for cheap homes."""

FERRY_DE = """\
Die Fähre zwischen den beiden Inseln fährt ab Oktober nicht mehr, wie das Hafenamt am Dienstag mitteilte.
Ihr Motor ist vierzig Jahre alt, und keine Werft in der ganzen Region kann dafür heute noch Ersatzteile auftreiben.
Rund neunhundert Menschen in Lerwick und Brae nutzen das Boot an jedem Werktag, um zu ihrer Arbeit zu gelangen.
Der Gemeinderat von Brae möchte ein kleineres Schiff mieten, bis ein neues gebaut ist, was drei Jahre dauern kann.
Bürgermeisterin Agnes Halcrow nannte das einen Schlag für Familien, die wegen billiger Häuser ans Nordufer zogen."""

FERRY_CS = """Trajekt mezi oběma ostrovy přestane v říjnu jezdit, oznámil v úterý přístavní úřad v Lerwicku.
Jeho motor je starý 40 let a žádná loděnice v celém kraji už pro něj nedokáže sehnat náhradní díly.
Asi 900 lidí z Lerwicku a Brae jezdí lodí každý pracovní den do zaměstnání.
Rada v Brae si chce pronajmout menší plavidlo, než bude postaveno nové, což může trvat tři roky.
Starostka Agnes Halcrowová označila rozhodnutí za ránu pro rodiny, které se na sever stěhovaly za levným bydlením."""

MARKET = """Apple growers in the valley expect the smallest harvest in a decade after frost killed half of the blossoms.
Prices at the weekly market have doubled since last year, and several cider makers have begun to buy fruit abroad.
The growers' union asked the state for loans without interest, as it had after the hailstorms of 2011.
A spokesman for the ministry of agriculture said that a decision would be made before the end of the month.
Some orchards have started to spray water on their trees at night, since a thin coat of ice protects the buds."""


@pytest.fixture(name="ferry")
def _ferry():
    return SimpleNamespace(en=FERRY, de=FERRY_DE, cs=FERRY_CS, other=MARKET)
