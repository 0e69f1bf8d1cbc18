"""Find near copies with datatrove's MinHash pipeline and its own settings: signatures, buckets, pairs.

Its clusters would join what chains; the pairs of its buckets are what it compared and found alike.
"""

import json
import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader

from benchmarks.peers.solving import Article, main

PAIR = struct.Struct("<4I")
"""File and place in it, of both articles."""
CONFIG = MinhashConfig()
N_CORES = 2


def pairs(articles: list[Article]) -> list[tuple[str, str]]:
    """Run both steps on one file a core."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shards = [articles[core::N_CORES] for core in range(N_CORES)]
        (folder / "texts").mkdir()
        for core, shard in enumerate(shards):
            lines = (json.dumps({"id": article["id"], "text": article["text"]}) + "\n" for article in shard)
            (folder / "texts" / f"{core}.jsonl").write_text("".join(lines), encoding="utf-8")
        _run(
            folder,
            "signed",
            [
                JsonlReader(str(folder / "texts")),
                MinhashDedupSignature(output_folder=str(folder / "signatures"), config=CONFIG),
            ],
            N_CORES,
        )
        buckets = MinhashDedupBuckets(
            input_folder=str(folder / "signatures"), output_folder=str(folder / "buckets"), config=CONFIG
        )
        _run(folder, "matched", [buckets], CONFIG.num_buckets)
        found = {
            PAIR.unpack_from(data, at)
            for file in (folder / "buckets").glob("*.dups")
            for data in [file.read_bytes()]
            for at in range(0, len(data), PAIR.size)
        }
    return [(shards[file_a][a]["id"], shards[file_b][b]["id"]) for file_a, a, file_b, b in sorted(found)]


def _run(folder: Path, step: str, pipeline: list[object], n_tasks: int) -> None:
    LocalPipelineExecutor(
        pipeline=pipeline, tasks=n_tasks, workers=N_CORES, logging_dir=str(folder / "logs" / step)
    ).run()


if __name__ == "__main__":
    main(pairs)
