# Run and test the forum. Only Python 3.11 or newer and make are needed; the rest is set up here.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
export HOST PORT
.DEFAULT_GOAL := help
.PHONY: help setup run test lint collect bench learn lock pictures screenshots

help: ## Say what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Limber needs Python 3.11 or newer: make PYTHON=python3.12 …" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup: .venv/.dev ## Set up everything that running and testing need
	@test -n "$$CHROMIUM" || command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || echo 'For the browser tests install Chromium, e.g.: apt-get install chromium-headless-shell'

# Python reads compiled files even where it is told to write none, as in many containers.
.venv/.compiled: .venv/.run serve.py $(shell find forum -name '*.py')
	@$(BIN)/python -m compileall -q forum serve.py
	@touch $@

run: .venv/.compiled ## Serve the forum on http://HOST:PORT
	@$(BIN)/python serve.py

lint: .venv/.dev ## Check style, types and who imports whom
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Each worker would compile the tests, and each process that they start the forum: here it is done
# once, while lint leaves a core idle, and kept even where Python is told to keep nothing.
collect: .venv/.dev
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --collect-only -qq >/dev/null || true # tests say why

test: setup ## Run every check
	@$(MAKE) --no-print-directory --jobs 2 --output-sync lint collect
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --numprocesses 3 --dist worksteal

bench: .venv/.dev ## Measure speed as ratios
	$(BIN)/python -m benchmarks

learn: .venv/.dev build/ordinary_text.jsonl ## Teach triage's second reader from the labelled posts, those kept aside left out
	$(BIN)/flask --app wsgi forum triage learn --mean-with forum/triage/data/second_reader.tsv tests/triage/dev.jsonl tests/triage/cases/dev-*.jsonl tests/triage/cases/train-*.jsonl tests/triage/phrasings/*.jsonl $(patsubst %,--everyday %,$(wildcard tests/triage/cases/everyday-*.jsonl)) --ordinary build/ordinary_text.jsonl

build/ordinary_text.jsonl: | .venv/.dev
	$(BIN)/python -m benchmarks.ordinary_text

pictures: setup ## Take a picture of every page in each role, width and theme, into build/pages
	PICTURES=build/pages $(BIN)/pytest tests/browser/test_every_page.py

screenshots: setup ## Make README's screenshots anew
	PYTHONPATH=.:tests $(BIN)/python tests/browser/screenshots.py

lock: ## Pin the newest versions of requirements*.in, with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt
