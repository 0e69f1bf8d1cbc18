"""Name the language of each article with langdetect, as its README does."""

from langdetect import detect

from benchmarks.peers.solving import Article, main


def languages(articles: list[Article]) -> list[str]:
    """Detect one text after the other."""
    return [str(detect(article["text"])) for article in articles]


if __name__ == "__main__":
    main(languages)
