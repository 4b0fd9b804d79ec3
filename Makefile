# Everything one does with this project. Needs python3 (3.11 or newer) with pip and venv, and make.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST

VENV := .venv/bin/python
LAUNCH := PYTHONPATH=site $(PYTHON) -m kennisnetwerk.launch
CODE := site home search events knowledge community
LINTS := lint-python lint-format lint-templates lint-types lint-layers lint-migrations lint-locks lint-translations

.PHONY: help run test reset environment format lint $(LINTS) messages lock bench screenshots

help: ## This list.
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ## Serve the site with its demo on PORT (8000).
	@$(LAUNCH) run

test: ## Run all tests; ARGS="tests/events -x" runs some.
	@$(LAUNCH) test $(ARGS)

reset: ## Throw away what was entered; the next run starts over.
	@$(LAUNCH) reset

environment: ## Install everything that development needs into .venv.
	@$(LAUNCH) environment

format: environment ## Put code and templates into shape.
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format --quiet .
	@.venv/bin/djangofmt --quiet $(CODE)

lint: environment ## Everything that can be checked without running the tests.
	@$(MAKE) --no-print-directory --keep-going $(LINTS)

lint-python:
	$(VENV) -m ruff check .
lint-format:
	$(VENV) -m ruff format --check .
lint-templates:
	.venv/bin/djangofmt --check $(CODE)
lint-types:
	$(VENV) -m mypy
lint-layers:
	PYTHONPATH=.:site .venv/bin/lint-imports
lint-migrations:
	$(VENV) manage.py makemigrations --check --dry-run
lint-locks:
	$(VENV) requirements/lock.py --check
lint-translations:
	$(VENV) site/locale/freshness.py

messages: environment ## Take new interface strings into site/locale/nl, to be translated there (needs gettext).
	@$(VENV) manage.py makemessages --locale nl --no-obsolete --ignore tests --ignore bench --ignore var

lock: environment ## Bring requirements/*.txt up to date with pyproject.toml; ARGS=--upgrade takes the newest.
	@$(VENV) requirements/lock.py $(ARGS)

bench: environment ## Measure every type of page beside an empty Wagtail page.
	@$(VENV) -m bench.pages $(ARGS)

screenshots: environment ## Make the pictures of README.md.
	@$(VENV) -m bench.screenshots $(ARGS)
