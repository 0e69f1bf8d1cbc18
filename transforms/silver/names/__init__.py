"""Names in running text: words with their evidence, runs of them, what kind of name a run is."""
