"""Speed and quality, beside peers: corpora with planted relations, the benchmark, the scorers of ``make eval``."""
