# Everything one types here works on a machine with git, make and Python 3.11 or newer, and touches nothing outside this folder.
SHELL := /bin/bash
PY := .venv/bin/python
STAMP := .venv/synced
export PYTHONDONTWRITEBYTECODE ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK ?= 1

COMPILE := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-header --no-annotate --quiet

.PHONY: help run check test test-long bench lock pictures browser proxy

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

run: $(STAMP)  ## a filled demo company on http://127.0.0.1:8000 (PORT, NEGOSTRATEGY_HOME)
	@exec $(PY) -m negostrategy.cli.main run

check: $(STAMP)  ## format, lint, types, import contracts, house rules, compose file
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m pytest -q tests/conventions
	@if docker compose version >/dev/null 2>&1; then .ci/compose-config; fi

test: $(STAMP) browser  ## every test but the long ones, real PostgreSQL and real browser included
	$(PY) -m pytest -q -n 2 --dist loadgroup -m "not long"

test-long: $(STAMP) browser proxy  ## the tests that take minutes each: drills, kills, empty environments; at most an hour
	$(PY) -m pytest -q -m long

browser:  # Debian's chromium, for the tests that look at pages
	@.ci/chromium

proxy:  # Debian's nginx, for the tests that look through it
	@.ci/nginx

bench: $(STAMP)  ## measure, in at most ten minutes (docs/performance.md)
	$(PY) -m benchmarks

pictures: $(STAMP) browser  ## make the screenshots in docs/ again
	$(PY) -m tests.browser.pictures

lock: $(STAMP)  ## pin the dependencies again: for developing, and of those what running needs
	$(COMPILE) --group dev --extra pdf --extra embedded pyproject.toml -o requirements/lock.txt
	$(COMPILE) --extra pdf --constraint requirements/lock.txt pyproject.toml -o requirements/running.txt

$(STAMP): requirements/lock.txt requirements/bootstrap.txt
	@.ci/environment
	@touch $(STAMP)
