# Everything starts here: each command builds .venv from requirements.lock when it is missing or old.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
.DEFAULT_GOAL := help
.PHONY: help run test test-hard test-browser test-cluster check docs lock bench peers eval deploy-check clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "wiretrace needs Python 3.11 to 3.13; make PYTHON=python3.12 ... names another")'
	rm -rf .venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

run: $(READY) ## read data/raw (data/samples while that is empty) and publish data/warehouse.duckdb
	$(BIN)/wiretrace run

test: $(READY) ## run the tests
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

check: $(READY) ## format, lint, types, structure, docs in step
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --quiet tests/structure

docs: $(READY) ## write docs/tables.md anew from schemas/
	$(BIN)/python -m schemas.docs docs/tables.md

lock: $(READY) ## resolve requirements.lock anew, for all platforms and Pythons at once
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--custom-compile-command "make lock" --group dev pyproject.toml --output-file requirements.lock

bench: $(READY) ## measure speed and planted relations on generated articles, N of them (5000), beside the peers there are
	$(BIN)/python -m benchmarks.bench --articles $(or $(N),5000)

peers: $(READY) ## install the peers that make bench compares with, some 2 GB, into .venv-peers
	$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .venv-peers
	$(BIN)/uv pip install --quiet --python .venv-peers/bin/python -r benchmarks/peers/requirements.txt

eval: $(READY) ## score the line on a folder with known answers: make eval TRUTH=folder
	$(BIN)/python -m benchmarks.evaluate $(or $(TRUTH),$(error name a folder: make eval TRUTH=folder))

test-hard: $(READY) ## kill 30 runs over 1,000 articles, read hostile inputs at full size, open the file with DuckDB 1.5: an hour
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target .venv-duckdb-1.5 'duckdb==1.5.*'
	WIRETRACE_HARD=1 WIRETRACE_DUCKDB_15=.venv-duckdb-1.5 $(BIN)/python -m pytest --numprocesses 0 -m 'hard or not deploy' \
		tests/flows/test_unbreakable.py tests/flows/test_hostile_inputs.py

deploy-check: $(READY) ## prove the deployments against a local server, pool and worker
	$(BIN)/python -m pytest --numprocesses 0 -m deploy tests/flows/test_deployments.py

test-browser: $(READY) ## walk the explorer in Chromium (Debian's chromium; AXE=axe.min.js adds axe-core, WAREHOUSES=a:b others)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group browser
	$(BIN)/python -m pytest --numprocesses 0 -m browser tests/explorer/test_walk.py

test-cluster: $(READY) ## run the line by Daft: natively, on two Ray workers of which one is killed, on a store (moto)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group cluster
	$(BIN)/python -m pytest --numprocesses 0 -m 'cluster or not deploy' tests/flows/test_daft.py tests/flows/test_daft_cluster.py

clean: ## remove the environment and caches; data stays
	rm -rf .venv .venv-peers .venv-duckdb-1.5 .pytest_cache .mypy_cache .ruff_cache .hypothesis
