"""HOW: pure functions from frames to frames. No I/O, no clock, no prefect, no duckdb."""
