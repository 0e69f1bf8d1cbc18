"""Linking: which names of different articles mean the same, over names and never over text."""
