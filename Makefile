# The commands of this repository; `make help` lists them. Works with GNU make 3.81, the one macOS ships.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# Written last, so that an interrupted installation is tried again and a finished one costs nothing.
RUNTIME_STAMP := $(VENV)/.runtime-installed
DEV_STAMP := $(VENV)/.dev-installed
NODE_STAMP := tests/node_modules/.installed
LOCAL_SLACK := $(VENV)-local-slack/node_modules/local-slack-linux-x64/bin/local-slack
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PIP_COMPILE := $(BIN)/pip-compile --quiet --no-header --strip-extras --generate-hashes \
	--no-emit-index-url --no-emit-find-links --allow-unsafe
PYTHON_CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11
# More than cores: many tests wait, for a lease or a clock, more than they work. Who is done takes over from the others
# ("worksteal"): else the last worker goes on alone for most of a minute.
WORKERS := 3
# Each learns from what the ones before it read.
MODELS := names name_tags attribution intents follow_ups encounter visas facts trust

.DEFAULT_GOAL := help
.PHONY: help setup run test test-crash test-slack-workspace test-teams-playground check layout lint types imports playbook audit image format bench model lock clean
# A half-made .venv would otherwise pass for a finished one.
.DELETE_ON_ERROR:

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 27

setup: $(DEV_STAMP) $(NODE_STAMP)  ## create .venv with everything for running and developing Vouch

run: $(RUNTIME_STAMP)  ## talk to Vouch in this terminal (ARGS="--as Ana" passes options on)
	@$(BIN)/vouch chat $(ARGS)

test: $(DEV_STAMP) $(NODE_STAMP)  ## run every test (ARGS="-k name" narrows it)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-crash: $(DEV_STAMP)  ## kill real workers 200 times while 10,000 nudges are due, and under an announcement to 5,000 (up to an hour)
	@VOUCH_TEST_KILLS=200 VOUCH_TEST_DUE=10000 VOUCH_TEST_MEMBERS=5000 $(BIN)/python -m pytest -n 0 tests/crash $(ARGS)

# A binary from elsewhere: downloaded only when asked for, its hash checked before each start, and run without network.
WITHOUT_NETWORK := unshare --map-root-user --net

test-slack-workspace: $(DEV_STAMP)  ## play the whole story in local-slack, a Slack workspace on this machine (Linux on x86-64, npm)
	@[ "$$(uname -sm)" = "Linux x86_64" ] || { echo "local-slack runs here on Linux on x86-64 only; nothing was tried." >&2; exit 1; }
	@$(WITHOUT_NETWORK) true || { echo "local-slack must not have a network, and unshare (util-linux) cannot take it away" \
		"here: a container or AppArmor may forbid it. Nothing was downloaded or started." >&2; exit 1; }
	@$(MAKE) --silent $(LOCAL_SLACK)
	@VOUCH_TEST_LOCAL_SLACK=$(LOCAL_SLACK) $(WITHOUT_NETWORK) $(BIN)/python -m pytest -n 0 \
		tests/adapters/slack/workspace_story.py $(ARGS)

# Licensed for evaluation only, so a developer installs it by hand and nothing else here needs it.
test-teams-playground: $(DEV_STAMP)  ## talk to Vouch in Microsoft 365 Agents Playground, in Chromium (both installed by you)
	@for command in agentsplayground chromium; do command -v $$command >/dev/null || { echo "$$command is missing, so nothing" \
		"was tried: docs/teams.md, \"Try it on one machine\"." >&2; exit 1; }; done
	@$(BIN)/python -m pytest -n 0 tests/adapters/teams/playground_story.py $(ARGS)

check: layout lint types imports playbook audit test  ## everything a change must pass, in this order

layout: $(DEV_STAMP)  ## is the code laid out as `make format` would?
	$(BIN)/ruff format --check .

lint: $(DEV_STAMP)  ## ruff's rules (pyproject.toml says why some are off), and tests that have the same name every time
	$(BIN)/ruff check .
	$(BIN)/python scripts/check_test_names.py tests

types: $(DEV_STAMP)  ## mypy, strict
	$(BIN)/mypy

imports: $(DEV_STAMP)  ## who may import whom
	$(BIN)/lint-imports

playbook: $(DEV_STAMP)  ## has every fact of the year its source and date, and is every pack whole?
	$(BIN)/vouch playbook check

# The first three need no network. The last two ask an index and a service, and say so where they cannot be reached.
audit: $(DEV_STAMP)  ## are the installed packages those of the lock files, fit together, fitly licensed, not taken back, free of known flaws?
	$(BIN)/python -m pip check --disable-pip-version-check
	$(BIN)/python scripts/compare_with_locks.py requirements.lock requirements-dev.lock
	$(BIN)/python scripts/check_licences.py requirements.lock
	$(BIN)/python scripts/look_up_packages.py yanked $(BIN)/python requirements.lock
	@$(MAKE) --no-print-directory $(VENV)-audit/.installed || echo "pip-audit could not be installed." >&2
	$(BIN)/python scripts/look_up_packages.py vulnerabilities $(VENV)-audit/bin/pip-audit requirements.lock

