# Everything a newcomer needs: Python 3.11 (or newer) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check bench screens pictures tables bundle lock clean

run: $(READY)
	$(BIN)/shenbao serve --open --sample

test: $(READY)
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/shenbao knowledge check

# Takes the pictures of the page in docs/pictures anew; needs chromium.
screens: $(READY)
	$(BIN)/python -m tests.screens

# Makes anew what the questions' engine has prepared: sounds and words, and what it learned of said/.
tables: $(READY)
	$(BIN)/python -m knowledge.tables
	$(BIN)/python -m knowledge.tables.learn

bench: $(READY)
	$(BIN)/python -m bench

# Draws the pictures of the printed form under docs/pictures/; look at them before keeping them.
pictures: $(READY)
	$(BIN)/python -m bench.pictures

# Writes dist/shenbao-<version>/, a folder that installs with plain Python 3.11 and no network.
bundle: $(READY)
	$(BIN)/python -m bundle

# Writes requirements.lock: names, versions and hashes for every platform, no registry address.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev \
	    --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/shenbao ask youxiang >/dev/null  # reads the ways of asking once, so the first answer is quick
	touch $@

clean:
	rm -rf $(VENV)
