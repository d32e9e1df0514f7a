# CodeViz. The two commands: make serve, make test. See CONTRIBUTING.md for the others.

PORT ?= 8000
PYTHON := .venv/bin/python
LINTED := app lessons tests tools tracer
PARALLEL := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder  # a file stays on one core; browser tests stay last

.PHONY: serve build test test-fast conformance lint format bench setup lock clean

serve: build  ## build the site and serve it on this machine
	@$(PYTHON) -m tools.serve --port $(PORT)

build: setup  ## dist/: the finished static site; SITE=https://… adds an oEmbed document
	@$(PYTHON) -m tools.build

test: lint build  ## everything: lint, types, and the tests natively, in Pyodide and in a browser
	@chromium="$$($(PYTHON) -m tools.chromium)" && CHROMIUM="$$chromium" $(PYTHON) -m pytest $(PARALLEL)

test-fast: setup  ## the native tests alone
	@$(PYTHON) -m pytest --ignore tests/browser --ignore tests/pyodide

conformance: setup  ## CPython's own tests, plain and recorded, side by side: a table, in about an hour
	@$(PYTHON) -m tests.cpython

lint: setup
	@$(PYTHON) -m ruff check --quiet --output-format concise $(LINTED)
	@$(PYTHON) -m ruff format --check --quiet $(LINTED) || { echo "Some files are not in ruff's format: make format mends it." >&2; exit 1; }
	@$(PYTHON) -m mypy --no-error-summary

format: setup
	@$(PYTHON) -m ruff check --quiet --fix $(LINTED)
	@$(PYTHON) -m ruff format --quiet $(LINTED)

bench: build  ## the figures of the README, as a table
	@$(PYTHON) -m tests.bench

setup:
	@tools/setup.sh

lock: setup  ## the lock files anew, from requirements/*.in and package.json
	@tools/lock.sh

clean:  ## all that make has made, but the environments
	@rm -rf dist .build .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	@find $(LINTED) -name __pycache__ -type d -prune -exec rm -rf {} +
