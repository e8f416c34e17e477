# The commands of this repository; `make help` lists them. Works with GNU make 3.81, the one macOS ships.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# Written last, so that an interrupted installation is tried again and a finished one costs nothing.
RUNTIME_STAMP := $(VENV)/.runtime-installed
DEV_STAMP := $(VENV)/.dev-installed
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PIP_COMPILE := $(BIN)/pip-compile --quiet --no-header --strip-extras --generate-hashes \
	--no-emit-index-url --no-emit-find-links --allow-unsafe
PYTHON_CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11
WORKERS := 2

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench lock clean

help:  ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 16

setup: $(DEV_STAMP)  ## create .venv with everything for running and developing Vouch

run: $(RUNTIME_STAMP)  ## talk to Vouch in this terminal (ARGS="--as Ana" passes options on)
	@$(BIN)/vouch chat $(ARGS)

test: $(DEV_STAMP)  ## run every test (ARGS="-k name" narrows it)
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

check: $(DEV_STAMP)  ## everything a change must pass: format, lint, types, imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS)

format: $(DEV_STAMP)  ## lay the code out and repair what ruff can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP)  ## measure speed; docs/benchmarks.md keeps the figures
	@$(BIN)/python -m tests.bench $(ARGS)

# hatchling and editables are locked with the rest, so that installing Vouch itself downloads nothing unchecked.
lock: $(DEV_STAMP)  ## renew both lock files from pyproject.toml (ARGS="--upgrade" takes newer versions)
	$(PIP_COMPILE) --build-deps-for=editable $(ARGS) --output-file requirements.lock pyproject.toml
	$(PIP_COMPILE) --build-deps-for=editable $(ARGS) --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

clean:  ## remove .venv, caches and build results
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for candidate in $(PYTHON_CANDIDATES); do \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Creating $(VENV) with $$("$$candidate" --version)"; \
		if "$$candidate" -c 'import ensurepip' 2>/dev/null; then \
			"$$candidate" -m venv $(VENV); exit; \
		fi; \
		rm -rf $(VENV); \
		"$$candidate" -m venv --without-pip $(VENV) && \
			"$$candidate" -m pip --python $(VENV)/bin/python install --quiet pip 2>/dev/null && exit; \
		rm -rf $(VENV); \
		echo "$$candidate cannot create virtual environments. On Debian or Ubuntu: sudo apt install python3-venv" >&2; \
		echo "Then run the same make command again." >&2; \
		exit 1; \
	done; \
	echo "Vouch needs Python 3.11 or later; none was found. Install it from your package manager (macOS: brew install" >&2; \
	echo "python@3.13) or from python.org, or name one yourself: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	exit 1

$(RUNTIME_STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Vouch into $(VENV) (only the first time and after an update)"
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUNTIME_STAMP)
	@echo "Installing the development tools"
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
