"""Find near copies with text-dedup's MinHash and its own settings; its answer is clusters, each tied to its root."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from text_dedup import minhash

from benchmarks.peers.solving import Article, main

N_CORES = "2"


def pairs(articles: list[Article]) -> list[tuple[str, str]]:
    """Run its command on one file, as its README does."""
    with TemporaryDirectory() as name:
        texts = Path(name) / "texts.jsonl"
        lines = (json.dumps({"text": article["text"]}) + "\n" for article in articles)
        texts.write_text("".join(lines), encoding="utf-8")
        options = {
            "--path": "json",
            "--data_files": str(texts),
            "--split": "train",
            "--cache_dir": f"{name}/cache",
            "--output": f"{name}/kept",
            "--column": "text",
            "--num_proc": N_CORES,
        }
        minhash.main([word for option in options.items() for word in option], standalone_mode=False)
    roots = {at: minhash.uf.find(at) for at in range(len(articles))}
    return [(articles[at]["id"], articles[root]["id"]) for at, root in roots.items() if at != root]


if __name__ == "__main__":
    main(pairs)
