"""Named peers on the same texts, each a module run in a process of its own: the whole field stands in contest.py."""
