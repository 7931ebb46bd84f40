# Two commands are enough: make start, make test.
SHELL := /bin/bash
PORT ?= 8765
DATA ?= var
BIN := .venv/bin
FAST := -m "not slow and not browser"

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev compiled start site test check fix pictures bench torture lock clean
.NOTPARALLEL:

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup:
	@tools/setup.sh requirements.lock
	@$(BIN)/python -m compileall -q src # cold starts stay quick where Python may not write its own
	@$(BIN)/milium packs compile || true # a broken pack is said, and becomes a hold

setup-dev:
	@tools/setup.sh requirements-dev.lock
	@$(BIN)/python -m compileall -q src # cold starts stay quick where Python may not write its own
	@$(BIN)/milium packs compile || true # a broken pack is said, and becomes a hold

start: setup ## install, show a worked example, then serve the app on this computer only
	@$(BIN)/milium serve --data $(DATA) --prepare
	@$(BIN)/milium demo
	@$(BIN)/milium serve --data $(DATA) --port $(PORT)

site: setup ## the phone edition: static files for any web space, in build/phone
	@tools/npm.sh
	@$(BIN)/milium site build -o build/phone

compiled: setup-dev ## the reader of labels as machine code, for large catalogues; needs a C compiler
	@$(BIN)/python tools/compile_reader.py || true # plain Python reads the same, only slower

test: compiled ## checks, tests, the browser; the last line counts the skips (the long runs: make torture)
	@tools/chromium.sh
	@tools/npm.sh
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest -q -n 2 --dist loadfile -m "slow and not browser" --skips-so-far
	@$(BIN)/pytest -q -n 2 --dist worksteal -m "browser and not slow" --skips-so-far

check: setup-dev ## what CI runs first: format, lint, types, imports, packs, docs, fast tests
	@rm -f .pytest_cache/milium-skips.json
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/milium packs check
	$(BIN)/pytest -q -n 2 --dist loadfile $(FAST) --skips-so-far

fix: setup-dev ## repair what can be repaired
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: setup-dev ## take the pictures of the README and the docs anew; look at them before a commit
	@tools/chromium.sh
	@$(BIN)/pytest -q tests/browser/test_pictures.py --update-golden

bench: compiled ## our figures, with the limit beside them
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

torture: setup-dev ## the long runs: a month on the phone, many more persons, labels, kills and mutants; WHAT=FILE for one
	@MILIUM_TORTURE=1 $(BIN)/pytest -q --durations=10 $(WHAT)

lock: ## choose the pinned versions anew
	@tools/lock.sh --upgrade

clean: ## remove what was made, but never var/ (a person's own data)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist src/milium/packs/_compiled src/milium/_compiled
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
