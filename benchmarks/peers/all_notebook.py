"""The notebook that wiretrace takes the place of, as its users write it: four libraries glued together.

Languages by langdetect, names by spaCy, near copies by datasketch, topics by scikit-learn's matrix factorisation.
"""

from langdetect import detect
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.peers.names_spacy import n_names
from benchmarks.peers.near_copies_datasketch import pairs
from benchmarks.peers.solving import Article, main

N_TOPICS = 17
SEED = 0


def tables(articles: list[Article]) -> dict[str, int]:
    """Make the notebook's four tables; count their rows."""
    texts = [article["text"] for article in articles]
    terms = TfidfVectorizer(max_features=20_000).fit_transform(texts)
    return {
        "languages": len({detect(text) for text in texts}),
        "names": n_names(articles),
        "pairs": len(pairs(articles)),
        "topics": len(NMF(n_components=min(N_TOPICS, len(texts)), random_state=SEED).fit_transform(terms)),
    }


if __name__ == "__main__":
    main(tables)
