"""WHEN and WHERE: Prefect flows and tasks, the warehouse, the command line."""
