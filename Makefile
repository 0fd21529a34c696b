# Two commands matter: `make run` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test lint docs bench bench-batch hostile kills fuzz lock clean

run: $(READY)
	$(BIN)/lanzarote run -o output

test: $(READY)
	$(BIN)/pytest --cov=pipeline --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The generated pages: commands, tables, problems. A test compares them with the program.
docs: $(READY)
	$(BIN)/python -m docs.generate

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# What each stage costs, as ratios to parsing the XML; plain text alone, short and long.
bench: $(READY)
	$(BIN)/python tests/bench.py
	$(BIN)/python -m tests.bench_plain_text

# Runs over many documents: against the tokenizer, growth, workers, again, many small ones.
bench-batch: $(READY)
	$(BIN)/python tests/bench_batch.py

# All hostile files, of which the tests take one in eight.
hostile: $(READY)
	LANZAROTE_HOSTILE_ONE_IN=1 $(BIN)/pytest --no-cov tests/hostile

# Two hundred runs killed at random moments, each to end in the tree of one that was not.
kills: $(READY)
	$(BIN)/python tests/batch/kills.py 200

# Coverage-guided where atheris is installed, hypothesis otherwise; MINUTES=5.
MINUTES ?= 5
fuzz: $(READY)
	$(BIN)/python tests/property/fuzz.py $(MINUTES)

# Pins versions and hashes for Python 3.11 to 3.13; no addresses.
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.lock
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage
	find output -mindepth 1 ! -name .gitkeep -delete
