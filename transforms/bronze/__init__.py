"""Transforms that make bronze."""
