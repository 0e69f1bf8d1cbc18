"""Transforms that make silver."""
