# Everything a person does with this repository. `make` alone says what there is.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.SUFFIXES:

PORT ?= 8000
MAILLE_HOME ?= $(CURDIR)/var
# Four for two cores: while a test waits for a process, a socket or a page, another works.
JOBS ?= 4
# The two runs that wait most, for a server and for a browser, go side by side: so many each.
BESIDE ?= 3

bin := .venv/bin
not_browser := --ignore=tests/e2e --ignore=tests/wheel
# A uv that is already there is used; otherwise one is installed in .tools, apart from the project.
uv := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
# The environment is the one of this folder, whatever the shell holds.
unexport VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PYTHONPATH DJANGO_SETTINGS_MODULE
# Compiled once and kept: without it each process compiles Django anew, four seconds instead of one.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS := never
export PORT MAILLE_HOME

# What a server on the internet sets; the checks run as there.
production := SECRET_KEY=checks-only-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789 ALLOWED_HOSTS=maille.example DATABASE_URL=sqlite://:memory: EMAIL_URL=smtp+tls://maille:secret@smtp.maille.example:587

.PHONY: help
help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: .venv/.run ## Serve the demonstration network on http://127.0.0.1:8000 (PORT=8001 for another port)
	@$(bin)/maille run

.PHONY: test
test: .venv/.dev ## Run every test: SQLite, PostgreSQL, the main stories in Chromium, the wheel
	$(bin)/pytest tests -n $(JOBS) --dist=loadfile $(not_browser)
	@echo "PostgreSQL, and beside it Chromium and the wheel: each says what it found once it is over."
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-postgresql test-browser

.PHONY: test-postgresql
test-postgresql: .venv/.dev ## Run on PostgreSQL what touches the database
	$(bin)/python -m tests.postgres $(bin)/pytest tests -n $(BESIDE) --dist=loadfile $(not_browser)

.PHONY: test-browser
test-browser: .venv/.dev ## Run the main stories in Chromium, and the wheel in an empty environment
	$(bin)/pytest tests/e2e tests/wheel -n $(BESIDE) --dist=loadfile

.PHONY: test-long
test-long: .venv/.dev ## Run soak, faults, the full browser matrix, and the properties on examples drawn anew
	TESTS_DRAW=anew $(bin)/pytest tests -m "long or hypothesis" -n $(JOBS) --randomly-seed=default
	TESTS_DRAW=anew $(bin)/python -m tests.postgres $(bin)/pytest tests -m "long or one_database or hypothesis" -n $(JOBS) --randomly-seed=default $(not_browser)

.PHONY: check
check: .venv/.dev ## Hold the house rules: format, lint, types, direction of imports, deployment, migrations
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/djlint maille --lint --quiet
	$(bin)/lint-imports
	$(production) $(bin)/mypy
	$(production) $(bin)/maille check --deploy --fail-level WARNING
	$(production) $(bin)/maille makemigrations --check --dry-run
	$(uv) lock --check --offline --quiet

.PHONY: fmt
fmt: .venv/.dev ## Put everything in its form
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

.PHONY: messages
messages: .venv/.dev ## Gather the texts to translate and compile the translations
	$(bin)/python -m tests.catalogue

.PHONY: bench
bench: .venv/.dev ## Measure what the product promises, beside its peers (bench/README.md)
	@for file in bench/[a-z]*.py; do echo "== $$file"; $(bin)/python "$$file" || exit 1; done

.PHONY: wheel
wheel: .venv/.dev ## Build dist/maille-*.whl, which carries everything
	$(bin)/python -m build --no-isolation --wheel

.PHONY: clean
clean: ## Remove what was built; the data in var/ stays
	rm -rf .venv .tools dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find maille tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The environment, made again only when the lock changes.

.tools/bin/uv:
	@sh .ci/python.sh install-uv

.venv/.run: uv.lock pyproject.toml | $(filter .tools/%,$(uv))
	@python=$$(sh .ci/python.sh find) && $(uv) sync --quiet --frozen --no-dev --inexact --python "$$python"
	@touch $@

.venv/.dev: uv.lock pyproject.toml | $(filter .tools/%,$(uv))
	@python=$$(sh .ci/python.sh find) && $(uv) sync --quiet --frozen --python "$$python"
	@touch $@ .venv/.run
