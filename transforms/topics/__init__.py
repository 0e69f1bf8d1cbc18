"""The codebook of subjects: hand-written texts, the weights trained on them, and words that are never keywords."""
