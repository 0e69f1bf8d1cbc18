"""Transforms that make overlaps."""
