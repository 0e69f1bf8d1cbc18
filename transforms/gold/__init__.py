"""Transforms that make gold."""