# No Docker is needed for this; tests/test_image.py installs and starts what the image would hold.
image: $(VENV)-audit/.installed  ## are the Dockerfile and compose.yaml sound, by hadolint and by the Compose Specification's schema?
	$(VENV)-audit/bin/hadolint Dockerfile
	$(VENV)-audit/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml

format: $(DEV_STAMP)  ## lay the code out and repair what ruff can repair
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV_STAMP) $(NODE_STAMP)  ## measure speed; docs/benchmarks.md keeps the figures
	@$(MAKE) --no-print-directory $(VENV)-bench/.installed || \
		echo "What Vouch is compared with could not be installed; the rest is measured without it." >&2
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: $(VENV)-fuzz/.installed  ## let a fuzzer look for two minutes for a message that breaks the reader (ARGS="-max_total_time=600")
	@$(VENV)-fuzz/bin/python -m tests.fuzz $(ARGS)

# In this order: each reads what the ones before it learned.
model: $(DEV_STAMP)  ## learn the reader's weights again from the labelled messages; the same sources give the same files
	@for model in $(MODELS); do $(BIN)/python -m training.train_$$model || exit 1; done

# hatchling and editables are locked with the rest, so that installing Vouch itself downloads nothing unchecked.
lock: $(DEV_STAMP)  ## renew the lock files from pyproject.toml (ARGS="--upgrade" takes newer versions)
	$(PIP_COMPILE) --build-deps-for=editable $(ARGS) --output-file requirements.lock pyproject.toml
	$(PIP_COMPILE) --build-deps-for=editable $(ARGS) --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml
	for extra in bench fuzz audit; do $(PIP_COMPILE) --build-deps-for=editable $(ARGS) --extra $$extra \
		--constraint requirements.lock --output-file requirements-$$extra.lock pyproject.toml || exit 1; done

clean:  ## remove .venv, caches and build results
	rm -rf $(VENV) $(VENV)-bench $(VENV)-fuzz $(VENV)-audit $(VENV)-local-slack .fuzz tests/node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Tools too large for every developer's environment: each set has one of its own, made when it is first asked for.
$(VENV)-%/.installed: requirements-%.lock pyproject.toml | $(BIN)/python
	@echo "Installing what make $* needs into $(VENV)-$*"
	@$(BIN)/python -m venv $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-$*.lock
	@$(VENV)-$*/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(LOCAL_SLACK):
	@command -v npm >/dev/null 2>&1 || { echo "npm is missing, which local-slack is downloaded with." >&2; exit 1; }
	@echo "Downloading local-slack (once)"
	@mkdir -p $(VENV)-local-slack
	@npm install --loglevel error --no-audit --no-fund --prefix $(VENV)-local-slack --no-save --ignore-scripts \
		local-slack-linux-x64@0.1.8

# Debian splits what `python -m venv` needs into python3-venv; where that is missing, a pip of the system can fill in.
$(BIN)/python:
	@for candidate in $(PYTHON_CANDIDATES); do \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Creating $(VENV) with $$("$$candidate" --version)"; \
		trouble=$$("$$candidate" -m venv $(VENV) 2>&1) && exit 0; \
		rm -rf $(VENV); \
		if "$$candidate" -m pip --version >/dev/null 2>&1; then \
			"$$candidate" -m venv --without-pip $(VENV) && \
			"$$candidate" -m pip --python $(VENV)/bin/python install --quiet pip && exit 0; \
			rm -rf $(VENV); \
		fi; \
		echo "$$trouble" >&2; \
		echo "$$candidate could not create $(VENV); it said why above. On Debian or Ubuntu this usually helps:" >&2; \
		echo "    sudo apt install python3-venv" >&2; \
		echo "Then run the same make command again." >&2; \
		exit 1; \
	done; \
	echo "Vouch needs Python 3.11 or later; none was found. Install it from your package manager (macOS: brew install" >&2; \
	echo "python@3.13) or from python.org, or name one yourself: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; \
	exit 1

$(RUNTIME_STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Vouch into $(VENV) (about a minute; only now and after an update)"
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(RUNTIME_STAMP)
	@echo "Installing the development tools"
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

# Some tests ask validators that exist for Node alone. Without npm they are skipped and say so, so nothing fails here.
$(NODE_STAMP): tests/package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
		echo "Installing what tests/package.json names"; \
		npm ci --prefix tests --loglevel=error >/dev/null && touch $@; \
	fi
